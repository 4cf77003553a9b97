"""Which characters a text in a given language may hold: the repertoire decoding is held to, and its check.

Everyday Japanese is what CP932 encodes, less Cyrillic, plus the four jōyō kanji it lacks. Simplified Chinese forms
(开, 鉴, 议) are not in it. Characters of the source are always allowed: a document about 习近平 may be summarised with
his name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# 常用漢字 that CP932 cannot encode (2010 table): 𠮟 剝 塡 頰.
_JOYO_OUTSIDE_CP932 = "𠮟剝塡頰"
# What CP932 maps elsewhere but Japanese text holds all the time: dashes, the wave dash, the yen and the minus sign.
_PUNCTUATION_OUTSIDE_CP932 = "—–〜−¥•…‐"
_LATIN_PUNCTUATION = "‐–—‘’‚“”„‹›•…′″€™−×°\u202f"

_SMALL_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_KANA = re.compile(r"[ぁ-ヺｦ-ﾟ]")
_CJK = re.compile(r"[぀-ヿ㐀-鿿豈-﫿ｦ-ﾟ𠀀-𲎯]")


@lru_cache(maxsize=1)
def everyday_japanese() -> frozenset[str]:
    """Return the characters of everyday Japanese, with ASCII, newline and tab but no other control character."""
    leads, trails = (*range(0x81, 0xA0), *range(0xE0, 0xFD)), (*range(0x40, 0x7F), *range(0x80, 0xFD))
    # A newline after each pair keeps an undefined pair from shifting the next; what is left of it is ASCII or kana.
    pairs = b"".join(bytes((lead, trail, 0x0A)) for lead in leads for trail in trails)
    characters = {"\n", "\t", *map(chr, range(0x20, 0x7F)), *map(chr, range(0xFF61, 0xFFA0))}
    characters.update(c for c in pairs.decode("cp932", errors="ignore") if not 0xE000 <= ord(c) <= 0xF8FF)
    # CP932 has Cyrillic; everyday Japanese does not.
    characters -= {"\x80", *map(chr, range(0x400, 0x500))}
    characters.update(_JOYO_OUTSIDE_CP932, _PUNCTUATION_OUTSIDE_CP932)
    return frozenset(characters)


@lru_cache(maxsize=1)
def everyday_latin() -> frozenset[str]:
    """Return ASCII, Latin-1, Latin Extended-A and typographic punctuation, with newline and tab."""
    printable = (chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180)))
    return frozenset({"\n", "\t", *printable, *_LATIN_PUNCTUATION})


@lru_cache(maxsize=1)
def _everyday_han() -> frozenset[str]:
    """Return what Chinese is written in, simplified or traditional: no kana."""
    ideographs = map(chr, range(0x4E00, 0xA000))
    punctuation = "　、。〈〉《》「」『』【】〔〕！（），：；？～￥·"
    return everyday_latin() | frozenset({*ideographs, *punctuation})


@lru_cache(maxsize=1)
def _everyday_korean() -> frozenset[str]:
    """Return what Korean is written in today: Hangul and Latin, no Chinese characters."""
    return everyday_latin() | frozenset({*map(chr, range(0xAC00, 0xD7A4)), *"「」『』《》〈〉·"})


def repertoire(language: str, source: str = "") -> frozenset[str] | None:
    """Return the characters a text in `language` ("ja", "en", …) may hold, or None where any may stand.

    Printable characters of `source` are added; for a Latin-script language its Japanese and Chinese characters are not.
    "ja-Jpan" is Japanese without the small Latin letters that words of another language would be left in.
    """
    if language == "ja":
        allowed, extra = everyday_japanese(), set(source)
    elif language == "ja-Jpan":
        allowed, extra = everyday_japanese() - _SMALL_LATIN, set(source)
    elif language == "zh":
        allowed, extra = _everyday_han(), {c for c in set(source) if not _KANA.match(c)}
    elif language == "ko":
        allowed, extra = _everyday_korean(), {c for c in set(source) if not _CJK.match(c)}
    elif language in {"en", "de", "fr", "es"}:
        allowed, extra = everyday_latin(), {c for c in set(source) if not _CJK.match(c)}
    else:
        return None
    printable = {c for c in extra - allowed if unicodedata.category(c)[0] not in "CZ" or c == "　"}
    return allowed | printable if printable else allowed


def find_foreign(text: str, allowed: frozenset[str]) -> list[tuple[int, int]]:
    """Return the half-open spans of runs of characters outside `allowed`."""
    spans: list[tuple[int, int]] = []
    for index, character in enumerate(text):
        if character in allowed:
            continue
        if spans and spans[-1][1] == index:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return spans
