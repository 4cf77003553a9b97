"""Find English dates in folded text: March 5, 2026, 5 March, May 11 to 15, FY2025.

Left out: dates in digits, which both languages write (`numeric`), and weekdays alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.spans import Span
from sakura_cli.text.dates.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from sakura_cli.text.dates.values import DateMention, PartialDate, is_valid, make_mentions

_MONTHS = [name.lower() for name in MONTH_NAMES["en"]]
_WEEKDAYS = [name.lower() for name in WEEKDAY_NAMES["en"]]

_MONTH_NAME = "|".join(f"{name[:3].capitalize()}(?:{name[3:]})?" for name in _MONTHS) + "|Sept"
_EN_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d|:|,\d{3})"
_EN_WEEKDAY = r"(?:(?P<weekday>(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)\.?,?\s+)?"
_PREPOSITIONS = ("in", "of", "by", "since", "until", "till", "last", "next", "this", "through", "from", "early", "late")
_AFTER_PREPOSITION = "(?:" + "|".join(rf"(?<=\b{word} )" for word in _PREPOSITIONS) + "|(?<=[Mm]id-))"
_DATES = (
    re.compile(rf"\b(?P<year>(?:19|20)\d{{2}})\s+(?P<name>{_MONTH_NAME})\b\.?\s+{_EN_DAY}\b"),
    re.compile(rf"\b{_EN_WEEKDAY}(?P<name>{_MONTH_NAME})\b\.?\s+{_EN_DAY}(?:,?\s+(?P<year>\d{{4}}))?\b"),
    re.compile(
        rf"\b{_EN_WEEKDAY}(?:the\s+)?{_EN_DAY}\s+(?:of\s+)?(?P<name>{_MONTH_NAME})\b\.?(?:,?\s+(?P<year>\d{{4}}))?\b"
    ),
    re.compile(rf"\b{_EN_DAY}-(?P<name>{_MONTH_NAME})-(?P<year>\d{{4}})\b"),
    re.compile(rf"\b(?P<name>{_MONTH_NAME})\b\.?,?\s+(?P<year>(?:1[6-9]|20)\d{{2}})\b"),
    re.compile(
        r"\b(?=[JFMASOND])(?P<name>January|February|April|June|July|August|September|October|November|December"
        rf"|{_AFTER_PREPOSITION}(?:{_MONTH_NAME}))\b"
    ),
)
# May 11 to 15, Nov. 22 and 23, 2026; in "May 11 and 15 people" the second number counts.
_DAY_LIST = re.compile(
    rf"\b(?P<name>{_MONTH_NAME})\b\.?\s+(?P<first>\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?P<others>(?:\s?(?:-|,\s?and|,|to|through|and|or)\s?\d{1,2}(?:st|nd|rd|th)?)+)(?:,?\s+(?P<year>\d{4}))?"
    r"(?=\s*(?:[.,;:)!?]|$|\b(?:at|in|from|for|by|on|is|are|was|were|will)\b))(?![.,:]\d)"
)
_LIST_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_YEAR = re.compile(
    r"(?=[12Ff])(?:(?<=\bin )|(?<=\bof )|(?<=\bby )|(?<=\bsince )|(?<=\buntil )|(?<=\bfrom )"
    r"|(?<=\byear )|(?P<fiscal>\bFY ?|\bfiscal (?:year )?))"
    r"(?P<year>(?:1[6-9]|20)\d{2})\b(?![,.]\d)"
)


def find_english(folded: str) -> Iterator[DateMention]:
    """Yield the English dates of a folded text, those in lists first; later ones may overlap them."""
    yield from _find_day_lists(folded)
    for pattern in _DATES:
        for match in pattern.finditer(folded):
            groups = match.groupdict()
            month = _month_number(match["name"])
            year, day = groups.get("year"), groups.get("day")
            weekday = groups.get("weekday")
            number = next(
                (i for i, name in enumerate(_WEEKDAYS) if weekday and name.startswith(weekday.lower()[:3])), None
            )
            yield from make_mentions(
                match, PartialDate(int(year) if year else None, month, int(day) if day else None), weekday=number
            )
    for match in _YEAR.finditer(folded):
        yield from make_mentions(match, PartialDate(int(match["year"])), fiscal=bool(match["fiscal"]))


def _find_day_lists(folded: str) -> Iterator[DateMention]:
    for match in _DAY_LIST.finditer(folded):
        month = _month_number(match["name"])
        year = int(match["year"]) if match["year"] else None
        days = list(_LIST_DAY.finditer(folded, match.start("first"), match.end("others")))
        for index, day in enumerate(days):
            date = PartialDate(year, month, int(re.sub(r"\D", "", day.group())))
            start = match.start() if index == 0 else day.start()
            if is_valid(date):
                yield DateMention(Span(start, match.end() if index == len(days) - 1 else day.end()), (date,))


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))
