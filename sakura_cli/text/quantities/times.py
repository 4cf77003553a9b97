"""Find clock times in folded text: 14時30分, 午後2時半, 14:30, 2:30 pm, and ranges of them.

Left out: durations (two hours), which are quantities, and time zones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import Span
from sakura_cli.text.quantities.numerals import parse_numeral

_TABLE = "quantities/times"


def _any(*kinds: str) -> str:
    return alternation(words(_TABLE, *kinds))


_KANJI = "〇一二三四五六七八九十"
_N = rf"(?:\d{{1,2}}|[{_KANJI}]{{1,3}})"
_HALF_DAY = rf"(?P<half>{_any('morning', 'afternoon')})"
_JAPANESE = re.compile(
    rf"(?:{_HALF_DAY}の?\s?)?(?<![\d第{_KANJI}.,])(?P<hour>{_N})\s?時(?!{_any('after an hour that is none')})"
    rf"(?:(?:\s{{1,3}}(?={_N}\s?分(?!間)))?(?P<minute>{_N})\s?分|(?P<thirty>半))?(?P<about>{_any('about')})?"
)
_COLON = re.compile(
    rf"(?:{_HALF_DAY}\s?)?(?<![\d.])(?<!\d:)(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::\d{{2}})?(?![\d:])\s?(?P<after>[AaPp]\.?[Mm]\b\.?)?"
)
_ENGLISH = re.compile(
    r"(?<![\d.:$])(?P<hour>\d{1,2})\s?(?P<after>[AaPp]\.?[Mm]\b\.?)|(?<![\d.:])(?P<oclock>\d{1,2}) o'clock"
)
_ENGLISH_RANGE = re.compile(
    r"(?<![\d.:$])(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s?(?:-|to)\s?"
    r"(?=(?P<until>\d{1,2})(?::\d{2})?\s?(?P<after>[AaPp]\.?[Mm]\b))"
)
_HOUR_RANGE = re.compile(rf"(?<![\d.:,])(?P<hour>\d{{1,2}})\s?{_any('range')}\s?(?=\d{{1,2}}時(?!間))")
_NOON = re.compile(rf"{_any('noon')}|\b{_any('english noon')}\b")
_MIDNIGHT = re.compile(rf"\b{_any('english midnight')}\b")
_CONNECTS = re.compile(rf"\s?{_any('range', 'joint')}\s?")
_MORNING = word_set(_TABLE, "morning")
_DAY = 24 * 60


@dataclass(frozen=True)
class TimeMention:
    """A clock time; `readings` are minutes since midnight, the likeliest first; `is_hour_only`: no minutes named."""

    span: Span
    readings: tuple[int, ...]
    is_hour_only: bool = False
    is_approximate: bool = False
    half: str = ""

    @property
    def minutes(self) -> int:
        """Return the likeliest reading."""
        return self.readings[0]


def find_times(folded: str) -> list[TimeMention]:
    """Find the clock times of a folded text, in order and without overlaps."""
    taken = bytearray(len(folded))
    found: list[TimeMention] = []
    for mention in (*_find_ranges(folded), *_find_japanese(folded), *_find_colons(folded), *_find_words(folded)):
        start, end = mention.span
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            found.append(mention)
    found.sort(key=lambda mention: mention.span)
    return _inherit(folded, found)


def _number(text: str | None) -> int:
    value = parse_numeral(text) if text else None
    return 0 if value is None else int(value)


def _read(hour: int, minute: int, half: str) -> tuple[int, ...]:
    """Return the minutes since midnight an hour can mean: an unmarked one up to 12 may be of either half of the day."""
    if hour > 29 or minute > 59:
        return ()
    clock = hour * 60 + minute
    half = half.lower().replace(".", "")
    if half in _MORNING or (half == "夜" and hour == 12):
        return (clock % (12 * 60) if hour == 12 else clock,)
    if half:
        return (clock if hour >= 12 else clock + 12 * 60,)
    if hour >= 24:
        return (clock, clock - _DAY)
    if 1 <= hour <= 12:
        return (clock, (clock + 12 * 60) % _DAY)
    return (clock,)


def _find_japanese(folded: str) -> Iterator[TimeMention]:
    for match in _JAPANESE.finditer(folded):
        minute = 30 if match["thirty"] else _number(match["minute"])
        # 一時 alone is "for a while" more often than one o'clock.
        if match["hour"] == "一" and not (match["half"] or match["minute"] or match["thirty"]):
            continue
        readings = _read(_number(match["hour"]), minute, match["half"] or "")
        if readings:
            is_hour_only = not match["minute"] and not match["thirty"]
            yield TimeMention(Span(*match.span()), readings, is_hour_only, bool(match["about"]), match["half"] or "")


def _find_colons(folded: str) -> Iterator[TimeMention]:
    for match in _COLON.finditer(folded):
        half = match["half"] or match["after"] or ""
        if readings := _read(int(match["hour"]), int(match["minute"]), half):
            # Two digits before the colon (02:30) and hours past 12 belong to the 24-hour clock.
            if not half and match["hour"].startswith("0"):
                readings = readings[:1]
            yield TimeMention(Span(match.start(), match.end()), readings, half=half)


def _find_words(folded: str) -> Iterator[TimeMention]:
    for match in _ENGLISH.finditer(folded):
        readings = _read(int(match["hour"] or match["oclock"]), 0, match["after"] or "")
        if readings:
            yield TimeMention(Span(*match.span()), readings, True, half=match["after"] or "")
    for match in _NOON.finditer(folded):
        yield TimeMention(Span(*match.span()), (12 * 60,), True)
    for match in _MIDNIGHT.finditer(folded):
        yield TimeMention(Span(*match.span()), (0, _DAY), True)


def _find_ranges(folded: str) -> Iterator[TimeMention]:
    for match in _ENGLISH_RANGE.finditer(folded):
        hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["after"]
        if hour % 12 > int(match["until"]) % 12:  # 11-2 pm begins in the morning
            half = "am" if half[0] in "Pp" else "pm"
        if readings := _read(hour, minute, half):
            end = match.end("minute") if match["minute"] else match.end("hour")
            yield TimeMention(Span(match.start(), end), readings, not match["minute"], half=half)
    for match in _HOUR_RANGE.finditer(folded):
        if readings := _read(int(match["hour"]), 0, ""):
            yield TimeMention(Span(match.start(), match.end("hour")), readings, True)


def _inherit(folded: str, found: list[TimeMention]) -> list[TimeMention]:
    """Give the end of a range the half of the day of its start (午後2時から4時)."""
    full: list[TimeMention] = []
    for mention in found:
        last = full[-1] if full else None
        if (
            last
            and last.half
            and not mention.half
            and len(mention.readings) == 2
            and _CONNECTS.fullmatch(folded, last.span.end, mention.span.start)
        ):
            later = sorted(mention.readings, key=lambda minutes: (minutes < last.minutes, minutes))
            mention = TimeMention(mention.span, (later[0],), mention.is_hour_only, mention.is_approximate, last.half)
        full.append(mention)
    return full


def format_time(minutes: int) -> str:
    """Write minutes since midnight as HH:MM."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
