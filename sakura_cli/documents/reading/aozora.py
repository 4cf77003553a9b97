"""Recognise the marks of an Aozora Bunko text file and leave them out, with a map back to the source.

Follows the annotation manual of Aozora Bunko (青空文庫注記一覧): ruby 《》 with ｜, notes ［＃…］, characters outside
the set ※［＃…］ (turned into the character where the note names it), the block that explains the marks, the colophon.
Left out: rendering emphasis and layout notes; they are dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Excerpt, Piece, Span

_LEGEND = re.compile(
    r"^-{20,}\n(?:(?!-{20,}).*\n)*?【テキスト中に現れる記号について】\n(?:(?!-{20,}).*\n)*?-{20,}\n?", re.MULTILINE
)
_COLOPHON = re.compile(rf"^{alternation(words('documents/aozora'))}：", re.MULTILINE)
_MARK = re.compile(r"※［＃[^］\n]*］|［＃(?:[^［］\n]|［[^］\n]*］)*］|《[^》\n]*》|[｜|](?=[^《\n]{1,20}《)")
_PLANE = re.compile(r"(?:第[34]水準)?(\d)-(\d{1,2})-(\d{1,2})")
_CODE_POINT = re.compile(r"U\+([0-9A-F]{4,5})")


@dataclass(frozen=True)
class AozoraParts:
    """Where the parts of an Aozora file lie; `legend` is empty where the file has none."""

    head: Span
    legend: Span
    body: Span
    colophon: Span


def find_aozora_parts(text: str) -> AozoraParts | None:
    """Find the parts of an Aozora Bunko file, or return None for any other text."""
    legend = _LEGEND.search(text, 0, 8000)
    colophons = list(_COLOPHON.finditer(text))
    colophon = next((match for match in colophons if match.start() > len(text) // 3), None)
    is_aozora = legend or (colophon and ("青空文庫" in text[colophon.start() :] or "［＃" in text))
    if not is_aozora:
        return None
    body_start = legend.end() if legend else 0
    body_end = colophon.start() if colophon else len(text)
    head_end = legend.start() if legend else 0
    return AozoraParts(
        Span(0, head_end), Span(head_end, body_start), Span(body_start, body_end), Span(body_end, len(text))
    )


def strip_aozora(text: str) -> Excerpt:
    """Leave out ruby, notes, the legend and the colophon; a text that is no Aozora file comes back whole."""
    parts = find_aozora_parts(text)
    if parts is None:
        return Excerpt([Piece(text, Span(0, len(text)))])
    return Excerpt([*_strip_marks(text, parts.head), *_strip_marks(text, parts.body)])


def _strip_marks(text: str, span: Span) -> list[Piece]:
    pieces: list[Piece] = []
    position = span.start
    for mark in _MARK.finditer(text, span.start, span.end):
        pieces.append(Piece(text[position : mark.start()], Span(position, mark.start())))
        replacement = _name_character(mark.group()) if mark.group().startswith("※") else ""
        pieces.append(Piece(replacement, Span(mark.start(), mark.end())))
        position = mark.end()
    pieces.append(Piece(text[position : span.end], Span(position, span.end)))
    return pieces


def _name_character(note: str) -> str:
    """Return the character a note on one outside the set names (by JIS X 0213 cell or code point), or ※."""
    if cell := _PLANE.search(note):
        plane, row, column = (int(part) for part in cell.groups())
        code = bytes((0xA0 + row, 0xA0 + column)) if row <= 94 and column <= 94 else b""
        try:
            return ((b"\x8f" if plane == 2 else b"") + code).decode("euc_jis_2004") or "※"
        except UnicodeDecodeError:
            return "※"
    if code_point := _CODE_POINT.search(note):
        return chr(int(code_point.group(1), 16))
    return "※"
