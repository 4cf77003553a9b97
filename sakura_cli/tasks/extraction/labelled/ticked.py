"""What stands in brackets behind a ticked box, ☑あり（卵・そば）, and lines of a value that numbers begin.

Left out: which box is ticked (`documents.layout`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sakura_cli.documents.blocks import Choice
from sakura_cli.lexicon import words
from sakura_cli.spans import Span

_FILLED = re.compile(r"[（(][ 　]*(?P<inner>[^（）()]*[^（）()\s])[ 　]*[)）]")
_LABELLED = re.compile(
    r"(?<=[（( 　、／/])(?P<label>[^\s:：、（）()]{2,8})[:：][ 　]*(?P<value>[^:：]+?)"
    r"(?=[ 　、／/]+[^\s:：、]{2,8}[:：]|[ 　]*[)）])"
)
_NUMBERED = re.compile(r"[ 　]*(?P<number>[①-⑨]|[(（]?[1-9１-９][)）.．](?![0-9０-９]))[ 　]*")


def read_ticked(text: str, label: str, choices: Sequence[Choice]) -> Iterator[tuple[str, Span]]:
    """Yield the labels of what is filled in behind the ticked boxes of a form, with where it stands."""
    for choice in choices:
        filled = _FILLED.search(text, *choice.span) if choice.is_ticked else None
        if filled is None:
            continue
        inner = Span(*filled.span("inner"))
        told = [(match["label"], Span(*match.span("value"))) for match in _LABELLED.finditer(text, *filled.span())]
        yield from told
        if not told:
            yield from ((label + noun, inner) for noun in words("labels/ticked", "detail"))


def read_numbered(text: str, label: str, pieces: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """Yield the label of several numbered lines with the number of each: 緊急連絡先1, 緊急連絡先2."""
    starts = [match for piece in pieces if (match := _NUMBERED.match(text, *piece)) is not None]
    if len(starts) < 2 or len(starts) != len(pieces):
        return
    for number, (match, piece) in enumerate(zip(starts, pieces, strict=True), 1):
        yield f"{label}{number}", Span(match.end(), piece.end)
