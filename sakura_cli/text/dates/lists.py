"""Dates that lean on the one before them in a list: 11月22・23日, 10月5日(月)、12日(月), 7月20日10時〜21日18時.

They are written out in full, so that they read like any other. Left out: finding them, and what they say.
"""

from __future__ import annotations

import re

from sakura_cli.characters.fold import fold
from sakura_cli.text.dates.joints import LIST
from sakura_cli.text.dates.partial import PartialDate
from sakura_cli.text.quantities import parse_numeral

_OPEN_DAY = re.compile(
    r"(?P<date>(?:.*年\s?)?[\d一二三四五六七八九十]+月\s?[\d一二三四五六七八九十]+)(?P<weekday>\s?\([^()]+\))?"
)
_OPEN_MONTH = re.compile(r".*年\s?[\d一二三四五六七八九十]{1,3}")
_BARE_DAY = re.compile(
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日?(?P<weekday>\s?\([^()]+\)|[月火水木金土日]曜日?)?"
)
_BARE_MONTH = re.compile(r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月.*")


def is_list_joint(between: str) -> bool:
    """Say whether the words between two dates make a list of them, in which a later one leaves out its month."""
    return bool(LIST.fullmatch(fold(between)))


def is_bare_day(text: str) -> bool:
    """Say whether folded text is a day without its month."""
    return bool(_BARE_DAY.fullmatch(text))


def close_date(text: str) -> str:
    """Add the 日 or 月 that folded text has left to the last date of its list: 11月22 of 11月22・23日."""
    if open_day := _OPEN_DAY.fullmatch(text):
        return f"{open_day['date']}日{open_day['weekday'] or ''}"
    return f"{text}月" if _OPEN_MONTH.fullmatch(text) else text


def take_over(text: str, antecedent: PartialDate) -> tuple[str, ...]:
    """Write the month and year of the date before into one that leaves them out; both where it may be of the next."""
    year, month, day = antecedent
    if month is None:
        return (text,)
    known_year = "" if year is None else f"{year}年"
    if bare := _BARE_DAY.fullmatch(text):
        rest = f"月{bare['day']}日{bare['weekday'] or ''}"
        if day is None or (parse_numeral(bare["day"]) or 0) >= day:
            return (f"{known_year}{month}{rest}",)
        return f"{known_year}{month}{rest}", f"{_next_month(year, month)}{rest}"
    if year is None or (bare := _BARE_MONTH.fullmatch(text)) is None:
        return (text,)
    is_earlier = (parse_numeral(bare["month"]) or 0) < month
    return (f"{year}年{text}", f"{year + 1}年{text}") if is_earlier else (f"{year}年{text}",)


def _next_month(year: int | None, month: int) -> str:
    if year is None:
        return str(month % 12 + 1)
    return f"{year + month // 12}年{month % 12 + 1}"
