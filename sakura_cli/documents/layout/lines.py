"""Lines and their pieces: what stands between blanks, with where it begins and ends in display columns.

A line may be a slice of a line of the text, as where two columns stand side by side. Left out: what the pieces mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.layout.labels import is_known_label
from sakura_cli.spans import Span

BLANKS = " \t　"
_TAB_COLUMNS = 8
# Letters of one word are at most so many columns apart, in a column of a table.
_WIDEST_SPACING = 4
_LINE = re.compile(r"[^\n]*\n?")
# Words with one half-width blank between them are one piece; anything wider divides.
_PIECE = re.compile(r"[^ \t　]+(?: [^ \t　]+)*")
_LETTER = re.compile(
    r"(?:[0-9０-９]{1,2}[.．)）、]|[（(][0-9０-９]{1,2}[)）]|[①-⑳]|[・●■◆◇◎※])?[ぁ-ゖァ-ヺー一-鿿々〇]"
)
_LONGEST_LETTER = 5
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


class DrawnLine(NamedTuple):
    """A line without its newline: code points `start` to `end`; it begins in display column `column`."""

    start: int
    end: int
    column: int = 0

    def cut(self, text: str) -> str:
        """Return the words of the line."""
        return text[self.start : self.end]


class DrawnPiece(NamedTuple):
    """A stretch of a line between blanks: its code points, and the display columns [left, right) it stands in."""

    start: int
    end: int
    left: int
    right: int

    @property
    def span(self) -> Span:
        """The code points of the piece."""
        return Span(self.start, self.end)

    def cut(self, text: str) -> str:
        """Return the words of the piece."""
        return text[self.start : self.end]


def split_lines(text: str) -> list[DrawnLine]:
    """Split a text into its lines."""
    return [
        DrawnLine(match.start(), match.end() - match.group().endswith("\n"))
        for match in _LINE.finditer(text)
        if match.group()
    ]


def find_fenced(text: str, lines: Sequence[DrawnLine]) -> set[int]:
    """Return the indexes of the lines of fenced code; a fence that is never closed fences nothing."""
    fenced: set[int] = set()
    opening, mark = -1, ""
    for index, line in enumerate(lines):
        match = _FENCE.match(text, line.start, line.end)
        if match is None:
            continue
        if opening < 0:
            opening, mark = index, match.group(1)
        elif match.group(1).startswith(mark) and not text[match.end() : line.end].strip():
            fenced.update(range(opening, index + 1))
            opening = -1
    return fenced


def split_pieces(text: str, line: DrawnLine) -> list[DrawnPiece]:
    """Part a line where two half-width blanks, a full-width one or a tab stand."""
    pieces: list[DrawnPiece] = []
    column, position = line.column, line.start
    for match in _PIECE.finditer(text, line.start, line.end):
        left = _advance(text[position : match.start()], column)
        column = left + count_columns(match.group())
        position = match.end()
        pieces.append(DrawnPiece(match.start(), position, left, column))
    return pieces


def split_columns(text: str, line: DrawnLine, column: int) -> tuple[DrawnLine, DrawnLine]:
    """Part a line at a display column: what begins before it, and what begins at it or after."""
    at = next((piece for piece in split_pieces(text, line) if piece.left >= column), None)
    if at is None:
        return line, DrawnLine(line.end, line.end, column)
    return DrawnLine(line.start, at.start, line.column), DrawnLine(at.start, line.end, at.left)


def join_letters(text: str, pieces: Sequence[DrawnPiece]) -> list[DrawnPiece]:
    """Join the letters of words that are spaced out (品　名), where wider gaps divide the words or labels use them."""
    joined: list[DrawnPiece] = []
    index = 0
    while index < len(pieces):
        end = index + 1
        if is_letter(text, pieces[index]):
            gap = pieces[end].left - pieces[index].right if end < len(pieces) else 0
            while (
                end < len(pieces) and is_letter(text, pieces[end]) and pieces[end].left - pieces[end - 1].right == gap
            ):
                end += 1
            is_apart = (
                gap <= _WIDEST_SPACING
                and (index == 0 or pieces[index].left - pieces[index - 1].right > gap)
                and (end == len(pieces) or pieces[end].left - pieces[end - 1].right > gap)
            )
            letters = span_pieces(pieces[index:end])
            is_label = end > index + 1 and gap <= _WIDEST_SPACING and is_known_label(letters.cut(text))
            end = end if is_apart or is_label else index + 1
        joined.append(span_pieces(pieces[index:end]))
        index = end
    return joined


def span_pieces(pieces: Sequence[DrawnPiece]) -> DrawnPiece:
    """Return the piece from the first to the last."""
    return DrawnPiece(pieces[0].start, pieces[-1].end, pieces[0].left, pieces[-1].right)


def is_letter(text: str, piece: DrawnPiece) -> bool:
    """Say whether a piece is one Japanese character alone, or after the number or mark of an item."""
    return piece.end - piece.start <= _LONGEST_LETTER and bool(_LETTER.fullmatch(text, piece.start, piece.end))


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without the blanks at its ends; an empty one stands at `start`."""
    content = text[start:end]
    left = len(content) - len(content.lstrip(BLANKS))
    return Span(start, start) if left == len(content) else Span(start + left, start + len(content.rstrip(BLANKS)))


def is_blank(text: str, line: DrawnLine) -> bool:
    """Say whether nothing stands on a line."""
    return not text[line.start : line.end].strip()


def group_lines(indexes: Iterable[int]) -> Iterator[list[int]]:
    """Group the indexes of lines that follow one another."""
    group: list[int] = []
    for index in indexes:
        if group and index != group[-1] + 1:
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _advance(blanks: str, column: int) -> int:
    if "\t" not in blanks:
        return column + count_columns(blanks)
    for blank in blanks:
        column += _TAB_COLUMNS - column % _TAB_COLUMNS if blank == "\t" else count_columns(blank)
    return column
