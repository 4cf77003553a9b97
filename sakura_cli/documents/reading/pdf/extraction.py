"""The characters of a PDF's pages with their boxes, from PDFium: what a reader sees, and nothing else.

White or tiny letters, letters off the page and letters that are not painted are hidden, unless they lie over a picture
(what OCR read in a scan). Left out: everything that takes more than one character to know.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import Any, NamedTuple, cast

import pypdfium2.raw as pdfium

from sakura_cli.documents.reading.pdf.geometry.glyphs import (
    Bounds,
    Face,
    Glyph,
    PageContent,
    count_letter_columns,
    turn_bounds,
)
from sakura_cli.documents.reading.pdf.paths import PageDrawing, read_drawing
from sakura_cli.lexicon import read_rows

# How far a font's letters rise over the baseline and fall below it, in its size: the em box of Japanese fonts.
_RISE, _FALL = 0.88, 0.12
_TINIEST = 1.8
_LAST_CHARACTER = 0x10FFFF
_UNEVEN = 0.25
# Dots drawn before a line, at most so many sizes from it; more of them are a pattern.
_BULLET = "・"
_DOT_GAP = 2.0
_MOST_DOTS = 200
_WHITE = 250
_LARGEST_TILT = math.radians(8)
_BOLD_WEIGHT = 600
_CHARACTERS = {
    0: "\ufffd",
    # A hyphen at the end of a line.
    2: "-",
    0xFFFE: "-",
    **{int(row["code"], 16): row["word"] for row in read_rows("documents/pdf_characters")},
}
_BOLD_NAMES = ("bold", "black", "heavy", "demi", "w6", "w7", "w8", "w9", "-eb", "-db")


class _Manner(NamedTuple):
    """How an object's letters are written; the same for all letters of it."""

    size: float
    face: int
    turn: int
    is_tilted: bool
    is_unpainted: bool
    is_white: bool
    # Fonts that are drawings (Type 3) know the width of the drawing only.
    is_drawn: bool


