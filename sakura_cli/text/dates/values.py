"""Dates as values: the parts a text states, what they count from, and how they are written in ISO 8601.

Left out: finding them in a text, and settling what they leave open (`resolving`).
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sakura_cli.spans import Span

AnchorUnit = Literal["day", "week", "month", "year", "weekday"]
CountedFrom = Literal["reference", "antecedent", "context"]

MONTHS_A_YEAR = 12


class PartialDate(NamedTuple):
    """A date of which some parts may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def matches(self, other: PartialDate) -> bool:
        """Say whether every part of this date is that of `other`."""
        return all(mine is None or mine == theirs for mine, theirs in zip(self, other, strict=True))


class Anchor(NamedTuple):
    """What a date counts from: `offset` units after today (reference), or after the date before it (antecedent).

    `offset` is None where it is no whole number. A date of the context (当日) only its reader knows; a weekday by
    itself (次の火曜) may skip a week.
    """

    unit: AnchorUnit
    offset: int | None
    origin: CountedFrom


class MonthPart(NamedTuple):
    """A part of a month by its first and last day; a `last` of None is the end of the month, no `first` no days."""

    first: int | None
    last: int | None
    is_end: bool = False


@dataclass(frozen=True)
class DateMention:
    """A date found in a text; `weekday` counts from Monday as 0, `readings` is never empty.

    `is_contradictory` marks a date whose two years disagree: 2026年（令和9年）. With an `anchor` the readings say what
    is stated besides it; `find_dates` finds no such dates. `lacks_era` marks a year of which only the number is written
    (8年3月5日), `is_partial` a date beside whose words there are more that could not be read (2025年13月1日).
    """

    span: Span
    readings: tuple[PartialDate, ...]
    weekday: int | None = None
    is_fiscal: bool = False
    is_contradictory: bool = False
    anchor: Anchor | None = None
    part: MonthPart | None = None
    lacks_era: bool = False
    is_partial: bool = False

    @property
    def date(self) -> PartialDate:
        """Return the likeliest reading."""
        return self.readings[0]


@dataclass(frozen=True)
class WrittenDate:
    """A date as written: one mention, the two ends of a range, or several that touch and may disagree.

    `is_partial` says that beside them stands a part of a date that could not be read.
    """

    span: Span
    mentions: tuple[DateMention, ...]
    is_range: bool = False
    is_partial: bool = False


def is_valid(date: PartialDate) -> bool:
    """Say whether the calendar has such a date."""
    year, month, day = date
    if year is not None and not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return False
    if month is not None and not 1 <= month <= MONTHS_A_YEAR:
        return False
    return day is None or 1 <= day <= (31 if month is None else last_day(date))


def last_day(date: PartialDate) -> int:
    """Return the last day of the month of a date, of February the 29th where the year is unknown."""
    return calendar.monthrange(2000 if date.year is None else date.year, date.month or 1)[1]


def shift_month(date: PartialDate, months: int) -> PartialDate:
    """Return the month so many months after that of a date, without its day and without a year where it has none."""
    year, month = divmod((date.year or 0) * MONTHS_A_YEAR + (date.month or 1) - 1 + months, MONTHS_A_YEAR)
    return PartialDate(None if date.year is None else year, month + 1)


def weekday_of(date: PartialDate) -> int | None:
    """Return the weekday of a date, None where a part of it is unknown."""
    return None if None in date else as_day(date).weekday()


def as_day(date: PartialDate) -> datetime.date:
    """Return the first day that a date may be, in the year 1 where its year is unknown."""
    return datetime.date(date.year or 1, date.month or 1, date.day or 1)


def latest_day(date: PartialDate) -> datetime.date:
    """Return the last day that a date with its year may be."""
    full = date._replace(month=date.month or MONTHS_A_YEAR)
    return as_day(full._replace(day=date.day or last_day(full)))


def from_day(day: datetime.date) -> PartialDate:
    """Return a day as a date of which all parts are known."""
    return PartialDate(day.year, day.month, day.day)


def make_mentions(
    match: re.Match[str], *readings: PartialDate, weekday: int | None = None, fiscal: bool = False
) -> Iterator[DateMention]:
    """Yield the mention of a match with the readings that the calendar has; nothing where it has none."""
    valid = tuple(dict.fromkeys(reading for reading in readings if is_valid(reading)))
    if valid:
        yield DateMention(Span(*match.span()), valid, weekday, fiscal)


def format_date(date: PartialDate) -> str:
    """Write a partial date after ISO 8601: 2026-03-05, --03-05, ---05, 2026-03, 2026."""
    year, month, day = date
    text = "-" if year is None else f"{year:04d}"
    if month is not None:
        text += f"-{month:02d}"
    elif day is not None:
        text += "-"
    return text + (f"-{day:02d}" if day is not None else "")
