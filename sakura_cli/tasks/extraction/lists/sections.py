"""Records that are sections: lines with a number or mark, each with the same labels below it, made the rows of a table.

What stands in brackets behind the name of a section has a column of its own. Left out: which fields the columns are for
(`items`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sakura_cli.documents.blocks import Cell, Pair, Table
from sakura_cli.documents.layout import is_sentence
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.outlining.inline import drop_marker, is_label
from sakura_cli.tasks.extraction.outlining.naming import bare
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.outlining.page_line import PageLine

_LONGEST = 60
_NUMBER = re.compile(r"[ 　]*[【\[［〔（(]?[0-9０-９]{1,2}[】\]］〕）)][ 　]*")
_IN_BRACKETS = re.compile(r"[ 　]*[（(](?P<inner>[^（）()]+)[)）][ 　]*")
_LEADER = re.compile(r"(?P<label>[^\s…‥。、]{1,12})[ 　]*[…‥]+[ 　]*(?P<value>[^\s…‥][^…‥]*)")
_EDGES = " \t　【】〔〕[]［］"


@dataclass
class _Section:
    """A section: its lead without the number or mark, what kind of mark that was, and its pairs by their labels."""

    lead: PageLine
    title: Span
    mark: str
    pairs: dict[str, Pair] = field(default_factory=dict)


def read_sections(outline: DocumentOutline) -> Iterator[tuple[Table, tuple[str, ...]]]:
    """Yield runs of sections that have labels in common as tables, whose first two columns have no label."""
    run: list[_Section] = []
    for section in [*_find_sections(outline), None]:
        if section is not None and (not run or section.mark == run[-1].mark) and section.pairs:
            run.append(section)
            continue
        if (table := _make(outline.text, run)) is not None:
            yield table, outline.context_of(run[0].lead)
        run = [section] if section is not None and section.pairs else []


def _find_sections(outline: DocumentOutline) -> Iterator[_Section]:
    section: _Section | None = None
    for unit in outline.units:
        if unit.kind == "pair" and unit.pair is not None and section is not None:
            section.pairs.setdefault(bare(unit.pair.label.cut(outline.text)), unit.pair)
        elif section is not None and (pair := _read_leader(outline.text, unit)) is not None:
            section.pairs.setdefault(bare(pair.label.cut(outline.text)), pair)
        elif unit.kind != "pair" and (lead := _read_lead(outline.text, unit)) is not None:
            if section is not None:
                yield section
            section = lead
    if section is not None:
        yield section


def _read_leader(text: str, unit: PageLine) -> Pair | None:
    """Return a line as a pair whose label dots part from its value: 賃料…68,000円."""
    match = _LEADER.fullmatch(text, *unit.span) if unit.kind == "line" else None
    return Pair(Cell((Span(*match.span("label")),)), Cell((Span(*match.span("value")),))) if match else None


def _read_lead(text: str, unit: PageLine) -> _Section | None:
    """Return a line that begins with a number or mark and is no sentence or label as the lead of a section."""
    if unit.kind not in ("line", "heading") or unit.span.end - unit.span.start > _LONGEST:
        return None
    number = _NUMBER.match(text, *unit.span)
    title = Span(number.end(), unit.span.end) if number is not None else drop_marker(text, unit.span)
    mark = re.sub(r"[0-9０-９]+|[①-⑳]", "1", text[unit.span.start : title.start].strip())
    words = title.cut(text)
    title = Span(title.start + len(words) - len(words.lstrip(_EDGES)), title.start + len(words.rstrip(_EDGES)))
    if not mark or title.start >= title.end or is_sentence(words) or is_label(words):
        return None
    return _Section(unit, title, mark)


def _make(text: str, run: Sequence[_Section]) -> Table | None:
    if len(run) < 2:
        return None
    names = list(run[0].pairs)
    shared = [name for name in names if sum(name in section.pairs for section in run) == len(run)]
    if not shared:
        return None
    rows: list[tuple[Cell, ...]] = []
    for section in run:
        title, note = _part_title(text, section.title)
        values = (section.pairs[name].value if name in section.pairs else Cell() for name in names)
        rows.append((title, note, *values))
    header = (Cell(), Cell(), *(run[0].pairs[name].label for name in names))
    return Table((header, *rows), 1)


def _part_title(text: str, title: Span) -> tuple[Cell, Cell]:
    """Part the name of a section from what stands in brackets behind it."""
    bracket = _IN_BRACKETS.search(text, *title)
    if bracket is None or bracket.start() == title.start:
        return Cell((title,)), Cell()
    return Cell((Span(title.start, bracket.start()),)), Cell((Span(*bracket.span("inner")),))
