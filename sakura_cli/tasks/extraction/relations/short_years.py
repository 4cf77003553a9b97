"""Days whose year has two figures or is left out, told by the other days of a paper: 26.04.27, 2月20日(木).

Which calendar is meant another day of the paper tells; where none does, or both may be, nothing is read. A day without
a year is that next to the paper's days, and has to fall on its weekday where one stands with it; where these days are
far apart it stays open. Left out: days with a full year or an era, which need no witness (`text.dates`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from sakura_cli.characters.fold import fold
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node
from sakura_cli.text.dates import find_weekdays

_SHORT = re.compile(r"(?P<year>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})[./-](?P<day>[0-9]{1,2})")
_CENTURY, _REIWA = 2000, 2018
# Days of a paper lie in a year or two.
_NEAR = 1
_OPEN = re.compile(r"--(?P<month>[0-9]{2})-(?P<day>[0-9]{2})|---(?P<only>[0-9]{2})")
_FULL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_IN_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-[0-9]{2})?")
# A weekday stands in brackets right behind its day.
_WEEKDAY_WITHIN = 4
_HALF_YEAR = 183


def read_short_year(source: IndexedDocument, span: Span) -> Leaf | None:
    """Return the day that a cell is, its year told by other days of the document; None of anything else."""
    match = _SHORT.fullmatch(fold(span.cut(source.text)).strip())
    if match is None:
        return None
    told = {int(value[:4]) for value in source.days()}
    short = int(match["year"])
    fitting = [base + short for base in (_CENTURY, _REIWA) if any(abs(base + short - year) <= _NEAR for year in told)]
    if len(fitting) != 1:
        return None
    try:
        day = datetime.date(fitting[0], int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    raw = span.cut(source.text)
    return Leaf(span, "NORMALIZED", raw, day.isoformat() if source.normalizes else raw, found="table")


def complete_days(source: IndexedDocument, fields: Sequence[Field], node: Node) -> Node:
    """Return values with the year, and the month, of their days where the other days of the document tell these."""
    if isinstance(node, list):
        return [complete_days(source, fields, item) for item in node]
    if not isinstance(node, dict):
        return node
    found: dict[str, Node] = dict(node)
    for field in fields:
        member = found.get(field.name)
        if field.is_group:
            found[field.name] = complete_days(source, field.fields, member)
        elif field.type == "date" and isinstance(member, list):
            found[field.name] = [_complete(source, item) for item in member]
        elif field.type == "date":
            found[field.name] = _complete(source, member)
    return found


def _complete(source: IndexedDocument, node: Node) -> Node:
    match = _OPEN.fullmatch(str(node.value)) if isinstance(node, Leaf) and node.value is not None else None
    if match is None or not isinstance(node, Leaf):
        return node
    told = [value for value in source.days() if _IN_MONTH.fullmatch(value)]
    weekday = _weekday_behind(source.text, node.span)
    if match["only"]:
        months = {(int(value[:4]), int(value[5:7])) for value in told}
        days = [_day(year, month, int(match["only"])) for year, month in months]
    else:
        years = {int(value[:4]) for value in told}
        near = {year + step for year in years for step in (-_NEAR, 0, _NEAR)}
        days = [_day(year, int(match["month"]), int(match["day"])) for year in near]
        days = _nearest([day for day in days if day is not None], told)
    fitting = {day for day in days if day is not None and weekday in (None, day.weekday())}
    return replace(node, value=fitting.pop().isoformat()) if len(fitting) == 1 else node


def _nearest(days: Sequence[datetime.date], told: Sequence[str]) -> list[datetime.date | None]:
    """Return the days that are nearest to one of the latest days of a document: one, if these lie close together."""
    full = [datetime.date.fromisoformat(value) for value in told if _FULL.fullmatch(value)]
    full = full or [datetime.date(int(value[:4]), int(value[5:7]), 15) for value in told]
    latest = [day for day in full if day.year >= max(each.year for each in full) - _NEAR]
    return list(
        {
            day
            for known in latest
            for day in [min(days, key=lambda day: abs(day - known), default=None)]
            if day is not None and abs((day - known).days) <= _HALF_YEAR
        }
    )


def _weekday_behind(text: str, span: Span) -> int | None:
    """Return the weekday that stands in a day or right behind it: 2月20日(木)."""
    said = find_weekdays(fold(text[span.start : span.end + _WEEKDAY_WITHIN]))
    return said[0][1] if len(said) == 1 else None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
