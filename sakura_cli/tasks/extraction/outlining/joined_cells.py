"""Columns that are two, and rows that are one: 日　曜 over 1　火; a name that goes on below, beside its numbers.

Left out: columns that run together because nothing but blanks draws the table (`redrawn`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.blocks import Cell, Table
from sakura_cli.documents.layout import kind_of_cell
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.outlining.inline import is_label
from sakura_cli.tasks.extraction.outlining.sums import is_row_of_sums

_GAP = re.compile(r"[ 　\t]*　[ 　\t]*|[ \t]+")
_LONGEST_LABEL = 6


def part_columns(text: str, table: Table) -> Table:
    """Return a table whose columns are parted where their head is two labels and each cell below is two words."""
    if table.header_rows != 1 or len({len(row) for row in table.rows}) > 1:
        return table
    joined = [column for column in range(len(table.rows[0])) if _is_joined(text, table.rows, column)]
    if not joined:
        return table
    return replace(table, rows=tuple(_part(text, row, joined) for row in table.rows))


def _is_joined(text: str, rows: Sequence[Sequence[Cell]], column: int) -> bool:
    head, *body = (row[column] for row in rows)
    if head.columns > 1 or is_label(head.cut(text)):
        return False
    labels = _split(text, head)
    below = [cell for cell in body if cell.pieces]
    are_labels = labels is not None and all(0 < len(each.cut(text)) <= _LONGEST_LABEL for each in labels)
    if labels is None or not are_labels or not any(is_label(each.cut(text)) for each in labels) or len(below) < 2:
        return False
    parts = [_split(text, cell) for cell in below]
    # A name is two words, too: what stands first has to be a number or a day.
    return all(each is not None and kind_of_cell(each[0].cut(text)) in ("number", "date") for each in parts)


def _split(text: str, cell: Cell) -> tuple[Span, Span] | None:
    """Return the first word of a cell and the rest; None where it has no two."""
    if len(cell.pieces) != 1:
        return None
    [piece] = cell.pieces
    gap = _GAP.search(text, *piece)
    return (Span(piece.start, gap.start()), Span(gap.end(), piece.end)) if gap is not None else None


def _part(text: str, row: Sequence[Cell], joined: Sequence[int]) -> tuple[Cell, ...]:
    parted: list[Cell] = []
    for column, cell in enumerate(row):
        halves = _split(text, cell) if column in joined else None
        if halves is not None:
            parted += [replace(cell, pieces=(half,)) for half in halves]
        elif column in joined:
            parted += [cell, Cell()]
        else:
            parted.append(cell)
    return tuple(parted)


def join_names(text: str, rows: Sequence[tuple[Cell, ...]], numeric: frozenset[int]) -> list[tuple[Cell, ...]]:
    """Join rows of which the first has only a name, and the next the rest of it farther right, with the numbers."""
    joined: list[tuple[Cell, ...]] = []
    for number, row in enumerate(rows):
        above = joined[-1] if joined else ()
        following = rows[number + 1] if number + 1 < len(rows) else ()
        column = _name_alone(text, above, numeric)
        is_deeper = column is not None and _is_below(text, above[column], row, column, lines=1)
        is_last = column is not None and not _is_below(text, above[column], following, column, lines=2)
        # Several rows below it are the members of a group.
        has_own = column is not None and any(cell.pieces for cell in row[:column])
        if column is None or not is_deeper or not is_last or has_own or not _has_number(row, numeric):
            joined.append(row)
            continue
        name = Cell((*above[column].pieces, *row[column].pieces))
        joined[-1] = (*above[:column], name, *row[column + 1 :])
    return joined


def _name_alone(text: str, row: Sequence[Cell], numeric: frozenset[int]) -> int | None:
    """Return the column of the only words of a row, before which the number of the row may stand."""
    filled = [at for at, cell in enumerate(row) if cell.pieces]
    if len(filled) == 2 and filled[0] == 0 and kind_of_cell(row[0].cut(text)) == "number":
        filled = filled[1:]
    is_name = len(filled) == 1 and filled[0] not in numeric and kind_of_cell(row[filled[0]].cut(text)) == "text"
    return filled[0] if is_name and not is_row_of_sums(row[filled[0]].cut(text)) else None


def _is_below(text: str, above: Cell, row: Sequence[Cell], column: int, *, lines: int) -> bool:
    """Say whether the words of a row begin so many lines below those above and farther to the right."""
    cell = row[column] if column < len(row) else Cell()
    if not cell.pieces or text.count("\n", above.span.end, cell.span.start) != lines:
        return False
    edges = (text.rfind("\n", 0, each.span.start) + 1 for each in (above, cell))
    first, second = (
        count_columns(text[edge : each.span.start]) for edge, each in zip(edges, (above, cell), strict=True)
    )
    return second > first


def _has_number(row: Sequence[Cell], numeric: frozenset[int]) -> bool:
    return any(row[column].pieces for column in numeric if column < len(row))
