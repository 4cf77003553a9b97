"""Tables of a page as rows of cells with their words, from ruling lines or from alignment.

Left out: which lines make a table (`grids`, `alignment`), and tables that go over pages (`composing`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from sakura_cli.documents.reading.pdf.geometry.directions import lay_cell_straight
from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds, Glyph
from sakura_cli.documents.reading.pdf.geometry.grids import Grid
from sakura_cli.documents.reading.pdf.geometry.lines import find_stretches
from sakura_cli.documents.reading.pdf.geometry.paragraphs import TextLine, find_passages
from sakura_cli.documents.reading.pdf.geometry.rows import gather_rows

# In sizes of letters.
_NEAR_EDGE = 2.0
_MOST_HEADER_ROWS = 3


@dataclass
class TableCell:
    """A cell of a table: its paragraphs, how many columns and rows it covers, and its page.

    `is_full` says that its last line reaches its edge.
    """

    paragraphs: list[str] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    page: int = 0
    is_full: bool = False

    @property
    def text(self) -> str:
        """Its words, on one line."""
        return " ".join(self.paragraphs)


@dataclass
class PlacedTable:
    """A table as it stands on a page: its rectangle, its edges, its rows; `lefts` where its words begin, if unruled."""

    bounds: Bounds
    columns: list[float]
    rows: list[list[TableCell]]
    lefts: list[float] = field(default_factory=list)
    order: int = 0

    def __post_init__(self) -> None:
        self.left, self.top, self.right, self.bottom = self.bounds

    @property
    def header_rows(self) -> int | None:
        """How many rows head the table: as many as the highest cell of a first row that groups columns; None else."""
        first = self.rows[0]
        highest = max((cell.rows for cell in first), default=1)
        has_groups = any(cell.columns > 1 for cell in first) and all(cell.paragraphs for cell in first[1:])
        return min(highest, len(self.rows)) if has_groups and 1 < highest <= _MOST_HEADER_ROWS else None


def fill_grids(grids: Sequence[Grid], glyphs: Sequence[Glyph], page: int) -> tuple[list[PlacedTable], list[Glyph]]:
    """Return the tables with their words, and the glyphs that stand in none."""
    inside: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    finders = [_finder(grid) for grid in grids]
    left: list[Glyph] = []
    for glyph in glyphs:
        x, y = glyph.middle
        for number, grid in enumerate(grids):
            if grid.bounds.holds(x, y):
                inside[number].setdefault(finders[number](x, y), []).append(glyph)
                break
        else:
            left.append(glyph)
    return [_fill(grid, found, page) for grid, found in zip(grids, inside, strict=True)], left


def read_cell(glyphs: Sequence[Glyph], bounds: Bounds) -> tuple[list[str], bool]:
    """Return the paragraphs of a cell, and whether its last line reaches its edge."""
    glyphs, bounds = lay_cell_straight(glyphs, bounds)
    lines = [TextLine(row) for row in gather_rows(find_stretches(glyphs))]
    if not lines:
        return [], False
    first = min(line.left for line in lines)
    # Text keeps the same distance on both sides.
    right = max(bounds.right - min(first - bounds.left, lines[0].size), *(line.right for line in lines), bounds.left)
    passages = find_passages(lines, first, right)
    return [passage.text for passage in passages], right - lines[-1].right < _NEAR_EDGE * lines[-1].size


def _finder(grid: Grid):  # type: ignore[no-untyped-def]
    """Return a function from a point of a grid to the number of its cell."""
    owners = {
        (cell.row + i, cell.column + k): number
        for number, cell in enumerate(grid.cells)
        for i in range(cell.rows)
        for k in range(cell.columns)
    }
    last_row, last_column = len(grid.rows) - 2, len(grid.columns) - 2

    def find(x: float, y: float) -> int:
        row = min(max(bisect_right(grid.rows, y) - 1, 0), last_row)
        column = min(max(bisect_right(grid.columns, x) - 1, 0), last_column)
        return owners[row, column]

    return find


def _fill(grid: Grid, found: dict[int, list[Glyph]], page: int) -> PlacedTable:
    rows: list[list[TableCell]] = [[] for _ in grid.rows[1:]]
    for number, cell in enumerate(grid.cells):
        words, is_full = read_cell(found.get(number, []), cell.bounds)
        rows[cell.row].append(TableCell(words, cell.columns, cell.rows, page, is_full))
    # A row that a page or column breaks may have nothing on one side of it.
    rows = [row for row in rows if any(cell.paragraphs or cell.rows > 1 for cell in row)] or rows
    order = min((glyph.order for glyphs in found.values() for glyph in glyphs), default=0)
    return PlacedTable(grid.bounds, grid.columns, rows, order=order)
