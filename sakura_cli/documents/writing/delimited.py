"""Words in the fields of CSV: quoted where a sign or a quote in them would make another field."""

from __future__ import annotations

import re

_TELLING = re.compile(r'[,;|\t"\n]')
_QUOTE = re.compile(r'"')


def is_quoted(text: str, position: int) -> bool:
    """Say whether a position of a text of records is inside quotes."""
    return len(_QUOTE.findall(text, 0, position)) % 2 == 1


def quote_field(words: str, *, is_quoted: bool) -> str:
    """Return words for the inside of a field that has quotes, or with quotes around them if they need some."""
    doubled = words.replace('"', '""')
    if is_quoted or not _TELLING.search(words):
        return doubled
    return f'"{doubled}"'
