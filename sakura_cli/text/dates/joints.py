"""What joins two dates in folded text, and what the later takes over: 3月5日〜7日, 10月5日、12日, 12月28日〜1月5日.

By arithmetic on values. Left out: the joints of numbers, which have others besides (`quantities`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, words
from sakura_cli.text.dates.values import DateMention, PartialDate, is_valid, shift_month

_TABLE = "dates/joints"
_RANGED = alternation(words(_TABLE, "range"))
_LISTED = alternation(words(_TABLE, "list"))
_ENGLISH = alternation(words(_TABLE, "english range", "english list"))
# 7月20日10時〜21日18時.
_CLOCK = rf"\d{{1,2}}(?:時(?:\d{{1,2}}分|半)?|:\d{{2}})\s?{_RANGED}"

RANGE = re.compile(rf"\s*{alternation(words(_TABLE, 'range', 'english range'))}\s*")
"""Joins the ends of a range."""

RANGE_OR_LIST = re.compile(rf"\s?(?:{_LISTED}|{_RANGED}|(?<= ){_ENGLISH}(?= ))\s?")
"""Joins dates of which the later takes over what it leaves out; English words only between spaces."""

_LIST = re.compile(rf"\s?(?:{_LISTED}|{_CLOCK})\s?")


def is_list_joint(between: str) -> bool:
    """Say whether the words between two dates make a list of them, in which a later one leaves out its month."""
    return bool(_LIST.fullmatch(fold(between)))


def inherit(folded: str, found: list[DateMention]) -> list[DateMention]:
    """Give the later dates of ranges and lists the year and month of the earlier ones (3月5日〜7日)."""
    full: list[DateMention] = []
    for mention in found:
        last = full[-1] if full else None
        if (
            last
            and not (last.anchor or mention.anchor)
            and RANGE_OR_LIST.fullmatch(folded, last.span.end, mention.span.start)
            and len(mention.readings) == 1
        ):
            is_range = bool(RANGE.fullmatch(folded, last.span.end, mention.span.start))
            date = _inherit(mention.date, last.date, is_range=is_range)
            if date != mention.date and is_valid(date):
                mention = replace(mention, readings=(date,))
        full.append(mention)
    return full


def _inherit(date: PartialDate, last: PartialDate, *, is_range: bool) -> PartialDate:
    year, month, day = date
    if year is not None:
        return date
    if month is None:
        return date if day is None else date._replace(year=last.year, month=last.month)
    if last.year is None or last.month is None or month >= last.month:
        return date._replace(year=last.year) if last.month is not None else date
    # 12月28日〜1月5日 ends in the next year; a list (12月、1月) leaves it open.
    return date._replace(year=last.year + 1) if is_range else date


def take_over(date: PartialDate, before: PartialDate) -> tuple[PartialDate, ...]:
    """Return the dates that one may be which stands in a list after another: both where it may be of the next.

    Of 7月31日、1日 the second may be of July or of August; of 2026年12月、1月 it may be of either year.
    """
    year, month, day = date
    if year is not None or before.month is None:
        return (date,)
    if month is None:
        if day is None:
            return (date,)
        same = date._replace(year=before.year, month=before.month)
        if before.day is None or day >= before.day:
            return (same,)
        return (same, shift_month(before, 1)._replace(day=day))
    if before.year is None:
        return (date,)
    same = date._replace(year=before.year)
    return (same,) if month >= before.month else (same, same._replace(year=before.year + 1))
