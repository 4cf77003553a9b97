"""Weekdays in folded text, beside a date or alone: (火), 火曜日, Tuesday.

Left out: weeks that a weekday is of (来週火曜); see `relative`.
"""

from __future__ import annotations

import re

from sakura_cli.spans import Span
from sakura_cli.text.dates.calendar_names import WEEKDAYS

IN_BRACKETS = rf"\s?\([{WEEKDAYS}](?:曜日?)?(?:[・,/]?[祝休]日?)?\)"
AFTER_DATE = rf"(?:\s?\(\s?(?P<w1>[{WEEKDAYS}])(?:曜日?)?(?:[・,/]?[祝休]日?)?\s?\)|\s?(?P<w2>[{WEEKDAYS}])曜日?)?"
"""The weekday that may follow a date, for `read_weekday`."""

_ALONE = re.compile(rf"(?P<w1>[{WEEKDAYS}])曜|\((?P<w2>[{WEEKDAYS}])(?:[・,/]祝)?\)")
_ENGLISH_STEMS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_ENGLISH = re.compile(rf"\b(?P<weekday>{'|'.join(_ENGLISH_STEMS)})days?\b")


def find_weekdays(folded: str) -> list[tuple[Span, int]]:
    """Find the weekdays of a folded text, also those inside dates."""
    found = [(Span(*match.span()), WEEKDAYS.index(match["w1"] or match["w2"])) for match in _ALONE.finditer(folded)]
    found.extend((Span(*match.span()), _ENGLISH_STEMS.index(match["weekday"])) for match in _ENGLISH.finditer(folded))
    return sorted(found)


def read_weekday(match: re.Match[str]) -> int | None:
    """Return the weekday that a match of a date says, None where it says none."""
    name = match["w1"] or match["w2"]
    return WEEKDAYS.index(name) if name else None
