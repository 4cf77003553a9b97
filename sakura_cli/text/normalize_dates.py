"""Turn written dates into ISO 8601: full, partial (--03-05) and intervals; relative ones with a reference date.

What can be read in several ways (3/4/05, 26年3月5日, 来週日曜) is declared ambiguous, with its readings, never guessed.
Left out: holidays and business days, which need a calendar of the year.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable

from sakura_cli.localization import gettext_noop as noop
from sakura_cli.text.dates import ERA_START, WEEKDAYS, DateMention, PartialDate, find_dates, is_valid
from sakura_cli.text.facts import format_date
from sakura_cli.text.fold import fold
from sakura_cli.text.normalize import Normalized
from sakura_cli.text.numerals import ARABIC_NUMERAL, KANJI_NUMERAL, parse_numeral
from sakura_cli.text.spans import Span

_N = rf"(?P<n>{ARABIC_NUMERAL}|{KANJI_NUMERAL})"
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_BARE_YEAR = re.compile(r"(?<!\d)(?P<short>\d{1,2})年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?")
_SPELLED_YEAR = re.compile(r"(?:西暦)?(?P<year>[一二]?千[〇零一二三四五六七八九十百]*)年")
_RANGE = re.compile(r"\s*(?:~|-|から|→|to|through|until)\s*")
_CONJUNCTION = re.compile(r"\s*(?:まで|頃|ごろ|付け?|現在|締切|必着)?\s*$")
_PART_OF_MONTH = re.compile(r"(上旬|初旬|中旬|下旬|末日?|初め|頭)")
# What stands before a date that could only be read in part: 二千二十五年|四月一日, 2025年13月|1日.
_UNREAD_BEFORE = re.compile(
    rf"(?:(?:{'|'.join(ERA_START)}|西暦)?\s?(?:\d+|元|[〇零一二三四五六七八九十百千]+)\s?年度?の?\s?)?"
    r"(?:(?:\d+|[〇零一二三四五六七八九十]+)\s?[年月]\s?)?$"
)
_FISCAL = noop("a fiscal year")
NEEDS_REFERENCE = noop("needs a reference date")
_WEEKS = {"先々週": -2, "先週": -1, "今週": 0, "来週": 1, "翌週": 1, "再来週": 2}
_MONTHS = {"先々月": -2, "先月": -1, "今月": 0, "当月": 0, "来月": 1, "翌月": 1, "再来月": 2}
_YEARS = {"一昨年": -2, "昨年": -1, "去年": -1, "今年": 0, "本年": 0, "来年": 1, "再来年": 2}
_DAYS = {
    **dict.fromkeys(("本日", "今日", "きょう", "当日", "today"), 0),
    **dict.fromkeys(("明日", "あす", "あした", "tomorrow"), 1),
    **dict.fromkeys(("明後日", "あさって"), 2),
    **dict.fromkeys(("明々後日", "しあさって"), 3),
    **dict.fromkeys(("昨日", "きのう", "yesterday"), -1),
    **dict.fromkeys(("一昨日", "おととい"), -2),
}
_DAY_WORD = re.compile("|".join(sorted(_DAYS, key=len, reverse=True)))
_WEEK_WORD = re.compile(
    rf"({'|'.join(sorted(_WEEKS, key=len, reverse=True))})の?\s?([{WEEKDAYS}])(?:曜日?)?(?![一-龠])"
)
_MONTH_WORD = re.compile(
    rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})の?\s?"
    r"(?:(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})日|(?P<end>末日?))"
)
_YEAR_WORD = re.compile(
    rf"({'|'.join(sorted(_YEARS, key=len, reverse=True))})の?\s?(?=\d{{1,2}}月|[一二三四五六七八九十]+月)"
)
_OFFSET = re.compile(rf"{_N}\s?(?P<unit>日|週間?|[かカヶケヵ箇]月|年)(?P<direction>後|前)")
_WEEKDAY_ONLY = re.compile(rf"(?:次の|今度の)?([{WEEKDAYS}])曜日?")


def normalize_date(raw: str, *, reference: datetime.date | None = None) -> Normalized:
    """Read a date, or an interval of two joined by a slash, in ISO 8601.

    A date without a year stays partial (--03-05) unless `reference` is given: then it is the one nearest to it.
    Relative dates (来週火曜, 3日後) need `reference`.
    """
    text = fold(raw).strip()
    relative = _read_relative(text, reference)
    if relative is not None:
        return relative
    if compact := _COMPACT.search(text):
        date = PartialDate(*(int(part) for part in compact.groups()))
        return Normalized(format_date(date)) if is_valid(date) else Normalized(None, reason=noop("no such date"))
    found = [mention for mention in find_dates(text) if any(mention.date)]
    if (bare := _BARE_YEAR.search(text)) and not any(date.date.year for date in found):
        return _read_bare_year(bare)
    if (spelled := _SPELLED_YEAR.match(text)) and (year := parse_numeral(spelled["year"])) is not None:
        # 二千二十五年: years are written by their digits, seldom like this.
        return normalize_date(f"{int(year)}{text[spelled.end('year') :]}", reference=reference)
    if not found:
        return Normalized(None, reason=noop("no date"))
    if _has_invalid_rest(text, found):
        return Normalized(None, reason=noop("no such date"))
    if len(found) == 1:
        return _resolve(text, found[0], reference)
    if len(found) == 2 and _RANGE.fullmatch(text, found[0].span.end, found[1].span.start):
        return _join(found[0], found[1], text, reference)
    readings = tuple(dict.fromkeys(format_date(mention.date) for mention in found))
    return Normalized(None, readings, noop("several dates")) if len(readings) > 1 else Normalized(readings[0])


def find_written_dates(text: str) -> list[Span]:
    """Find the dates of a text as they are written, relative ones and intervals too, in order and without overlaps."""
    folded = fold(text)
    spans = [Span(*match.span()) for match in _COMPACT.finditer(folded)]
    spans += [_extend(folded, mention.span) for mention in find_dates(folded) if any(mention.date)]
    spans += [Span(*match.span()) for match in _BARE_YEAR.finditer(folded)]
    for pattern in (_WEEK_WORD, _MONTH_WORD, _YEAR_WORD, _OFFSET, _DAY_WORD):
        spans += [Span(*match.span()) for match in pattern.finditer(folded)]
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        last = joined[-1] if joined else None
        if last and (span.start <= last.end or _RANGE.fullmatch(folded, last.end, span.start)):
            joined[-1] = Span(last.start, max(last.end, span.end))
        else:
            joined.append(span)
    return joined


def _extend(folded: str, span: Span) -> Span:
    """Take in the part of the month that follows a date (3月末), and what before it could not be read."""
    part = _PART_OF_MONTH.match(folded, span.end) if folded[span.end - 1] == "月" else None
    unread = _UNREAD_BEFORE.search(folded, max(0, span.start - 16), span.start)
    start = unread.start() if unread and unread.group().strip() else span.start
    return Span(
        start + len(folded[start : span.start]) - len(folded[start : span.start].lstrip()),
        part.end() if part else span.end,
    )


def _has_invalid_rest(text: str, found: list[DateMention]) -> bool:
    """Notice a date the calendar lacks, of which only a part was read: 2月30日, 13月."""
    rest = list(text)
    for mention in found:
        rest[mention.span.start : mention.span.end] = " " * (mention.span.end - mention.span.start)
    return bool(re.search(r"[\d一二三四五六七八九十百千]\s*[年月日]|\d/\d", "".join(rest)))


def _resolve(text: str, mention: DateMention, reference: datetime.date | None) -> Normalized:
    if mention.is_fiscal and mention.date.month is None:
        year = mention.date.year or 0
        return Normalized(None, (f"{year:04d}-04/{year + 1:04d}-03", f"{year:04d}"), _FISCAL)
    readings = mention.readings
    if len(readings) > 1:
        if mention.weekday is not None:
            matching = tuple(date for date in readings if _weekday(date) == mention.weekday)
            if len(matching) == 1:
                return Normalized(format_date(matching[0]))
        return Normalized(None, tuple(format_date(date) for date in readings), noop("several readings"))
    date = readings[0]
    if mention.weekday is not None and _weekday(date) not in (None, mention.weekday):
        return Normalized(None, (format_date(date),), noop("the weekday does not match"))
    if date.day is None and date.month is not None and (part := _PART_OF_MONTH.match(text, mention.span.end)):
        return _read_part_of_month(_near(date._replace(day=15), reference)._replace(day=None), part.group())
    if date.year is None and reference is not None:
        return _complete(date, mention.weekday, reference)
    return Normalized(format_date(date))


def _read_part_of_month(date: PartialDate, part: str) -> Normalized:
    last = calendar.monthrange(date.year or 2000, date.month or 1)[1]
    if date.year is None and date.month == 2 and part in ("下旬", "末", "末日"):
        return Normalized(None, ("--02-28", "--02-29"), noop("the day depends on the year"))
    if part in ("末", "末日"):
        return Normalized(format_date(date._replace(day=last)))
    if part in ("初め", "頭"):
        return Normalized(None, (format_date(date),), noop("a vague part of the month"))
    start, end = {"上旬": (1, 10), "初旬": (1, 10), "中旬": (11, 20), "下旬": (21, last)}[part]
    return Normalized(f"{format_date(date._replace(day=start))}/{format_date(date._replace(day=end))}")


def _join(first: DateMention, second: DateMention, text: str, reference: datetime.date | None) -> Normalized:
    start, end = _resolve(text, first, reference), _resolve(text, second, reference)
    if start.value is None or end.value is None:
        reason = start.reason or end.reason
        return Normalized(None, (*start.alternatives, *end.alternatives), reason)
    if start.value > end.value and not start.value.startswith("-"):
        return Normalized(None, (start.value, end.value), noop("the end comes before the start"))
    return Normalized(f"{start.value}/{end.value}")


def _complete(date: PartialDate, weekday: int | None, reference: datetime.date) -> Normalized:
    """Add the year (and month) that come nearest to the reference and fit the weekday."""
    if date.month is None:
        readings = [_shift_month(reference, offset)._replace(day=date.day) for offset in (-1, 0, 1)]
        fitting = [reading for reading in readings if is_valid(reading) and weekday in (None, _weekday(reading))]
        if len(fitting) == 1:
            return Normalized(format_date(fitting[0]))
        return Normalized(None, tuple(format_date(reading) for reading in fitting), noop("unclear which month"))
    if date.day is None:
        return Normalized(format_date(_near(date._replace(day=15), reference)._replace(day=None)))
    candidates = [date._replace(year=reference.year + offset) for offset in (-1, 0, 1)]
    fitting = [day for day in candidates if is_valid(day) and weekday in (None, _weekday(day))]
    if not fitting:
        return Normalized(None, (format_date(date),), noop("the weekday does not match"))
    return Normalized(format_date(min(fitting, key=lambda day: abs(_to_date(day) - reference))))


def _near(date: PartialDate, reference: datetime.date | None) -> PartialDate:
    if date.year is not None or reference is None:
        return date
    candidates = [date._replace(year=reference.year + offset) for offset in (-1, 0, 1)]
    return min((day for day in candidates if is_valid(day)), key=lambda day: abs(_to_date(day) - reference))


def _read_bare_year(match: re.Match[str]) -> Normalized:
    """A year of two digits may be Western or of any era."""
    number, month, day = int(match["short"]), int(match["month"]), int(match["day"]) if match["day"] else None
    years = [2000 + number] if len(match["short"]) == 2 else []
    years += [
        ERA_START[era] + number - 1 for era, last in (("令和", 30), ("平成", 31), ("昭和", 64)) if 1 <= number <= last
    ]
    dates = [PartialDate(year, month, day) for year in years]
    return Normalized(
        None, tuple(format_date(date) for date in dates if is_valid(date)), noop("a year without its era")
    )


def _read_relative(text: str, reference: datetime.date | None) -> Normalized | None:
    """Read a relative date, or return None where the text has none."""
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str, datetime.date], Normalized]], ...] = (
        (_WEEK_WORD, _read_week),
        (_MONTH_WORD, _read_month),
        (_YEAR_WORD, _read_year),
        (_OFFSET, _read_offset),
        (_DAY_WORD, lambda match, _text, today: _iso(today + datetime.timedelta(days=_DAYS[match.group()]))),
    )
    for pattern, read in readers:
        if match := pattern.search(text):
            if reference is None:
                return Normalized(None, reason=NEEDS_REFERENCE)
            return read(match, text, reference)
    if _WEEKDAY_ONLY.fullmatch(text):
        if reference is None:
            return Normalized(None, reason=NEEDS_REFERENCE)
        ahead = (WEEKDAYS.index(text.replace("次の", "").replace("今度の", "")[0]) - reference.weekday()) % 7
        days = [reference + datetime.timedelta(days=ahead + offset) for offset in (0, 7)]
        return Normalized(None, tuple(day.isoformat() for day in days), noop("unclear which week"))
    return None


def _read_week(match: re.Match[str], _text: str, reference: datetime.date) -> Normalized:
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


def _read_month(match: re.Match[str], _text: str, reference: datetime.date) -> Normalized:
    month = _shift_month(reference, _MONTHS[match.group(1)])
    if match["end"]:
        return Normalized(format_date(month._replace(day=calendar.monthrange(month.year or 1, month.month or 1)[1])))
    day = parse_numeral(match["n"])
    date = month._replace(day=None if day is None else int(day))
    return Normalized(format_date(date)) if is_valid(date) else Normalized(None, reason=noop("no such date"))


def _read_year(match: re.Match[str], text: str, reference: datetime.date) -> Normalized:
    year = reference.year + _YEARS[match.group(1)]
    return normalize_date(f"{year}年{text[match.end() :]}")


def _read_offset(match: re.Match[str], _text: str, reference: datetime.date) -> Normalized:
    value = parse_numeral(match["n"])
    if value is None or value != int(value):
        return Normalized(None, reason=noop("not a whole number"))
    number = int(value) if match["direction"] == "後" else -int(value)
    unit = match["unit"]
    if unit == "日":
        return _iso(reference + datetime.timedelta(days=number))
    if unit.startswith("週"):
        return _iso(reference + datetime.timedelta(weeks=number))
    month = _shift_month(reference, number if unit.endswith("月") else 12 * number)
    date = month._replace(day=reference.day)
    if is_valid(date):
        return Normalized(format_date(date))
    return Normalized(None, (format_date(month),), noop("that month has fewer days"))


def _shift_month(reference: datetime.date, months: int) -> PartialDate:
    index = reference.year * 12 + reference.month - 1 + months
    return PartialDate(index // 12, index % 12 + 1)


def _weekday(date: PartialDate) -> int | None:
    return None if None in date else _to_date(date).weekday()


def _to_date(date: PartialDate) -> datetime.date:
    return datetime.date(date.year or 1, date.month or 1, date.day or 1)


def _iso(day: datetime.date) -> Normalized:
    return Normalized(day.isoformat())
