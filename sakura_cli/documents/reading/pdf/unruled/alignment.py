"""Tables that nothing but alignment shows: rows whose pieces stand under one another.

A table grows downwards from a line in pieces, as long as what follows keeps to the columns so far. Numbers and marks
that stand apart from their words are lists. Left out: tables with lines (`grids`, `open_tables`).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds, hull
from sakura_cli.documents.reading.pdf.geometry.lines import Stretch
from sakura_cli.documents.reading.pdf.geometry.marks import is_contents_entry, is_mark
from sakura_cli.documents.reading.pdf.geometry.tables import PlacedTable
from sakura_cli.documents.reading.pdf.unruled.aligned_rows import read_rows
from sakura_cli.documents.reading.pdf.unruled.rivers import (
    Gap,
    StretchRow,
    crosses,
    find_blank_columns,
    find_column,
    find_gaps,
    join_blanks,
    split_pieces,
)

# In sizes of letters: a gap that a full-width blank does not make, the same edge, the most between two lines.
_WIDE_GAP = 1.35
_SAME_EDGE = 0.6
_FARTHEST, _FARTHER = 5.0, 2.5
# What stands at odds with the line above, its middle at the middle of its row.
_AT_ODDS = 0.1
_TIGHT_PITCH = 1.6
# So many lines before one are those of its row, if any.
_LINES_NEAR = 3
_ALIGNED = 0.7
_OTHER_SIZE = 0.05
_MANY_COLUMNS = 3


@dataclass
class AlignedTable:
    """Rows `start` to `end` of a column that make a table."""

    start: int
    end: int
    table: PlacedTable


def find_aligned(rows: Sequence[StretchRow], page: int) -> list[AlignedTable]:
    """Return the tables among the rows of a column."""
    lines = split_pieces(rows)
    columns = find_blank_columns(lines)
    joined: list[StretchRow] = [join_blanks(line, columns) for line in lines]
    found: list[AlignedTable] = []
    start, first = 0, 0
    while start < len(lines):
        end = start + 1
        if _is_apart(rows[start]):
            above, end = _Reach(joined, lines, start, first).find()
            table = _read_table(lines[above:end], page)
            if table:
                found.append(AlignedTable(above, end, table))
                first = end
            else:
                end = start + 1
        start = end
    return found


def _is_apart(row: StretchRow) -> bool:
    """Say whether a row has a gap that is wider than a blank, after more than a number or mark."""
    return any(
        second.left - first.right > _WIDE_GAP * second.size
        for number, (first, second) in enumerate(itertools.pairwise(row))
        if number or not is_mark(first.text)
    )


class _Reach:
    """How far a table goes that has a row at `start`, and nothing before `first`.

    `rows` have their pieces joined where there may be a blank, `parted` have them apart.
    """

    def __init__(self, rows: list[StretchRow], parted: Sequence[StretchRow], start: int, first: int):
        self.rows, self.parted, self.start, self.first = rows, parted, start, first
        self.size = rows[start][0].size
        self.gaps = find_gaps(rows[start : start + 1])
        self.pitch = 0.0

    def find(self) -> tuple[int, int]:
        """Return where it begins and ends."""
        end = self.start + 1
        while end < len(self.rows) and self._goes_on(end):
            end += 1
        while end > self.start + 1 and len(self.rows[end - 1]) == 1 and not self._is_wrapped(end - 1):
            end -= 1
        start = self.start
        while start > self.first and self._stands_at_odds(start - 1):
            start -= 1
        return start, end

    def _goes_on(self, index: int) -> bool:
        if self._crosses(self.rows[index]) and not self._crosses(self.parted[index]):
            # What seemed a blank stands between two columns.
            self.rows[index] = self.parted[index]
        row, above = self.rows[index], self.rows[index - 1]
        step = row[0].bottom - above[0].bottom
        farthest = max(_FARTHER * self.size, 1.8 * self.pitch) if self.pitch else _FARTHEST * self.size
        if step > farthest or self._crosses(row):
            return False
        is_same_size = abs(row[0].size - self.size) <= _OTHER_SIZE * self.size
        if len(row) > 1:
            gaps = find_gaps(self.rows[self.start : index + 1])
            # Pieces as near to one another as words keep to columns, or are words.
            if not gaps or not (_is_apart(row) or (is_same_size and self._stands_under(row, index))):
                return False
            self.gaps = gaps
            self.pitch = max(self.pitch, step)
            return True
        return is_same_size and self._stands_in_column(row[0], index)

    def _stands_under(self, row: StretchRow, index: int) -> bool:
        """Say whether most pieces of a row begin, end or have their middles where some above do."""
        above = [each for one in self.rows[self.start : index] for each in one]
        under = sum(any(_is_aligned_with(each, other) for other in above) for each in row)
        return under > 1 and 2 * under > len(row)

    def _stands_in_column(self, piece: Stretch, index: int) -> bool:
        """Say whether a piece alone on its line stands under a cell, in the same type."""
        above = [each for one in self.rows[self.start : index] for each in one]
        near = [each for each in above if _is_aligned_with(piece, each)]
        # At the left a heading may follow, or another paragraph.
        is_first = not self.gaps or piece.left < self.gaps[0][0]
        return any(each.face == piece.face or not is_first for each in near)

    def _is_wrapped(self, index: int) -> bool:
        """Say whether a row in one piece at the end of a table is the rest of a cell, and no paragraph after it."""
        row, above = self.rows[index], self.rows[index - 1]
        # The cell may have its first lines over the middle of its row.
        near = [each for one in self.rows[max(self.start, index - _LINES_NEAR) : index] for each in one]
        if not any(_is_aligned_with(row[0], each) for each in near):
            return False
        steps = [
            second[0].bottom - first[0].bottom
            for first, second in zip(self.rows[self.start :], self.rows[self.start + 1 : index], strict=False)
        ]
        step = row[0].bottom - above[0].bottom
        is_first = not self.gaps or row[0].left < self.gaps[0][0]
        if is_first and steps and self._fills_first(row[0], near):
            return True
        return not steps or (step < 0.9 * median(steps) if is_first else step <= 1.05 * max(steps))

    def _fills_first(self, piece: Stretch, near: Sequence[Stretch]) -> bool:
        """Say whether a piece stands right under a line that is as wide as any of the first column."""
        edge = self.gaps[0][0] + 0.1
        widest = max(each.right for row in self.rows[self.start :] for each in row if each.right <= edge)
        return any(
            widest - each.right < each.size and piece.bottom - each.bottom <= _TIGHT_PITCH * each.size
            for each in near
            if each.right <= edge and _is_aligned_with(piece, each)
        )

    def _stands_at_odds(self, index: int) -> bool:
        """Say whether a row over the table is a part of its first one, which has its middle lower."""
        row, below = self.rows[index], self.rows[index + 1]
        space = min(each.top for each in below) - max(each.bottom for each in row)
        return space < -_AT_ODDS * self.size and not self._crosses(row)

    def _crosses(self, row: StretchRow) -> bool:
        return any(crosses(each, gap) for each in row for gap in self.gaps)


def _is_aligned_with(piece: Stretch, other: Stretch) -> bool:
    offs = (
        piece.left - other.left,
        piece.right - other.right,
        (piece.left + piece.right - other.left - other.right) / 2,
    )
    return min(map(abs, offs)) <= _SAME_EDGE * piece.size


def _read_table(rows: Sequence[StretchRow], page: int) -> PlacedTable | None:
    """Return the table that rows make, if they do."""
    gaps = find_gaps(rows)
    if not gaps or any(is_contents_entry(row[-1].text) for row in rows):
        return None
    apart = [row for row in rows if len(row) > 1]
    firsts = [row[0] for row in rows if row[0].right <= gaps[0][1]]
    if len(gaps) == 1 and sum(is_mark(each.text) for each in firsts) > 0.5 * len(firsts):
        return None
    fewest = 3 if len(gaps) == 1 else 2
    if len(apart) < 2 or not _is_aligned(apart, gaps):
        return None
    bounds = hull([Bounds(each.left, each.top, each.right, each.bottom) for row in rows for each in row])
    table = read_rows(rows, gaps, [], page, bounds)
    return table if len(table.rows) >= fewest else None


def _is_aligned(rows: Sequence[StretchRow], gaps: Sequence[Gap]) -> bool:
    """Say whether the pieces of each column begin, end or are centred at one place, but for a title over them."""
    if len(gaps) >= _MANY_COLUMNS and all(len(row) > len(gaps) for row in rows[:2]):
        return True
    if len(rows) > 2 and len(rows[0]) > len(gaps):
        # Titles stand where they like over their columns.
        rows = rows[1:]
    for number in range(len(gaps) + 1):
        cells = [[each for each in row if find_column(each, gaps) == number] for row in rows]
        cells = [cell for cell in cells if cell]
        if len(cells) < 2:
            continue
        size = cells[0][0].size
        edges = (
            [cell[0].left for cell in cells],
            [cell[-1].right for cell in cells],
            [(cell[0].left + cell[-1].right) / 2 for cell in cells],
        )
        fewest = min(_ALIGNED * len(cells), len(cells) - 1) if len(cells) > 2 else len(cells)
        if not any(
            sum(abs(each - median(places)) <= _SAME_EDGE * size for each in places) >= fewest for places in edges
        ):
            return False
    return True
