"""Fold full-width and typographic variants one character to one, so that spans stay those of the source.

Left out: NFKC, which changes lengths (㋿, ㈱, …) and would shift every span after it; half-width katakana, whose
voicing marks are characters of their own (see `fold_for_lookup`, which gives up spans).
"""

from __future__ import annotations

import re
import unicodedata

_PAIRS: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PAIRS.update({ord(char): "-" for char in "−‐‑–—―－﹣"})
_PAIRS.update({ord(char): "~" for char in "〜～∼〰"})
_PAIRS.update({ord(char): " " for char in "\u3000\u00a0\u2002\u2003\u2009\u202f"})
_PAIRS.update({ord(char): plain for char, plain in zip("￥￡’‘“”︓○◯萬〔〕", "¥£''\"\":〇〇万()", strict=True)})
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """Fold widths, dashes, tildes and quotes; the result has the length of `text`."""
    return text.translate(_PAIRS)


def fold_for_lookup(text: str) -> str:
    """Fold to one spelling for searching: NFKC, lower case, no white space, ヶ and ヵ in full size.

    The result has no positions in common with `text`.
    """
    folded = _SPACE.sub("", unicodedata.normalize("NFKC", text.translate(_PAIRS))).lower()
    return folded.replace("ヶ", "ケ").replace("ヵ", "カ").replace("髙", "高").replace("﨑", "崎")
