"""How wide text is on a page of fixed width, and how much its characters say."""

from __future__ import annotations

import unicodedata

# A letter of a Latin script says about this much of what a Japanese character says.
LATIN_WORTH = 0.4


def count_columns(text: str) -> int:
    """Count display columns: two for full-width and wide characters."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def weigh_characters(text: str) -> int:
    """Return the length of a text in Japanese characters."""
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    return round(wide + LATIN_WORTH * (len(text) - wide))
