"""The font that stands in for Japanese, Chinese and Korean fonts a PDF names and does not hold.

PDFium asks the system for one, and where the system has none, it leaves out every text that is one such letter. Nothing
is drawn here, so that one font will do: its letters all fill their em box. A document reads the same on every machine.
Left out: fonts for other scripts, which PDFium has of its own.
"""

from __future__ import annotations

import ctypes
import struct
from typing import Any

import pypdfium2.raw as pdfium

_EM, _RISE, _FALL = 1000, 880, -120
_CHARSETS = frozenset(
    [
        pdfium.FXFONT_SHIFTJIS_CHARSET,
        pdfium.FXFONT_GB2312_CHARSET,
        pdfium.FXFONT_CHINESEBIG5_CHARSET,
        pdfium.FXFONT_HANGEUL_CHARSET,
    ]
)
_HANDLE = 1
# PDFium keeps the addresses until it ends.
_kept: list[Any] = []


def use_stand_in_font() -> None:
    """Let PDFium take the font of this module for all that a document does not hold; the system is not asked."""
    if _kept:
        return
    font = make_font()

    def find(_info: Any, _weight: int, _italic: int, charset: int, *_more: Any) -> int | None:
        return _HANDLE if charset in _CHARSETS else None

    def read(_info: Any, _handle: Any, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    info = pdfium.FPDF_SYSFONTINFO(version=1)
    types = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    for name, function in {"MapFont": find, "GetFontData": read}.items():
        setattr(info, name, types[name](function))
    _kept.append(info)
    pdfium.FPDF_SetSystemFontInfo(info)


def make_font() -> bytes:
    """Return a TrueType font of two glyphs, for missing and for all characters, each as large as the em box.

    Tables and their fields: OpenType 1.9.1, https://learn.microsoft.com/typography/opentype/spec/
    """
    glyph = struct.pack(">5h2H4B", 1, 0, _FALL, _EM, _RISE, 3, 0, 1, 1, 1, 1)
    glyph += struct.pack(">8h", 0, 0, _EM, 0, _FALL, _EM, 0, -_EM)
    group = struct.pack(">3I", 0, 0x10FFFF, 1)
    cmap = struct.pack(">2H2HI2H3I", 0, 1, 3, 10, 12, 13, 0, 16 + len(group), 0, 1) + group
    tables = {
        b"cmap": cmap,
        b"glyf": 2 * glyph,
        b"head": struct.pack(
            ">4I2H2q4h2H3h", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, _FALL, _EM, _RISE, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 1 << 16, _RISE, _FALL, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 0, 0, 0, 0, 1),
        b"hmtx": struct.pack(">Hhh", _EM, 0, 0),
        b"loca": struct.pack(">3H", 0, len(glyph) // 2, len(glyph)),
        b"maxp": struct.pack(">I14H", 1 << 16, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    place = 12 + 16 * len(tables)
    directory, body = struct.pack(">I4H", 1 << 16, len(tables), 64, 2, 16 * len(tables) - 64), b""
    for name, data in tables.items():
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += name + struct.pack(">3I", total, place + len(body), len(data))
        body += padded
    return directory + body
