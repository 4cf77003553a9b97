"""The outline of a document: its lines and pairs with their rows and columns, and the headings each stands under.

What stands in two columns is told apart by where its lines begin. Left out: what headings and lines mean.
"""

from __future__ import annotations

import re

from sakura_cli.characters.fold import fold
from sakura_cli.documents.blocks import Table
from sakura_cli.documents.document import Document
from sakura_cli.documents.layout import is_sentence
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.outlining.inline import drop_marker
from sakura_cli.tasks.extraction.outlining.naming import concept_of, is_a
from sakura_cli.tasks.extraction.outlining.nesting import nest
from sakura_cli.tasks.extraction.outlining.page import PageLineReader
from sakura_cli.tasks.extraction.outlining.page_line import PageLine

_IN_BRACKETS = re.compile(r"[（(]([^（）()]{1,12})[)）]")
_NUMBER = re.compile(r"^[0-9０-９]{1,2}[ 　]+")
_LONGEST_RUN = 6
_LINES_APART = 2
_SENTENCES = 160


class DocumentOutline:
    """A document as units, in order, without what was quoted."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.blocks = document.blocks
        reader = PageLineReader(document)
        self._quoted, self._header = reader.quoted, reader.header
        self.units: list[PageLine] = nest(document.text, reader.read())

    def words_of(self, unit: PageLine) -> str:
        """Return the words of a unit without its number, mark or brackets."""
        span = unit.pair.label.span if unit.kind == "heading" and unit.pair else drop_marker(self.text, unit.span)
        words_ = span.cut(self.text)
        if unit.style == "number":
            words_ = _NUMBER.sub("", words_)
        return words_.strip(" 　\t#【】〔〕[]［］<>＜＞《》〈〉")

    def is_quoted(self, span: Span) -> bool:
        """Say whether a stretch was quoted from an earlier mail."""
        return any(part.start < span.end and span.start < part.end for part in self._quoted)

    def is_in_table(self, span: Span) -> bool:
        """Say whether a stretch is in a table that lists items."""
        return any(unit.kind == "table" and unit.span.start <= span.start < unit.span.end for unit in self.units)

    def is_header(self, span: Span) -> bool:
        """Say whether a stretch is a field of a mail's header."""
        return span.end <= self._header

    def context_of(self, unit: PageLine) -> tuple[str, ...]:
        """Return the words of the headings that a unit stands under, the nearest first, and what is in brackets."""
        said: list[str] = []
        for index in reversed(unit.headings):
            words_ = self.words_of(self.units[index])
            said += [words_, *(note for note in _IN_BRACKETS.findall(words_) if note != words_)]
        return (*said, *self._lead_of(unit), *self._pair_before(unit), *self._role_above(unit))

    def _pair_before(self, unit: PageLine) -> tuple[str, ...]:
        """Return the label of the pair that a pair follows on its line: 場所 … 電話 …."""
        before = self.units[unit.index - 1] if unit.index else unit
        is_beside = unit.kind == before.kind == "pair" and unit.row == before.row and before is not unit
        return (before.pair.label.cut(self.text),) if is_beside and before.pair is not None else ()

    def _role_above(self, unit: PageLine) -> tuple[str, ...]:
        """Return the label of the party whose name stands right above a pair, in the right one of two columns."""
        row = unit.row
        for other in reversed(self.units[: unit.index]):
            if unit.kind != "pair" or not unit.column or row - other.row > _LINES_APART:
                break
            if other.kind == "pair" and other.pair is not None and other.column == unit.column and other.row < row:
                label = other.pair.label.cut(self.text)
                if is_a(concept_of(label), "role"):
                    return (label,)
                row = other.row
        return ()

    def _lead_of(self, unit: PageLine) -> tuple[str, ...]:
        """Return the sentence above a run of pairs that are indented under it: 下記の建物を賃貸する。"""
        index = unit.index
        while index > 0 and self.units[index].kind == "pair" and unit.index - index < _LONGEST_RUN:
            index -= 1
        lead = self.units[index]
        is_above = lead.kind == "line" and lead.column <= unit.column and unit.row - lead.row <= _LONGEST_RUN
        return (
            (lead.span.cut(self.text),)
            if unit.kind == "pair" and is_above and is_sentence(lead.span.cut(self.text))
            else ()
        )

    def unit_at(self, position: int) -> PageLine | None:
        """Return the unit that holds a position; of several the shortest."""
        inside = [unit for unit in self.units if unit.span.start <= position < max(unit.span.end, unit.span.start + 1)]
        return min(inside, key=lambda unit: unit.span.end - unit.span.start, default=None)

    def holds(self, table: Table) -> bool:
        """Say whether a table, or what became of it, is among the units."""
        return any(block.table is table for block in self.blocks)

    def around(self, span: Span) -> str:
        """Return the sentence of a stretch with the one before it, the line above, and the headings, folded."""
        text = self.text
        start = max(text.rfind("。", 0, max(0, text.rfind("。", 0, span.start))), span.start - _SENTENCES, 0)
        start = max(start, text.rfind("\n\n", 0, span.start))
        start = max(start, text.rfind("\n", 0, max(0, text.rfind("\n", 0, span.start))))
        ends = [at for mark in ("。", "\n") if (at := text.find(mark, span.end)) >= 0]
        end = min([*ends, span.end + _SENTENCES])
        unit = self.unit_at(span.start)
        headings = self.context_of(unit) if unit is not None else ()
        return fold("\n".join((text[start:end], *headings))).lower()

    def body_of(self, heading: PageLine) -> list[PageLine]:
        """Return the units below a heading, up to the next that is no part of it."""
        return [unit for unit in self.units[heading.index + 1 :] if heading.index in unit.headings]