class PageReader:
    """Reads pages of one document; numbers its fonts."""

    def __init__(self) -> None:
        self.faces: list[Face] = []
        # Read into once for each object of each page: a page drawn letter by letter has thousands.
        self._matrix = pdfium.FS_MATRIX()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._numbers: dict[tuple[int | None, bool], int] = {}
        # The same functions with addresses for pointers, which would have to be made and taken apart for each letter.
        self._object = _with_addresses(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int)
        self._mode = _with_addresses(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int)
        self._font = _with_addresses(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p)

    def read(self, page: Any, number: int) -> PageContent:
        """Return what a page holds; `page` is a page of pypdfium2."""
        left, bottom, right, top = page.get_bbox()
        quarters = pdfium.FPDFPage_GetRotation(page) % 4
        width, height = right - left, top - bottom

        def place(x0: float, y0: float, x1: float, y1: float) -> Bounds:
            return turn_bounds(Bounds(x0 - left, top - y1, x1 - left, top - y0), quarters, width, height)

        drawing = read_drawing(page, place)
        content = PageContent(number, *((height, width) if quarters % 2 else (width, height)))
        content.rulings, content.fills, content.pictures = drawing.rulings, drawing.fills, drawing.pictures
        # An address may belong to another font once the page is closed.
        self._numbers.clear()
        textpage = page.get_textpage()
        try:
            self._read_glyphs(textpage, place, quarters, drawing, content)
        finally:
            textpage.close()
        content.glyphs = list(_add_dots(content.glyphs, drawing.dots))
        return content

    def _read_glyphs(
        self, textpage: Any, place: Any, quarters: int, drawing: PageDrawing, content: PageContent
    ) -> None:
        handle = ctypes.cast(textpage.raw, ctypes.c_void_p)
        has_error = pdfium.FPDFText_HasUnicodeMapError
        get_unicode, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        get_origin, get_object = pdfium.FPDFText_GetCharOrigin, self._object
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        last, manner = None, _Manner(0, 0, 0, False, False, False, False)
        last_hidden = None
        recognised = 0
        glyphs, tilted = content.glyphs, content.tilted
        for index in range(textpage.count_chars()):
            code = get_unicode(textpage, index)
            if code in (10, 13) or (code == 32 and pdfium.FPDFText_IsGenerated(textpage, index)):
                continue
            if 0xD800 <= code < 0xE000:
                # Half of a character: its other half follows, in the same place.
                if code >= 0xDC00:
                    continue
                low = get_unicode(textpage, index + 1)
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) if 0xDC00 <= low < 0xE000 else 0
            if code > _LAST_CHARACTER or (code and has_error(textpage, index)):
                code = 0
            address = get_object(handle, index)
            if address != last:
                last, manner = address, self._read_manner(textpage, index, address)
            get_box(textpage, index, box)
            if code >= 0x10000:
                _widen(textpage, index + 1, box)
            get_origin(textpage, index, x, y)
            text = _CHARACTERS.get(code) or chr(code)
            boxed = _em_box(text, x.value, y.value, box, manner)
            bounds = place(*boxed)
            if _is_hidden(bounds, manner, drawing, content):
                content.hidden += address != last_hidden
                last_hidden = address
                continue
            turn = (manner.turn + quarters) % 4
            recognised += manner.is_unpainted
            left, top, right, bottom = bounds
            glyph = Glyph(text, left, top, right, bottom, manner.size, manner.face, turn, index + 1)
            (tilted if manner.is_tilted else glyphs).append(glyph)
        if 2 * recognised > len(glyphs):
            content.glyphs = _even_sizes(glyphs)

    def _read_manner(self, textpage: Any, index: int, address: int) -> _Manner:
        found = self._matrix
        pdfium.FPDFText_GetMatrix(textpage, index, found)
        size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(found.c, found.d)
        quarters, is_tilted = 0, False
        if found.b or found.a < 0:
            angle = math.atan2(found.b, found.a)
            quarters = round(-angle / (math.pi / 2))
            is_tilted = abs(-angle - quarters * math.pi / 2) > _LARGEST_TILT
        mode = self._mode(address) if address else 0
        # Fonts without bold letters of their own are made bold by a line around each letter.
        is_outlined = mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        face = self._number_face(self._font(address), is_outlined) if address else 0
        is_drawn = not self.faces[face].name if self.faces else False
        is_unpainted = mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
        is_stroked = mode in (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
        is_white = not is_unpainted and not is_stroked and _is_white(textpage, index, self._colour)
        return _Manner(size, face, quarters % 4, is_tilted, is_unpainted, is_white, is_drawn)

    def _number_face(self, address: int | None, is_outlined: bool) -> int:
        number = self._numbers.get((address, is_outlined))
        if number is None:
            face = _read_face(ctypes.cast(address, pdfium.FPDF_FONT)) if address else Face("", False)
            face = face._replace(is_bold=face.is_bold or is_outlined)
            number = self.faces.index(face) if face in self.faces else len(self.faces)
            if number == len(self.faces):
                self.faces.append(face)
            self._numbers[address, is_outlined] = number
        return number


def _with_addresses(function: Any, result: Any, *more: Any) -> Callable[..., Any]:
    """Return a function of PDFium that takes the address of its object, and more, and returns a number."""
    return cast("Callable[..., Any]", ctypes.cast(function, ctypes.CFUNCTYPE(result, ctypes.c_void_p, *more)))


def _even_sizes(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return letters that OCR read, those of about the usual size in this size: it measures every line anew."""
    usual = median(glyph.size for glyph in glyphs)
    return [glyph._replace(size=usual) if abs(glyph.size - usual) < _UNEVEN * usual else glyph for glyph in glyphs]


def _add_dots(glyphs: Sequence[Glyph], dots: Sequence[Bounds]) -> Iterator[Glyph]:
    """Yield the letters of a page, a bullet before each one that a dot is drawn before."""
    left = list(dots) if len(dots) <= _MOST_DOTS else []
    last: Glyph | None = None
    for glyph in glyphs:
        if left and (last is None or glyph.left < last.left or glyph.top > last.bottom):
            for dot in left:
                gap = glyph.left - dot.right
                middle = (dot.top + dot.bottom) / 2
                if 0 < gap < _DOT_GAP * glyph.size and glyph.top < middle < glyph.bottom:
                    # As wide as the gap, for no letter stands there.
                    yield Glyph(_BULLET, dot.left, glyph.top, glyph.left, glyph.bottom, glyph.size, glyph.face)
                    left.remove(dot)
                    break
        yield glyph
        last = glyph


def _em_box(text: str, x: float, y: float, box: Any, manner: _Manner) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of the em box of a letter, in the space of the page."""
    size = manner.size
    is_full = manner.is_drawn and count_letter_columns(text) == 2
    if manner.turn == 0:
        right = x + size if is_full else max(x, box.right)
        return x, y - _FALL * size, right, y + _RISE * size
    if manner.turn == 1:
        bottom = y - size if is_full else min(y, box.bottom)
        return x - _FALL * size, bottom, x + _RISE * size, y
    if manner.turn == 2:
        left = x - size if is_full else min(x, box.left)
        return left, y - _RISE * size, x, y + _FALL * size
    top = y + size if is_full else max(y, box.top)
    return x - _RISE * size, y, x + _FALL * size, top


def _widen(textpage: Any, index: int, box: Any) -> None:
    """Make a box wide enough for the other half of a character too."""
    other = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, other)
    box.right, box.bottom = max(box.right, other.right), min(box.bottom, other.bottom)


def _is_hidden(bounds: Bounds, manner: _Manner, drawing: PageDrawing, content: PageContent) -> bool:
    x, y = (bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2
    if not (0 <= x <= content.width and 0 <= y <= content.height) or manner.size < _TINIEST:
        return True
    if manner.is_unpainted:
        return not any(each.holds(x, y) for each in drawing.pictures)
    if manner.is_white:
        return not any(each.holds(x, y) for each in (*drawing.fills, *drawing.pictures))
    return False


def _is_white(textpage: Any, index: int, colour: Sequence[Any]) -> bool:
    """Say whether a letter is white or clear; `colour` are four numbers to read into."""
    red, green, blue, alpha = colour
    if not pdfium.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha):
        return False
    return bool(alpha.value == 0 or (red.value >= _WHITE and green.value >= _WHITE and blue.value >= _WHITE))


def _read_face(font: Any) -> Face:
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    # The six letters and the plus sign before the name of a subset say nothing.
    name = buffer.value.decode("utf-8", errors="replace").rpartition("+")[2]
    is_bold = any(each in name.lower() for each in _BOLD_NAMES) or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
    return Face(name, is_bold)
