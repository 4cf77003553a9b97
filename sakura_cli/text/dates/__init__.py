"""Dates: found and read as values, from Japanese and English."""

from __future__ import annotations

from sakura_cli.text.dates.calendar_words import MONTH_NAMES, WEEKDAY_NAMES
from sakura_cli.text.dates.finding import ERA_START, find_dates, find_weekdays
from sakura_cli.text.dates.joints import RANGE as DATE_RANGE
from sakura_cli.text.dates.lists import is_list_joint
from sakura_cli.text.dates.normalize import find_written_dates, normalize_date, read_iso
from sakura_cli.text.dates.partial import ENGLISH_WEEKDAYS, WEEKDAYS, DateMention, PartialDate, format_date
from sakura_cli.text.dates.relative import NEEDS_REFERENCE

__all__ = [
    "DATE_RANGE",
    "ENGLISH_WEEKDAYS",
    "ERA_START",
    "MONTH_NAMES",
    "NEEDS_REFERENCE",
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
    "read_iso",
]
