"""Find dates in digits in folded text, which both languages write: 2026-03-05, R8.3.5, 平20.4.1, 3/5/2026, 2025-04.

A form that can be read in several ways keeps all its readings. Left out: 3/5, which only its neighbours tell from a
share (`japanese`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.text.dates.eras import ERA, ERA_IN_FIGURES, ERA_LETTER, KANJI_DIGITS, NUMBER, era_year, read_number
from sakura_cli.text.dates.values import DateMention, PartialDate, is_valid, make_mentions
from sakura_cli.text.dates.weekdays import AFTER_DATE, read_weekday

_NUMERIC = re.compile(
    rf"(?<![\d./])(?:(?<!-)|(?<=\d-)(?=\d{{4}}[/.]))(?:(?P<era>(?<![A-Za-z]){ERA_LETTER})\.?(?P<era_year>\d{{1,2}}|元)"
    r"|(?P<year>(?:1[5-9]|2[01])\d{2}|\d{4}(?=\s?/)))"
    r"\s?(?P<separator>[-/.])\s?(?P<month>\d{1,2})(?:\s?(?P=separator)\s?(?P<day>\d{1,2}))"
    rf"(?![\d/.]\d|\d|-\d(?!\d{{3}}[/.])){AFTER_DATE}"
)
# 令和7.4.1, 平20.4.1, 昭和六三・一・七.
_ERA_NUMERIC = re.compile(
    rf"(?P<era>{ERA}|(?<![一-龠々]){ERA_IN_FIGURES}\.?)\s?(?P<era_year>元|{NUMBER})"
    rf"\s?(?P<separator>[-/.・])\s?(?P<month>{NUMBER})\s?(?P=separator)\s?(?P<day>{NUMBER})"
    rf"(?!(?P=separator)?[\d{KANJI_DIGITS}]){AFTER_DATE}"
)
# 令和7.4, 平成20/4: of a whole era only; R7.4 may be a version.
_ERA_MONTH = re.compile(
    rf"(?P<era>{ERA})\s?(?P<era_year>元|{NUMBER})\s?[/.]\s?(?P<month>{NUMBER})(?!\s?[\d{KANJI_DIGITS}/.-]|%)"
)
# 令和7.4.1〜8.3.31: the end is of the same era.
_ERA_END = re.compile(
    rf"\s?{alternation(words('dates/joints', 'range'))}\s?(?P<span>(?P<era_year>\d{{1,2}})\s?(?P<separator>[/.])"
    rf"\s?(?P<month>\d{{1,2}})(?:\s?(?P=separator)\s?(?P<day>\d{{1,2}}))?)(?![\d./%]){AFTER_DATE}"
)
_DOTTED_END = re.compile(r"\s?[~-]\s?(?P<span>(?P<month>\d{1,2})\.(?P<day>\d{1,2}))(?![\d.])")
# With a hyphen only where it cannot be a range of years: 2009-10.
_YEAR_MONTH = re.compile(
    r"(?<![\dA-Za-z/.-])(?P<year>(?:19|20)\d{2})(?:/(?=\d{1,2}(?![\d/]))|-(?=0[1-9](?![\dA-Za-z/.-])))(?P<month>\d{1,2})"
)
_TRIPLE = re.compile(rf"(?<![\d./-])(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<c>\d{{4}}|\d{{1,2}})(?![\d/-]){AFTER_DATE}")
# With hyphens an address or a part number is likelier (丸の内1-12-10), unless all its numbers have two digits.
_HYPHENATED = re.compile(
    rf"(?<![\w./-])(?P<a>\d{{2}})-(?P<b>\d{{2}})-(?P<c>(?:19|20)\d{{2}}|\d{{2}})(?![\d/-]){AFTER_DATE}"
)
_YEAR = r"(?:1[6-9]|20)\d{2}"
_YEAR_RANGE = re.compile(rf"(?<![\d.,/-])(?P<year>{_YEAR})年?\s?(?:[~\-・、]|から)\s?(?={_YEAR}年)")
_SHORT_YEAR_RANGE = re.compile(
    rf"(?<![\d.,/-])(?P<year>{_YEAR})年?\s?[~-]\s?(?P<short>\d{{2}})(?![\d./-])(?:年(?!間))?"
)


def find_numeric(folded: str) -> Iterator[DateMention]:
    """Yield the dates in digits."""
    for match in (*_NUMERIC.finditer(folded), *_ERA_NUMERIC.finditer(folded)):
        groups = match.groupdict()
        era = (groups["era"] or "").rstrip(".")
        year = era_year(era, groups["era_year"]) if era else int(groups["year"])
        date = PartialDate(year, read_number(groups["month"]), read_number(groups["day"]))
        if year is not None:
            yield from make_mentions(match, date, weekday=read_weekday(match))
        later = _ERA_END.match(folded, match.end()) if era else None
        if later and later["day"]:
            yield from _find_era_end(era, later)
        elif match["separator"] == "." and (end := _DOTTED_END.match(folded, match.end())):
            # 2025.7.20〜8.31; elsewhere 8.31 is a number.
            date = PartialDate(None, int(end["month"]), int(end["day"]))
            if is_valid(date):
                yield DateMention(Span(*end.span("span")), (date,))
    for match in _ERA_MONTH.finditer(folded):
        year = era_year(match["era"], match["era_year"])
        if year is not None:
            yield from make_mentions(match, PartialDate(year, read_number(match["month"])))
        later = _ERA_END.match(folded, match.end())
        if later and not later["day"]:
            yield from _find_era_end(match["era"], later)
    for match in (*_TRIPLE.finditer(folded), *_HYPHENATED.finditer(folded)):
        yield from make_mentions(match, *_read_triple(match), weekday=read_weekday(match))
    for match in _YEAR_MONTH.finditer(folded):
        yield from make_mentions(match, PartialDate(int(match["year"]), int(match["month"])))


def find_year_ranges(folded: str) -> Iterator[DateMention]:
    """Yield the years of ranges that say 年 once or leave out a century: 2024〜2026年, 2024-26."""
    for match in _YEAR_RANGE.finditer(folded):
        yield DateMention(Span(match.start(), match.end("year")), (PartialDate(int(match["year"])),))
    for match in _SHORT_YEAR_RANGE.finditer(folded):
        year, short = int(match["year"]), int(match["short"])
        if short > max(year % 100, 12):  # 2010-11 may be a month
            yield DateMention(Span(match.start(), match.end("year")), (PartialDate(year),))
            yield DateMention(Span(match.start("short"), match.end()), (PartialDate(year - year % 100 + short),))


def _find_era_end(era: str, end: re.Match[str]) -> Iterator[DateMention]:
    date = PartialDate(era_year(era, end["era_year"]), int(end["month"]), int(end["day"]) if end["day"] else None)
    if is_valid(date):
        yield DateMention(Span(end.start("span"), end.end()), (date,), read_weekday(end))


def _read_triple(match: re.Match[str]) -> list[PartialDate]:
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["c"]) == 4:
        return [PartialDate(c, a, b), PartialDate(c, b, a)]
    readings = [PartialDate(2000 + a, b, c)] if len(match["a"]) == 2 else []
    return readings + ([PartialDate(2000 + c, a, b), PartialDate(2000 + c, b, a)] if len(match["c"]) == 2 else [])
