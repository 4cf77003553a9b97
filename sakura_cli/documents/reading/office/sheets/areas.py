"""Cut a sheet into its areas: filled cells that belong together, in reading order.

Empty rows and columns part areas, unless the rows are framed as parts of a table, or the columns are narrow (paper
ruled in squares) or stand between a label and its value. Left out: what an area is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sakura_cli.documents.layout import is_label_like
from sakura_cli.documents.reading.office.sheets.grid import DEFAULT_WIDTH, SheetCell, SheetGrid

# A cell that has its label in it: 請求番号：INV-001.
_OWN_LABEL = re.compile(r"[^：:0-9０-９]{1,12}[：:]")
# Empty columns narrower than this, in characters, are a gap inside a line.
_LEAST_GAP = 3.0


def cut_areas(grid: SheetGrid) -> Iterator[Sequence[SheetCell]]:
    """Yield the areas of a sheet from above to below and from left to right, the cells of each row by row."""
    waiting: list[Sequence[SheetCell]] = [grid.cells]
    while waiting:
        cells = waiting.pop()
        if not cells:
            continue
        parts = _cut_rows(cells, grid)
        if len(parts) == 1:
            parts = _cut_columns(cells, grid)
        if len(parts) == 1:
            yield cells
        else:
            waiting += reversed(parts)


def _cut_rows(cells: Sequence[SheetCell], grid: SheetGrid) -> list[Sequence[SheetCell]]:
    left = min(cell.column for cell in cells)
    right = max(cell.end for cell in cells)
    parts: list[Sequence[SheetCell]] = []
    start, end = 0, cells[0].row
    for index, cell in enumerate(cells):
        if cell.row > end and not all(_is_bridged(row, left, right, grid) for row in range(end, cell.row)):
            parts.append(cells[start:index])
            start = index
        end = max(end, cell.row_end)
    return [*parts, cells[start:]]


def _is_bridged(row: int, left: int, right: int, grid: SheetGrid) -> bool:
    """Say whether an empty row is part of what is around it: framed, or not seen."""
    if row in grid.hidden_rows:
        return True
    framed = grid.bordered.get(row)
    return framed is not None and framed[0] < right and framed[1] >= left


def _cut_columns(cells: Sequence[SheetCell], grid: SheetGrid) -> list[Sequence[SheetCell]]:
    if cells[0].row == cells[-1].row:
        return [cells]
    ordered = sorted(cells, key=lambda cell: cell.column)
    end = ordered[0].column
    for index, cell in enumerate(ordered):
        if cell.column > end:
            gap = sum(grid.widths.get(column, DEFAULT_WIDTH) for column in range(end, min(cell.column, end + 99)))
            if gap >= _LEAST_GAP and _are_apart(ordered[:index], ordered[index:]):
                border = cell.column
                return [
                    [each for each in cells if each.column < border],
                    [each for each in cells if each.column >= border],
                ]
        end = max(end, cell.end)
    return [cells]


def _are_apart(left: Sequence[SheetCell], right: Sequence[SheetCell]) -> bool:
    """Say whether cells beside others are something of their own, and not the values of labels."""
    sides = ({cell.column for cell in left}, {cell.column for cell in right})
    if all(len(columns) > 1 for columns in sides):
        return True
    # What stands left of a form of its own: an address, a note.
    if len(sides[1]) > 1 and not any(is_label_like(cell.text) or cell.is_shaded for cell in left):
        return True
    if all(_OWN_LABEL.match(cell.text) for cell in right) and not all(is_label_like(cell.text) for cell in left):
        return True
    rows = ({cell.row for cell in left}, {cell.row for cell in right})
    return 2 * len(rows[0] & rows[1]) < max(map(len, rows))
