"""Say whether a line of a table goes on with the cells of the line above, or begins a row of its own.

A cell is wrapped where its column is full: what follows would not have fitted. Left out: which columns there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.layout.labels import kind_of_cell

# Narrower columns are widened rather than wrapped.
_NARROWEST = 6
_UNBROKEN = re.compile(r"[!-~]+|.[、。，．）」』】〕ー・]*")
_OPENING = "（「『【〔(["


def continues(above: Mapping[int, str], below: Mapping[int, str], widths: Mapping[int, int]) -> bool:
    """Say whether the cells of a line, by column, are the rest of those above it; `widths` are in display columns."""
    if not below or any(column not in above for column in below):
        return False
    return all(_is_rest(above[column], words, widths[column]) for column, words in below.items())


def _is_rest(above: str, below: str, width: int) -> bool:
    if width < _NARROWEST or not above or not below:
        return False
    if kind_of_cell(above) != "text" and kind_of_cell(below) != "text":
        return False
    first = _UNBROKEN.match(below)
    chunk = first.group() if first else below[:1]
    # A blank between two words of Latin is lost at the end of a line.
    between = int(above[-1].isascii() and chunk[0].isascii())
    slack = 2 if above[-1] in _OPENING or chunk[0] in _OPENING else 1
    return count_columns(above) + between + count_columns(chunk) > width - (slack - 1)
