"""Tables that are several: a form above a list of items, one list below another, all in one frame.

Offices draw a whole paper as one table, and tables that touch are one to whoever reads their lines. Left out: what the
parts are (`tables`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sakura_cli.documents.blocks import Block, Cell, Table
from sakura_cli.documents.layout import kind_of_cell
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.outlining.inline import is_label
from sakura_cli.tasks.extraction.outlining.tables import is_form_row

_LEAST_COLUMNS = 2


def part_block(text: str, block: Block) -> list[Block]:
    """Return the tables that the table of a block is, a block each: itself where it is one."""
    table = block.table
    if table is None:
        return [block]
    places = _place(table)
    heads = [number for number in range(1, len(table.rows) - 1) if _is_head(text, table, places, number)]
    if not heads:
        return [block]
    edges = [0, *heads, len(table.rows)]
    parts: list[Block] = []
    for start, end in pairwise(edges):
        rows = table.rows[start:end]
        if any(cell.pieces for row in rows for cell in row):
            part = _gather(rows, places[start:end], 1 if start else table.header_rows)
            parts.append(replace(block, span=_hull(rows), table=part))
    return parts


def _place(table: Table) -> list[list[int]]:
    """Return the columns in which the cells of each row begin."""
    places: list[list[int]] = []
    for row, spread in zip(table.rows, table.spread(), strict=True):
        own = {id(cell) for cell in row}
        starts = [at for at, cell in enumerate(spread) if id(cell) in own and (not at or cell is not spread[at - 1])]
        places.append(starts)
    return places


def _is_head(text: str, table: Table, places: Sequence[Sequence[int]], number: int) -> bool:
    """Say whether a row heads a list below what stands above it: labels, over cells that begin where they do.

    Above it the cells begin elsewhere, or there is a form.
    """
    row, below = table.rows[number], table.rows[number + 1]
    filled = [cell.cut(text) for cell in row if cell.pieces]
    if len(filled) < _LEAST_COLUMNS or len(row) != len(places[number]) or places[number] != places[number + 1]:
        return False
    if any(kind_of_cell(words) != "text" for words in filled) or is_form_row(text, row) or is_form_row(text, below):
        return False
    labels = sum(is_label(words) for words in filled)
    if not labels or _are_labels(text, below):
        return False
    above = [each for each in table.rows[:number] if any(cell.pieces for cell in each)]
    is_apart = not set(places[number][1:]) & set(places[number - 1][1:])
    forms = sum(is_form_row(text, each) or (is_apart and len(each) == _LEAST_COLUMNS) for each in above)
    if 2 * forms > len(above):
        return is_apart or 2 * labels > len(filled)
    return bool(above) and is_apart and len(filled) == labels


def _are_labels(text: str, row: Sequence[Cell]) -> bool:
    return all(is_label(cell.cut(text)) for cell in row if cell.pieces)


def _gather(rows: Sequence[Sequence[Cell]], places: Sequence[Sequence[int]], header_rows: int) -> Table:
    """Return some rows as a table without columns in which nothing begins."""
    starts = sorted({at for row in places for at in row})
    return Table(
        tuple(
            tuple(
                replace(cell, columns=max(1, bisect_left(starts, at + cell.columns) - bisect_left(starts, at)))
                for cell, at in zip(row, columns, strict=False)
            )
            for row, columns in zip(rows, places, strict=True)
        ),
        min(header_rows, len(rows)),
    )


def _hull(rows: Sequence[Sequence[Cell]]) -> Span:
    pieces = [piece for row in rows for cell in row for piece in cell.pieces]
    return Span(min(piece.start for piece in pieces), max(piece.end for piece in pieces))
