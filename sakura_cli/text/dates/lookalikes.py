"""Numbers that are written like dates and are none: 1日3回 counts by the day, 3/4以上 is a share.

By the words beside them, in folded text. Left out: numbers with hyphens, whose digits decide; see `numeric`.
"""

from __future__ import annotations

import re

from sakura_cli.lexicon import guarded

_TABLE = "dates/lookalikes"


def _any(kind: str) -> str:
    return guarded(_TABLE, kind)


AFTER_DAY = f"(?!{_any('after a day')})"
"""What a day is not followed by, or it is a number of days: 3日間."""

_RATE = re.compile(
    rf"{_any('after one day')}|\s?{_any('per')}?{_any('about')}?\s?(?:\d[\d,.]*|[〇一二三四五六七八九十百千]+)"
    rf"\s?{_any('counted a day')}"
)
_WORDS = re.compile(_any("word"))
_SHARE_BEFORE = re.compile(rf"{_any('before a share')}[はがを:のも]?\s?$")
_SHARE_AFTER = re.compile(rf"\s?(?:の?{_any('measure of a share')}|{_any('after a share')})")


def is_rate(folded: str, end: int) -> bool:
    """Say whether 1日, which ends there, is what something is counted by: 1日3回, while 1日10時 is a date."""
    return bool(_RATE.match(folded, end))


def is_share(folded: str, match: re.Match[str]) -> bool:
    """Say whether a match of `month`/`day` is a share: 出席率は3/4, 1/2に短縮."""
    is_less = int(match["month"]) < int(match["day"])
    before = folded[max(0, match.start() - 8) : match.start()]
    return is_less and bool(_SHARE_BEFORE.search(before) or _SHARE_AFTER.match(folded, match.end()))


def is_word(folded: str, start: int) -> bool:
    """Say whether what begins there is a word or a place with a day in it: 二日酔い, 四日市."""
    return bool(_WORDS.match(folded, start))
