"""Find what counts from another date: from today (来週火曜, 3日後, 昨年) or from one named before (同月30日, 翌年).

Each is a mention with its anchor. Left out: settling it (`resolving`), and 同日, 翌日 and 前日, which say no date of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from sakura_cli.lexicon import alternation, guarded, read_table, word_map, words
from sakura_cli.spans import Span
from sakura_cli.text.dates.calendar_names import WEEKDAYS
from sakura_cli.text.dates.eras import NUMBER, read_number
from sakura_cli.text.dates.values import Anchor, AnchorUnit, CountedFrom, DateMention, MonthPart, PartialDate
from sakura_cli.text.quantities import WHOLE_NUMERAL, parse_numeral

_TABLE = "dates/relative_words"
_PARTS_TABLE = "dates/month_parts"
_ANCHORS = {
    row["word"]: Anchor(
        cast(AnchorUnit, row["kind"].partition(" ")[0]), int(row["offset"]), cast(CountedFrom, row["origin"])
    )
    for row in read_table(_TABLE)
}
_PARTS = {
    row["word"]: MonthPart(
        int(row["first"]) if row["first"] else None, int(row["last"]) if row["last"] else None, row["kind"] == "end"
    )
    for row in read_table(_PARTS_TABLE)
}
_PART = guarded(_PARTS_TABLE)


def _any(kind: str) -> str:
    return alternation(words(_TABLE, kind))


_MONTH_PART = re.compile(_PART)
_WEEKDAY = rf"(?P<weekday>[{WEEKDAYS}])曜日?"
_WORDS = (
    re.compile(rf"(?P<word>{_any('week')})の?\s?(?P<weekday>[{WEEKDAYS}])(?:曜日?)?(?![一-龠])"),
    re.compile(rf"(?P<word>{_any('month')})の?\s?(?:(?P<day>{NUMBER})日|(?P<part>{_PART}))"),
    # 同9月, but not 合同9月.
    re.compile(rf"(?P<word>{_any('year')}|(?<![一-龠々]){_any('year prefix')})(?=の?\s?{NUMBER}月)"),
    re.compile(rf"(?P<word>{_any('day')})"),
    re.compile(rf"(?P<word>{_any('weekday')}){_WEEKDAY}"),
)
_UNITS = cast("dict[str, AnchorUnit]", word_map("dates/counted_units", "kind"))
# 3日前, but neither 3日前後 nor 2025年前半.
_COUNTED = re.compile(
    rf"(?P<number>{WHOLE_NUMERAL})"
    rf"\s?(?P<unit>{alternation(_UNITS)})(?:(?P<after>後)|前(?!後))(?![半期])"
)
_LONE_WEEKDAY = re.compile(_WEEKDAY)


def find_relative(folded: str) -> Iterator[DateMention]:
    """Yield what counts from another date; of a year (来年) only the word, to which a month belongs."""
    for pattern in _WORDS:
        for match in pattern.finditer(folded):
            said, anchor = match.groupdict(), _ANCHORS[match["word"]]
            yield DateMention(
                Span(*match.span()),
                (PartialDate(day=read_number(said.get("day"))),),
                weekday=WEEKDAYS.index(said["weekday"]) if said.get("weekday") else None,
                anchor=anchor,
                part=_PARTS[said["part"]] if said.get("part") else None,
                is_partial=anchor.unit == "year",
            )
    for match in _COUNTED.finditer(folded):
        number = parse_numeral(match["number"])
        whole = int(number) if number is not None and number == int(number) else None
        offset = whole if whole is None or match["after"] else -whole
        anchor = Anchor(_UNITS[match["unit"]], offset, "reference")
        yield DateMention(Span(*match.span()), (PartialDate(),), anchor=anchor)


def find_month_part(folded: str, start: int) -> tuple[MonthPart, int] | None:
    """Return the part of a month that begins there, after its name, and where it ends."""
    match = _MONTH_PART.match(folded, start)
    return (_PARTS[match.group()], match.end()) if match else None


def read_lone_weekday(folded: str) -> DateMention | None:
    """Read a text that is nothing but a weekday: 火曜日."""
    match = _LONE_WEEKDAY.fullmatch(folded)
    if match is None:
        return None
    weekday = WEEKDAYS.index(match["weekday"])
    return DateMention(Span(*match.span()), (PartialDate(),), weekday, anchor=Anchor("weekday", 0, "reference"))
