"""Where lines and colours show that a table or a box may be, though no upright lines divide it.

Left out: tables between lines of both ways (`grids`), and what stands in an area (`open_tables`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds, Ruling
from sakura_cli.documents.reading.pdf.geometry.grids import flip_ruling, merge_rulings
from sakura_cli.documents.reading.pdf.geometry.tables import PlacedTable

# Points: lines so near one another begin or end at one place.
_SAME = 3.0
# A drawing with more lines is a chart.
_MOST_LINES = 1_000
# Heights of a coloured row: the most that stands between two of them.
_FARTHEST_ROW = 8


@dataclass
class Area:
    """Where a table may be: its sides, the lines between its rows, and the places of its columns if they are known.

    `is_framed` says that nothing but the table stands there, `is_open` that a row may follow. `shorter` are lines
    within it that divide some of its columns.
    """

    left: float
    right: float
    edges: list[float]
    is_framed: bool = False
    is_open: bool = False
    posts: list[float] = field(default_factory=list)
    shorter: list[Ruling] = field(default_factory=list)


def find_areas(rulings: Sequence[Ruling], fills: Sequence[Bounds], tables: Sequence[PlacedTable]) -> Iterator[Area]:
    """Yield where tables may be, the surest first."""
    free = [each for each in rulings if not any(_lies_in(each, table.bounds) for table in tables)]
    level = merge_rulings(each for each in free if each.is_level)
    upright = [flip_ruling(each) for each in merge_rulings(flip_ruling(each) for each in free if not each.is_level)]
    if len(level) + len(upright) > _MOST_LINES:
        return
    for group in _group_rulings(level):
        left, right = group[0].left, group[0].right
        top, bottom = group[0].top, group[-1].top
        across = [each for each in upright if each.top <= top + _SAME and each.bottom >= bottom - _SAME]
        is_framed = all(any(abs(each.left - side) < _SAME for each in across) for side in (left, right))
        posts = [each.left for each in across if left + _SAME < each.left < right - _SAME]
        edges = [each.top for each in group]
        if is_framed:
            # A page may have ended before the last line.
            sides = [each for each in across if min(abs(each.left - left), abs(each.left - right)) < _SAME]
            edges = _add_ends(edges, min(each.top for each in sides), max(each.bottom for each in sides))
        if len(edges) > 2 or (is_framed and len(edges) > 1):
            shorter = [each for each in level if _is_within(each, left, right, edges)]
            yield Area(left, right, edges, is_framed, posts=posts, shorter=shorter)
    yield from _find_posted(level, upright)
    yield from _find_shaded([each for each in fills if not any(_lies_in(each, table.bounds) for table in tables)])


def find_frames(rulings: Sequence[Ruling], tables: Sequence[PlacedTable]) -> list[Bounds]:
    """Return the boxes drawn around words that are no table, those inside of others left out."""
    frames = [
        Bounds(area.left, area.edges[0], area.right, area.edges[-1])
        for area in find_areas(rulings, [], tables)
        if area.is_framed and area.right < float("inf")
    ]
    return [
        frame
        for frame in frames
        if not any(
            other.area > frame.area and other.holds((frame.left + frame.right) / 2, frame.top + 1) for other in frames
        )
    ]


def _find_posted(level: Sequence[Ruling], upright: Sequence[Ruling]) -> Iterator[Area]:
    """Yield where upright lines side by side have no lines across them."""
    flipped = [flip_ruling(each) for each in upright]
    for group in _group_rulings(flipped):
        top, bottom = group[0].left, group[0].right
        posts = sorted(each.top for each in group)
        if not any(
            each.left - _SAME < post < each.right + _SAME
            for each in level
            for post in posts
            if top - _SAME < each.top < bottom + _SAME
        ):
            yield Area(0.0, float("inf"), [top, bottom], is_framed=True, posts=posts)


def _is_within(line: Ruling, left: float, right: float, edges: Sequence[float]) -> bool:
    """Say whether a line is shorter than those of an area and stands between two of them."""
    is_inside = left - _SAME <= line.left and line.right <= right + _SAME and edges[0] < line.top < edges[-1]
    is_shorter = line.left > left + _SAME or line.right < right - _SAME
    return is_inside and is_shorter and all(abs(line.top - edge) > _SAME for edge in edges)


def _add_ends(edges: list[float], top: float, bottom: float) -> list[float]:
    return [*([top] if top < edges[0] - _SAME else []), *edges, *([bottom] if bottom > edges[-1] + _SAME else [])]


def _lies_in(box: Ruling | Bounds, bounds: Bounds) -> bool:
    return (
        bounds.left - _SAME <= box.left <= bounds.right + _SAME
        and bounds.top - _SAME <= box.top <= bounds.bottom + _SAME
    )


def _group_rulings(level: Sequence[Ruling]) -> list[list[Ruling]]:
    """Return the lines that begin and end at the same places, from the top down."""
    groups: list[list[Ruling]] = []
    for each in sorted(level, key=lambda each: each.top):
        for group in groups:
            if abs(group[-1].left - each.left) < _SAME and abs(group[-1].right - each.right) < _SAME:
                group.append(each)
                break
        else:
            groups.append([each])
    return groups


def _find_shaded(fills: Sequence[Bounds]) -> Iterator[Area]:
    """Yield where rows are coloured in turn."""
    bands: list[Bounds] = []
    for each in sorted(fills, key=lambda each: (round(each.top), each.left)):
        last = bands[-1] if bands else None
        if (
            last
            and abs(last.top - each.top) < _SAME
            and abs(last.bottom - each.bottom) < _SAME
            and each.left - last.right < _SAME
        ):
            bands[-1] = last._replace(right=max(last.right, each.right))
        else:
            bands.append(each)
    group: list[Bounds] = []
    for band in [*sorted(bands, key=lambda band: band.top), None]:
        if group and (
            band is None
            or abs(band.left - group[-1].left) > _SAME
            or abs(band.right - group[-1].right) > _SAME
            or band.top - group[-1].bottom > _FARTHEST_ROW * max(each.bottom - each.top for each in (*group, band))
        ):
            if len(group) > 1:
                yield Area(group[0].left, group[0].right, _find_edges(group), is_framed=True, is_open=True)
            group = []
        if band is not None:
            group.append(band)


def _find_edges(bands: Sequence[Bounds]) -> list[float]:
    """Return where coloured rows begin and end, those that touch once."""
    edges: list[float] = []
    for edge in sorted(edge for each in bands for edge in (each.top, each.bottom)):
        if not edges or edge - edges[-1] > _SAME:
            edges.append(edge)
    return edges
