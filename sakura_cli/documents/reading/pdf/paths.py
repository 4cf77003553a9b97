"""The lines, filled boxes and pictures of a PDF page, of its forms too. Left out: curves and anything at an angle."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from sakura_cli.documents.reading.pdf.geometry.glyphs import Bounds, Ruling

# A line is thinner than any box; a drawing with more lines than any table is a map or a chart.
_THICKEST_LINE = 3.0
_SHORTEST_LINE = 4.0
_MOST_LINES = 6_000
_MOST_SEGMENTS = 2_000
_DEEPEST_FORM = 6
_SMALLEST_DOT, _LARGEST_DOT = 1.5, 7.0
_WHITE = 250

PdfMatrix = tuple[float, float, float, float, float, float]
PlaceBox = Callable[[float, float, float, float], Bounds]
_IDENTITY: PdfMatrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class PageDrawing(NamedTuple):
    """What is drawn on a page beside its text; `fills` are boxes in another colour than white, `dots` tiny ones."""

    rulings: list[Ruling]
    fills: list[Bounds]
    pictures: list[Bounds]
    dots: list[Bounds]


def read_drawing(page: Any, place: PlaceBox) -> PageDrawing:
    """Return what is drawn on a page; `place` turns a rectangle of the page's space into one of ours."""
    drawing = PageDrawing([], [], [], [])
    for item, kind, matrix in _walk(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _IDENTITY, 0):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            if bounds := _bounds(item, matrix, place):
                drawing.pictures.append(bounds)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(drawing.rulings) < _MOST_LINES:
            _read_path(item, matrix, place, drawing)
    if len(drawing.rulings) >= _MOST_LINES:
        drawing.rulings.clear()
    return drawing


def _walk(holder: Any, count: Any, take: Any, matrix: PdfMatrix, depth: int) -> Iterator[tuple[Any, int, PdfMatrix]]:
    for index in range(count(holder)):
        item = take(holder, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST_FORM:
                inner = _multiply(_matrix(item), matrix)
                yield from _walk(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield item, kind, matrix


def _read_path(item: Any, matrix: PdfMatrix, place: PlaceBox, drawing: PageDrawing) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    segments = pdfium.FPDFPath_CountSegments(item)
    bounds = _bounds(item, matrix, place)
    if bounds is None or not (fill.value or stroke.value):
        return
    width, height = bounds.right - bounds.left, bounds.bottom - bounds.top
    if fill.value and min(width, height) >= _SMALLEST_DOT and max(width, height) <= _LARGEST_DOT:
        drawing.dots.append(bounds)
        return
    if min(width, height) <= _THICKEST_LINE:
        if max(width, height) >= _SHORTEST_LINE:
            drawing.rulings.append(_middle_line(bounds))
        return
    if fill.value and _is_coloured(item):
        drawing.fills.append(bounds)
    if stroke.value and segments <= _MOST_SEGMENTS:
        drawing.rulings.extend(_read_segments(item, segments, _multiply(_matrix(item), matrix), place))


def _read_segments(item: Any, count: int, matrix: PdfMatrix, place: PlaceBox) -> Iterator[Ruling]:
    """Yield the horizontal and vertical lines of a path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _ruling(last, point, place)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _ruling(last, start, place)
            last = start


def _ruling(first: tuple[float, float], second: tuple[float, float], place: PlaceBox) -> Iterator[Ruling]:
    (x0, y0), (x1, y1) = first, second
    width, height = abs(x1 - x0), abs(y1 - y0)
    if min(width, height) < 0.5 and max(width, height) >= _SHORTEST_LINE:
        yield _middle_line(place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _middle_line(bounds: Bounds) -> Ruling:
    left, top, right, bottom = bounds
    if right - left >= bottom - top:
        middle = (top + bottom) / 2
        return Ruling(left, middle, right, middle)
    middle = (left + right) / 2
    return Ruling(middle, top, middle, bottom)


def _bounds(item: Any, matrix: PdfMatrix, place: PlaceBox) -> Bounds | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    corners = [_apply(matrix, x.value, y.value) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return place(min(xs), min(ys), max(xs), max(ys))


def _is_coloured(item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _matrix(item: Any) -> PdfMatrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _multiply(first: PdfMatrix, second: PdfMatrix) -> PdfMatrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _apply(matrix: PdfMatrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
