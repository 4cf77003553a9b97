"""One spelling for the words of labels: 取り扱い店 and 取扱店, お客さま番号 and お客様番号, 第１希望 and 第一希望.

By `labels/spellings`, and the rule by which 送り仮名 are left out in names of things. Left out: what means the same.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sakura_cli.characters.fold import fold_for_lookup
from sakura_cli.lexicon import read_table
from sakura_cli.text.quantities import parse_numeral

_KANJI = "一-龠々〆"
# The kana that verbs end in where they are the name of a thing, between the characters they belong to.
_OKURIGANA = re.compile(rf"(?<=[{_KANJI}])[いえきぎけげしじせちてびべみめりれわ]{{1,2}}(?=[{_KANJI}]|$)")
_ORDINAL = re.compile(r"(?<=第)[一二三四五六七八九十]{1,3}")


@lru_cache(maxsize=8192)
def spell(key: str) -> str:
    """Return a folded label in the spelling by which it is compared."""
    for word, spelled in _spellings():
        key = key.replace(word, spelled)
    return _ORDINAL.sub(_as_digits, _OKURIGANA.sub("", key))


def _as_digits(match: re.Match[str]) -> str:
    number = parse_numeral(match[0])
    return match[0] if number is None else f"{number:g}"


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    rows = read_table("labels/spellings")
    return tuple((fold_for_lookup(row["word"]), row["spelled"]) for row in rows)
