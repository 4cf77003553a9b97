"""The lines of a table without upright lines as its rows and cells.

Left out: which lines make a table (`alignment`, `open_tables`), and where its columns are (`rivers`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds, Ruling
from sakura_cli.documents.reading.pdf.geometry.lines import Stretch
from sakura_cli.documents.reading.pdf.geometry.tables import PlacedTable, TableCell, read_cell
from sakura_cli.documents.reading.pdf.unruled.group_heads import read_group_head
from sakura_cli.documents.reading.pdf.unruled.partition import split_lines
from sakura_cli.documents.reading.pdf.unruled.rivers import Gap, StretchRow, count_covered, find_column, split_at

# So many lines between rows show that each row has its own.
_MANY_EDGES = 4


def read_rows(
    found: Sequence[StretchRow],
    gaps: Sequence[Gap],
    edges: Sequence[float],
    page: int,
    bounds: Bounds,
    shorter: Sequence[Ruling] = (),
) -> PlacedTable:
    """Return the table of some lines; `edges` are the lines drawn between its rows, if there are any.

    `shorter` are those that divide some columns of its first row, into titles of groups and of columns.
    """
    rows = split_at(found, gaps)
    columns = [bounds.left, *((left + right) / 2 for left, right in gaps), bounds.right]
    lefts = [bounds.left, *(right for _, right in gaps)]
    sides = _find_sides(rows, gaps, columns)
    head = [row for row in rows if find_middle(row) < edges[1]] if shorter else []
    made = read_group_head(head, gaps, sides, shorter, page) if head else []
    body = rows[len(head) :]
    starts = _find_starts(body, gaps, edges) if body else []
    made += [
        _read_row(body[start:end], gaps, sides, page)
        for start, end in zip(starts, [*starts[1:], len(body)], strict=False)
    ]
    order = min(each.order for row in rows for each in row)
    return PlacedTable(bounds, columns, made, lefts, order)


def _find_starts(rows: Sequence[StretchRow], gaps: Sequence[Gap], edges: Sequence[float]) -> list[int]:
    """Return the indexes of the lines that begin a row."""
    bands = [sum(find_middle(row) > edge for edge in edges) for row in rows]
    firsts = [index for index, band in enumerate(bands) if not index or band != bands[index - 1]]
    starts: list[int] = []
    for first, last in zip(firsts, [*firsts[1:], len(rows)], strict=True):
        is_one = len(edges) > _MANY_EDGES
        starts += [first] if is_one else [first + start for start in split_lines(rows[first:last], gaps)]
    return starts


def _find_sides(rows: Sequence[StretchRow], gaps: Sequence[Gap], columns: Sequence[float]) -> list[Gap]:
    """Return where the words of each column begin and end at most: where its cells wrap, they do so there."""
    sides: list[Gap] = []
    for number in range(len(gaps) + 1):
        pieces = [
            each for row in rows for each in row if find_column(each, gaps) == number and count_covered(each, gaps) == 1
        ]
        left = min((each.left for each in pieces), default=columns[number])
        sides.append((left, max((each.right for each in pieces), default=columns[number + 1])))
    return sides


def find_middle(row: StretchRow) -> float:
    """Return how far down the middle of a line is."""
    return (row[0].top + row[0].bottom) / 2


def _read_row(rows: Sequence[StretchRow], gaps: Sequence[Gap], sides: Sequence[Gap], page: int) -> list[TableCell]:
    """Return the cells of a row of the table, whose lines are given; `sides` are those of the words of its columns."""
    found: dict[int, list[Stretch]] = {}
    covered: dict[int, int] = {}
    for row in rows:
        for each in row:
            number = find_column(each, gaps)
            found.setdefault(number, []).append(each)
            covered[number] = max(covered.get(number, 1), count_covered(each, gaps))
    cells: list[TableCell] = []
    number = 0
    while number <= len(gaps):
        across = covered.get(number, 1)
        glyphs = [glyph for each in found.get(number, []) for glyph in each.glyphs]
        bounds = Bounds(sides[number][0], 0, sides[min(number + across, len(sides)) - 1][1], 0)
        # Later columns that a wide cell covers are empty, or it would not have reached them.
        across = next((k for k in range(1, across) if number + k in found), across)
        words, is_full = read_cell(glyphs, bounds)
        cells.append(TableCell(words, across, 1, page, is_full))
        number += across
    return cells
