"""A page's sheets as what is read one after the other: paragraphs and tables. Left out: what goes over pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from statistics import median

from sakura_cli.documents.reading.pdf.geometry.areas import find_frames
from sakura_cli.documents.reading.pdf.geometry.columns import Region, find_regions
from sakura_cli.documents.reading.pdf.geometry.directions import Sheet
from sakura_cli.documents.reading.pdf.geometry.glyphs import Face, Glyph, PageContent
from sakura_cli.documents.reading.pdf.geometry.lines import Stretch
from sakura_cli.documents.reading.pdf.geometry.marks import find_mark
from sakura_cli.documents.reading.pdf.geometry.paragraphs import TextLine, TextPassage, find_edge, find_passages
from sakura_cli.documents.reading.pdf.geometry.rows import gather_rows
from sakura_cli.documents.reading.pdf.geometry.tables import PlacedTable
from sakura_cli.documents.reading.pdf.unruled.alignment import find_aligned

_NOTE_SIZE = 0.96
_NOTE_MARKS = frozenset({"raised", "number", "bracket", "bullet", "circled"})
_SAME_LEFT = 6.0
_WHOLE_SHEET = 0.5

FlowEntry = TextPassage | PlacedTable


@dataclass
class Column:
    """A region with its lines and tables, from the top down; its edges, which other pages may widen.

    `way` is how its lines run: across, down or tilted; `is_sure` whether its lines show where they end, else they may
    do so at `margin`; `is_under_text` where it lies under the columns of its page.
    """

    page: int
    parts: list[TextLine | PlacedTable]
    is_column: bool
    way: str
    left: float
    right: float
    is_sure: bool = True
    margin: float = 0.0
    is_under_text: bool = False

    @property
    def lines(self) -> list[TextLine]:
        """Its lines."""
        return [part for part in self.parts if isinstance(part, TextLine)]

    def entries(self, body_size: float) -> list[FlowEntry]:
        """Return its paragraphs and tables; those of footnotes are marked."""
        found: list[FlowEntry] = []
        lines: list[TextLine] = []
        for part in [*self.parts, None]:
            if isinstance(part, TextLine):
                lines.append(part)
                continue
            found += find_passages(lines, self.left, self.right) if lines else []
            lines = []
            if part is not None:
                found.append(part)
        _mark_notes(found, body_size, is_under_text=self.is_under_text)
        return found


def find_columns(
    page: int,
    stretches: Sequence[Stretch],
    tables: Sequence[PlacedTable],
    faces: Sequence[Face],
    gutters: Sequence[float],
    sheet: Sheet,
) -> list[Column]:
    """Return the columns of a sheet in reading order; what stands in a box is one of its own."""
    boxes, outside = _find_boxes(stretches, tables, sheet)
    columns: list[Column] = []
    for region in find_regions([*outside, *boxes], gutters):
        for part in _part_region(region):
            if isinstance(part, _Box):
                columns += [_read_region(each, page, faces, sheet, part.right) for each in find_regions(part.items)]
            else:
                columns.append(_read_region(part, page, faces, sheet))
    for number, column in enumerate(columns):
        column.is_under_text = any(other.lines for other in columns[:number]) and not column.is_column
    return columns


@dataclass
class _Box:
    """A box drawn around words, with what stands in it."""

    items: list[Stretch | PlacedTable]
    left: float
    top: float
    right: float
    bottom: float
    order: int


def _find_boxes(
    stretches: Sequence[Stretch], tables: Sequence[PlacedTable], sheet: Sheet
) -> tuple[list[_Box], list[Stretch | PlacedTable]]:
    """Return the boxes of a sheet, and what stands in none of them."""
    outside: list[Stretch | PlacedTable] = [*stretches, *tables]
    boxes: list[_Box] = []
    for frame in find_frames(sheet.rulings, tables):
        inside = [item for item in outside if frame.holds((item.left + item.right) / 2, (item.top + item.bottom) / 2)]
        # A line around the whole page is an ornament.
        if inside and frame.area < _WHOLE_SHEET * sheet.width * sheet.height:
            boxes.append(_Box(inside, *frame, order=min(item.order for item in inside)))
            taken = {id(item) for item in inside}
            outside = [item for item in outside if id(item) not in taken]
    return boxes, outside


def _part_region(region: Region) -> Iterator[Region | _Box]:
    """Yield the boxes of a region and what stands over, between and under them."""
    boxes = sorted((item for item in region.items if isinstance(item, _Box)), key=lambda box: box.top)
    others = [item for item in region.items if not isinstance(item, _Box)]
    for box in boxes:
        above = [item for item in others if (item.top + item.bottom) / 2 < box.top]
        others = [item for item in others if (item.top + item.bottom) / 2 >= box.top]
        if above:
            yield Region(above, region.is_column)
        yield box
    if others:
        yield Region(others, region.is_column)


def find_tilted(page: PageContent) -> list[Column]:
    """Return what stands at an angle on a page, as it was drawn."""
    runs: list[list[Glyph]] = []
    for glyph in page.tilted:
        last = runs[-1][-1] if runs else None
        if last and last.size == glyph.size and hypot(glyph.left - last.left, glyph.top - last.top) < 2 * glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    lines = [TextLine([Stretch(run, run[0].size)], page.number) for run in runs]
    return [Column(page.number, [line], True, "tilted", line.left, line.left) for line in lines]


def widen(columns: Sequence[Column]) -> None:
    """Let columns whose lines do not show where they end do so where others at their place end, else at the margin."""
    sure = [column for column in columns if column.is_sure and column.lines]
    for column in columns:
        rights = [
            other.right
            for other in sure
            if (other.way, other.is_column) == (column.way, column.is_column)
            and (abs(other.left - column.left) < _SAME_LEFT or not column.is_column)
        ]
        if rights:
            column.right = max(column.right, *rights)
        elif not column.is_sure and not column.is_column:
            column.right = max(column.right, column.margin)


def _read_region(region: Region, page: int, faces: Sequence[Face], sheet: Sheet, edge: float | None = None) -> Column:
    """Return the column that a region is; `edge` is that of the box it stands in."""
    rows = gather_rows([item for item in region.items if isinstance(item, Stretch)])
    aligned = find_aligned(rows, page)
    parts: list[TextLine | PlacedTable] = [item for item in region.items if isinstance(item, PlacedTable)]
    parts += [each.table for each in aligned]
    in_table = {index for each in aligned for index in range(each.start, each.end)}
    parts += [_line(row, page, faces) for index, row in enumerate(rows) if index not in in_table]
    parts.sort(key=lambda part: part.top)
    lines = [part for part in parts if isinstance(part, TextLine)]
    left = min((line.left for line in lines), default=region.left)
    usual = median(line.left for line in lines) if lines else left
    right, is_sure = find_edge(lines) if lines else (region.right, False)
    # Words keep to the edge of a table rather than to a margin as wide as the left one.
    tables = [part.right for part in parts if isinstance(part, PlacedTable) and part.right >= right]
    return Column(
        page,
        parts,
        region.is_column,
        "down" if sheet.is_vertical else "across",
        left,
        right,
        is_sure,
        min([sheet.width - usual, *tables, *([] if edge is None else [edge])]),
    )


def _line(row: Sequence[Stretch], page: int, faces: Sequence[Face]) -> TextLine:
    is_bold = bool(faces) and all(faces[each.face].is_bold for each in row)
    return TextLine(row, page, is_bold)


def _mark_notes(entries: Sequence[FlowEntry], body_size: float, *, is_under_text: bool) -> None:
    """Mark the footnotes: smaller than the body, at its foot, the first with a number or mark."""
    start = len(entries)
    while start:
        entry = entries[start - 1]
        if not isinstance(entry, TextPassage) or entry.first.size > _NOTE_SIZE * body_size:
            break
        start -= 1
    for index in range(start, len(entries)):
        entry = entries[index]
        mark = find_mark(entry.text) if isinstance(entry, TextPassage) else None
        is_under = is_under_text or any(isinstance(each, TextPassage) for each in entries[:start])
        if mark and mark[0] in _NOTE_MARKS and is_under:
            for each in entries[index:]:
                if isinstance(each, TextPassage):
                    each.is_note = True
            return
