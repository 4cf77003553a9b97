"""Dates: found and read as values, from Japanese and English."""

from __future__ import annotations

from sakura_cli.text.dates.calendar_names import MONTH_NAMES, WEEKDAY_NAMES, WEEKDAYS
from sakura_cli.text.dates.eras import ERA_START
from sakura_cli.text.dates.finding import find_dates
from sakura_cli.text.dates.joints import is_list_joint
from sakura_cli.text.dates.resolving import normalize_date, read_dates
from sakura_cli.text.dates.values import DateMention, PartialDate, format_date
from sakura_cli.text.dates.weekdays import find_weekdays
from sakura_cli.text.dates.written import find_written_dates, split_range

__all__ = [
    "ERA_START",
    "MONTH_NAMES",
    "WEEKDAYS",
    "WEEKDAY_NAMES",
    "DateMention",
    "PartialDate",
    "find_dates",
    "find_weekdays",
    "find_written_dates",
    "format_date",
    "is_list_joint",
    "normalize_date",
    "read_dates",
    "split_range",
]
