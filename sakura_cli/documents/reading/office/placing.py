"""Put what was found in a document of an office program into its text, with where each paragraph stands.

A table of one cell is a frame around paragraphs; so is a row that lays out tables side by side. A table in a cell is
the paragraphs of its cells. Left out: finding paragraphs and tables, which is the part of each format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from sakura_cli.documents.reading.building import BuiltCell, DocumentBuilder, StyledWords
from sakura_cli.documents.reading.office.content import FoundCell, FoundContent, FoundParagraph, FoundTable
from sakura_cli.documents.reading.office.headings import HeadingTracker
from sakura_cli.documents.structure import Origin


class NumberedPlaces:
    """Origins by the number of the paragraph, counting those with words, under the heading that holds."""

    def __init__(self) -> None:
        self._count = 0
        self._headings = HeadingTracker()

    def __call__(self, paragraph: FoundParagraph) -> Origin:
        """Return the origin of the next paragraph."""
        self._count += 1
        self._headings.pass_by(paragraph)
        return Origin(paragraph=self._count, heading=self._headings.number)


@dataclass(frozen=True)
class SlidePlace:
    """The origin of all that stands on a slide."""

    origin: Origin

    def __call__(self, paragraph: FoundParagraph) -> Origin:
        """Return it, whatever the paragraph."""
        return self.origin


def place(
    builder: DocumentBuilder, content: Iterable[FoundParagraph | FoundTable], locate: Callable[[FoundParagraph], Origin]
) -> None:
    """Add paragraphs and tables to a document in order; `locate` gives the origin of each that has words."""
    for block in content:
        if isinstance(block, FoundTable):
            _place_table(builder, block, locate)
        elif block.is_blank:
            builder.add_blank()
        else:
            words = [_join_lines(each) for each in block.words] if block.kind == "heading" else block.words
            builder.add(block.kind, words, label=block.label, level=block.level, origin=locate(block))


def _join_lines(words: StyledWords) -> StyledWords:
    """A heading is a line, however its author has broken it."""
    return replace(words, text=" ") if words.text == "\n" else words


def _place_table(builder: DocumentBuilder, table: FoundTable, locate: Callable[[FoundParagraph], Origin]) -> None:
    if _is_frame(table):
        for cell in table.rows[0]:
            place(builder, cell.content, locate)
        return
    if not any(True for row in table.rows for cell in row for _ in _flatten(cell.content)):
        builder.add_blank()
        return
    rows = [[_build_cell(cell, locate) for cell in row] for row in table.rows]
    builder.add_table(rows, header_rows=_ask_looks(table) if table.header_rows is None else table.header_rows)


def _ask_looks(table: FoundTable) -> int | None:
    """Return how many rows head a table by what has a ground of its own; None where that says nothing."""
    shaded = [[cell.is_shaded for cell in row] for row in table.rows]
    if len(shaded) < 2 or not any(any(row) for row in shaded):
        return None
    headers = next((number for number, row in enumerate(shaded) if not all(row)), len(shaded))
    if 0 < headers < len(shaded):
        return headers
    # Labels stand beside their values.
    return 0 if not all(shaded[0]) and sum(row[0] for row in shaded if row) * 2 > len(shaded) else None


def _is_frame(table: FoundTable) -> bool:
    if len(table.rows) != 1:
        return False
    [row] = table.rows
    return len(row) == 1 or any(isinstance(block, FoundTable) for cell in row for block in cell.content)


def _build_cell(cell: FoundCell, locate: Callable[[FoundParagraph], Origin]) -> BuiltCell:
    paragraphs: list[list[StyledWords]] = []
    origin: Origin | None = None
    for paragraph in _flatten(cell.content):
        here = locate(paragraph)
        origin = origin or here
        label = [StyledWords(paragraph.label, is_fixed=True)] if paragraph.label else []
        paragraphs.append(label + paragraph.words)
    return BuiltCell(paragraphs, cell.columns, cell.rows, origin)


def _flatten(content: FoundContent) -> Iterator[FoundParagraph]:
    for block in content:
        if isinstance(block, FoundParagraph):
            if not block.is_blank:
                yield block
            continue
        for row in block.rows:
            for cell in row:
                yield from _flatten(cell.content)
