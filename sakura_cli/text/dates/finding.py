"""Find dates in folded text: 和暦 and 西暦, kanji and Arabic, ISO, slashes, English, ranges, weekdays.

Own code because ja-timex 0.2.8 misses short eras (R8.3.5), ranges that inherit a month and everything English. A form
that can be read in several ways keeps all its readings. Left out: relative dates (来週火曜), which need a reference
date; see `normalize_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sakura_cli.spans import Span
from sakura_cli.text.dates.english import find_english
from sakura_cli.text.dates.joints import RANGE, RANGE_OR_LIST
from sakura_cli.text.dates.lookalikes import is_rate, is_share, is_word
from sakura_cli.text.dates.partial import WEEKDAYS, DateMention, PartialDate, is_valid, make_mentions
from sakura_cli.text.quantities import parse_numeral

ERA_START = {"慶応": 1865, "明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
_ERA_SIGNS = {"㋿": "令和", "㍻": "平成", "㍼": "昭和", "㍽": "大正", "㍾": "明治"}
_ERA_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
_K = "〇零一二三四五六七八九十廿卅"
_N = rf"(?:\d{{1,2}}|[{_K}]{{1,3}})"
_ERA = "|".join([*ERA_START, *_ERA_SIGNS])
_WEEKDAY = rf"(?:\s?\(\s?(?P<w1>[{WEEKDAYS}])(?:曜日?)?(?:[・,/]?[祝休]日?)?\s?\)|\s?(?P<w2>[{WEEKDAYS}])曜日?)?"
_ALTERNATIVE = r"(?:\s?\((?P<alt>[^()\n]{2,9})\))?"
_YEAR = (
    rf"(?:(?P<era>{_ERA})\s?(?P<era_year>元|\d{{1,2}}|[{_K}]{{1,3}})"
    rf"|(?<![A-Za-z])(?P<letter>[RHSTM])\.?(?P<letter_year>元|\d{{1,2}})(?=\s?年)"
    rf"|(?:西暦)?(?P<year>(?<![\d.,])\d{{4}}|(?<![{_K}百千])[{_K[:11]}]{{4}}(?=年))|'(?P<short>\d{{2}}))"
)
_DAY_END = r"(?!間|目|連続|以内|以上|以降に|前(?!後)|後(?!半)|ほど|程度|ずつ|おき|分の|あたり|当たり|中に|数|本)"
_FULL = re.compile(
    rf"{_YEAR}{_ALTERNATIVE}\s?年(?P<fiscal>度)?(?:\s?\((?P<alt2>[^()\n]{{2,9}})\))?(?!代)"
    rf"(?:\s?(?P<month>{_N})\s?月(?:\s?(?P<day>{_N})\s?日)?)?{_WEEKDAY}"
)
_NUMERIC = re.compile(
    rf"(?<![\d./])(?:(?<!-)|(?<=\d-)(?=\d{{4}}[/.]))(?:(?P<letter>(?<![A-Za-z])[RHSTM])\.?(?P<letter_year>\d{{1,2}}|元)|(?P<year>(?:1[5-9]|2[01])\d{{2}}|\d{{4}}(?=\s?/)))"
    rf"\s?(?P<separator>[-/.])\s?(?P<month>\d{{1,2}})(?:\s?(?P=separator)\s?(?P<day>\d{{1,2}}))(?![\d/.]\d|\d|-\d(?!\d{{3}}[/.])){_WEEKDAY}"
)
_DOTTED_END = re.compile(r"\s?[~-]\s?(?P<span>(?P<month>\d{1,2})\.(?P<day>\d{1,2}))(?![\d.])")
# With a hyphen only where it cannot be a range of years: 2009-10.
_YEAR_MONTH = re.compile(
    r"(?<![\dA-Za-z/.-])(?P<year>(?:19|20)\d{2})(?:/(?=\d{1,2}(?![\d/]))|-(?=0[1-9](?![\dA-Za-z/.-])))(?P<month>\d{1,2})"
)
_TRIPLE = re.compile(rf"(?<![\d./-])(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<c>\d{{4}}|\d{{1,2}})(?![\d/-]){_WEEKDAY}")
# With hyphens an address or a part number is likelier (丸の内1-12-10), unless all its numbers have two digits.
_HYPHENATED = re.compile(
    rf"(?<![\w./-])(?P<a>\d{{2}})-(?P<b>\d{{2}})-(?P<c>(?:19|20)\d{{2}}|\d{{2}})(?![\d/-]){_WEEKDAY}"
)
_SHORT_YEAR_RANGE = re.compile(
    r"(?<![\d.,/-])(?P<year>(?:1[6-9]|20)\d{2})年?\s?[~-]\s?(?P<short>\d{2})(?![\d./-])(?:年(?!間))?"
)
_MONTH_DAY = re.compile(rf"(?<![\d第])(?P<month>{_N})\s?月\s?(?P<day>{_N})\s?日(?!間){_WEEKDAY}")
# 5月11〜15日, 11月22、23日, 4/1(火)・2(水): only the last day says 日, or each has its weekday.
_W = rf"\s?\([{WEEKDAYS}](?:曜日?)?(?:[・,/]?[祝休]日?)?\)"
_LIST_MARK = r"\s?[~\-・、,]\s?"
_DAY_LIST = re.compile(
    rf"(?:{_YEAR}\s?年\s?)?(?<![\d第])(?P<month>{_N})\s?月\s?(?P<first>{_N})(?:{_W})?"
    rf"(?P<others>(?:{_LIST_MARK}{_N}(?:{_W})?)+)\s?日(?!間|目)"
)
_SLASH_LIST = re.compile(
    rf"(?<![\d./A-Za-z-])(?P<month>\d{{1,2}})/(?P<first>\d{{1,2}}){_W}(?P<others>(?:{_LIST_MARK}\d{{1,2}}{_W})+)"
)
_LIST_DAY = re.compile(rf"(?P<day>{_N})(?:\s?日)?{_WEEKDAY}")
_SLASH = re.compile(rf"(?<![\d./A-Za-z-])(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?![\d/%.]|\s?[A-Za-z]{{2}}){_WEEKDAY}")
_MONTH = re.compile(rf"(?<![\d{_K}第.,数])(?P<month>{_N})\s?月(?![間曜]|\s?[\d{_K}])")
_MONTH_RANGE = re.compile(rf"(?<![\d{_K}./,])(?P<month>{_N})\s?[~\-・、,]\s?(?={_N}\s?月)")
_YEAR_RANGE = re.compile(
    r"(?<![\d.,/-])(?P<year>(?:1[6-9]|20)\d{2})年?\s?(?:[~\-・、]|から)\s?(?=(?:1[6-9]|20)\d{2}年)"
)
_DAY = re.compile(rf"(?<![\d{_K}第.,数])(?P<day>{_N})\s?日{_DAY_END}{_WEEKDAY}")
_WEEKDAY_ALONE = re.compile(rf"(?P<w1>[{WEEKDAYS}])曜|\((?P<w2>[{WEEKDAYS}])(?:[・,/]祝)?\)")
_ENGLISH_WEEKDAY = re.compile(r"\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")


def find_dates(folded: str) -> list[DateMention]:
    """Find the dates of a folded text, in order and without overlaps."""
    taken = bytearray(len(folded))
    found: list[DateMention] = []
    for mentions in (
        _find_day_lists,
        _find_full,
        _find_numeric,
        _find_ranges,
        _find_month_days,
        find_english,
        _find_single_parts,
    ):
        for mention in mentions(folded):
            start, end = mention.span
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append(mention)
    found.sort(key=lambda mention: mention.span)
    return _inherit(folded, found)


def find_weekdays(folded: str) -> list[tuple[Span, int]]:
    """Find the weekdays of a folded text, also those inside dates."""
    found = [
        (Span(*match.span()), WEEKDAYS.index(match["w1"] or match["w2"])) for match in _WEEKDAY_ALONE.finditer(folded)
    ]
    names = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
    found.extend((Span(*match.span()), names.index(match["weekday"])) for match in _ENGLISH_WEEKDAY.finditer(folded))
    return sorted(found)


def era_year(era: str, year: str) -> int | None:
    """Return the Western year of an era year: ("令和", "元") is 2019."""
    name = _ERA_LETTERS.get(era) or _ERA_SIGNS.get(era) or era
    number = 1 if year == "元" else _number(year)
    return None if number is None or not number or name not in ERA_START else ERA_START[name] + number - 1


def _number(text: str | None) -> int | None:
    if not text:
        return None
    value = parse_numeral(text.replace("廿", "二十").replace("卅", "三十"))
    return None if value is None else int(value)


def _weekday(match: re.Match[str]) -> int | None:
    name = match["w1"] or match["w2"]
    return WEEKDAYS.index(name) if name else None


def _find_day_lists(folded: str) -> Iterator[DateMention]:
    for pattern in (_DAY_LIST, _SLASH_LIST):
        for match in pattern.finditer(folded):
            year = _read_year(match) if pattern is _DAY_LIST else None
            start = match.start()
            for day in _LIST_DAY.finditer(folded, match.start("first"), match.end()):
                date = PartialDate(year, _number(match["month"]), _number(day["day"]))
                if is_valid(date):
                    yield DateMention(Span(start, day.end()), (date,), _weekday(day))
                start = day.end()
                while start < match.end() and not (mark := folded[start]).isalnum():
                    start += len(mark)


def _find_full(folded: str) -> Iterator[DateMention]:
    for match in _FULL.finditer(folded):
        year = _read_year(match)
        if year is None:
            continue
        date = PartialDate(year, _number(match["month"]), _number(match["day"]))
        readings = [date]
        for alternative in (match["alt"], match["alt2"]):
            other = _FULL.match((alternative or "").removesuffix("年") + "年")
            other_year = _read_year(other) if other else None
            if other_year is not None and other_year != year:
                readings.append(date._replace(year=other_year))
        for mention in make_mentions(match, *readings, weekday=_weekday(match), fiscal=bool(match["fiscal"])):
            yield replace(mention, is_contradictory=len(mention.readings) > 1)


def _read_year(match: re.Match[str]) -> int | None:
    if match["era"]:
        return era_year(match["era"], match["era_year"])
    if match["letter"]:
        return era_year(match["letter"], match["letter_year"])
    if match["short"]:
        return 2000 + int(match["short"])
    return _number(match["year"])


def _find_numeric(folded: str) -> Iterator[DateMention]:
    for match in _NUMERIC.finditer(folded):
        year = era_year(match["letter"], match["letter_year"]) if match["letter"] else int(match["year"])
        yield from make_mentions(
            match, PartialDate(year, int(match["month"]), int(match["day"])), weekday=_weekday(match)
        )
        if match["separator"] == "." and (end := _DOTTED_END.match(folded, match.end())):
            # 2025.7.20〜8.31; elsewhere 8.31 is a number.
            date = PartialDate(None, int(end["month"]), int(end["day"]))
            if is_valid(date):
                yield DateMention(Span(*end.span("span")), (date,))
    for match in (*_TRIPLE.finditer(folded), *_HYPHENATED.finditer(folded)):
        a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
        if len(match["c"]) == 4:
            readings = [PartialDate(c, a, b), PartialDate(c, b, a)]
        else:
            readings = [PartialDate(2000 + a, b, c)] if len(match["a"]) == 2 else []
            readings += [PartialDate(2000 + c, a, b), PartialDate(2000 + c, b, a)] if len(match["c"]) == 2 else []
        yield from make_mentions(match, *readings, weekday=_weekday(match))
    for match in _YEAR_MONTH.finditer(folded):
        yield from make_mentions(match, PartialDate(int(match["year"]), int(match["month"])))


def _find_ranges(folded: str) -> Iterator[DateMention]:
    for match in _YEAR_RANGE.finditer(folded):
        yield DateMention(Span(match.start(), match.end("year")), (PartialDate(int(match["year"])),))
    for match in _SHORT_YEAR_RANGE.finditer(folded):
        year, short = int(match["year"]), int(match["short"])
        if short > max(year % 100, 12):  # 2010-11 may be a month
            yield DateMention(Span(match.start(), match.end("year")), (PartialDate(year),))
            yield DateMention(Span(match.start("short"), match.end()), (PartialDate(year - year % 100 + short),))
    for match in _MONTH_RANGE.finditer(folded):
        month = _number(match["month"])
        if month is not None and 1 <= month <= 12:
            yield DateMention(Span(match.start(), match.end("month")), (PartialDate(None, month),))


def _find_month_days(folded: str) -> Iterator[DateMention]:
    for pattern in (_MONTH_DAY, _SLASH):
        for match in pattern.finditer(folded):
            if pattern is _SLASH and is_share(folded, match):
                continue
            date = PartialDate(None, _number(match["month"]), _number(match["day"]))
            yield from make_mentions(match, date, weekday=_weekday(match))


def _find_single_parts(folded: str) -> Iterator[DateMention]:
    for match in _MONTH.finditer(folded):
        yield from make_mentions(match, PartialDate(None, _number(match["month"])))
    for match in _DAY.finditer(folded):
        if is_word(folded, match.start()) or (_number(match["day"]) == 1 and is_rate(folded, match.end())):
            continue
        yield from make_mentions(match, PartialDate(None, None, _number(match["day"])), weekday=_weekday(match))


def _inherit(folded: str, found: list[DateMention]) -> list[DateMention]:
    """Give the later part of a range or list the year and month of the earlier (3月5日〜7日)."""
    full: list[DateMention] = []
    for mention in found:
        last = full[-1] if full else None
        if last and RANGE_OR_LIST.fullmatch(folded, last.span.end, mention.span.start) and len(mention.readings) == 1:
            date = mention.date
            if date.month is None and date.year is None and date.day is not None:
                date = date._replace(year=last.date.year, month=last.date.month)
            elif date.year is None and last.date.month is not None and date.month is not None:
                date = date._replace(
                    year=_year_after(last.date, date.month, folded[last.span.end : mention.span.start])
                )
            if date != mention.date and is_valid(date):
                mention = DateMention(mention.span, (date,), mention.weekday, mention.is_fiscal)
        full.append(mention)
    return full


def _year_after(last: PartialDate, month: int, joint: str) -> int | None:
    """Return the year of a month after a date: 12月28日〜1月5日 ends in the next; a list (12月、1月) leaves it open."""
    if last.year is None or last.month is None or month >= last.month:
        return last.year
    return last.year + 1 if RANGE.fullmatch(joint) else None
