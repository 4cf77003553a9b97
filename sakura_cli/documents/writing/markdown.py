"""Words made fit for their place in Markdown."""

from __future__ import annotations

import re

# What would begin a block of another kind at the start of a line.
_BLOCK_START = re.compile(
    r"(?P<digits>\d{1,9})(?=[.)](?:\s|$))|(?=(?:[-+*]|#{1,6}|=+|-{2,})(?:\s|$)|>|```|~~~|<[a-zA-Z/!?]|\|)"
)


def escape_start(words: str, source: str) -> str:
    """Escape words that would begin a list, a heading or another block where what they replace does not."""
    match = _BLOCK_START.match(words)
    if match is None or _BLOCK_START.match(source):
        return words
    end = match.end() if match["digits"] else 0
    return f"{words[:end]}\\{words[end:]}"


def escape_cell(words: str) -> str:
    """Escape what would end a table cell."""
    return re.sub(r"(?<!\\)\|", r"\\|", words)
