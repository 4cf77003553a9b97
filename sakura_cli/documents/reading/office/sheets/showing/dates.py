"""Dates and times of spreadsheets, which are numbers of days, as a format code shows them: 令和7年4月1日, 24:30.

Left out: other numbers, which `values` shows.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache

from sakura_cli.documents.reading.office.sheets.showing.codes import FormatSection
from sakura_cli.documents.reading.office.shown.numerals import KANJI_DIGITS, write_number
from sakura_cli.lexicon import read_rows, words

_ERAS = "dates/eras"
_NAMES = "dates/calendar_names"
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
# Days from 1900 on are counted as if that year had had a 29th of February, which was the sixtieth.
_FICTITIOUS_DAY = 60
_LAST_DAY = 2_958_466
_SECONDS = 86_400
_JAPANESE = re.compile(r".*411$|ja", re.IGNORECASE)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def is_in_calendar(value: float, *, is_1904: bool) -> bool:
    """Say whether a number of days is a date at all: from 1900 (1904) to 9999."""
    return 0 <= value < _LAST_DAY - (1462 if is_1904 else 0)


def date_value(value: float, section: FormatSection, *, is_1904: bool) -> str:
    """Return the date, time or duration of a number of days: 2025-04-01, 2025-04-01T09:30:00, 09:30:00, 24:30:00."""
    seconds = _round_seconds(value)
    if any(token.kind == "elapsed" for token in section.tokens) or seconds < _SECONDS:
        hours, rest = divmod(seconds, 3600)
        return f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"
    if not is_1904 and int(value) == _FICTITIOUS_DAY:
        return "1900-02-29"
    moment = _moment(seconds, is_1904=is_1904)
    return moment.date().isoformat() if seconds % _SECONDS == 0 else moment.isoformat()


def show_date(value: float, section: FormatSection, *, is_1904: bool) -> str:
    """Return what a date, time or duration shows under a section of a format code."""
    decimals = _count_decimals(section)
    scale = 10**decimals
    ticks = round(value * _SECONDS * scale)
    seconds, fraction = divmod(ticks, scale)
    moment = _moment(seconds, is_1904=is_1904)
    is_half = any(token.kind == "half" for token in section.tokens)
    is_fictitious = not is_1904 and seconds // _SECONDS == _FICTITIOUS_DAY
    shown: list[str] = []
    for index, (kind, text) in enumerate(section.tokens):
        if kind == "date":
            if text[0] == "m" and _is_minute(section, index):
                shown.append(_numeral(moment.minute, section, 2 if len(text) > 1 else 1))
            elif text[0] == "d" and len(text) < 3 and is_fictitious:
                shown.append("29")
            else:
                shown.append(_show_part(moment, text, section, is_half=is_half))
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
            shown.append(f"{seconds // unit:0{len(text)}d}")
        elif kind == "half":
            shown.append(_show_half(moment, text, section))
        elif kind == "digit":
            if _is_fraction(section, index):
                place = sum(each.kind == "digit" for each in section.tokens[:index])
                shown.append(f"{fraction:0{decimals}d}"[place : place + 1])
        else:
            shown.append(text)
    return "".join(shown)


def _moment(seconds: int, *, is_1904: bool) -> datetime:
    days = seconds // _SECONDS
    if is_1904:
        return _EPOCH_1904 + timedelta(seconds=seconds)
    return _EPOCH + timedelta(seconds=seconds + (_SECONDS if 0 < days < _FICTITIOUS_DAY else 0))


def _round_seconds(value: float) -> int:
    return round(value * _SECONDS)


def _show_part(moment: datetime, text: str, section: FormatSection, *, is_half: bool) -> str:
    size = len(text)
    is_japanese = _JAPANESE.match(section.locale) is not None
    if text[0] == "y":
        return _numeral(moment.year if size > 2 else moment.year % 100, section, 4 if size > 2 else 2, is_year=True)
    if text[0] == "m":
        if size < 3:
            return _numeral(moment.month, section, size)
        name = f"{moment.month}月" if is_japanese else _english("month")[moment.month - 1]
        return name if size == 4 or is_japanese else name[: 1 if size == 5 else 3]
    if text[0] == "d" and size < 3:
        return _numeral(moment.day, section, size)
    if text[0] in "da":
        if text[0] == "a" or is_japanese:
            return words(_NAMES, "weekday sign")[moment.weekday()] + ("曜日" if size > 3 else "")
        name = _english("weekday")[moment.weekday()]
        return name if size > 3 else name[:3]
    if text[0] == "h":
        hour = (moment.hour % 12 or 12) if is_half else moment.hour
        return _numeral(hour, section, min(size, 2))
    if text[0] == "s":
        return _numeral(moment.second, section, min(size, 2))
    if text[0] == "b":
        return str(moment.year + 543)
    return _show_era(moment.date(), text, section)


def _show_era(day: date, text: str, section: FormatSection) -> str:
    """Show an era (g: R, gg: 令, ggg: 令和), its year (e, ee), or both (r, rr)."""
    name, start = next(((name, start) for name, start in _eras() if start <= day), ("", date(1, 1, 1)))
    year = day.year - start.year + 1
    if not name:
        return "" if text[0] == "g" else str(day.year)
    if text[0] == "g":
        return name if len(text) > 2 else name[0] if len(text) == 2 else _era_letter(name)
    before = (name if len(text) > 1 else _era_letter(name)) if text[0] == "r" else ""
    if year == 1 and "gannen" in section.locale:
        return before + "元"
    return before + _numeral(year, section, min(len(text), 2) if text[0] == "e" else 1)


def _show_half(moment: datetime, text: str, section: FormatSection) -> str:
    if _JAPANESE.match(section.locale) or "午" in text:
        return "午後" if moment.hour >= 12 else "午前"
    return text.partition("/")[2 if moment.hour >= 12 else 0]


def _numeral(number: int, section: FormatSection, width: int, *, is_year: bool = False) -> str:
    figures = f"{number:0{width}d}"
    if section.numerals == 3:
        return figures.translate(_FULL_WIDTH)
    if not section.numerals:
        return figures
    if is_year:
        return "".join(KANJI_DIGITS[int(figure)] for figure in figures)
    return write_number(number, "japaneseDigitalTenThousand" if number >= 100 else "japaneseCounting")


def _is_minute(section: FormatSection, index: int) -> bool:
    """Say whether an m stands for minutes: after hours or before seconds, one or two of it."""
    if len(section.tokens[index].text) > 2:
        return False
    units = [(k, text[0]) for k, (kind, text) in enumerate(section.tokens) if kind in ("date", "elapsed")]
    at = next(number for number, (k, _) in enumerate(units) if k == index)
    before = units[at - 1][1] if at else ""
    after = units[at + 1][1] if at + 1 < len(units) else ""
    return before == "h" or after == "s"


def _count_decimals(section: FormatSection) -> int:
    return sum(_is_fraction(section, k) for k, token in enumerate(section.tokens) if token.kind == "digit")


def _is_fraction(section: FormatSection, index: int) -> bool:
    return any(token.kind == "point" for token in section.tokens[:index])


@cache
def _english(kind: str) -> list[str]:
    return [row["word"] for row in read_rows(_NAMES, kind) if row["language"] == "en"]


@cache
def _eras() -> list[tuple[str, date]]:
    """Return the eras and their first days, the latest first."""
    rows = [(row["word"], date.fromisoformat(row["start"])) for row in read_rows(_ERAS, "name")]
    return sorted(rows, key=lambda each: each[1], reverse=True)


@cache
def _letters() -> dict[str, str]:
    return {row["era"]: row["word"] for row in read_rows(_ERAS, "letter")}


def _era_letter(name: str) -> str:
    return _letters().get(name, name[0])
