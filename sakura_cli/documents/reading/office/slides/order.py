"""The order in which the shapes of a slide are read: from above to below, and beside one another from left to right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

_T = TypeVar("_T")
# Shapes that overlap by less than this part of their size stand beside one another.
_OVERLAP = 0.15
# Slides with more shapes than this are drawings; they are read as they were drawn.
_MOST_SHAPES = 400


class ShapeBox(NamedTuple):
    """Where a shape stands on its slide, in English Metric Units."""

    left: float
    top: float
    width: float
    height: float


def order_boxes(items: Sequence[tuple[ShapeBox, _T]]) -> list[_T]:
    """Return items in reading order: rows that nothing crosses, in them columns, and so on."""
    if len(items) > _MOST_SHAPES:
        return [item for _, item in items]
    return [item for _, item in _cut(list(items))]


def _cut(items: list[tuple[ShapeBox, _T]]) -> list[tuple[ShapeBox, _T]]:
    if len(items) < 2:
        return items
    for begin, extent in ((_top, _height), (_left, _width)):
        groups = _split(items, begin, extent)
        if len(groups) > 1:
            return [item for group in groups for item in _cut(group)]
    return sorted(items, key=lambda item: (item[0].top, item[0].left))


def _split(
    items: list[tuple[ShapeBox, _T]], begin: Callable[[ShapeBox], float], extent: Callable[[ShapeBox], float]
) -> list[list[tuple[ShapeBox, _T]]]:
    """Return the groups that no box of another one reaches into, in order."""
    groups: list[list[tuple[ShapeBox, _T]]] = []
    reached = float("-inf")
    for item in sorted(items, key=lambda each: begin(each[0])):
        box = item[0]
        if not groups or begin(box) + _OVERLAP * extent(box) >= reached:
            groups.append([])
        groups[-1].append(item)
        reached = max(reached, begin(box) + (1 - _OVERLAP) * extent(box))
    return groups


def _top(box: ShapeBox) -> float:
    return box.top


def _height(box: ShapeBox) -> float:
    return box.height


def _left(box: ShapeBox) -> float:
    return box.left


def _width(box: ShapeBox) -> float:
    return box.width
