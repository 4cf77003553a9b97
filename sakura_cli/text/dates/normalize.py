"""Turn written dates into ISO 8601: full, partial (--03-05) and intervals; relative ones with a reference date.

What can be read in several ways (3/4/05, 26年3月5日, 来週日曜) is declared ambiguous, with its readings, never guessed.
Left out: holidays and business days, which need a calendar of the year.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from sakura_cli.characters.fold import fold
from sakura_cli.localization import gettext_noop as noop
from sakura_cli.spans import Span
from sakura_cli.text.dates.finding import ERA_START, find_dates
from sakura_cli.text.dates.joints import RANGE
from sakura_cli.text.dates.lists import close_date, is_bare_day, take_over
from sakura_cli.text.dates.partial import DateMention, PartialDate, format_date, is_valid
from sakura_cli.text.dates.relative import NEEDS_ANTECEDENT, PATTERNS, is_relative, read_relative, shift_month
from sakura_cli.text.quantities import Normalized, parse_numeral

_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_BARE_YEAR = re.compile(r"(?<!\d)(?P<short>\d{1,2})年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?")
_SPELLED_YEAR = re.compile(r"(?:西暦)?(?P<year>[一二]?千[〇零一二三四五六七八九十百]*)年")
_ISO = re.compile(r"(?:(\d{4})|-)(?:-(\d{2})|-)?(?:-(\d{2}))?")
_PART_OF_MONTH = re.compile(r"(上旬|初旬|中旬|下旬|末日?|初め|頭)")
_ENDS_IN_PART = re.compile(rf"月{_PART_OF_MONTH.pattern}$")
# What stands before a date that could only be read in part: 二千二十五年|四月一日, 2025年13月|1日.
_UNREAD_BEFORE = re.compile(
    rf"(?:(?:{'|'.join(ERA_START)}|西暦)?\s?(?:\d+|元|[〇零一二三四五六七八九十百千]+)\s?年度?の?\s?)?"
    r"(?:(?:\d+|[〇零一二三四五六七八九十]+)\s?[年月]\s?)?$"
)
_FISCAL = noop("a fiscal year")
_SEVERAL_READINGS = noop("several readings")
_SEVERAL_DATES = noop("several dates")


def normalize_date(
    raw: str,
    *,
    reference: datetime.date | None = None,
    antecedent: PartialDate | None = None,
    is_listed: bool = False,
) -> Normalized:
    """Read a date, or an interval of two joined by a slash, in ISO 8601.

    A date without a year stays partial (--03-05) unless `reference` is given: then it is the one nearest to it.
    Relative dates (来週火曜, 3日後) need `reference`, others (同月30日, 翌年3月) the `antecedent`; one that is
    listed after its antecedent (10月5日、12日) is of the same month.
    """
    text = fold(raw).strip()
    if is_listed and antecedent is not None:
        text, *others = take_over(text, antecedent)
        if others:
            values = [normalize_date(each, reference=reference).value for each in (text, *others)]
            fitting = tuple(value for value in values if value)
            # A weekday may leave only one.
            return Normalized(fitting[0]) if len(fitting) == 1 else Normalized(None, fitting, _SEVERAL_READINGS)
    elif is_listed and reference is not None and is_bare_day(text):
        return Normalized(None, reason=NEEDS_ANTECEDENT)
    text = close_date(text)
    if ends := _part_interval(text):
        start = normalize_date(ends[0], reference=reference, antecedent=antecedent)
        after = read_iso(start.value)
        readings = take_over(ends[1], after) if after else (ends[1],)
        return _join(start, normalize_date(readings[-1], reference=reference, antecedent=after))
    relative = read_relative(
        text,
        reference=reference,
        antecedent=antecedent,
        read_absolute=lambda absolute: normalize_date(absolute, reference=reference),
    )
    if relative is not None:
        return relative
    if compact := list(_COMPACT.finditer(text)):
        return _read_compact(text, compact)
    if (spelled := _SPELLED_YEAR.match(text)) and (year := parse_numeral(spelled["year"])) is not None:
        # 二千二十五年: years are written by their digits, seldom like this.
        return normalize_date(f"{int(year)}{text[spelled.end('year') :]}", reference=reference)
    return _read_mentions(text, reference, antecedent)


def read_iso(value: str | None) -> PartialDate | None:
    """Return the date that ISO 8601 text says, of an interval its end; None where it says none."""
    match = _ISO.fullmatch(value.rpartition("/")[2]) if value else None
    return PartialDate(*(int(part) if part else None for part in match.groups())) if match else None


def find_written_dates(text: str) -> list[Span]:
    """Find the dates of a text as they are written, relative ones and intervals too, in order and without overlaps."""
    folded = fold(text)
    spans = [Span(*match.span()) for match in _COMPACT.finditer(folded)]
    spans += [_extend(folded, mention.span) for mention in find_dates(folded) if any(mention.date)]
    spans += [Span(*match.span()) for match in _BARE_YEAR.finditer(folded)]
    for pattern in PATTERNS:
        spans += [Span(*match.span()) for match in pattern.finditer(folded)]
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        last = joined[-1] if joined else None
        if last and (span.start <= last.end or RANGE.fullmatch(folded, last.end, span.start)):
            joined[-1] = Span(last.start, max(last.end, span.end))
        else:
            joined.append(span)
    return joined


def _read_mentions(text: str, reference: datetime.date | None, antecedent: PartialDate | None) -> Normalized:
    """Read the dates that are found in a text: one, or two that make an interval."""
    found = [mention for mention in find_dates(text) if any(mention.date)]
    if (bare := _BARE_YEAR.search(text)) and not any(date.date.year for date in found):
        return _read_bare_year(bare)
    if not found:
        return Normalized(None, reason=noop("no date"))
    if _has_invalid_rest(text, found):
        return Normalized(None, reason=noop("no such date"))
    if len(found) == 1:
        return _resolve(text, found[0], reference, antecedent)
    if len(found) == 2 and RANGE.fullmatch(text, found[0].span.end, found[1].span.start):
        first, last = found
        if first.date.year is None and last.date.year is not None:
            # Jan. 31 - Feb. 2, 2025: the year stands after both.
            is_before = (first.date.month or 0) > (last.date.month or 0)
            first = replace(first, readings=(first.date._replace(year=last.date.year - is_before),))
        return _join(_resolve(text, first, reference), _resolve(text, last, reference))
    readings = tuple(dict.fromkeys(format_date(mention.date) for mention in found))
    return Normalized(None, readings, _SEVERAL_DATES) if len(readings) > 1 else Normalized(readings[0])


def _read_compact(text: str, found: Sequence[re.Match[str]]) -> Normalized:
    """Read 20250401, or two of them as an interval."""
    dates = [PartialDate(*(int(part) for part in match.groups())) for match in found]
    if not all(is_valid(date) for date in dates):
        return Normalized(None, reason=noop("no such date"))
    readings = [Normalized(format_date(date)) for date in dates]
    if len(found) == 2 and RANGE.fullmatch(text, found[0].end(), found[1].start()):
        return _join(*readings)
    values = tuple(format_date(date) for date in dates)
    return readings[0] if len(set(values)) == 1 else Normalized(None, values, _SEVERAL_DATES)


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


def _resolve(
    text: str, mention: DateMention, reference: datetime.date | None, antecedent: PartialDate | None = None
) -> Normalized:
    if mention.is_fiscal and mention.date.month is None:
        year = mention.date.year or 0
        return Normalized(None, (f"{year:04d}-04/{year + 1:04d}-03", f"{year:04d}"), _FISCAL)
    readings = mention.readings
    if len(readings) > 1:
        if mention.weekday is not None:
            matching = tuple(date for date in readings if _weekday(date) == mention.weekday)
            if len(matching) == 1:
                return Normalized(format_date(matching[0]))
        return Normalized(None, tuple(format_date(date) for date in readings), _SEVERAL_READINGS)
    date = readings[0]
    if mention.weekday is not None and _weekday(date) not in (None, mention.weekday):
        return Normalized(None, (format_date(date),), noop("the weekday does not match"))
    if date.day is None and date.month is not None and (part := _PART_OF_MONTH.match(text, mention.span.end)):
        return _read_part_of_month(_near(date._replace(day=15), reference)._replace(day=None), part.group())
    if date.year is None and reference is not None:
        return _complete(date, mention.weekday, reference, antecedent)
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


def _part_interval(text: str) -> tuple[str, str] | None:
    """Part an interval of which an end is relative or a part of a month: 来週月曜から来週金曜, 4月上旬~5月中旬."""
    for joint in RANGE.finditer(text):
        start, end = text[: joint.start()], text[joint.end() :]
        has_part = is_relative(start) or is_relative(end) or _ENDS_IN_PART.search(start) or _ENDS_IN_PART.search(end)
        if start and end and has_part and find_written_dates(start) and find_written_dates(end):
            return start, end
    return None


def _join(start: Normalized, end: Normalized) -> Normalized:
    if start.value is None or end.value is None:
        reason = start.reason or end.reason
        return Normalized(None, (*start.alternatives, *end.alternatives), reason)
    # Of a part of a month (4月上旬) only the outer end counts.
    first, last = start.value.partition("/")[0], end.value.rpartition("/")[2]
    if first > last and not first.startswith("-"):
        return Normalized(None, (first, last), noop("the end comes before the start"))
    return Normalized(f"{first}/{last}")


def _complete(
    date: PartialDate, weekday: int | None, reference: datetime.date, antecedent: PartialDate | None
) -> Normalized:
    """Add the year (and month) that come nearest to the reference and fit the weekday."""
    if date.month is None:
        months = [shift_month(reference, offset) for offset in (-1, 0, 1)]
        if antecedent is not None and antecedent.year is not None and antecedent.month is not None:
            # A day may as well be of the month named before it.
            months.append(antecedent._replace(day=None))
        readings = [month._replace(day=date.day) for month in dict.fromkeys(months)]
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


def _weekday(date: PartialDate) -> int | None:
    return None if None in date else _to_date(date).weekday()


def _to_date(date: PartialDate) -> datetime.date:
    return datetime.date(date.year or 1, date.month or 1, date.day or 1)
