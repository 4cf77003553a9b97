"""Find the absolute dates of folded text: 和暦 and 西暦, kanji and Arabic, ISO, slashes, English, ranges and lists.

Own code because ja-timex 0.2.8 misses short eras (R8.3.5), ranges that inherit a month and everything English. Left
out: dates that count from another (来週火曜), which `written` finds too.
"""

from __future__ import annotations

from sakura_cli.text.dates.english import find_english
from sakura_cli.text.dates.japanese import (
    find_day_lists,
    find_full,
    find_month_days,
    find_month_ranges,
    find_single_parts,
)
from sakura_cli.text.dates.joints import inherit
from sakura_cli.text.dates.numeric import find_numeric, find_year_ranges
from sakura_cli.text.dates.values import DateMention

# What an earlier one finds, no later one reads again.
_FINDERS = (
    find_day_lists,
    find_full,
    find_numeric,
    find_year_ranges,
    find_month_ranges,
    find_month_days,
    find_english,
    find_single_parts,
)


def find_dates(folded: str) -> list[DateMention]:
    """Find the dates of a folded text, in order and without overlaps; a later one takes over what it leaves out."""
    return inherit(folded, find_stated(folded))


def find_stated(folded: str) -> list[DateMention]:
    """Find the dates of a folded text, in order and without overlaps, each with what it states itself."""
    taken = bytearray(len(folded))
    found: list[DateMention] = []
    for find in _FINDERS:
        for mention in find(folded):
            start, end = mention.span
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append(mention)
    return sorted(found, key=lambda mention: mention.span)
