"""Type set by hand: characters with their boxes, as a page of a PDF would have them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.reading.pdf.geometry.glyphs import Glyph, Ruling

_CLOSING = "、。」）"


def set_words(text: str, x: float, y: float, size: float = 10.0, *, face: int = 0) -> list[Glyph]:
    """Return words on one line; `x` and `y` are the left top corner of their first em box."""
    glyphs: list[Glyph] = []
    for character in text:
        width = size * count_columns(character) / 2
        if character != "　":
            glyphs.append(Glyph(character, x, y, x + width, y + size, size, face))
        x += width
    return glyphs


def set_vertical(text: str, x: float, y: float, size: float = 10.0) -> list[Glyph]:
    """Return words in one vertical line; `x` and `y` are the left top corner of their first em box."""
    return [Glyph(each, x, y + k * size, x + size, y + (k + 1) * size, size) for k, each in enumerate(text)]


def break_lines(text: str, first: int, others: int) -> list[str]:
    """Return the lines of a paragraph with so many letters; what may not begin a line is brought to the one before."""
    lines: list[str] = []
    room = first
    while text:
        end = room
        while end < len(text) and text[end] in _CLOSING:
            end -= 1
        lines.append(text[:end])
        text = text[end:]
        room = others
    return lines


def set_paragraph(
    text: str, x: float, y: float, letters: int, *, size: float = 10.0, pitch: float = 17.0, indent: int = 0
) -> tuple[list[Glyph], float]:
    """Return a paragraph of lines of so many letters, the first one indented, and where the next one begins."""
    glyphs: list[Glyph] = []
    for number, line in enumerate(break_lines(text, letters - indent, letters)):
        glyphs += set_words(line, x + (0 if number else indent * size), y, size)
        y += pitch
    return glyphs, y


def rule_table(columns: Sequence[float], rows: Sequence[float]) -> list[Ruling]:
    """Return the lines of a table, each cell with lines of its own."""
    level = [Ruling(left, y, right, y) for y in rows for left, right in itertools.pairwise(columns)]
    upright = [Ruling(x, top, x, bottom) for x in columns for top, bottom in itertools.pairwise(rows)]
    return level + upright
