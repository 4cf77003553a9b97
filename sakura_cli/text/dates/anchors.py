"""Count a date from the one it is anchored to: weeks, months and years after today or after the date named before.

What comes out is a date that counts from nothing, or why there is none. Left out: the years and months that absolute
dates leave out (`resolving`).
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from sakura_cli.text.dates.outcomes import Outcome, leave_open
from sakura_cli.text.dates.values import (
    MONTHS_A_YEAR,
    Anchor,
    DateMention,
    PartialDate,
    as_day,
    from_day,
    is_valid,
    shift_month,
)
from sakura_cli.text.quantities import Unread

_A_WEEK = 7
_SUNDAY = 6


def count(
    mention: DateMention, anchor: Anchor, reference: datetime.date | None, antecedent: PartialDate | None
) -> DateMention | Outcome:
    """Return what a mention says without its anchor, or the outcome where it has no single reading."""
    if anchor.origin == "context":
        return leave_open(Unread.NEEDS_ANTECEDENT, [antecedent] if antecedent else [])
    if anchor.origin == "antecedent":
        origin = antecedent if antecedent and _can_count(mention, anchor, antecedent) else None
    else:
        origin = from_day(reference) if reference else None
    if origin is None:
        return leave_open(Unread.NEEDS_ANTECEDENT if anchor.origin == "antecedent" else Unread.NEEDS_REFERENCE)
    if anchor.offset is None:
        return leave_open(Unread.NOT_WHOLE)
    try:
        counted = _count(mention, anchor.unit, anchor.offset, origin)
    except OverflowError:
        return leave_open(Unread.NO_SUCH_DATE)
    return replace(mention, readings=(counted,), anchor=None) if isinstance(counted, PartialDate) else counted


def _can_count(mention: DateMention, anchor: Anchor, antecedent: PartialDate) -> bool:
    """Say whether the date named before is known as far as it is needed: a year not for the same month or year."""
    year, month, day = antecedent
    if year is None:
        is_same = anchor.offset == 0
        return is_same and (anchor.unit == "year" or bool(anchor.unit == "month" and month and mention.date.day))
    return (month is not None or anchor.unit == "year") and (day is not None or anchor.unit != "week")


def _count(mention: DateMention, unit: str, offset: int, origin: PartialDate) -> PartialDate | Outcome:
    if unit == "year" and mention.date.month is None:
        return _count_months(mention, offset * MONTHS_A_YEAR, origin)
    if unit == "year":
        return mention.date._replace(year=None if origin.year is None else origin.year + offset)
    if unit == "month":
        return _count_months(mention, offset, origin)
    day = as_day(origin)
    if mention.weekday is None:
        return from_day(day + datetime.timedelta(days=offset * (_A_WEEK if unit == "week" else 1)))
    if unit == "weekday":
        return _next_weekday(mention.weekday, day)
    return _weekday_of_week(mention.weekday, offset, day)


def _count_months(mention: DateMention, offset: int, origin: PartialDate) -> PartialDate | Outcome:
    month = shift_month(origin, offset)
    if not is_valid(month):
        return leave_open(Unread.NO_SUCH_DATE)
    if mention.part or mention.date.day:
        return month._replace(day=mention.date.day)
    date = month._replace(day=origin.day)
    return date if is_valid(date) else leave_open(Unread.SHORTER_MONTH, [month])


def _next_weekday(weekday: int, today: datetime.date) -> Outcome:
    """Offer the two days that 火曜日 and 次の火曜日 may be."""
    ahead = (weekday - today.weekday()) % _A_WEEK
    days = [from_day(today + datetime.timedelta(days=ahead + later)) for later in (0, _A_WEEK)]
    return leave_open(Unread.WHICH_WEEK, days)


def _weekday_of_week(weekday: int, offset: int, today: datetime.date) -> PartialDate | Outcome:
    """Return a weekday of a week; a week begins on Monday for some and on Sunday for others."""
    day = today + datetime.timedelta(days=weekday - today.weekday() + offset * _A_WEEK)
    shift = (today.weekday() == _SUNDAY) - (weekday == _SUNDAY)
    if not shift:
        return from_day(day)
    other = day + datetime.timedelta(days=shift * _A_WEEK)
    return leave_open(Unread.WHICH_FIRST_WEEKDAY, [from_day(day), from_day(other)])
