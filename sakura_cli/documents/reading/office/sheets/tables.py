"""Find the tables inside an area of a sheet: rows under the columns of the row that heads them.

How cells look (shaded, bold), what they hold and which words they are say whether a row heads others. Left out: forms,
whose labels stand beside their values (`pairs`).
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from typing import NamedTuple

from sakura_cli.documents.blocks import Cell
from sakura_cli.documents.layout import count_header_rows, has_labels_in_left_column, is_sentence, kind_of_cell
from sakura_cli.documents.reading.office.sheets.grid import SheetCell
from sakura_cli.documents.reading.office.sheets.pairs import has_labels_beside_values
from sakura_cli.lexicon import words
from sakura_cli.spans import Span

SheetRow = Sequence[SheetCell]
_MOST_ASKED = 50
_LONGEST_HEADER = 40


class SheetTable(NamedTuple):
    """A table of some rows of an area: the row after its last, how many head it."""

    end: int
    header_rows: int


def find_table(rows: Sequence[SheetRow], at: int) -> SheetTable | None:
    """Return the table that begins in a row of an area; None where none does."""
    first = rows[at]
    if len(first) < 2 or at + 1 >= len(rows) or any(len(cell.text) > _LONGEST_HEADER for cell in first):
        return None
    if at and _shape(rows[at - 1]) == _shape(first):
        return None  # one of many rows alike, the first of which was asked
    heading = _count_levels(rows, at)
    columns = _Columns(
        [cell for row in rows[at : at + heading] for cell in row if not _is_parted(cell, rows, at, heading)]
    )
    # What the first rows say is enough to tell a header, and only then the others are looked at.
    start = end = at + heading
    while end < min(len(rows), start + _MOST_ASKED) and columns.take(rows[end]):
        end += 1
    body = rows[start : _leave_notes(rows, start, end)]
    if not body or not _is_header(first, body, heading):
        return None
    while end < len(rows) and columns.take(rows[end]):
        end += 1
    return SheetTable(_leave_notes(rows, start, end), heading)


def _shape(row: SheetRow) -> list[tuple[int, int, str, bool, bool]]:
    """Return where the cells of a row stand, what they hold and how they look."""
    return [(cell.column, cell.columns, cell.kind, cell.is_shaded, cell.is_bold) for cell in row]


class _Columns:
    """The columns of a table, as stretches of those of the sheet."""

    def __init__(self, cells: Sequence[SheetCell]) -> None:
        self._stretches = sorted({(cell.column, cell.end) for cell in cells})

    def take(self, row: SheetRow) -> bool:
        """Say whether a row stands under the columns, each cell in one of them or over some whole ones.

        A cell where no column is makes one more: the corner of a table has no header.
        """
        taken: set[int] = set()
        added: list[tuple[int, int]] = []
        for cell in row:
            index = max(0, bisect_right(self._stretches, (cell.column, 1 << 20)) - 1)
            covered = (
                [
                    each
                    for each in range(index, len(self._stretches))
                    if self._stretches[each][0] < cell.end and cell.column < self._stretches[each][1]
                ]
                if cell.columns > 1
                else [each for each in (index,) if self._stretches[each][0] <= cell.column < self._stretches[each][1]]
            )
            if not covered:
                added.append((cell.column, cell.end))
            elif len(covered) == 1:
                start, end = self._stretches[covered[0]]
                is_over = cell.column <= start and end <= cell.end
                if not is_over and (cell.column < start or cell.end > end or covered[0] in taken):
                    return False
            elif self._stretches[covered[0]][0] < cell.column or self._stretches[covered[-1]][1] > cell.end:
                return False
            taken.update(covered)
        for stretch in added:
            insort(self._stretches, stretch)
        return True


def _count_levels(rows: Sequence[SheetRow], at: int) -> int:
    """Return how many rows head a table: more than one where a header is parted into smaller ones below it."""
    levels = 1
    while at + levels + 1 < len(rows):
        above, below = rows[at + levels - 1], rows[at + levels]
        parted = [cell for cell in above if cell.columns > 1 and cell.rows == 1]
        inside = [cell for cell in below if any(_is_inside(cell, each) for each in parted)]
        is_level = len(inside) == len(below) and all(
            sum(_is_inside(cell, each) for cell in below) > 1 for each in parted
        )
        if not parted or not is_level or any(cell.kind != "text" for cell in below):
            break
        levels += 1
    return levels


def _is_parted(cell: SheetCell, rows: Sequence[SheetRow], at: int, levels: int) -> bool:
    below = [each for row in rows[at : at + levels] for each in row if each.row > cell.row]
    return cell.columns > 1 and any(_is_inside(each, cell) for each in below)


def _is_inside(cell: SheetCell, other: SheetCell) -> bool:
    return other.column <= cell.column and cell.end <= other.end and cell.columns < other.columns


def _leave_notes(rows: Sequence[SheetRow], start: int, end: int) -> int:
    """Return the end of a table without the sentences that stand below it."""
    while end > start and len(rows[end - 1]) == 1 and rows[end - 1][0].kind == "text":
        note = rows[end - 1][0]
        if not (is_sentence(note.text) or note.text.startswith(words("layout/notes"))):
            break
        end -= 1
    return end


def _is_header(first: SheetRow, body: Sequence[SheetRow], levels: int) -> bool:
    """Say whether a row heads the rows below it."""
    if levels > 1:
        return True
    if any(is_sentence(cell.text) for cell in first):
        return False
    asked = body[:_MOST_ASKED]
    if (looks := _compare_looks(first, asked)) is not None:
        return looks
    text, rows = _write_out([first, *asked])
    if len(first) == 2 and has_labels_in_left_column(text, rows):
        return False
    if has_labels_beside_values(first) and 2 * sum(map(has_labels_beside_values, asked)) >= len(asked):
        return False
    if all(cell.kind == "text" for cell in first) and _has_values_below(first, asked):
        return len(first) > 2 or len(asked) > 1
    return count_header_rows(text, rows) > 0


def _compare_looks(first: SheetRow, body: Sequence[SheetRow]) -> bool | None:
    """Say what shading and bold type tell of a row: True for a header, False for labels beside values."""
    for looks in ("is_shaded", "is_bold"):
        above = [getattr(cell, looks) for cell in first]
        below = [[getattr(cell, looks) for cell in row] for row in body]
        if all(above) and not any(all(row) and len(row) > 1 for row in below[:1]):
            return True
        if any(above) and not all(above) and looks == "is_shaded" and above[0]:
            return False
    return None


def _has_values_below(first: SheetRow, body: Sequence[SheetRow]) -> bool:
    """Say whether numbers, dates or marks (○) stand in most rows under a cell that is text."""
    for cell in first:
        below = [each for row in body for each in row if cell.column <= each.column < cell.end]
        values = sum(each.kind != "text" or kind_of_cell(each.text) != "text" for each in below)
        if below and 2 * values > len(below):
            return True
    return False


def _write_out(rows: Sequence[SheetRow]) -> tuple[str, list[list[Cell]]]:
    """Return cells as text with spans in it, for what asks after words; each row has the columns of the first."""
    columns = [cell.column for cell in rows[0]]
    parts: list[str] = []
    length = 0
    built: list[list[Cell]] = []
    for row in rows:
        cells = [Cell() for _ in columns]
        for cell in row:
            parts.append(cell.text.replace("\n", " "))
            index = max(0, bisect_right(columns, cell.column) - 1)
            cells[index] = Cell((Span(length, length + len(cell.text)),))
            length += len(cell.text)
        built.append(cells)
    return "".join(parts), built
