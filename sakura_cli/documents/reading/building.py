"""Build a document block by block: what the readers of Word, sheets, PDF and their kind put their findings into.

The text has a line for each paragraph, item and row; the cells of a row are set apart by tabs. Nothing is marked up:
what a line is, is in its block, and the number of an item is part of its line. Paragraphs that draw forms and tables
with blanks are read like those of a plain text. Left out: finding any of it, which is the part of each format.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sakura_cli.characters.invisible import remove_hidden
from sakura_cli.documents.blocks import Block, BlockKind, Cell, Pair, Table, shift_block
from sakura_cli.documents.document import Document
from sakura_cli.documents.layout import count_header_rows, find_choices, reach_header
from sakura_cli.documents.reading import plain
from sakura_cli.documents.structure import LeftOutKind, LeftOutPart, Origin, Run, Structure
from sakura_cli.errors import BadInputError
from sakura_cli.localization import gettext as _
from sakura_cli.spans import Span

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNDECIDED = -1
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class StyledWords:
    """Words in one format; `mark` and `is_fixed` are those of `Run`, `node` is whatever of the original holds them.

    `origin` is where they stand, if that is not where the whole paragraph does.
    """

    text: str
    mark: str = ""
    is_fixed: bool = False
    node: object = None
    origin: Origin | None = None


def mark_runs(words: Sequence[StyledWords]) -> list[StyledWords]:
    """Return the words of a paragraph with marks that are empty where they look like most of it.

    Marks are looks: most of a paragraph is plain, whatever that looks like; a link ("link=…") is never.
    """
    lengths: Counter[str] = Counter()
    for each in words:
        if not each.is_fixed and "link=" not in each.mark:
            lengths[each.mark] += len(each.text.strip())
    usual = max(lengths, key=lambda mark: (lengths[mark], mark == ""), default="")
    return [replace(each, mark="" if each.mark == usual else each.mark or "plain") for each in words]


@dataclass(frozen=True, slots=True)
class BuiltCell:
    """A cell of a table: its paragraphs, each as words in their formats.

    `columns`, `rows` and `value` are those of `Cell`.
    """

    paragraphs: Sequence[Sequence[StyledWords] | str] = ()
    columns: int = 1
    rows: int = 1
    origin: Origin | None = None
    value: str = ""


@dataclass
class DocumentBuilder:
    """Collects blocks in reading order, and what was left out."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _origins: list[tuple[int, Origin]] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _nodes: list[tuple[object, Span]] = field(default_factory=list)
    _left_out: Counter[LeftOutKind] = field(default_factory=Counter)
    _hidden: int = 0

    def add(
        self,
        kind: BlockKind,
        words: Sequence[StyledWords] | str,
        *,
        origin: Origin | None = None,
        level: int = 0,
        label: str = "",
    ) -> Span:
        """Add a paragraph, heading, item, code, quote, cue or rule; return where its words stand.

        `label` is what stands before the words without being typed (the number of an item), with its blank. Line ends
        in words stay.
        """
        start = self._length
        self._place(origin)
        self._write(label)
        span = self._write_words(words)
        if self._length > start:
            self._blocks.append(Block(kind, Span(start, self._length), level, (span,) if label else ()))
        self._write("\n")
        return span

    def add_blank(self) -> None:
        """Add an empty line, at most one in a row."""
        if self._parts and not "".join(self._parts[-2:]).endswith("\n\n"):
            self._write("\n")

    def add_table(
        self, rows: Sequence[Sequence[BuiltCell]], *, header_rows: int | None = 1, origin: Origin | None = None
    ) -> Sequence[Sequence[tuple[Span, ...]]]:
        """Add a table; return where the paragraphs of each cell stand.

        `header_rows` is None where the format does not say: what stands in the first row decides.
        A merged cell stands in the row where it begins; the cells it covers are not given. Paragraphs of a cell are set
        apart by a blank, in one line.
        """
        self._place(origin)
        start = self._length
        built: list[tuple[Cell, ...]] = []
        for row in rows:
            built.append(self._write_row(row))
        end = max(start, self._length - 1)
        if any(cell.pieces for cells in built for cell in cells):
            header = _UNDECIDED if header_rows is None else header_rows
            self._blocks.append(Block("table", Span(start, end), table=Table(tuple(built), header)))
        return [[cell.pieces for cell in cells] for cells in built]

    def add_pairs(self, row: Sequence[BuiltCell], pairs: Sequence[tuple[int, Sequence[int]]]) -> None:
        """Add a line of a form: its cells, and which of them are a label and which its value, by their numbers."""
        start, part = self._length, len(self._parts)
        cells = self._write_row(row)
        line = "".join(self._parts[part:])
        found: list[Pair] = []
        for label, values in pairs:
            pieces = tuple(piece for value in values for piece in cells[value].pieces)
            value = replace(cells[values[0]], pieces=pieces) if len(values) == 1 else Cell(pieces)
            choices = find_choices(line, [piece.shift(-start) for piece in pieces])
            shifted = tuple(replace(choice, span=choice.span.shift(start)) for choice in choices)
            found.append(Pair(cells[label], value, shifted))
        self._blocks.append(Block("pair", Span(start, self._length - 1), pair=found[0], more_pairs=tuple(found[1:])))

    def leave_out(self, kind: LeftOutKind, count: int = 1) -> None:
        """Count something that was not read."""
        self._left_out[kind] += count

    @property
    def nodes(self) -> Sequence[tuple[object, Span]]:
        """What of the original holds words, and where these stand in the text, in the order they were added."""
        return self._nodes

    def finish(self, *, source: str, medium: str, original: bytes = b"", attachments: Sequence[str] = ()) -> Document:
        """Return the document; `original` are its bytes, if other words can be put into them. Raises BadInputError."""
        text = "".join(self._parts)
        if not text.strip() and any(self._left_out[kind] for kind in (LeftOutKind.PICTURES, LeftOutKind.CHARTS)):
            hint = _("read the text of its pictures with a program for that (OCR) first")
            raise BadInputError(_("{source} has pictures and no text").format(source=source), kind="empty", hint=hint)
        if not text.strip():
            hint = _("give a file with text, or - to read standard input")
            raise BadInputError(_("{source} is empty").format(source=source), kind="empty", hint=hint)
        structure = Structure(tuple(self._refine(text)), tuple(self._origins), tuple(self._runs))
        left_out = tuple(LeftOutPart(kind, count) for kind, count in self._left_out.items() if count)
        return Document(
            source, text, "utf-8", "\n", False, self._hidden, tuple(attachments), left_out, structure, medium, original
        )

    def _refine(self, text: str) -> Iterator[Block]:
        """Yield the blocks, paragraphs read once more for what they draw: forms and tables, lists typed by hand."""
        group: list[Block] = []
        for block in [*self._blocks, None]:
            if block is not None and block.kind == "paragraph" and not block.pieces:
                group.append(block)
                continue
            yield from _read_paragraphs(text, group)
            group = []
            if block is not None:
                yield _decide_header(text, block)

    def _place(self, origin: Origin | None) -> None:
        if origin is None:
            return
        if self._origins and self._origins[-1][0] == self._length:
            self._origins[-1] = (self._length, origin)
        elif not self._origins or self._origins[-1][1] != origin:
            self._origins.append((self._length, origin))

    def _write_row(self, row: Sequence[BuiltCell]) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for number, cell in enumerate(row):
            if number:
                self._write("\t")
            self._place(cell.origin)
            pieces = tuple(self._write_paragraphs(cell.paragraphs))
            cells.append(Cell(pieces, cell.columns, cell.rows, cell.value))
        self._write("\n")
        return tuple(cells)

    def _write_paragraphs(self, paragraphs: Sequence[Sequence[StyledWords] | str]) -> Iterator[Span]:
        is_first = True
        for paragraph in paragraphs:
            if not is_first:
                self._write(" ")
            span = self._write_words(paragraph, is_line=True)
            if span.end > span.start:
                is_first = False
                yield span
            elif not is_first:
                self._parts.pop()
                self._length -= 1

    def _write_words(self, words: Sequence[StyledWords] | str, *, is_line: bool = False) -> Span:
        pieces = [StyledWords(words)] if isinstance(words, str) else words
        start = self._length
        runs: list[Run] = []
        for each in pieces:
            before = self._length
            self._place(each.origin)
            cleaned, hidden = remove_hidden(_CONTROLS.sub("", _LINE_ENDS.sub("\n", each.text)))
            self._hidden += hidden
            self._write(re.sub(r"[\n\t]", " ", cleaned) if is_line else cleaned)
            if self._length == before:
                continue
            span = Span(before, self._length)
            if each.node is not None:
                self._nodes.append((each.node, span))
            if runs and (runs[-1].mark, runs[-1].is_fixed) == (each.mark, each.is_fixed):
                span = Span(runs.pop().span.start, span.end)
            runs.append(Run(span, each.mark, each.is_fixed))
        if any(run.mark or run.is_fixed for run in runs):
            self._runs += runs
        return Span(start, self._length)

    def _write(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)


