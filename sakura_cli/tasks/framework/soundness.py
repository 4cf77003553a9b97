"""Answers that are none: empty, or in another language than the one asked for. What they say is checked elsewhere."""

from __future__ import annotations

import re
from typing import Literal

from sakura_cli.characters.script import find_foreign, repertoire

# Fewer letters may be a name, a title or a term that stands in its own language.
_MIN_LETTERS = 20
_MAX_SHARE = 0.2
_JAPANESE = re.compile("[ぁ-ヿ一-鿿々]")
_LATIN = re.compile("[A-Za-z]")

Unsoundness = Literal["empty", "wrong-language"]


def find_unsoundness(text: str, source: str, language: Literal["ja", "en"]) -> Unsoundness | None:
    """Say why a text is no answer in a language, or None; characters of the source may stand in it."""
    if not text.strip():
        return "empty"
    japanese, latin = len(_JAPANESE.findall(text)), len(_LATIN.findall(text))
    wanted, other = (japanese, latin) if language == "ja" else (latin, japanese)
    if other >= (_MIN_LETTERS if language == "ja" else 1) and wanted < _MAX_SHARE * (wanted + other):
        return "wrong-language"
    # Simplified Chinese has no word of another script in it, but characters that Japanese does not use.
    allowed = repertoire(language, source) if language == "ja" else None
    if allowed is not None and any(_JAPANESE.match(text[start]) for start, _ in find_foreign(text, allowed)):
        return "wrong-language"
    return None
