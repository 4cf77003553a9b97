"""Notes in brackets behind a value that have a label of their own: 株式会社ときわ（相見積：霞建工、早瀬塗装）.

They may go on over several lines. Left out: notes without a label, which are part of what they stand behind.
"""

from __future__ import annotations

import re

from sakura_cli.documents.blocks import Cell
from sakura_cli.spans import Span

_NOTE = re.compile(r"[ 　]*[（(][ 　]*(?P<label>[一-龠々ァ-ヶー]{2,8})[:：][ 　]*")
_CLOSE = re.compile(r"[ 　]*[)）][ 　]*$")


def part_note(text: str, value: Cell) -> tuple[Cell, Span, Cell] | None:
    """Return a value of several lines without the note that it ends with, the label of that, and what it says."""
    if len(value.pieces) < 2 or (close := _CLOSE.search(text, *value.pieces[-1])) is None:
        return None
    for at, piece in enumerate(value.pieces):
        note = _NOTE.search(text, *piece)
        if note is None:
            continue
        rest = (Span(note.end(), piece.end), *value.pieces[at + 1 :])
        inside = Cell((*rest[:-1], Span(rest[-1].start, close.start())))
        is_whole = not re.search(r"[()（）]", "".join(each.cut(text) for each in inside.pieces))
        kept = (*value.pieces[:at], *((Span(piece.start, note.start()),) if note.start() > piece.start else ()))
        return (Cell(kept), Span(*note.span("label")), inside) if kept and is_whole else None
    return None
