"""Numbers that are written like dates and are none: 1日3回 counts by the day, 週3日 is a length, 3/4以上 is a share.

By the words beside them, in folded text. Left out: numbers with hyphens, whose digits decide; see `numeric`.
"""

from __future__ import annotations

import re

from sakura_cli.lexicon import guarded

_TABLE = "dates/lookalikes"


def _any(kind: str) -> str:
    return guarded(_TABLE, kind)


AFTER_DAY = f"(?!{_any('after a day')}|の[一-龠ァ-ヺー]{{0,8}}?{_any('counts days')})"
"""What a day is not followed by, or it is a number of days: 3日間."""

_RATE = re.compile(
    rf"{_any('after one day')}|\s?{_any('per')}?{_any('about')}?\s?(?:\d[\d,.]*|[〇一二三四五六七八九十百千]+)"
    rf"\s?{_any('counted a day')}"
)
# それから14日 goes on to another.
_NEXT = "[そこ]れ"
# A day that is named and not counted: 作成日, 納品日.
_NAMED_DAY = r"(?<=[一-龠]日)(?<![一二三四五六七八九十〇元曜祝休]日)"
# 週3日 but not 今週3日, 納品まで10日 and 作成日より30日 but not 4日から10日.
_LENGTH_BEFORE = re.compile(
    rf"(?:{_any('before a length')}|(?<![一-龠々\d]){_any('alone before a length')})[はがも:]?\s?$"
    rf"|(?:(?<![\d日月年曜時分半頭旬末)午以])|{_NAMED_DAY})(?<!{_NEXT}){_any('after an event')}$"
)
_LONGEST_BEFORE = 8
_WORDS = re.compile(_any("word"))
_SHARE_BEFORE = re.compile(rf"{_any('before a share')}[はがを:のも]?\s?$")
_SHARE_AFTER = re.compile(rf"\s?(?:の?{_any('measure of a share')}|{_any('after a share')})")


def is_rate(folded: str, end: int) -> bool:
    """Say whether 1日, which ends there, is what something is counted by: 1日3回, while 1日10時 is a date."""
    return bool(_RATE.match(folded, end))


def is_length(folded: str, start: int) -> bool:
    """Say whether the number of days that begins there is a length: 2泊3日, 週3日, 納品まで10日."""
    return bool(_LENGTH_BEFORE.search(folded, max(0, start - _LONGEST_BEFORE), start))


def is_share(folded: str, match: re.Match[str]) -> bool:
    """Say whether a match of `month`/`day` is a share: 出席率は3/4, 1/2に短縮."""
    is_less = int(match["month"]) < int(match["day"])
    before = folded[max(0, match.start() - 8) : match.start()]
    return is_less and bool(_SHARE_BEFORE.search(before) or _SHARE_AFTER.match(folded, match.end()))


def is_word(folded: str, start: int) -> bool:
    """Say whether what begins there is a word or a place with a day in it: 二日酔い, 四日市."""
    return bool(_WORDS.match(folded, start))
