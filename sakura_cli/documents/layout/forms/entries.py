"""An entry of a form: a label and the value on its line. Left out: finding them (`marked`, `spaced`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.layout.labels import is_known_label, is_label_like, is_sentence
from sakura_cli.documents.layout.lines import BLANKS, DrawnLine, DrawnPiece
from sakura_cli.spans import Span

ITEM_MARKER = re.compile(
    r"[ \t　]*(?:[-*+・•●○◆◇▼▽▲△※★☆▪▸►◎][ \t　]*|[■□](?=[ \t　]?[^ \t　■□])[ \t　]?"
    r"|[（(][0-9０-９一二三四五六七八九十ア-ンa-z]{1,3}[)）][ \t　]*"
    r"|[0-9０-９]{1,2}(?:[.．)）、][ \t　]*|[ 　]+(?=[^0-9０-９]))(?![0-9０-９])|[①-⑳][ \t　]*)?"
)
WORD = re.compile(r"[ぁ-ゖァ-ヺ一-鿿々A-Za-zＡ-Ｚａ-ｚ№]")
NOT_LABEL = re.compile(r"[。、「」『』《》？！?!;；=＝<>{}\\\"“”|＃]|https?$")
LONGEST_LABEL_COLUMNS = 34
_ADDRESS = re.compile(r"https?://[!-~]+")


class Entry(NamedTuple):
    """A label with the value that stands on its line, empty if it stands below.

    `is_sure`: no other line is needed to take it for a pair. `is_spaced`: blanks part it from its value, nothing else.
    `is_marked`: it is in brackets or ends in a colon.
    """

    label: Span
    value: Span
    label_column: int
    value_column: int
    is_known: bool
    is_sure: bool
    is_spaced: bool
    is_marked: bool
    has_sentence: bool


def is_in_address(text: str, at: int, line: Span) -> bool:
    """Say whether a position of a line is inside a web address, whose slashes and colons part nothing."""
    return any(match.start() < at < match.end() for match in _ADDRESS.finditer(text, *line))


def is_item(text: str, line: DrawnLine) -> bool:
    """Say whether a line begins as an item of a list or a heading does."""
    match = ITEM_MARKER.match(text, line.start, line.end)
    return bool(match and match.group().strip(BLANKS))


def drop_marker(text: str, pieces: Sequence[DrawnPiece]) -> list[DrawnPiece]:
    """Return the pieces of a line without the number or mark of an item at its start."""
    if not pieces:
        return []
    marker = ITEM_MARKER.match(text, pieces[0].start, pieces[-1].end)
    start = marker.end() if marker else pieces[0].start
    return [cut_piece(text, piece, max(piece.start, start), piece.end) for piece in pieces if piece.end > start]


def _find_column(text: str, line: DrawnLine, at: int) -> int:
    return line.column + count_columns(text[line.start : at])


def make_entry(
    text: str, line: DrawnLine, label: Span, value: Span, *, is_sure: bool, is_spaced: bool, is_marked: bool
) -> Entry:
    return Entry(
        label,
        value,
        _find_column(text, line, label.start),
        _find_column(text, line, value.start),
        is_label_like(label.cut(text)) if is_marked else is_known_label(label.cut(text)),
        is_sure,
        is_spaced,
        is_marked,
        is_sentence(value.cut(text)),
    )


def is_label_word(text: str, label: Span) -> bool:
    return (
        label.end > label.start
        and bool(WORD.search(text, *label))
        and not NOT_LABEL.search(text, *label)
        and count_columns(label.cut(text)) <= LONGEST_LABEL_COLUMNS
        and sum(map(label.cut(text).count, "（(")) == sum(map(label.cut(text).count, "）)"))
    )


def cut_piece(text: str, piece: DrawnPiece, start: int, end: int) -> DrawnPiece:
    left = piece.left + count_columns(text[piece.start : start])
    return DrawnPiece(start, end, left, left + count_columns(text[start:end]))
