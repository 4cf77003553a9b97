"""Dates of which some parts may be unknown, and where a text mentions them.

Left out: finding them (`dates`, `english_dates`) and writing them (`facts.format_date`).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sakura_cli.spans import Span

WEEKDAYS = "月火水木金土日"
ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class PartialDate(NamedTuple):
    """A date of which some parts may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def matches(self, other: PartialDate) -> bool:
        """Say whether every part of this date is that of `other`."""
        return all(mine is None or mine == theirs for mine, theirs in zip(self, other, strict=True))


@dataclass(frozen=True)
class DateMention:
    """A date found in a text; `weekday` counts from Monday as 0, `readings` is never empty.

    `is_contradictory` marks a date whose two years disagree: 2026年（令和9年）.
    """

    span: Span
    readings: tuple[PartialDate, ...]
    weekday: int | None = None
    is_fiscal: bool = False
    is_contradictory: bool = False

    @property
    def date(self) -> PartialDate:
        """Return the likeliest reading."""
        return self.readings[0]


def is_valid(date: PartialDate) -> bool:
    """Say whether the calendar has such a date."""
    year, month, day = date
    if year is not None and not 1 <= year <= 9999:
        return False
    if month is not None and not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= (
        31 if month is None else calendar.monthrange(2000 if year is None else year, month)[1]
    )


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
