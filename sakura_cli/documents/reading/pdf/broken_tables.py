"""What a page leaves of a table without lines: a row or two, under the head that the next or last page shows again.

So few rows show no columns by themselves; the part of the table on the other page does. Left out: tables whose head
stands once.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds, hull
from sakura_cli.documents.reading.pdf.geometry.paragraphs import TextLine
from sakura_cli.documents.reading.pdf.geometry.tables import PlacedTable
from sakura_cli.documents.reading.pdf.pages import Column
from sakura_cli.documents.reading.pdf.unruled.aligned_rows import read_rows
from sakura_cli.documents.reading.pdf.unruled.rivers import (
    Gap,
    crosses,
    find_column,
    split_at,
    split_pieces,
)

# Lines that a head and the rows with it have at most, and how far they are apart, in sizes of letters.
_MOST_LINES = 24
_FARTHEST = 2.5


def mend_broken(columns: Sequence[Column]) -> None:
    """Make tables of lines at the foot or top of a page that go with a table on the page after or before it."""
    for above, below in pairwise(columns):
        if below.page != above.page + 1 or above.way != below.way or not above.parts or not below.parts:
            continue
        last, first = above.parts[-1], below.parts[0]
        if isinstance(last, PlacedTable) and isinstance(first, TextLine):
            _mend_top(below, last)
        elif isinstance(last, TextLine) and isinstance(first, PlacedTable):
            _mend_foot(above, first)


def _mend_top(column: Column, table: PlacedTable) -> None:
    lines = _take_lines(column.parts)
    found = _Broken(lines, table)
    end = found.find_end(0)
    if end:
        column.parts[:end] = [found.read(0, end)]


def _mend_foot(column: Column, table: PlacedTable) -> None:
    lines = _take_lines(column.parts[::-1])[::-1]
    found = _Broken(lines, table)
    for start in range(len(lines) - 1, -1, -1):
        if found.find_end(start) == len(lines):
            column.parts[len(column.parts) - len(lines) + start :] = [found.read(start, len(lines))]
            return


def _take_lines(parts: Sequence[TextLine | PlacedTable]) -> list[TextLine]:
    """Return the lines before the first table."""
    lines: list[TextLine] = []
    for part in parts[:_MOST_LINES]:
        if not isinstance(part, TextLine):
            break
        lines.append(part)
    return lines


class _Broken:
    """Lines that may be a part of a table, in pieces by its columns."""

    def __init__(self, lines: Sequence[TextLine], table: PlacedTable):
        self._lines = lines
        self._gaps: list[Gap] = [(edge - 0.5, edge + 0.5) for edge in table.columns[1:-1]] if table.lefts else []
        self._rows = split_at(split_pieces([line.stretches for line in lines]), self._gaps)
        self._head = ["".join(cell.text.split()) for cell in table.rows[0]]

    def find_end(self, start: int) -> int:
        """Return where rows end that begin with the head at a line; 0 where they do not."""
        if not self._gaps or len(self._head) != len(self._gaps) + 1:
            return 0
        end = start
        titles = [""] * len(self._head)
        while end < len(self._rows) and titles != self._head:
            if not self._fits(end, start):
                return 0
            for each in self._rows[end]:
                titles[find_column(each, self._gaps)] += "".join(each.text.split())
            if not all(title.startswith(words) for title, words in zip(self._head, titles, strict=True)):
                return 0
            end += 1
        if titles != self._head:
            return 0
        head = end
        while end < len(self._rows) and self._fits(end, start):
            end += 1
        return end if end > head else 0

    def _fits(self, index: int, start: int) -> bool:
        """Say whether a line keeps to the columns, near the one above it."""
        line = self._lines[index]
        if index > start and line.top - self._lines[index - 1].bottom > _FARTHEST * line.size:
            return False
        return not any(crosses(each, gap) for each in self._rows[index] for gap in self._gaps)

    def read(self, start: int, end: int) -> PlacedTable:
        """Return the table of lines."""
        lines = self._lines[start:end]
        bounds = hull([Bounds(line.left, line.top, line.right, line.bottom) for line in lines])
        return read_rows(self._rows[start:end], self._gaps, [], lines[0].page, bounds)
