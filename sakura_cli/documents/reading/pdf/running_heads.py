"""Running heads, feet and page numbers: what stands at the same place on several pages and says the same.

Numbers in it may differ as the numbers of pages do. Left out: what stands once, even at the edge of a page; only a
bare number of the page itself is one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sakura_cli.documents.reading.pdf.geometry.directions import Sheet
from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds, hull
from sakura_cli.documents.reading.pdf.geometry.lines import Stretch
from sakura_cli.documents.reading.pdf.geometry.marks import ends_sentence
from sakura_cli.documents.reading.pdf.geometry.rows import gather_rows
from sakura_cli.documents.reading.pdf.geometry.tables import PlacedTable
from sakura_cli.lexicon import alternation, words

_ROWS_AT_EDGE = 4
# Of the height of the page, from each edge.
_ZONE = 0.16
_SAME_HEIGHT = 4.0
# In sizes of letters: the least distance to the body of the page, unless the letters are smaller than the body's.
_DISTANCE, _FAR = 0.9, 2.0
_SMALLER, _LARGER, _LARGEST = 0.95, 1.05, 1.3
_SURE_PAGES = 3
_DIGITS = re.compile(r"[0-9０-９]+")
_DASH = r"[-‐–—―－ー~〜・ 　]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}[(（［\[]?(?:[pPｐＰ](?:age|[.．])?[ 　]*)?"
    rf"{alternation(words('layout/pages', 'before'))}?"
    rf"(?:[0-9０-９]{{1,4}}|[一二三四五六七八九十百〇]{{1,4}}|[ivxlcⅰ-ⅻ]{{1,6}})"
    rf"(?:[ 　]*(?:[/／]|of)[ 　]*[0-9０-９]{{1,4}})?[ 　]*{alternation(words('layout/pages', 'behind'))}?"
    rf"[)）］\]]?{_DASH}"
)
# What browsers print over a page and under it: when, and its address with the number of the page.
_PRINTED_HEAD = re.compile(r"\d{1,4}/\d{1,2}/\d{1,4},? \d{1,2}:\d{2}")
_PRINTED = re.compile(r"(?:https?|file)://\S+[ 　]+1[/／]1")


@dataclass
class DraftSheet:
    """A sheet of a page with its ruled tables, and the stretches that stand in none.

    `is_beside` says that the page has sheets that read another way.
    """

    page: int
    sheet: Sheet
    stretches: Sequence[Stretch]
    tables: Sequence[PlacedTable]
    is_beside: bool = False


class _Edge(NamedTuple):
    """A row near an edge of a sheet; `is_large` where its letters are larger than those of the body."""

    draft: DraftSheet
    row: Sequence[Stretch]
    text: str
    is_top: bool
    middle: float
    gap: float
    is_large: bool


def find_running(drafts: Sequence[DraftSheet], body_size: float) -> list[tuple[str, list[Stretch]]]:
    """Return what runs over the pages, each with its stretches."""
    edges = [edge for draft in drafts for edge in _find_edges(draft, body_size)]
    groups: dict[tuple[bool, bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.draft.sheet.is_vertical, edge.is_top, _DIGITS.sub("#", edge.text)].append(edge)
    found: list[tuple[str, list[Stretch]]] = []
    slots: list[_Edge] = []
    taken: set[int] = set()
    last_page = max((draft.page for draft in drafts), default=0)
    is_printed = last_page == 1 and any(_PRINTED.fullmatch(edge.text) for edge in edges)
    for (_, _, shape), group in groups.items():
        for same in _cluster(group):
            pages = {edge.draft.page for edge in same}
            is_running = len(pages) > 1 and _numbers_run(same)
            if not is_running and last_page == 1:
                is_running = _runs_alone(same[0], is_printed=is_printed)
            if is_running:
                found.append((shape, [each for edge in same for each in edge.row]))
                taken.update(id(edge) for edge in same)
                slots += same[:1] if len(pages) >= _SURE_PAGES else []
    for edge in edges:
        # Another title at the place of a running head: that of a chapter of one page.
        if id(edge) not in taken and not edge.is_large and any(_is_same_slot(edge, slot) for slot in slots):
            found.append((edge.text, list(edge.row)))
    return found


def _runs_alone(edge: _Edge, *, is_printed: bool) -> bool:
    """Say whether a row of the only page is one that each page would have; `is_printed` by a browser."""
    if edge.is_top:
        return is_printed and _PRINTED_HEAD.match(edge.text) is not None
    return _PAGE_NUMBER.fullmatch(edge.text) is not None or _PRINTED.fullmatch(edge.text) is not None


def find_heads(draft: DraftSheet, body_size: float) -> list[Stretch]:
    """Return what stands over a sheet in one piece, smaller or well apart: a head, though it may stand only once."""
    edges = [edge for edge in _find_edges(draft, body_size) if edge.is_top and not edge.is_large and len(edge.row) == 1]
    return [
        edge.row[0] for edge in edges if edge.row[0].size < _SMALLER * body_size or edge.gap >= _FAR * edge.row[0].size
    ]


def _find_edges(draft: DraftSheet, body_size: float) -> Iterator[_Edge]:
    """Yield the rows of a sheet that may run: at an edge, and apart from what follows towards the middle.

    Rows over one that stands apart do so, too: a foot may have several lines.
    """
    rows = gather_rows(draft.stretches)
    height = draft.sheet.height
    for is_top in (True, False):
        edges: list[_Edge] = []
        apart = 0
        inward = rows if is_top else rows[::-1]
        for index, row in enumerate(inward[:_ROWS_AT_EDGE]):
            bounds = hull(Bounds(each.left, each.top, each.right, each.bottom) for each in row)
            middle = (bounds.top + bounds.bottom) / 2
            if not (middle < _ZONE * height if is_top else middle > (1 - _ZONE) * height):
                break
            following = inward[index + 1] if index + 1 < len(inward) else None
            gap = _measure_gap(draft, row, bounds, following, is_top=is_top)
            is_large = row[0].size > _LARGER * body_size
            edges.append(_Edge(draft, row, _join(row), is_top, middle, gap, is_large))
            if gap >= _DISTANCE * row[0].size:
                apart = len(edges)
        for number, edge in enumerate(edges):
            size = edge.row[0].size
            is_apart = number < apart or size < _SMALLER * body_size
            if is_apart and size <= _LARGEST * body_size and not ends_sentence(edge.text):
                yield edge


def _measure_gap(
    draft: DraftSheet, row: Sequence[Stretch], bounds: Bounds, following: Sequence[Stretch] | None, *, is_top: bool
) -> float:
    """Return how far a row is from the next one towards the middle of its sheet."""
    if following is None:
        has_more = draft.tables or draft.is_beside or _PAGE_NUMBER.fullmatch(_join(row))
        return draft.sheet.height if has_more else 0.0
    if is_top:
        return min(each.top for each in following) - bounds.bottom
    return bounds.top - max(each.bottom for each in following)


def _join(row: Sequence[Stretch]) -> str:
    return "　".join(each.text for each in row)


def _cluster(group: Sequence[_Edge]) -> Iterator[list[_Edge]]:
    """Yield rows of one text that stand at one height, counted from their edge of the sheet."""
    cluster: list[_Edge] = []
    for edge in sorted(group, key=_height):
        if cluster and _height(edge) - _height(cluster[0]) > _SAME_HEIGHT:
            yield cluster
            cluster = []
        cluster.append(edge)
    if cluster:
        yield cluster


def _height(edge: _Edge) -> float:
    return edge.middle if edge.is_top else edge.draft.sheet.height - edge.middle


def _numbers_run(same: Sequence[_Edge]) -> bool:
    """Say whether each number of a text is the same on all pages, or goes up with them where pages are counted."""
    ordered = sorted(same, key=lambda edge: edge.draft.page)
    slots = list(zip(*(map(int, _DIGITS.findall(edge.text)) for edge in ordered), strict=True))
    pages = [edge.draft.page for edge in ordered]
    counting = [
        len({value - page for value, page in zip(values, pages, strict=True)}) == 1
        for values in slots
        if len(set(values)) > 1
    ]
    if not counting:
        return True
    if _PAGE_NUMBER.fullmatch(ordered[0].text):
        return all(counting)
    # In a line of other words the number of the page stands at its end or its beginning.
    text = ordered[0].text
    at_edge = re.match(r"[0-9０-９]+[ 　]", text) is not None or re.search(rf"[0-9０-９]{_DASH}$", text) is not None
    return all(counting) and at_edge


def _is_same_slot(edge: _Edge, slot: _Edge) -> bool:
    return (
        edge.is_top == slot.is_top
        and edge.draft.sheet.is_vertical == slot.draft.sheet.is_vertical
        and abs(_height(edge) - _height(slot)) < 1.0
        and abs(edge.row[0].size - slot.row[0].size) < 0.2
    )
