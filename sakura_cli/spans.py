"""Positions in a text, and texts made of slices of another that still know where every character came from.

Left out: aligning texts that were rewritten; that is grounding, and it searches instead of counting.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open interval of code points."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """Return the slice of `text`."""
        return text[self.start : self.end]

    def shift(self, offset: int) -> Span:
        """Return the span moved by `offset`."""
        return Span(self.start + offset, self.end + offset)


class Piece(NamedTuple):
    """A stretch of an excerpt and the source span it stands for; they differ where a mark was replaced."""

    text: str
    source: Span


class Excerpt:
    """A text put together from pieces of a source, with a map back to it."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = [piece for piece in pieces if piece.text]
        self._starts: list[int] = []
        position = 0
        for piece in self._pieces:
            self._starts.append(position)
            position += len(piece.text)
        self.text = "".join(piece.text for piece in self._pieces)

    def shift(self, offset: int) -> Excerpt:
        """Return the same text with its source moved by `offset`."""
        return Excerpt(Piece(piece.text, piece.source.shift(offset)) for piece in self._pieces)

    def to_source(self, span: Span) -> Span:
        """Return the smallest source span that holds everything `span` of the excerpt came from."""
        if not self._pieces:
            return Span(0, 0)
        if span.end <= span.start:
            start = self._map(span.start, is_end=False)
            return Span(start, start)
        return Span(self._map(span.start, is_end=False), self._map(span.end - 1, is_end=True))

    def _map(self, position: int, *, is_end: bool) -> int:
        index = max(bisect_right(self._starts, position) - 1, 0)
        piece = self._pieces[index]
        if len(piece.text) != piece.source.end - piece.source.start:
            return piece.source.end if is_end else piece.source.start
        return min(piece.source.start + position - self._starts[index] + is_end, piece.source.end)


def keep_spans(text: str, spans: Iterable[Span]) -> Excerpt:
    """Make an excerpt of the given slices of `text`, in order."""
    return Excerpt(Piece(text[span.start : span.end], span) for span in spans)


def drop_spans(text: str, spans: Iterable[Span]) -> Excerpt:
    """Make an excerpt of everything outside the given spans (which may touch but not overlap)."""
    kept: list[Span] = []
    position = 0
    for span in sorted(spans):
        kept.append(Span(position, span.start))
        position = span.end
    kept.append(Span(position, len(text)))
    return keep_spans(text, kept)
