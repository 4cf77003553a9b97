"""Read a document as the lines of its pages: lines of columns, pairs, tables, and headings by their marks.

What was quoted is left out. Left out, too: under which headings lines stand (`nesting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.blocks import Block, Cell, Pair
from sakura_cli.documents.document import Document
from sakura_cli.documents.layout import heads_parties, is_sentence
from sakura_cli.documents.reading.mail import find_mail_parts
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.defined_terms import find_defined_terms
from sakura_cli.tasks.extraction.outlining.bands import read_bands, read_labelled_cells, read_party_columns
from sakura_cli.tasks.extraction.outlining.inline import drop_marker, is_label, read_inline
from sakura_cli.tasks.extraction.outlining.naming import bare, concept_of, is_a
from sakura_cli.tasks.extraction.outlining.page_line import ROLE, PageLine, PageLineKind
from sakura_cli.tasks.extraction.outlining.parts import part_block
from sakura_cli.tasks.extraction.outlining.redrawn import redraw
from sakura_cli.tasks.extraction.outlining.side_tables import part_captioned, part_sides
from sakura_cli.tasks.extraction.outlining.tables import find_numbered_rows, is_list_table, read_form

_STYLES = (
    ("article", re.compile(r"第[0-9０-９一二三四五六七八九十百]+[編章節条項]")),
    ("number", re.compile(r"[QＱ]?[0-9０-９]{1,2}(?:[.．、)）]|[ 　]+(?=[^0-9０-９]))(?![0-9０-９])")),
    ("bracketed", re.compile(r"[(（][0-9０-９一二三四五六七八九十ア-ン]{1,3}[)）]")),
    ("circled", re.compile(r"[①-⑳]")),
    ("marks", re.compile(r"#{1,6} ")),
    ("sign", re.compile(r"[■□◆◇●○◎▼▲★☆]")),
    ("bracket", re.compile(r"[【〔\[［<＜《〈](?=[^】〕\]］>＞》〉\n]{1,24}[】〕\]］>＞》〉][ \t　]*$)")),
    ("round", re.compile(r"[（(](?=[^（）()\n]{2,20}[)）][ \t　]*$)")),
)
_FIELD = re.compile(r"(?m)^(?P<label>[^\s:：][^:：\n]{0,19})[:：][ \t　]*(?P<value>[^\n]*?)[ \t　]*$")
_COLON = re.compile(r"[:：][ 　\t]+")
_SIGNS = "■□◆◇●○◎▼▲★☆・◯"
_LONGEST_HEADING = 30
_LONGEST_INNER = 20
_BRACKETS = " 　【】〔〕[]［］<>＜＞《》〈〉（）()"
_SECOND_PARTY = re.compile(
    rf"(?<=\S)(?:[ \t]{{2,}}|　[ 　\t]*)(?P<mark>[（(]?{alternation(words('layout/sides', 'party'))}[)）]?(?=[ 　\t]))"
)
_STRETCH = re.compile(r"[^ \t　\n]+(?: [^ \t　\n]+)*")
_SAID = re.compile(r"[0-9A-Za-z０-９ぁ-んァ-ヶ一-龠]{2}")
_MAIL_ADDRESS = re.compile(r"[ 　]*[<＜][^<>＜＞@]+@[^<>＜＞]+[>＞]")
_TERM = re.compile(r"(?P<party>[^\s（）()、。]{2,8})(?P<gap>[ 　\t]+|[ 　\t]*$)")
# The edge of a frame around lines, and what it is called.
_FRAME_EDGE = re.compile(r"[└┗╚╰┌┏╔╭├┣─━═┐┓╗╮┘┛╝╯┤┫ 　]{2,}")
_FRAME_TITLE = re.compile(
    r"[┌┏╔╭├┣][─━═ 　]{0,8}(?P<words>[^─━═┐┓╗╮┤┫ 　](?:[^─━═┐┓╗╮┤┫]{0,24}[^─━═┐┓╗╮┤┫ 　])?)[ 　]*[─━═]{2,}[┐┓╗╮┤┫]?"
)
_SIGNED = re.compile(
    rf"(?P<sign>[{_SIGNS}])[ 　]?(?P<label>[^\s:：。、（）()]{{2,12}})(?:[ ]{{2,}}|[ ]*　[ 　]*)(?P<value>\S[^\n]*)"
)
_UNNAMED_SHEET = re.compile(r"(?:Sheet|シート|表)[ _]?[0-9]+", re.IGNORECASE)
_MARK_ALONE = re.compile(r"[①-⑳・●■□◆◇*+-]|[(（]?[0-9０-９]{1,2}[.．)）、]")
_YEAR_ALONE = re.compile(rf"(?:{alternation(words('dates/eras', 'name'))}[0-9０-９元]{{1,2}}|[0-9０-９]{{4}})年度")
_NUMBER_ALONE = re.compile(r"[0-9０-９]{1,2}[.．、)）]?|[①-⑳]")
_PARTY = re.compile(
    rf"(?P<party>(?:[^\s（）()、。]{{2,8}})?[（(]?{alternation(words('layout/sides', 'party'))}[)）]?)"
    r"(?P<gap>[ 　\t]+|[ 　\t]*$)"
)


class PageLineReader:
    """Reads the lines of a document; `quoted` and `header` are what a mail has besides its own words."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._blocks = document.blocks
        self._sheets = [block for block in document.blocks if _is_unnamed_sheet(document, block)]
        parts = find_mail_parts(document.text)
        self.quoted = [part.span for part in parts if part.kind == "quote"]
        self.header = max((part.span.end for part in parts if part.kind == "header"), default=0)
        self._pair_signs = frozenset(self._list_pair_signs())
        self._terms = frozenset(term for term, _ in find_defined_terms(document.text))

    def read(self) -> list[PageLine]:
        """Return the lines in order, with their indexes."""
        read = list(self._read(self._blocks))
        drawn = self._join(sorted([*read, *self._read_uncovered(read)], key=lambda unit: unit.span))
        return [replace(unit, index=index) for index, unit in enumerate(drawn)]

    def _join(self, units: Sequence[PageLine]) -> list[PageLine]:
        """Join what a single blank parts on a line: the family name and the given name after a label."""
        joined: list[PageLine] = []
        for unit in units:
            last = joined[-1] if joined else None
            is_apart = last is None or last.kind != "line" or unit.kind != "line" or last.row != unit.row
            if last is None or is_apart or self.text[last.span.end : unit.span.start] not in (" ", "　"):
                joined.append(unit)
            else:
                joined[-1] = replace(last, span=Span(last.span.start, unit.span.end))
        return joined

    def _list_pair_signs(self) -> Iterator[str]:
        """Yield the signs that stand before the labels of pairs; other lines that begin with one are pairs, too."""
        for block in self._blocks:
            if block.pair is not None and block.pair.label.pieces:
                start = block.pair.label.span.start
                sign = self.text[max(0, start - 2) : start].strip(" 　\t\n")
                if sign and sign[-1] in _SIGNS:
                    yield sign[-1]

    def _pair_behind_sign(self, span: Span) -> Pair | None:
        """Return a line as a pair whose label a gap parts from its value, where others with its sign are pairs."""
        found = _SIGNED.fullmatch(self.text, *span)
        if found is None or found["sign"] not in self._pair_signs:
            return None
        return Pair(Cell((Span(*found.span("label")),)), Cell((Span(*found.span("value")),)))

    def _is_quoted(self, span: Span) -> bool:
        return any(part.start < span.end and span.start < part.end for part in self.quoted)

    def _read(self, blocks: Sequence[Block]) -> Iterator[PageLine]:
        yield from self._read_header()
        for block in (part for whole in blocks for part in part_block(self.text, whole)):
            if (
                block.kind in ("rule", "quote", "cue")
                or block in self._sheets
                or self._is_quoted(block.span)
                or block.span.end <= self.header
            ):
                continue
            if block.pair is not None:
                for pair in (block.pair, *block.more_pairs):
                    yield from self._read_pair(block, pair)
            elif block.table is not None:
                if captioned := part_captioned(self.text, block):
                    for over, pairs in captioned:
                        yield replace(self._make(block, over, "heading"), style=ROLE, heads_column=True)
                        for pair in pairs:
                            yield from (replace(unit, owner=over.start) for unit in self._read_pair(block, pair))
                    continue
                if sides := part_sides(self.text, block):
                    for side, caption in sides:
                        if caption is not None:
                            yield replace(self._make(block, caption, "heading"), style=ROLE, heads_column=True)
                        owner = caption.start if caption is not None else -1
                        yield replace(self._make(side, side.span, "table"), owner=owner)
                    continue
                bands = read_bands(self.text, block.table)
                redrawn = redraw(self.text, block) if not bands else None
                if redrawn is not None:
                    yield self._make(redrawn.block, block.span, "table")
                    for span in redrawn.rest:
                        yield from self._read_line(block, span)
                    for pair in redrawn.sums:
                        yield from self._read_pair(block, pair)
                    continue
                if parties := read_party_columns(self.text, block.table):
                    for head, cells in parties:
                        yield replace(self._make(block, head.span, "heading"), style=ROLE, heads_column=True)
                        for piece in (piece for cell in cells for piece in cell.pieces):
                            yield replace(self._make(block, piece, "line"), owner=head.span.start)
                    continue
                if labelled := read_labelled_cells(self.text, block.table):
                    told = {piece for pair in labelled for piece in (*pair.label.pieces, *pair.value.pieces)}
                    for pair in labelled:
                        yield from self._read_pair(block, pair)
                    for piece in (piece for row in block.table.rows for cell in row for piece in cell.pieces):
                        if piece not in told:
                            yield from self._read_line(block, piece)
                    continue
                pairs = bands or read_form(self.text, block.table)
                for pair in pairs:
                    yield from self._read_pair(block, pair)
                if not pairs:
                    yield self._make(block, block.span, "table")
                    for pair in find_numbered_rows(self.text, block.table):
                        yield replace(self._make(block, pair.label.span, "heading"), style="number")
                        yield from self._read_pair(block, pair)
                    if not is_list_table(self.text, block.table):
                        for cell in (cell for row in block.table.rows for cell in row):
                            yield from (self._make(block, piece, "line") for piece in cell.pieces)
            else:
                for span in self._lines_of(block):
                    yield from self._read_line(block, span)

    def _read_uncovered(self, units: Sequence[PageLine]) -> Iterator[PageLine]:
        """Yield what stands on a line and in no block, as beside a pair of one of two columns."""
        covered = bytearray(len(self.text))
        for unit in units:
            covered[unit.span.start : unit.span.end] = b"1" * (unit.span.end - unit.span.start)
        for block in self._blocks:
            if block.kind in ("rule", "quote", "cue", "code") or block in self._sheets:
                covered[block.span.start : block.span.end] = b"1" * (block.span.end - block.span.start)
        for match in _STRETCH.finditer(self.text):
            span = Span(*match.span())
            is_read = any(covered[span.start : span.end]) or self._is_quoted(span) or span.start < self.header
            if not is_read and _SAID.search(self.text, *span):
                yield self._make(Block("paragraph", span), span, "line")

    def _read_header(self) -> Iterator[PageLine]:
        """Yield the fields of a mail's header as pairs."""
        for match in _FIELD.finditer(self.text, 0, self.header):
            label, value = Span(*match.span("label")), Span(*match.span("value"))
            address = _MAIL_ADDRESS.search(self.text, *value)
            if address is not None and address.start() > value.start:
                value = Span(value.start, address.start())  # the name before it
            pair = Pair(Cell((label,)), Cell((value,)))
            block = Block("pair", Span(*match.span()), pair=pair)
            if value.start < value.end:
                yield from self._read_pair(block, pair)

    def _read_line(self, block: Block, span: Span) -> Iterator[PageLine]:
        if _MARK_ALONE.fullmatch(self.text, *span) or _FRAME_EDGE.fullmatch(self.text, *span):
            return
        if (signed := self._pair_behind_sign(span)) is not None:
            yield from self._read_pair(block, signed)
            return
        if (titled := _FRAME_TITLE.fullmatch(self.text, *span)) is not None:
            unit = self._make(block, Span(*titled.span("words")), "heading")
            is_role = is_a(concept_of(titled["words"]), "role")
            yield replace(unit, style=ROLE) if is_role else unit
            return
        if self._heads_a_column(span):
            yield replace(self._make(block, span, "heading"), style=ROLE, heads_column=True)
            return
        party = _PARTY.match(self.text, *span) or self._match_term(span)
        if party is None:
            unit = self._make(block, span, "heading" if self._is_heading(block, span) else "line")
            is_role = unit.kind == "heading" and is_a(concept_of(span.cut(self.text)), "role")
            yield replace(unit, style=ROLE) if is_role else unit
            return
        name = self._make(block, Span(*party.span("party")), "heading")
        rest = Span(party.end(), span.end)
        yield replace(name, style=ROLE, is_alone=rest.start >= rest.end)
        second = _SECOND_PARTY.search(self.text, *rest)
        if second is not None:
            yield self._make(block, Span(rest.start, second.start()), "line")
            yield from self._read_line(block, Span(second.start("mark"), rest.end))
        elif rest.start < rest.end:
            yield self._make(block, rest, "line")

    def _heads_a_column(self, span: Span) -> bool:
        """Say whether a stretch is one of two headings that name the parties of two columns."""
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        line = self.text[start : end if end >= 0 else len(self.text)]
        return span.end - span.start < len(line.strip()) and heads_parties(line)

    def _read_pair(self, block: Block, pair: Pair) -> Iterator[PageLine]:
        if not pair.label.pieces and not pair.value.pieces:
            return
        if pair.label.pieces and _is_number(pair.label.cut(self.text)):
            # A number or year is no label: it counts what stands behind it.
            first, *others = pair.value.pieces or (pair.label.span,)
            yield from self._read_line(block, Span(pair.label.span.start, first.end))
            for piece in others:
                yield from self._read_line(block, piece)
            return
        if pair.value.pieces and (colon := _COLON.match(self.text, *pair.value.pieces[0])) is not None:
            first, *others = pair.value.pieces
            kept = [Span(colon.end(), first.end)] if colon.end() < first.end else []
            pair = replace(pair, value=Cell((*kept, *others)))
        pair, later = self._cut_at_sign(pair)
        spans = [*pair.label.pieces, *pair.value.pieces]
        span = Span(min(each.start for each in spans), max(each.end for each in spans))
        if not pair.value.pieces:
            heading = replace(self._make(block, span, "heading"), pair=pair)
            is_role = is_a(concept_of(pair.label.cut(self.text)), "role")
            yield replace(heading, style=ROLE, is_alone=False) if is_role else heading
            return
        label = pair.label.cut(self.text)
        if pair.label.pieces and (is_a(concept_of(label), "role") or label in self._terms):
            yield replace(self._make(block, pair.label.span, "heading"), style=ROLE, is_alone=False)
            owner = pair.label.span.start
            yield from (replace(self._make(block, piece, "line"), owner=owner) for piece in pair.value.pieces)
        yield replace(self._make(block, span, "pair"), pair=pair)
        for other in later:
            yield from self._read_pair(block, other)

    def _cut_at_sign(self, pair: Pair) -> tuple[Pair, list[Pair]]:
        """Part a value where the sign before the label comes again before another label: ■電話 … ■定休日 …."""
        start = pair.label.span.start if pair.label.pieces else 0
        before = self.text[max(0, start - 4) : start].rstrip(" 　\t")[-1:]
        if not before or before not in _SIGNS or len(pair.value.pieces) != 1:
            return pair, []
        [value] = pair.value.pieces
        at = self.text.find(before, *value)
        later = read_inline(self.text, Span(at, value.end)) if at > value.start else []
        if not later or self.text[at + 1 : later[0].label.start].strip(" 　\t"):
            return pair, []
        words_ = self.text[value.start : at].rstrip(" 　\t")
        pairs = [Pair(Cell((each.label,)), Cell((each.value,))) for each in later]
        return replace(pair, value=Cell((Span(value.start, value.start + len(words_)),)), choices=()), pairs

    def _make(self, block: Block, span: Span, kind: PageLineKind) -> PageLine:
        line = self.text.rfind("\n", 0, span.start) + 1
        row = self.text.count("\n", 0, span.start)
        column = count_columns(self.text[line : span.start])
        return PageLine(0, span, row, column, kind, block, style=self._style(span, block) if kind == "heading" else "")

    def _lines_of(self, block: Block) -> list[Span]:
        if len(block.pieces) > 1 or (block.kind == "paragraph" and block.pieces):
            return list(block.pieces)
        if block.kind == "heading" and block.pieces:
            return [block.span]
        found: list[Span] = []
        start = block.span.start
        for line in block.span.cut(self.text).split("\n"):
            left = len(line) - len(line.lstrip(" \t　"))
            if line.strip(" \t　"):
                found.append(Span(start + left, start + len(line.rstrip(" \t　"))))
            start += len(line) + 1
        return found

    def _style(self, span: Span, block: Block) -> str:
        words = span.cut(self.text)
        return next((name for name, pattern in _STYLES if pattern.match(words)), f"level{block.level}")

    def _is_heading(self, block: Block, span: Span) -> bool:
        words = span.cut(self.text)
        if not bare(words) or len(words.strip()) > _LONGEST_HEADING or is_sentence(words):
            return False
        style = self._style(span, block)
        inner = drop_marker(self.text, span).cut(self.text).strip(_BRACKETS)
        if is_label(inner) or style in ("article", "marks"):
            return True
        if style.startswith("level"):
            return block.kind == "heading" and block.level > 1 and not read_inline(self.text, span)
        return not read_inline(self.text, span) and len(inner) <= _LONGEST_INNER

    def _match_term(self, span: Span) -> re.Match[str] | None:
        """Match a term that a contract defines for a party where a line begins with it."""
        found = _TERM.match(self.text, *span)
        return found if found is not None and found["party"] in self._terms else None


def _is_number(words_: str) -> bool:
    return _NUMBER_ALONE.fullmatch(words_) is not None or _YEAR_ALONE.fullmatch("".join(words_.split())) is not None


def _is_unnamed_sheet(document: Document, block: Block) -> bool:
    """Say whether a block is the name that a program gave to a sheet, which says nothing of what stands there."""
    if block.kind != "heading" or block.level != 1 or not _UNNAMED_SHEET.fullmatch(block.span.cut(document.text)):
        return False
    origin = document.origin(block.span)
    return origin.sheet is not None and origin.cell is None
