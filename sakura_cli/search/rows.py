"""The rows of a table as cells behind their labels: what stands above a cell heads it, also where cells are merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sakura_cli.documents.blocks import Cell, Table
from sakura_cli.spans import Span


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a row: the label of its column, its words, and where they stand; inherited from above where merged."""

    label: str
    value: str
    pieces: tuple[Span, ...] = ()
    is_inherited: bool = False

    @property
    def shown(self) -> str:
        """The words behind their label."""
        return f"{self.label}: {self.value}" if self.label and self.label != self.value else self.value


def read_rows(text: str, table: Table) -> Iterator[list[RowCell]]:
    """Yield the rows of a table below its header."""
    grid = list(_spread(table))
    width = max((len(row) for row in grid), default=0)
    labels = [_label(text, grid[: table.header_rows], column) for column in range(width)]
    for row in grid[table.header_rows :]:
        cells = [
            RowCell(labels[column], cell.cut(text), cell.pieces, is_inherited)
            for column, (cell, is_inherited) in enumerate(row)
            if cell is not None
        ]
        if any(cell.value for cell in cells):
            yield cells


# A cell with whether it comes from the row above; None where a cell to the left covers the place.
_Place = tuple[Cell | None, bool]


def _spread(table: Table) -> Iterator[list[_Place]]:
    """Yield rows with a place for every column, merged cells counted."""
    hanging: dict[int, tuple[int, Cell]] = {}
    for row in table.rows:
        places: list[_Place] = []
        cells = list(row)
        while cells or len(places) in hanging:
            column = len(places)
            if column in hanging:
                left, cell = hanging.pop(column)
                if left > 1:
                    hanging[column] = left - 1, cell
                places.append((cell, True))
                continue
            cell = cells.pop(0)
            places.append((cell, False))
            places.extend([(None, False)] * (cell.columns - 1))
            if cell.rows > 1:
                hanging[column] = cell.rows - 1, cell
        yield places


def _label(text: str, header: Sequence[Sequence[_Place]], column: int) -> str:
    """Return what heads a column: the words of the header rows, each once."""
    words: list[str] = []
    for row in header:
        place = min(column, len(row) - 1)
        while place > 0 and row[place][0] is None:
            place -= 1
        cell = row[place][0] if row else None
        if cell is not None and (word := cell.cut(text)) and word not in words:
            words.append(word)
    return " ".join(words)
