"""Texts whose numbers are read as a reader sees them: without what has no width, thousands parted by a no-break blank.

Left out: what is hidden is decided by `characters.invisible`, which removes it from documents as they are read.
"""

from __future__ import annotations

import re

from sakura_cli.characters.invisible import find_hidden
from sakura_cli.spans import Excerpt, Piece, Span

# No-break, figure, thin, narrow no-break space.
_NO_BREAK = "\u00a0\u2007\u2009\u202f"
_THOUSANDS = re.compile(
    rf"(?<![\d０-９+.-])(?<![\d０-９][{_NO_BREAK}])[1-9１-９][\d０-９]{{0,2}}(?:[{_NO_BREAK}][\d０-９]{{3}})+(?![\d０-９])"
    rf"(?![{_NO_BREAK}-][\d０-９])"
)
_ANY = re.compile(f"[{_NO_BREAK}]")


def show(text: str) -> Excerpt | None:
    """Return a text as a reader sees its numbers, with the way back; None where that is the text itself."""
    hidden = find_hidden(text)
    if not hidden and not _ANY.search(text):
        return None
    pieces: list[Piece] = []
    position = 0
    for start, end in (*hidden, (len(text), len(text))):
        pieces.append(Piece(text[position:start], Span(position, start)))
        position = end
    seen = Excerpt(pieces)
    grouped = _THOUSANDS.sub(lambda match: re.sub(f"[{_NO_BREAK}]", ",", match.group()), seen.text)
    return Excerpt(_cut_again(pieces, grouped)) if grouped != text else None


def read_as_seen(text: str) -> str:
    """Return a text as a reader sees its numbers."""
    seen = show(text)
    return text if seen is None else seen.text


def _cut_again(pieces: list[Piece], text: str) -> list[Piece]:
    cut: list[Piece] = []
    position = 0
    for piece in pieces:
        cut.append(Piece(text[position : position + len(piece.text)], piece.source))
        position += len(piece.text)
    return cut
