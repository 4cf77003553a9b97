"""Japanese eras: what is written for them, and which Western years their years are.

Left out: whether an era had begun on a day; a date is of the era it is written in (令和元年4月).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sakura_cli.lexicon import alternation, read_table, words
from sakura_cli.text.dates.values import PartialDate, is_valid, latest_day
from sakura_cli.text.quantities import parse_numeral

_TABLE = "dates/eras"
_ROWS = read_table(_TABLE)

_FIRST_DAYS = {row["word"]: date.fromisoformat(row["start"]) for row in _ROWS if row["start"]}
# Of everything that is written for an era: 令和, R, 令.
_STARTS = {row["word"]: _FIRST_DAYS[row["era"]] for row in _ROWS}

ERA_START: dict[str, int] = {era: start.year for era, start in _FIRST_DAYS.items()}
"""The Western year of the first year of each era."""

ERA = alternation(words(_TABLE, "name", "sign"))
ERA_LETTER = f"[{''.join(words(_TABLE, 'letter'))}]"
ERA_SHORT = f"[{''.join(words(_TABLE, 'short'))}]"
ERA_IN_FIGURES = f"[{''.join(words(_TABLE, 'short', 'short in figures'))}]"
KANJI_DIGITS = "〇零一二三四五六七八九十廿卅"
NUMBER = rf"(?:\d{{1,2}}|[{KANJI_DIGITS}]{{1,3}})"
"""The number of a month, a day or a year of an era."""

_ANY = rf"[(○◯]?(?:{ERA}|{ERA_LETTER}|{ERA_SHORT})[)]?"
# Several eras in a row, as forms offer them, before the number of a year.
_OFFERED = re.compile(
    rf"(?<![A-Za-z一-龠])(?:{_ANY}(?:[ ]{{0,3}}[・/|･][ ]{{0,3}}|[ ]{{1,4}})){{1,5}}{_ANY}(?=[)]?[ ]{{0,6}}[0-9元])"
)

_BARE = tuple((row["word"], int(row["last"])) for row in _ROWS if row["last"])
_CENTURY = 2000
_YEAR_DIGITS = 2


def hide_offered(folded: str) -> str:
    """Return folded text without the eras of which one is to be chosen, blanks in their places: 昭和・平成 45年."""
    return _OFFERED.sub(lambda match: " " * len(match.group()), folded)


def era_year(era: str, year: str) -> int | None:
    """Return the Western year of an era year: ("令和", "元") is 2019; None where the era has no such year."""
    number = read_number(year)
    return None if not number or era not in _STARTS else _STARTS[era].year + number - 1


def read_bare_year(year: str, month_day: PartialDate) -> Iterator[PartialDate]:
    """Yield the dates that one without its era or century may be: 8年3月 is of 2026, 1996 or 1933."""
    number = read_number(year) or 0
    if len(year) == _YEAR_DIGITS and year.isdigit():
        yield month_day._replace(year=_CENTURY + number)
    for era, last in _BARE:
        reading = month_day._replace(year=_STARTS[era].year + number - 1)
        # Of the first year of an era only what follows its first day.
        if 1 <= number <= last and is_valid(reading) and latest_day(reading) >= _STARTS[era]:
            yield reading


def read_number(text: str | None) -> int | None:
    """Return the number that folded text writes in digits or kanji, 元 for the first; None where it writes none."""
    if not text:
        return None
    value = parse_numeral(text.replace("元", "1"))
    return None if value is None else int(value)
