"""Tables side by side that are drawn as one: the labels of the head come again, as 科目 予算 科目 予算.

Left out: parties side by side (`bands`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from sakura_cli.documents.blocks import Block, Pair, Table
from sakura_cli.documents.layout import find_choices
from sakura_cli.spans import Span

_LEAST_COLUMNS = 2
_PIECE = re.compile(r"[^\s](?:[^\n]*?[^\s])?(?=[ \t]{3,}|[ 　]*　[ 　]*　|[ 　\t]*[｜|│┃]|[ 　\t]*$)")
_EDGES = " \t　｜|│┃"


class SideTable(NamedTuple):
    """One of the tables, and what stands above it, if anything."""

    block: Block
    caption: Span | None


def part_sides(text: str, block: Block) -> list[SideTable]:
    """Return the tables that stand side by side in the table of a block; none where it is one."""
    table = block.table
    if table is None or table.header_rows != 1 or len({len(row) for row in table.rows}) != 1:
        return []
    labels = ["".join(cell.cut(text).split()) for cell in table.rows[0]]
    size = next(
        (
            size
            for size in range(_LEAST_COLUMNS, len(labels) // 2 + 1)
            if len(labels) % size == 0 and labels == labels[:size] * (len(labels) // size) and all(labels[:size])
        ),
        0,
    )
    if not size:
        return []
    parts = [_cut(table, at, size) for at in range(0, len(labels), size)]
    captions = _captions(text, block.span, len(parts))
    spans = [block.span, *(_head_of(part) for part in parts[1:])]
    return [
        SideTable(replace(block, span=span, table=part), caption)
        for part, span, caption in zip(parts, spans, captions, strict=True)
    ]


def part_captioned(text: str, block: Block) -> list[tuple[Span, list[Pair]]]:
    """Return the forms that stand side by side, each with the word over it: 支給 over labels with sums."""
    table = block.table
    if table is None or table.header_rows != 1 or any(cell.columns != _LEAST_COLUMNS for cell in table.rows[0]):
        return []
    heads, *rows = table.rows
    if len(heads) < _LEAST_COLUMNS or any(len(row) != _LEAST_COLUMNS * len(heads) for row in rows):
        return []
    return [
        (
            head.span,
            [
                Pair(row[2 * at], row[2 * at + 1], find_choices(text, row[2 * at + 1].pieces))
                for row in rows
                if row[2 * at].pieces and row[2 * at + 1].pieces
            ],
        )
        for at, head in enumerate(heads)
        if head.pieces
    ]


def _cut(table: Table, at: int, size: int) -> Table:
    rows = [row[at : at + size] for row in table.rows]
    return Table(tuple(row for row in rows if any(cell.pieces for cell in row)), 1)


def _head_of(table: Table) -> Span:
    """Return the stretch of a head: the rows beside it belong to the first table, too."""
    pieces = [piece for cell in table.rows[0] for piece in cell.pieces]
    return Span(pieces[0].start, pieces[-1].end)


def _captions(text: str, span: Span, count: int) -> list[Span | None]:
    """Return what stands above each table, where the line above has as many parts."""
    end = text.rfind("\n", 0, span.start)
    start = text.rfind("\n", 0, max(0, end)) + 1
    pieces: list[Span] = []
    position = start
    while end > start and position < end:
        while position < end and text[position] in _EDGES:
            position += 1
        match = _PIECE.match(text, position, end)
        if match is None:
            break
        pieces.append(Span(*match.span()))
        position = match.end()
    return [*pieces] if len(pieces) == count else [None] * count
