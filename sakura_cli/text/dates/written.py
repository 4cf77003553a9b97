"""Find dates as they are written: absolute and relative ones, years apart from their months, intervals.

Everything is found once and becomes values; no text is written anew. Left out: what they say today (`resolving`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sakura_cli.characters.fold import fold
from sakura_cli.spans import Span
from sakura_cli.text.dates.eras import (
    ERA,
    ERA_LETTER,
    ERA_SHORT,
    KANJI_DIGITS,
    NUMBER,
    hide_offered,
    read_bare_year,
    read_number,
)
from sakura_cli.text.dates.finding import find_stated
from sakura_cli.text.dates.joints import RANGE, inherit
from sakura_cli.text.dates.relative import find_month_part, find_relative, read_lone_weekday
from sakura_cli.text.dates.values import DateMention, PartialDate, WrittenDate, is_valid, make_mentions

_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_BARE_YEAR = re.compile(
    rf"(?<![\d{KANJI_DIGITS}百千])(?P<year>元|{NUMBER})年(?P<month>{NUMBER})月(?:(?P<day>{NUMBER})日)?"
)
# Of an era with its number the calendar lacks the day: 平成30年2月29日.
_ERA_BEFORE = re.compile(rf"(?:{ERA}|(?<![A-Za-z]){ERA_LETTER}|(?<![一-龠々]){ERA_SHORT}|')\.?\s?\Z")
_LONGEST_ERA = 4
# 二千二十五年: years are written by their digits, seldom like this; 千年 alone is a length of time.
_SPELLED = r"(?:西暦)?(?P<year>[一二]?千[〇零一二三四五六七八九十百]*)年"
_SPELLED_YEAR = re.compile(rf"{_SPELLED}(?=\s?{NUMBER}\s?月)")
_SPELLED_ALONE = re.compile(_SPELLED)
_OF_YEAR = re.compile(r"の?\s?")
_NUMERAL = rf"(?:\d+|元|[{KANJI_DIGITS}百千]+)"
# What stands before a date that could only be read in part: 2025年13月|1日, 昭和100年|1月1日.
_UNREAD_BEFORE = re.compile(
    rf"(?:(?:{ERA}|(?<![A-Za-z]){ERA_LETTER}|西暦)?[ ]?{_NUMERAL}[ ]?年度?の?[ ]?)?(?:{_NUMERAL}[ ]?[年月][ ]?)?\Z"
)
_MOST_UNREAD = 16
# What a text that is a date holds besides where the calendar lacks it: 2月30日, 13月.
_UNREAD = re.compile(r"[\d一二三四五六七八九十百千]\s*[年月日]|\d/\d")
_MASK = "\ufffc"


def find_written_dates(text: str) -> list[WrittenDate]:
    """Find the dates of a text as they are written, relative ones and intervals too, in order and without overlaps."""
    folded = hide_offered(fold(text))
    groups: list[list[DateMention]] = []
    for mention in _find_mentions(folded):
        last = groups[-1][-1].span.end if groups else None
        if last is not None and (mention.span.start <= last or RANGE.fullmatch(folded, last, mention.span.start)):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return [_compose(folded, Span(group[0].span.start, group[-1].span.end), group) for group in groups]


def parse_date(raw: str) -> WrittenDate:
    """Read a text that as a whole is meant as a date; without mentions where it is none."""
    folded = hide_offered(fold(raw)).strip()
    whole = Span(0, len(folded))
    if lone := read_lone_weekday(folded):
        return WrittenDate(whole, (lone,))
    mentions = _find_mentions(folded)
    if not mentions and (spelled := _SPELLED_ALONE.match(folded)):
        mentions = list(make_mentions(spelled, PartialDate(read_number(spelled["year"]))))
    return _compose(folded, whole, mentions)


def split_range(text: str) -> tuple[Span, Span] | None:
    """Return where the ends of a range stand, None where the whole text is no range of dates."""
    written = find_written_dates(text)
    if len(written) != 1 or written[0].span != (0, len(text)) or not written[0].is_range:
        return None
    first, last = written[0].mentions
    return first.span, last.span


def _compose(folded: str, span: Span, mentions: list[DateMention]) -> WrittenDate:
    is_range = len(mentions) == 2 and bool(RANGE.fullmatch(folded, mentions[0].span.end, mentions[1].span.start))
    rest, position = "", span.start
    for mention in mentions:
        rest += folded[position : mention.span.start] + _MASK
        position = mention.span.end
    # What counts from another date may stand beside a length of time.
    is_partial = all(mention.anchor is None for mention in mentions) and bool(
        _UNREAD.search(rest + folded[position : span.end])
    )
    return WrittenDate(
        span,
        tuple(mentions if is_range else inherit(folded, mentions)),
        is_range,
        is_partial or any(mention.is_partial for mention in mentions),
    )


def _find_mentions(folded: str) -> list[DateMention]:
    found = [mention for mention in find_stated(folded) if any(mention.date)]
    for spelled in _SPELLED_YEAR.finditer(folded):
        found += make_mentions(spelled, PartialDate(read_number(spelled["year"])))
    found += [*_find_compact(folded), *_find_bare_years(folded), *find_relative(folded)]
    found.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    kept: list[DateMention] = []
    for mention in found:
        last = kept[-1] if kept else None
        if mention.anchor is None:
            mention = _with_part(folded, mention)
        if last and mention.span.start < last.span.end:
            kept[-1] = _absorb(last, mention)
            continue
        mention = _with_unread(folded, mention, last.span.end if last else 0)
        if last and _is_of_year(folded, last, mention):
            kept[-1] = _put_year(last, mention)
        else:
            kept.append(mention)
    return kept


def _find_compact(folded: str) -> Iterator[DateMention]:
    for match in _COMPACT.finditer(folded):
        date = PartialDate(int(match["year"]), int(match["month"]), int(match["day"]))
        yield DateMention(Span(*match.span()), (date,), is_partial=not is_valid(date))


def _find_bare_years(folded: str) -> Iterator[DateMention]:
    for match in _BARE_YEAR.finditer(folded):
        said = PartialDate(None, read_number(match["month"]), read_number(match["day"]))
        if not _ERA_BEFORE.search(folded, max(0, match.start() - _LONGEST_ERA), match.start()):
            readings = read_bare_year(match["year"], said)
            yield from (replace(mention, lacks_era=True) for mention in make_mentions(match, *readings))


def _with_part(folded: str, mention: DateMention) -> DateMention:
    """Take in the part of the month that follows a month: 3月末."""
    part = find_month_part(folded, mention.span.end) if folded[mention.span.end - 1] == "月" else None
    return replace(mention, part=part[0], span=Span(mention.span.start, part[1])) if part else mention


def _with_unread(folded: str, mention: DateMention, earliest: int) -> DateMention:
    """Take in what stands before a date and belongs to it, but could not be read."""
    start, end = mention.span
    if mention.anchor is not None or mention.date.year is not None:
        return mention
    unread = _UNREAD_BEFORE.search(folded, max(earliest, start - _MOST_UNREAD), start)
    if unread is None or not unread.group().strip():
        return mention
    start -= len(unread.group().lstrip())
    return replace(mention, span=Span(start, end), is_partial=True)


def _absorb(mention: DateMention, inner: DateMention) -> DateMention:
    """Take the weekday and part of a month from a date that begins inside another: (月) of 来月5日(月)."""
    if inner.anchor is not None or not (mention.anchor is not None or mention.lacks_era):
        return mention
    return replace(
        mention,
        span=Span(mention.span.start, max(mention.span.end, inner.span.end)),
        weekday=mention.weekday if inner.weekday is None else inner.weekday,
        part=mention.part or inner.part,
    )


def _is_of_year(folded: str, year: DateMention, mention: DateMention) -> bool:
    """Say whether a month or day belongs to the year that stands before it: 来年|4月1日, 2025年の|3月."""
    if year.lacks_era or any(year.date[1:]) or not (year.date.year or (year.anchor and year.anchor.unit == "year")):
        return False
    is_incomplete = mention.date.month is not None or mention.is_partial
    return (
        is_incomplete
        and mention.anchor is None
        and mention.date.year is None
        and len(mention.readings) == 1
        and bool(_OF_YEAR.fullmatch(folded, year.span.end, mention.span.start))
    )


def _put_year(year: DateMention, mention: DateMention) -> DateMention:
    readings = tuple(mention.date._replace(year=reading.year) for reading in year.readings)
    return replace(
        mention,
        span=Span(year.span.start, mention.span.end),
        readings=readings,
        anchor=year.anchor,
        is_fiscal=year.is_fiscal,
        is_contradictory=year.is_contradictory,
        # The word 来年 is part of a date; without its month it would be none.
        is_partial=mention.is_partial or (year.is_partial and not year.anchor) or not all(map(is_valid, readings)),
    )
