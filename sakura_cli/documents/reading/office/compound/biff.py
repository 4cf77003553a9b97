"""What the records of an old workbook (.xls, BIFF5 and BIFF8) say of its cells beside their words.

Words are left out: a library reads them, with their rich text and their strings over many records (`binary`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sakura_cli.documents.reading.office.sheets.collecting import SheetCollector
from sakura_cli.documents.reading.office.sheets.styles import CellStyle, built_in_codes
from sakura_cli.documents.structure import LeftOutKind

_BOF, _EOF = 0x0809, 0x000A
_GLOBALS = {"date mode": 0x0022, "format": 0x041E, "font": 0x0031, "xf": 0x00E0, "sheet": 0x0085, "password": 0x002F}
_ROW, _COLUMNS, _MERGED, _NOTE, _WINDOW = 0x0208, 0x007D, 0x00E5, 0x001C, 0x023E
_NUMBER, _RK, _MANY_RK, _FORMULA, _TRUTH = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_WORDS = (0x00FD, 0x0204, 0x00D6)
_BLANK, _MANY_BLANKS = 0x0201, 0x00BE
_HEADINGS = (0x0014, 0x0015)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BOLD = 700
_WHITE = (1, 9, 65)
_BIFF8 = 0x0600
# A number of the index of fonts that no font has.
_NO_FONT = 4


@dataclass
class OldSheet:
    """What the records of a sheet say; `numbers` and `marks` (TRUE, #REF!) by row and column, `styles` of all cells."""

    collector: SheetCollector = field(default_factory=SheetCollector)
    styles: dict[tuple[int, int], CellStyle] = field(default_factory=dict)
    numbers: dict[tuple[int, int], float] = field(default_factory=dict)
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    shows_zeros: bool = True


@dataclass
class OldWorkbook:
    """What the records of a workbook say; `sheets` in order, those that are no sheets of cells without any."""

    sheets: list[OldSheet] = field(default_factory=list)
    is_1904: bool = False
    is_encrypted: bool = False


def read_records(stream: bytes) -> OldWorkbook:
    """Return what the records of a workbook's stream say. Raises struct.error where one is cut off."""
    book = OldWorkbook()
    codes = dict(built_in_codes())
    fonts: list[bool] = []
    formats: list[bytes] = []
    starts: list[int] = []
    version = _BIFF8
    for kind, body in _records(stream, 0):
        if kind == _BOF:
            version = struct.unpack_from("<H", body)[0]
        elif kind == _GLOBALS["date mode"]:
            book.is_1904 = body[:1] == b"\x01"
        elif kind == _GLOBALS["password"]:
            book.is_encrypted = True
            return book
        elif kind == _GLOBALS["format"]:
            codes[struct.unpack_from("<H", body)[0]] = _read_code(body[2:], version)
        elif kind == _GLOBALS["font"]:
            fonts.append(struct.unpack_from("<H", body, 6)[0] >= _BOLD)
        elif kind == _GLOBALS["xf"]:
            formats.append(body)
        elif kind == _GLOBALS["sheet"]:
            starts.append(struct.unpack_from("<I", body)[0])
    styles = [_read_style(body, codes, fonts, version) for body in formats]
    book.sheets = [_read_sheet(stream, start, styles) for start in starts]
    return book


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one part of a stream, charts inside of it left out."""
    position, depth = start, 0
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        position += 4 + size
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            return
        if depth == 1:
            yield kind, stream[position - size : position]


def _read_code(body: bytes, version: int) -> str:
    if version < _BIFF8:
        return body[1 : 1 + body[0]].decode("cp932", errors="replace")
    count, flags = struct.unpack_from("<HB", body)
    codec, width = ("utf-16-le", 2) if flags & 1 else ("latin-1", 1)
    return body[3 : 3 + count * width].decode(codec, errors="replace")


def _read_style(body: bytes, codes: dict[int, str], fonts: Sequence[bool], version: int) -> CellStyle:
    font, code = struct.unpack_from("<HH", body)
    font -= font > _NO_FONT
    is_bold = fonts[font] if font < len(fonts) else False
    if version < _BIFF8 or len(body) < 20:
        return CellStyle(codes.get(code, "General"), is_bold=is_bold)
    borders, more, colours = struct.unpack_from("<IIH", body, 10)
    is_shaded = more >> 26 > 0 and colours & 0x7F not in _WHITE
    return CellStyle(codes.get(code, "General"), is_shaded, is_bold, borders & 0xFFFF > 0)


def _read_sheet(stream: bytes, start: int, styles: Sequence[CellStyle]) -> OldSheet:
    sheet = OldSheet()
    for kind, body in _records(stream, start):
        if kind in (_NUMBER, _RK, _FORMULA, _TRUTH, _BLANK, *_WORDS):
            _read_cell(sheet, kind, body, styles)
        elif kind in (_MANY_RK, _MANY_BLANKS):
            row, first = struct.unpack_from("<HH", body)
            width = 6 if kind == _MANY_RK else 2
            for number in range((len(body) - 6) // width):
                at = 4 + number * width
                place = (row, first + number)
                style = _style_at(styles, struct.unpack_from("<H", body, at)[0])
                if kind == _MANY_RK:
                    sheet.styles[place], sheet.numbers[place] = style, _read_rk(body, at + 2)
                else:
                    sheet.collector.put_empty(*place, style)
        elif kind == _ROW:
            row, options = struct.unpack_from("<H10xI", body)
            if options & 0x20:
                sheet.collector.hidden_rows.add(row)
        elif kind == _COLUMNS:
            first, last, width, _xf, options = struct.unpack_from("<HHHHH", body)
            sheet.collector.widths.update(dict.fromkeys(range(first, min(last, 255) + 1), width / 256))
            if options & 1 or width == 0:
                sheet.collector.hide_columns(first, min(last, 255))
        elif kind == _MERGED:
            for number in range(struct.unpack_from("<H", body)[0]):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, 2 + 8 * number)
                sheet.collector.merge(top, left, bottom, right)
        elif kind == _NOTE:
            sheet.collector.left_out[LeftOutKind.COMMENTS] += 1
        elif kind == _WINDOW:
            sheet.shows_zeros = bool(struct.unpack_from("<H", body)[0] & 0x10)
        elif kind in _HEADINGS:
            sheet.collector.left_out[LeftOutKind.HEADERS] += len(body) > 3
    return sheet


def _read_cell(sheet: OldSheet, kind: int, body: bytes, styles: Sequence[CellStyle]) -> None:
    row, column, index = struct.unpack_from("<HHH", body)
    place, style = (row, column), _style_at(styles, index)
    if kind == _BLANK:
        sheet.collector.put_empty(row, column, style)
        return
    sheet.styles[place] = style
    if kind == _NUMBER:
        sheet.numbers[place] = struct.unpack_from("<d", body, 6)[0]
    elif kind == _RK:
        sheet.numbers[place] = _read_rk(body, 6)
    elif kind == _TRUTH:
        sheet.marks[place] = _read_mark(body[6], is_error=body[7] == 1)
    elif kind == _FORMULA:
        if body[12:14] != b"\xff\xff":
            sheet.numbers[place] = struct.unpack_from("<d", body, 6)[0]
        elif body[6] in (1, 2):
            sheet.marks[place] = _read_mark(body[8], is_error=body[6] == 2)


def _read_mark(value: int, *, is_error: bool) -> str:
    return _ERRORS.get(value, "#N/A") if is_error else ("TRUE" if value else "FALSE")


def _read_rk(body: bytes, at: int) -> float:
    """Return a number in four bytes: whole, or the upper half of a double; perhaps a hundredfold."""
    bits: int = struct.unpack_from("<i", body, at)[0]
    number = float(bits >> 2) if bits & 2 else struct.unpack("<d", struct.pack("<iI", 0, (bits & 0xFFFFFFFC)))[0]
    return number / 100 if bits & 1 else number


def _style_at(styles: Sequence[CellStyle], index: int) -> CellStyle:
    return styles[index] if index < len(styles) else CellStyle()
