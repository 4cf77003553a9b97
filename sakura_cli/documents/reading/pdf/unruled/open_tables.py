"""Tables that lines or colours show, but that are not divided by upright lines: rows ruled off, frames, shaded rows.

Lines and colours say where the table is and often where its rows are; its columns are the gaps between its pieces, or
where upright lines stand that no others meet. Left out: tables between lines of both ways (`grids`), and tables that
nothing but alignment shows (`alignment`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sakura_cli.documents.reading.pdf.geometry.areas import Area, find_areas
from sakura_cli.documents.reading.pdf.geometry.columns import are_columns
from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds, Glyph, Ruling, hull
from sakura_cli.documents.reading.pdf.geometry.lines import Stretch, find_stretches
from sakura_cli.documents.reading.pdf.geometry.marks import is_mark
from sakura_cli.documents.reading.pdf.geometry.rows import gather_rows
from sakura_cli.documents.reading.pdf.geometry.tables import PlacedTable
from sakura_cli.documents.reading.pdf.unruled.aligned_rows import read_rows
from sakura_cli.documents.reading.pdf.unruled.rivers import (
    Gap,
    StretchRow,
    crosses,
    find_gaps,
    join_blanks,
    split_pieces,
)

# Points: how far words may reach over the sides of an area, and how far beside them its sides may be.
_OVER, _BESIDE = 2.0, 200.0
# Of the width of a table: what is wider and begins at its left edge is text between two tables.
_WIDE_ROW = 0.7
# In sizes of letters: how near the left edge that is, how near a head stands, and lines to one another.
_NEAR_LEFT, _HEAD_NEAR = 2.0, 2.5
_TIGHT, _FARTHEST = 0.5, 2.5
# Of the highest row: the one under it is not much higher.
_MOST_HIGHER = 1.5
_FEWEST_APART, _LEAST_APART = 2, 0.3


def find_open_tables(
    rulings: Sequence[Ruling],
    fills: Sequence[Bounds],
    tables: Sequence[PlacedTable],
    glyphs: Sequence[Glyph],
    page: int,
) -> tuple[list[PlacedTable], list[Glyph]]:
    """Return the tables, besides those found already, and the glyphs that stand in none of them."""
    found: list[PlacedTable] = []
    rest = list(glyphs)
    for area in find_areas(rulings, fills, tables):
        rows = _find_rows(area, rest)
        if rows and not area.is_framed:
            rows = _add_head(area, rest, rows)
        parts = [(part, replace(area, edges=edges)) for part, edges in _split_area(area, rows)]
        if area.is_open:
            parts = [(_extend(each, rest, part), each) for part, each in parts if part]
        made = [table for part, each in parts if (table := _read(part, each.edges, each, page))]
        found += made
        rest = [glyph for glyph in rest if not any(table.bounds.holds(*glyph.middle) for table in made)]
    return found, rest


def _find_rows(area: Area, glyphs: Sequence[Glyph]) -> list[list[Stretch]]:
    """Return the lines of an area, in pieces."""
    bounds = Bounds(area.left - _OVER, area.edges[0], area.right + _OVER, area.edges[-1])
    inside = [glyph for glyph in glyphs if bounds.holds(*glyph.middle)]
    return split_pieces(gather_rows(find_stretches(inside)))


def _extend(area: Area, glyphs: Sequence[Glyph], rows: list[StretchRow]) -> list[StretchRow]:
    """Return the lines of an area with those of the row under its last coloured one: what keeps to its columns."""
    gaps = find_gaps(rows)
    height = max(below - above for above, below in itertools.pairwise(area.edges))
    lines = _find_rows(Area(area.left, area.right, [area.edges[-1], area.edges[-1] + _MOST_HIGHER * height]), glyphs)
    bottom = max(each.bottom for each in rows[-1])
    end = 0
    for index, row in enumerate(lines):
        space = min(each.top for each in row) - bottom
        if space > (_TIGHT if end else _FARTHEST) * row[0].size or _crosses_any(row, gaps):
            break
        bottom = max(bottom, *(each.bottom for each in row))
        if len(row) > 1 or end:
            end = index + 1
    if end:
        area.edges = [*area.edges, max(each.bottom for row in lines[:end] for each in row) + 1.0]
    return [*rows, *lines[:end]]


def _add_head(area: Area, glyphs: Sequence[Glyph], rows: list[list[Stretch]]) -> list[list[Stretch]]:
    """Return the lines of an area with the head of its table, which may stand over the first line drawn."""
    top = area.edges[0] - _HEAD_NEAR * rows[0][0].size
    above = _find_rows(Area(area.left, area.right, [top, area.edges[0]]), glyphs)
    gaps = find_gaps(rows)
    if not above or not gaps or len(join_blanks(above[-1])) < 2 or _crosses_any(above[-1], gaps):
        return rows
    if len(above[-1]) == 2 and is_mark(above[-1][0].text):
        # An item of a list over the table.
        return rows
    area.edges = [min(each.top for each in above[-1]) - 1.0, *area.edges]
    return [above[-1], *rows]


def _crosses_any(row: StretchRow, gaps: Sequence[Gap]) -> bool:
    return any(crosses(each, gap) for each in row for gap in gaps)


def _split_area(area: Area, rows: Sequence[StretchRow]) -> Iterator[tuple[list[StretchRow], list[float]]]:
    """Yield the lines of each table of an area, and the lines drawn between them."""
    if area.is_framed and not area.is_open:
        yield list(rows), area.edges
        return
    part: list[StretchRow] = []
    edges = area.edges[:1]
    for above, below in itertools.pairwise(area.edges):
        band = [row for row in rows if above < _middle(row) < below]
        # Under a head a page may have broken a row, of which nothing is left.
        is_over = not band and len(part) != 1
        if is_over or any(_is_text(row, area, part) for row in band):
            if len(edges) > 2:
                yield part, edges
            part, edges = [], [below]
        else:
            part += band
            edges.append(below)
    if len(edges) > 2:
        yield part, edges


def _is_text(row: StretchRow, area: Area, above: Sequence[StretchRow]) -> bool:
    """Say whether a line is one of prose: in one piece, from the left edge on, over more than a column."""
    pieces = join_blanks(row)
    first = pieces[0]
    if len(pieces) > 1 or first.left > area.left + _NEAR_LEFT * first.size:
        return False
    gaps = find_gaps(above)
    if gaps and len(row) > 1 and not _crosses_any(row, gaps):
        # What seemed a blank stands between two columns.
        return False
    return first.width > _WIDE_ROW * (area.right - area.left) or any(crosses(first, gap) for gap in gaps)


def _middle(row: StretchRow) -> float:
    return (row[0].top + row[0].bottom) / 2


def _read(rows: Sequence[StretchRow], edges: Sequence[float], area: Area, page: int) -> PlacedTable | None:
    gaps = [(post - 0.5, post + 0.5) for post in area.posts] or find_gaps(rows)
    apart = sum(len(row) > 1 for row in rows)
    fewest = (len(edges) - 1) / 2
    if area.is_framed:
        # A box may have a line that is set apart.
        fewest = 1 if area.posts else max(_FEWEST_APART, _LEAST_APART * len(rows))
    if len(rows) < 2 or not gaps or apart < fewest or _is_prose_beside(rows, gaps):
        return None
    words = hull(Bounds(each.left, each.top, each.right, each.bottom) for row in rows for each in row)
    left, right = max(area.left, words.left - _BESIDE), min(area.right, words.right + _BESIDE)
    shorter = [each for each in area.shorter if edges[0] < each.top < edges[1]]
    return read_rows(rows, gaps, edges, page, Bounds(left, edges[0], right, edges[-1]), shorter)


def _is_prose_beside(rows: Sequence[StretchRow], gaps: Sequence[Gap]) -> bool:
    """Say whether the two columns of a table are two columns of prose."""
    pieces = [each for row in rows for each in row]
    left = [each for each in pieces if each.right <= gaps[0][1]]
    right = [each for each in pieces if each.left >= gaps[0][0]]
    return len(gaps) == 1 and bool(left and right) and are_columns(left, right, is_known=False)
