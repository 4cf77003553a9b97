"""Tables drawn with ruling lines: rows and columns from the lines, merged cells where a line is missing.

Outer lines may be missing at the sides. Left out: tables without upright lines (`alignment`), and a frame around text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds, Glyph, Ruling

# Points: lines so near are one, and so far from one another they still meet.
_SAME = 2.5
_REACH = 4.0
# A cell is at least so large.
_LEAST = 4.0
_MOST_CELLS = 20_000


class GridCell(NamedTuple):
    """A cell: the row and column it begins in, how many it covers, and its rectangle."""

    row: int
    column: int
    rows: int
    columns: int
    bounds: Bounds


@dataclass
class Grid:
    """A table of ruling lines: where its columns and rows end, and its cells in order."""

    columns: list[float]
    rows: list[float]
    cells: list[GridCell]

    @property
    def bounds(self) -> Bounds:
        """The rectangle of the table."""
        return Bounds(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])


def find_grids(rulings: Sequence[Ruling], glyphs: Sequence[Glyph]) -> list[Grid]:
    """Return the tables that ruling lines make and that hold text in more than one cell, from the top down."""
    level = merge_rulings(each for each in rulings if each.is_level)
    upright = [flip_ruling(each) for each in merge_rulings(flip_ruling(each) for each in rulings if not each.is_level)]
    grids: list[Grid] = []
    for lines, posts in _connect(level, upright):
        grid = _build(lines, posts)
        if grid is not None and _holds_text(grid, glyphs):
            grids.append(grid)
    # A table inside a cell of another one is text of that cell.
    grids.sort(key=lambda grid: -grid.bounds.area)
    outer: list[Grid] = []
    for grid in grids:
        left, top, right, bottom = grid.bounds
        middle = ((left + right) / 2, (top + bottom) / 2)
        if not any(other.bounds.holds(*middle) for other in outer):
            outer.append(grid)
    return sorted(outer, key=lambda grid: grid.rows[0])


def merge_rulings(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Return horizontal lines with those that continue one another as one."""
    merged: list[Ruling] = []
    for each in sorted(rulings, key=lambda each: (round(each.top), each.left)):
        index = _find_continued(merged, each)
        if index is None:
            merged.append(each)
        else:
            merged[index] = merged[index]._replace(right=max(merged[index].right, each.right))
    return merged


def _find_continued(merged: Sequence[Ruling], each: Ruling) -> int | None:
    for index in range(len(merged) - 1, -1, -1):
        last = merged[index]
        if each.top - last.top > _SAME + 1:
            return None
        if abs(each.top - last.top) <= _SAME and last.left - _REACH <= each.left <= last.right + _REACH:
            return index
    return None


def flip_ruling(ruling: Ruling) -> Ruling:
    """Return a line mirrored at the diagonal: a horizontal one for a vertical one."""
    return Ruling(ruling.top, ruling.left, ruling.bottom, ruling.right)


def _connect(level: Sequence[Ruling], upright: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Return the groups of lines that meet one another."""
    parents = list(range(len(level) + len(upright)))

    def find(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for number, line in enumerate(level):
        for other, post in enumerate(upright):
            if (
                line.left - _REACH <= post.left <= line.right + _REACH
                and post.top - _REACH <= line.top <= post.bottom + _REACH
            ):
                parents[find(number)] = find(len(level) + other)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for number, line in enumerate([*level, *upright]):
        group = groups.setdefault(find(number), ([], []))
        group[0 if number < len(level) else 1].append(line)
    return [group for group in groups.values() if group[0] and group[1]]


def _build(level: Sequence[Ruling], upright: Sequence[Ruling]) -> Grid | None:
    columns = _positions(
        [*(each.left for each in upright), min(each.left for each in level), max(each.right for each in level)]
    )
    rows = _positions(
        [*(each.top for each in level), min(each.top for each in upright), max(each.bottom for each in upright)]
    )
    # A frame, or lines to write on.
    if len(columns) < 3 or len(rows) < 2 or len(columns) * len(rows) > _MOST_CELLS:
        return None
    return Grid(columns, rows, _merge_cells(columns, rows, level, upright))


def _positions(found: Sequence[float]) -> list[float]:
    positions: list[float] = []
    for each in sorted(found):
        if not positions or each - positions[-1] > _LEAST:
            positions.append(each)
    return positions


def _merge_cells(
    columns: Sequence[float], rows: Sequence[float], level: Sequence[Ruling], upright: Sequence[Ruling]
) -> list[GridCell]:
    """Return the cells; two that no line divides are one."""
    width, height = len(columns) - 1, len(rows) - 1
    posts = [[each for each in upright if abs(each.left - edge) <= _LEAST] for edge in columns]
    beams = [[each for each in level if abs(each.top - edge) <= _LEAST] for edge in rows]

    def is_open_right(row: int, column: int) -> bool:
        middle = (rows[row] + rows[row + 1]) / 2
        return not any(each.top <= middle <= each.bottom for each in posts[column + 1])

    def is_open_below(row: int, column: int) -> bool:
        middle = (columns[column] + columns[column + 1]) / 2
        return not any(each.left <= middle <= each.right for each in beams[row + 1])

    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            across = 1
            while (
                column + across < width
                and (row, column + across) not in taken
                and is_open_right(row, column + across - 1)
            ):
                across += 1
            down = 1
            while (
                row + down < height
                and all(is_open_below(row + down - 1, column + k) for k in range(across))
                and all(is_open_right(row + down, column + k) for k in range(across - 1))
            ):
                down += 1
            taken.update((row + i, column + k) for i in range(down) for k in range(across))
            bounds = Bounds(columns[column], rows[row], columns[column + across], rows[row + down])
            cells.append(GridCell(row, column, down, across, bounds))
    return cells


def _holds_text(grid: Grid, glyphs: Sequence[Glyph]) -> bool:
    """Say whether more than one cell holds text."""
    filled: set[int] = set()
    for glyph in glyphs:
        x, y = glyph.middle
        if grid.bounds.holds(x, y):
            filled.update(number for number, cell in enumerate(grid.cells) if cell.bounds.holds(x, y))
            if len(filled) > 1:
                return True
    return False
