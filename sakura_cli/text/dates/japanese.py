"""Find Japanese dates in folded text: 令和8年3月5日(木), 二〇二六年三月, 11月22・23日, 4〜6月, 5日.

Left out: dates in digits (`numeric`) and dates that count from another (`relative`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sakura_cli.spans import Span
from sakura_cli.text.dates.eras import ERA, ERA_LETTER, ERA_SHORT, KANJI_DIGITS, NUMBER, era_year, read_number
from sakura_cli.text.dates.lookalikes import AFTER_DAY, is_length, is_rate, is_share, is_word
from sakura_cli.text.dates.values import DateMention, PartialDate, is_valid, make_mentions
from sakura_cli.text.dates.weekdays import AFTER_DATE, IN_BRACKETS, read_weekday

_N, _K = NUMBER, KANJI_DIGITS
_ERA_YEAR = rf"元|\d{{1,2}}|[{_K}]{{1,3}}"
_ERA_DATED = rf"(?P<era>{ERA})\s?(?P<era_year>{_ERA_YEAR})"
_LETTERED = rf"(?<![A-Za-z])(?P<letter>{ERA_LETTER})\.?(?P<letter_year>元|\d{{1,2}})"
# An era of one character (昭63年1月) only where a month or 度 follows: 大3年 is a student.
_ABBREVIATED = rf"(?<![一-龠々])(?P<abbreviated>{ERA_SHORT})\.?(?P<short_year>{_ERA_YEAR})(?=\s?年(?:度|\s?{_N}\s?月))"
_WESTERN = rf"(?:西暦)?(?P<year>(?<![\d.,])\d{{4}}|(?<![{_K}百千])[{_K[:11]}]{{4}}"
_SHORTENED = r"'(?P<short>\d{2})"
_YEAR = rf"(?:{_ERA_DATED}|{_LETTERED}(?=\s?年)|{_ABBREVIATED}|{_WESTERN}(?=年))|{_SHORTENED})"
# 2026年(令和8年), 1997(平成9)年: the same year once more.
_SECOND_YEAR = re.compile(rf"(?:{_ERA_DATED}|{_LETTERED}|{_WESTERN})|{_SHORTENED})(?:\s?年|\))")
# At its end a text may have been cut from a list, before its 日 or 月: 11月22, 2024年1.
_CUT_MONTH = r"(?:(?<=年[1-9])|(?<=年1[0-2]))\Z"
_FULL = re.compile(
    rf"{_YEAR}(?:\s?\((?P<alt>[^()\n]{{2,9}})\))?\s?年(?P<fiscal>度)?(?:\s?\((?P<alt2>[^()\n]{{2,9}})\))?(?!代)"
    rf"(?:\s?(?P<month>{_N})\s?(?:月(?:\s?(?P<day>{_N})\s?(?:日|\Z))?|{_CUT_MONTH}))?{AFTER_DATE}"
)
_MONTH_DAY = re.compile(rf"(?<![\d第])(?P<month>{_N})\s?月\s?(?P<day>{_N})\s?(?:日(?!間)|\Z){AFTER_DATE}")
# 5月11〜15日, 11月22、23日, 4/1(火)・2(水): only the last day says 日, or each has its weekday.
_MARK = r"\s?[~\-・、,]\s?"
_DAY_LIST = re.compile(
    rf"(?<![\d第])(?P<month>{_N})\s?月\s?(?P<first>{_N})(?:{IN_BRACKETS})?"
    rf"(?P<others>(?:{_MARK}{_N}(?:{IN_BRACKETS})?)+)\s?日(?!間|目)"
)
_YEAR_BEFORE = re.compile(rf"{_YEAR}\s?年\s?\Z")
_LONGEST_YEAR = 12
_SLASH_LIST = re.compile(
    rf"(?<![\d./A-Za-z-])(?P<month>\d{{1,2}})/(?P<first>\d{{1,2}}){IN_BRACKETS}"
    rf"(?P<others>(?:{_MARK}\d{{1,2}}{IN_BRACKETS})+)"
)
_LIST_DAY = re.compile(rf"(?P<day>{_N})(?:\s?日)?{AFTER_DATE}")
_SLASH = re.compile(
    rf"(?<![\d./A-Za-z-])(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?![\d/%.]|\s?[A-Za-z]{{2}}){AFTER_DATE}"
)
_MONTH = re.compile(rf"(?<![\d{_K}第.,数])(?P<month>{_N})\s?月(?![間曜]|[ ]?[\d{_K}])")
_MONTH_RANGE = re.compile(rf"(?<![\d{_K}./,])(?P<month>{_N}){_MARK}(?={_N}\s?月)")
_DAY = re.compile(rf"(?<![\d{_K}第.,数])(?P<day>{_N})\s?日{AFTER_DAY}{AFTER_DATE}")


def find_day_lists(folded: str) -> Iterator[DateMention]:
    """Yield the days of lists and ranges that name their month once; the later ones say only their day."""
    for pattern in (_DAY_LIST, _SLASH_LIST):
        for match in pattern.finditer(folded):
            start = match.start()
            before = _YEAR_BEFORE.search(folded, max(0, start - _LONGEST_YEAR), start) if pattern is _DAY_LIST else None
            if before:
                start = before.start()
            year = _read_year(before) if before else None
            for index, day in enumerate(_LIST_DAY.finditer(folded, match.start("first"), match.end())):
                date = PartialDate(year, read_number(match["month"]), read_number(day["day"]))
                if is_valid(date):
                    said = date if index == 0 else PartialDate(day=date.day)
                    yield DateMention(Span(start, day.end()), (said,), read_weekday(day))
                start = day.end()
                while start < match.end() and not folded[start].isalnum():
                    start += 1


def find_full(folded: str) -> Iterator[DateMention]:
    """Yield dates with their year; a second year in brackets that disagrees is a second reading."""
    for match in _FULL.finditer(folded):
        year = _read_year(match)
        if year is None:
            continue
        date = PartialDate(year, read_number(match["month"]), read_number(match["day"]))
        readings = [date]
        for group in ("alt", "alt2"):
            second = _SECOND_YEAR.match(folded, match.start(group)) if match[group] else None
            if second and (second_year := _read_year(second)) is not None and second_year != year:
                readings.append(date._replace(year=second_year))
        for mention in make_mentions(match, *readings, weekday=read_weekday(match), fiscal=bool(match["fiscal"])):
            yield replace(mention, is_contradictory=len(mention.readings) > 1)


def find_month_ranges(folded: str) -> Iterator[DateMention]:
    """Yield the first months of ranges and lists of months: 4〜6月."""
    for match in _MONTH_RANGE.finditer(folded):
        month = read_number(match["month"])
        date = PartialDate(None, month)
        if month is not None and is_valid(date):
            yield DateMention(Span(match.start(), match.end("month")), (date,))


def find_month_days(folded: str) -> Iterator[DateMention]:
    """Yield days of a month without a year: 3月5日, 3/5."""
    for pattern in (_MONTH_DAY, _SLASH):
        for match in pattern.finditer(folded):
            if pattern is _SLASH and is_share(folded, match):
                continue
            date = PartialDate(None, read_number(match["month"]), read_number(match["day"]))
            yield from make_mentions(match, date, weekday=read_weekday(match))


def find_single_parts(folded: str) -> Iterator[DateMention]:
    """Yield months and days that stand alone: 3月, 5日."""
    for match in _MONTH.finditer(folded):
        yield from make_mentions(match, PartialDate(None, read_number(match["month"])))
    for match in _DAY.finditer(folded):
        day = read_number(match["day"])
        if (
            is_word(folded, match.start())
            or is_length(folded, match.start())
            or (day == 1 and is_rate(folded, match.end()))
        ):
            continue
        yield from make_mentions(match, PartialDate(None, None, day), weekday=read_weekday(match))


def _read_year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    for era, year in (("era", "era_year"), ("letter", "letter_year"), ("abbreviated", "short_year")):
        if name := groups.get(era):
            return era_year(name, groups[year])
    if groups["short"]:
        return 2000 + int(groups["short"])
    return read_number(groups["year"])
