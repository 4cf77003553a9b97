"""Dates that count from another: from today (来週火曜, 3日後, 昨年12月) or from one named before (同月30日, 翌年3月).

Today is the caller's reference date, the other the date that stands before; without it such a date is declared unread.
Left out: 同日, 翌日 and 前日, which say no date of their own.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable

from sakura_cli.localization import gettext_noop as noop
from sakura_cli.text.dates.partial import WEEKDAYS, PartialDate, format_date, is_valid
from sakura_cli.text.quantities import ARABIC_NUMERAL, KANJI_NUMERAL, Normalized, parse_numeral

NEEDS_REFERENCE = noop("needs a reference date")
NEEDS_ANTECEDENT = noop("counts from a date named before it")

_N = rf"(?P<n>{ARABIC_NUMERAL}|{KANJI_NUMERAL})"
_COUNTED_WEEKS = {"同週": 0, "翌週": 1}
_COUNTED_MONTHS = {"前月": -1, "同月": 0, "当月": 0, "翌月": 1, "翌々月": 2}
_COUNTED_YEARS = {"前年": -1, "同年": 0, "当年": 0, "翌年": 1, "翌々年": 2}
_WEEKS = {"先々週": -2, "先週": -1, "今週": 0, "来週": 1, "再来週": 2} | _COUNTED_WEEKS
_MONTHS = {"先々月": -2, "先月": -1, "今月": 0, "来月": 1, "再来月": 2} | _COUNTED_MONTHS
_YEARS = {"一昨年": -2, "昨年": -1, "去年": -1, "今年": 0, "本年": 0, "来年": 1, "再来年": 2} | _COUNTED_YEARS
# What counts from a date named before; 当日 does so too, but seldom from the last one named.
_COUNTED = _COUNTED_WEEKS | _COUNTED_MONTHS | _COUNTED_YEARS | {"同": 0}
_SAME_DAY = "当日"
_DAYS = {
    **dict.fromkeys(("本日", "今日", "きょう", "today"), 0),
    **dict.fromkeys(("明日", "あす", "あした", "tomorrow"), 1),
    **dict.fromkeys(("明後日", "あさって"), 2),
    **dict.fromkeys(("明々後日", "しあさって"), 3),
    **dict.fromkeys(("昨日", "きのう", "yesterday"), -1),
    **dict.fromkeys(("一昨日", "おととい"), -2),
    _SAME_DAY: 0,
}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DAY_WORD = re.compile(_any(_DAYS))
_WEEK_WORD = re.compile(rf"({_any(_WEEKS)})の?\s?([{WEEKDAYS}])(?:曜日?)?(?![一-龠])")
_MONTH_WORD = re.compile(
    rf"({_any(_MONTHS)})の?\s?(?:(?P<n>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日|(?P<end>末日?)|(?P<part>[上初中下]旬))"
)
_YEAR_WORD = re.compile(rf"({_any(_YEARS)}|(?<![一-龠々])同)の?\s?(?=\d{{1,2}}月|[一二三四五六七八九十]+月)")
_OFFSET = re.compile(rf"{_N}\s?(?P<unit>日|週間?|[かカヶケヵ箇]月|年)(?P<direction>後|前)")
_NEXT_WEEKDAY = re.compile(rf"(?:次の|今度の)([{WEEKDAYS}])曜日?")
_WEEKDAY_ONLY = re.compile(rf"([{WEEKDAYS}])曜日?")
PATTERNS = (_WEEK_WORD, _MONTH_WORD, _YEAR_WORD, _OFFSET, _DAY_WORD, _NEXT_WEEKDAY)
"""What relative dates look like in folded text; a month and day may follow a year."""


def is_relative(text: str) -> bool:
    """Say whether folded text has a date that counts from another."""
    return any(pattern.search(text) for pattern in PATTERNS)


def read_relative(
    text: str,
    *,
    reference: datetime.date | None,
    antecedent: PartialDate | None,
    read_absolute: Callable[[str], Normalized],
) -> Normalized | None:
    """Read folded text that holds a relative date; None where it holds none.

    `antecedent` is the date named before; `read_absolute` reads a date that counts from nothing.
    """
    for pattern in PATTERNS:
        match = pattern.search(text)
        if match is None:
            continue
        word = match.group(1) if pattern in (_WEEK_WORD, _MONTH_WORD, _YEAR_WORD) else match.group()
        if word == _SAME_DAY:
            return Normalized(None, (format_date(antecedent),) if antecedent else (), NEEDS_ANTECEDENT)
        if word in _COUNTED:
            return _count_on(match, text, antecedent, read_absolute)
        if reference is None:
            return Normalized(None, reason=NEEDS_REFERENCE)
        return _read(match, text, reference, read_absolute)
    if weekday := _WEEKDAY_ONLY.fullmatch(text):
        return Normalized(None, reason=NEEDS_REFERENCE) if reference is None else _read_weekday(weekday, reference)
    return None


def _read(
    match: re.Match[str], text: str, origin: datetime.date, read_absolute: Callable[[str], Normalized]
) -> Normalized:
    if match.re is _WEEK_WORD:
        return _read_week(match, origin)
    if match.re is _MONTH_WORD:
        return _read_month(match, origin, read_absolute)
    if match.re is _NEXT_WEEKDAY:
        return _read_weekday(match, origin)
    if match.re is _YEAR_WORD:
        return read_absolute(f"{origin.year + _YEARS.get(match.group(1), 0)}年{text[match.end() :]}")
    if match.re is _OFFSET:
        return _read_offset(match, origin)
    return _iso(origin + datetime.timedelta(days=_DAYS[match.group()]))


def _count_on(
    match: re.Match[str], text: str, antecedent: PartialDate | None, read_absolute: Callable[[str], Normalized]
) -> Normalized:
    """Read a date from the one before it, as far as that is known itself."""
    unread = Normalized(None, reason=NEEDS_ANTECEDENT)
    if antecedent is None:
        return unread
    year, month, day = antecedent
    if year is None:
        # The same year stays as unknown as it was; any other, and the end of a month, need it.
        same = _COUNTED[match.group(1)] == 0
        if same and match.re is _YEAR_WORD:
            return read_absolute(text[match.end() :])
        if same and match.re is _MONTH_WORD and month and match["n"]:
            return read_absolute(f"{month}月{text[match.start('n') :]}")
        return unread
    if (month is None and match.re is not _YEAR_WORD) or (day is None and match.re is _WEEK_WORD):
        return unread
    return _read(match, text, datetime.date(year, month or 1, day or 1), read_absolute)


def _read_week(match: re.Match[str], reference: datetime.date) -> Normalized:
    weekday = WEEKDAYS.index(match.group(2))
    monday = reference - datetime.timedelta(days=reference.weekday())
    day = monday + datetime.timedelta(days=weekday + 7 * _WEEKS[match.group(1)])
    # A week begins on Monday for some and on Sunday for others; on Sundays they disagree.
    if weekday == 6 or reference.weekday() == 6:
        shift = -7 if weekday == 6 else 0
        shift += 7 if reference.weekday() == 6 else 0
        other = day + datetime.timedelta(days=shift)
        if other != day:
            return Normalized(
                None, (day.isoformat(), other.isoformat()), noop("unclear whether weeks begin on Sunday or Monday")
            )
    return _iso(day)


def _read_weekday(match: re.Match[str], reference: datetime.date) -> Normalized:
    """Offer the two days that 火曜日 and 次の火曜日 may be."""
    ahead = (WEEKDAYS.index(match.group(1)) - reference.weekday()) % 7
    days = [reference + datetime.timedelta(days=ahead + offset) for offset in (0, 7)]
    return Normalized(None, tuple(day.isoformat() for day in days), noop("unclear which week"))


def _read_month(
    match: re.Match[str], reference: datetime.date, read_absolute: Callable[[str], Normalized]
) -> Normalized:
    month = shift_month(reference, _MONTHS[match.group(1)])
    if match["part"]:
        return read_absolute(f"{month.year}年{month.month}月{match['part']}")
    if match["end"]:
        return Normalized(format_date(month._replace(day=calendar.monthrange(month.year or 1, month.month or 1)[1])))
    day = parse_numeral(match["n"])
    date = month._replace(day=None if day is None else int(day))
    return Normalized(format_date(date)) if is_valid(date) else Normalized(None, reason=noop("no such date"))


def _read_offset(match: re.Match[str], reference: datetime.date) -> Normalized:
    value = parse_numeral(match["n"])
    if value is None or value != int(value):
        return Normalized(None, reason=noop("not a whole number"))
    number = int(value) if match["direction"] == "後" else -int(value)
    unit = match["unit"]
    if unit == "日":
        return _iso(reference + datetime.timedelta(days=number))
    if unit.startswith("週"):
        return _iso(reference + datetime.timedelta(weeks=number))
    month = shift_month(reference, number if unit.endswith("月") else 12 * number)
    date = month._replace(day=reference.day)
    if is_valid(date):
        return Normalized(format_date(date))
    return Normalized(None, (format_date(month),), noop("that month has fewer days"))


def shift_month(reference: datetime.date, months: int) -> PartialDate:
    """Return the month so many months after that of a date."""
    index = reference.year * 12 + reference.month - 1 + months
    return PartialDate(index // 12, index % 12 + 1)


def _iso(day: datetime.date) -> Normalized:
    return Normalized(day.isoformat())
