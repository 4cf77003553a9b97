"""Columns that are two: one cell heads both, and a blank parts what stands below (日　曜 over 1　火).

Left out: columns that run together because nothing but blanks draws the table (`redrawn`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sakura_cli.documents.blocks import Cell, Table
from sakura_cli.documents.layout import kind_of_cell
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.outlining.inline import is_label

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
