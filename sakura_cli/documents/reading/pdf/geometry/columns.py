"""The order of what stands on a sheet: across where something spans the columns, else column by column.

A gutter divides prose only: cells of a table stand beside one another too, and are shorter than lines of prose. Left
out: what the lines of a column make.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Protocol

from sakura_cli.documents.reading.pdf.geometry.lines import Stretch

# A column has so many lines, and their usual one so many letters and so much of its width.
_FEWEST_LINES = 3
_FEWEST_LETTERS = 9
_FEWEST_VERSES = 6
_MOST_HEAD_ROWS = 2
# From so many stretches on the order they were drawn in tells something.
_FEWEST_DRAWN = 3
_OUT_OF_ORDER, _ROW_BY_ROW = 0.2, 0.6
_FILL = 0.7
_FULL_LINES = 0.45
# In sizes of letters: the least gutter, and how far lefts of one column may be apart.
_GUTTER = 0.9
_SAME_LEFT = 0.4
_SAME_HEIGHT = 0.2
# Points: how far the edge of a table may stand outside of its column.
_OUTSIDE = 7.0


class PlacedBox(Protocol):
    """What stands somewhere on a sheet: a stretch or a table."""

    left: float
    top: float
    right: float
    bottom: float
    order: int


@dataclass
class Region:
    """What is read from the top down, without a look to the side; `is_column` where others stand beside it."""

    items: list[PlacedBox]
    is_column: bool
    left: float = 0.0
    right: float = 0.0

    def __post_init__(self) -> None:
        self.left = min(item.left for item in self.items)
        self.right = max(item.right for item in self.items)


def find_regions(items: Sequence[PlacedBox], gutters: Sequence[float] = (), *, is_column: bool = False) -> list[Region]:
    """Return the regions of a sheet in reading order; at `gutters`, known from others, a few lines make a column."""
    if not items:
        return []
    found = _find_gutter(items, gutters)
    if found is None:
        return [Region(list(items), is_column)]
    top, bottom, gutter = found
    above = [item for item in items if _middle(item) < top]
    below = [item for item in items if _middle(item) > bottom]
    inside = [item for item in items if top <= _middle(item) <= bottom]
    left = [item for item in inside if _right(item) <= gutter]
    right = [item for item in inside if _right(item) > gutter]
    return [
        *find_regions(above, gutters, is_column=is_column),
        *find_regions(left, gutters, is_column=True),
        *find_regions(right, gutters, is_column=True),
        *find_regions(below, gutters, is_column=is_column),
    ]


def _find_gutter(items: Sequence[PlacedBox], gutters: Sequence[float]) -> tuple[float, float, float] | None:
    """Return the top and bottom of the largest part of a sheet that is set in columns, and where a gutter begins."""
    best, most = None, 0
    known = [(edge, _usual_size(items), 1) for edge in gutters]
    for edge, size, fewest in [*known, *_find_edges(items)]:
        start, end = edge - _GUTTER * size, edge - 0.1 * size
        crossing = sorted(
            (item for item in items if _left(item) < end and _right(item) > start), key=lambda item: item.top
        )
        tops = [float("-inf"), *(item.bottom for item in crossing)]
        bottoms = [*(item.top for item in crossing), float("inf")]
        for top, bottom in zip(tops, bottoms, strict=True):
            if bottom - top < fewest * size:
                continue
            inside = [item for item in items if top < _middle(item) < bottom]
            left = [item for item in inside if _right(item) <= start]
            right = [item for item in inside if _left(item) >= end]
            if min(len(left), len(right)) < fewest or len(inside) <= most or not _stand_beside(left, right):
                continue
            if are_columns(left, right, is_known=fewest == 1):
                top_inside = min(min(item.top for item in side) for side in (left, right))
                bottom_inside = max(max(item.bottom for item in side) for side in (left, right))
                best, most = (top_inside, bottom_inside, start), len(inside)
    return best


def _left(item: PlacedBox) -> float:
    """Return where an item begins; the words of a table do where lines of prose do, its edge is outside of them."""
    return item.left if isinstance(item, Stretch) else item.left + _OUTSIDE


def _right(item: PlacedBox) -> float:
    return item.right if isinstance(item, Stretch) else item.right - _OUTSIDE


def _usual_size(items: Sequence[PlacedBox]) -> float:
    return median([item.size for item in items if isinstance(item, Stretch)] or [10.0])


def find_gutters(items: Sequence[PlacedBox]) -> list[float]:
    """Return where the gutters of a sheet end, those of all its columns."""
    lefts = {round(region.left, 1) for region in find_regions(items) if region.is_column}
    return sorted(lefts)[1:]


def _find_edges(items: Sequence[PlacedBox]) -> list[tuple[float, float, int]]:
    """Return where columns may begin: lefts that several lines share and that have something on their left.

    With each stands the size of its letters, and how many lines either side has at least.
    """
    lines = [item for item in items if isinstance(item, Stretch)]
    if len(lines) < 2 * _FEWEST_LINES:
        return []
    first, last = min(item.left for item in items), max(item.right for item in items)
    edges: list[tuple[float, float, int]] = []
    group: list[Stretch] = []
    for line in [*sorted(lines, key=lambda line: line.left), None]:
        if group and (line is None or line.left - group[0].left > _SAME_LEFT * group[0].size):
            edge = group[0].left
            if len(group) >= _FEWEST_LINES and first + 0.15 * (last - first) < edge:
                edges.append((edge, group[0].size, _FEWEST_LINES))
            group = []
        if line is not None:
            group.append(line)
    return edges


def are_columns(left: Sequence[PlacedBox], right: Sequence[PlacedBox], *, is_known: bool) -> bool:
    """Say whether two sides are read one after the other.

    Programs draw columns one after the other and tables row by row. Where that is not known, columns are both prose, or
    one of them is and the other has its words at other heights, or the gutter between them is known from other pages.
    """
    if any(_is_table_row(side) for side in (left, right)):
        return False
    changes = _count_changes(left, right)
    fewer = min(len(left), len(right))
    # A footnote is drawn after all columns.
    if changes is not None and changes <= 1 + _OUT_OF_ORDER * fewer:
        return True
    if changes is not None and changes > _ROW_BY_ROW * fewer:
        return False
    prose = [_is_prose(left), _is_prose(right)]
    if all(prose) or (_is_verse(left) and _is_verse(right)):
        return True
    return changes is None and any(prose) and (is_known or not _share_rows(left, right))


def _is_table_row(items: Sequence[PlacedBox]) -> bool:
    """Say whether all of a side are cells of one or two rows: several stand side by side."""
    lines = [item for item in items if isinstance(item, Stretch)]
    rows = len(_rows(lines))
    return len(lines) == len(items) and rows <= _MOST_HEAD_ROWS and 2 * rows <= len(lines)


def _count_changes(left: Sequence[PlacedBox], right: Sequence[PlacedBox]) -> int | None:
    """Return how often the drawing went over from one side to the other; None where the order is not known."""
    drawn = sorted([(item.order, 0) for item in left] + [(item.order, 1) for item in right])
    if not drawn[0][0] or len(drawn) < _FEWEST_DRAWN:
        return None
    return sum(first[1] != second[1] for first, second in pairwise(drawn))


def _share_rows(left: Sequence[PlacedBox], right: Sequence[PlacedBox]) -> bool:
    """Say whether the lines of the shorter side stand at the heights of those of the other one, as cells do."""
    fewer, more = sorted((left, right), key=len)
    lines = [item for item in more if isinstance(item, Stretch)]
    shared = sum(
        any(abs(item.bottom - line.bottom) < _SAME_HEIGHT * line.size for line in lines)
        for item in fewer
        if isinstance(item, Stretch)
    )
    return 2 * shared > len(fewer)


def _is_prose(items: Sequence[PlacedBox]) -> bool:
    """Say whether lines are those of a column of prose."""
    lines = [item for item in items if isinstance(item, Stretch)]
    if len(lines) < _FEWEST_LINES:
        return False
    widest = max(line.width for line in lines)
    ends = [line for line in lines if line.width > _FILL * widest]
    letters = median(len(line.glyphs) for line in lines)
    return letters >= _FEWEST_LETTERS and len(ends) >= _FULL_LINES * len(_rows(lines))


def _is_verse(items: Sequence[PlacedBox]) -> bool:
    """Say whether lines end where they like, but are longer than what stands in cells."""
    lines = [item for item in items if isinstance(item, Stretch)]
    return len(lines) >= _FEWEST_VERSES and median(len(line.glyphs) for line in lines) >= _FEWEST_LETTERS


def _rows(lines: Sequence[Stretch]) -> set[int]:
    return {round(line.bottom / max(1.0, line.size)) for line in lines}


def _stand_beside(left: Sequence[PlacedBox], right: Sequence[PlacedBox]) -> bool:
    """Say whether two columns share some of their height."""
    top = max(min(item.top for item in side) for side in (left, right))
    bottom = min(max(item.bottom for item in side) for side in (left, right))
    return bottom > top


def _middle(item: PlacedBox) -> float:
    return (item.top + item.bottom) / 2