def _decide_header(text: str, block: Block) -> Block:
    table = block.table
    if table is None:
        return block
    told = table.header_rows
    header_rows = reach_header(table.rows, count_header_rows(text, table.rows) if told == _UNDECIDED else told)
    return block if header_rows == told else replace(block, table=replace(table, header_rows=header_rows))


def _read_paragraphs(text: str, group: Sequence[Block]) -> Iterator[Block]:
    if not group:
        return
    start = group[0].span.start
    lines = [block.span for block in group]
    starts = [line.start for line in lines]
    for block in plain.read(text[start : group[-1].span.end]):
        found = shift_block(block, start)
        if found.kind in ("paragraph", "item", "quote") and not found.pieces:
            # Each paragraph of the original is one here, whatever its lines look like.
            for number, span in enumerate(_cut_at(lines, starts, found.span)):
                yield Block("paragraph", span) if number else replace(found, span=span)
        elif found.kind == "heading":
            yield replace(found, level=max(1, found.level))
        else:
            yield found


def _cut_at(lines: Sequence[Span], starts: Sequence[int], span: Span) -> Iterator[Span]:
    """Yield the parts of a span that stand in one of the lines each."""
    for index in range(max(bisect_right(starts, span.start) - 1, 0), bisect_left(starts, span.end)):
        part = Span(max(span.start, lines[index].start), min(span.end, lines[index].end))
        if part.start < part.end:
            yield part
