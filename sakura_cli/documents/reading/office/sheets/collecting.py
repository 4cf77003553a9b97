"""Collect what a reader finds of a sheet, in any order, into a grid: merged cells grown, hidden ones counted.

Left out: finding it in a file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from sakura_cli.documents.reading.building import DocumentBuilder
from sakura_cli.documents.reading.office.sheets.grid import SheetCell, SheetGrid
from sakura_cli.documents.reading.office.sheets.showing.values import ShownValue
from sakura_cli.documents.reading.office.sheets.styles import CellStyle
from sakura_cli.documents.structure import LeftOutKind

# A larger cell than this covers nothing that anybody typed.
_LARGEST_COVER = 10_000
# A merged cell, or a hidden stretch of columns, is no larger than a sheet.
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


@dataclass
class SheetCollector:
    """What was found of a sheet so far; rows and columns from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)
    left_out: Counter[LeftOutKind] = field(default_factory=Counter)
    _cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    _merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    _hidden_columns: set[int] = field(default_factory=set)
    _bordered: dict[int, tuple[int, int]] = field(default_factory=dict)

    def put(
        self, row: int, column: int, shown: ShownValue, style: CellStyle, *, is_typed: bool = False, string: int = -1
    ) -> None:
        """Add a cell; one that shows nothing is none, and is counted where it holds words."""
        if shown.text.strip():
            cell = SheetCell(row, column, *shown, is_typed=is_typed, string=string)
            self._cells[row, column] = replace(cell, is_shaded=style.is_shaded, is_bold=style.is_bold)
        elif shown.kind == "text" and shown.value.strip():
            self.left_out[LeftOutKind.HIDDEN_TEXT] += 1

    def put_empty(self, row: int, column: int, style: CellStyle) -> None:
        """Take note of an empty cell: a border makes it part of a table."""
        if style.has_border:
            first, last = self._bordered.get(row, (column, column))
            self._bordered[row] = (min(first, column), max(last, column))

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Take note of cells that are one."""
        if last_row < MOST_ROWS and last_column < MOST_COLUMNS:
            self._merged.append((first_row, first_column, last_row, last_column))

    def hide_columns(self, first: int, last: int) -> None:
        """Take note of columns that are not shown."""
        self._hidden_columns.update(range(first, min(last, MOST_COLUMNS - 1) + 1))

    def finish(self, name: str, builder: DocumentBuilder) -> SheetGrid:
        """Return the grid of what is shown, and count what is not."""
        for merged in self._merged:
            self._grow(*merged)
        cells: list[SheetCell] = []
        hidden: set[tuple[str, int]] = set()
        for cell in self._cells.values():
            # Of a merged cell something is seen while one of its rows and columns is.
            if cell.row in self.hidden_rows and all(row in self.hidden_rows for row in range(cell.row, cell.row_end)):
                hidden.add(("row", cell.row))
            elif cell.column in self._hidden_columns and all(
                column in self._hidden_columns for column in range(cell.column, cell.end)
            ):
                hidden.add(("column", cell.column))
            else:
                cells.append(cell)
        self.left_out[LeftOutKind.HIDDEN_ROWS] += len(hidden)
        for kind, count in self.left_out.items():
            builder.leave_out(kind, count)
        widths = {**self.widths, **dict.fromkeys(self._hidden_columns, 0.0)}
        cells.sort(key=lambda cell: (cell.row, cell.column))
        return SheetGrid(name, cells, widths, self._bordered, self.hidden_rows)

    def _grow(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Make a cell cover others; what stands under it is shown by no program."""
        rows, columns = last_row - first_row + 1, last_column - first_column + 1
        cell = self._cells.get((first_row, first_column))
        if cell is not None:
            self._cells[first_row, first_column] = replace(cell, rows=rows, columns=columns)
        if rows * columns > _LARGEST_COVER:
            return
        for row in range(first_row, last_row + 1):
            for column in range(first_column, last_column + 1):
                if (row, column) != (first_row, first_column) and self._cells.pop((row, column), None) is not None:
                    self.left_out[LeftOutKind.HIDDEN_TEXT] += 1
