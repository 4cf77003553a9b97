"""Write the numbers, amounts, dates and times of a text the way another language writes them.

Small models fail at what arithmetic settles: 48万円 becomes 148,000 yen. What a number must become is computed here and
given to them word for word. Left out: conversion between currencies, calendars and units, which would say something
new; languages whose numerals `foreign_numerals` does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, read_table, words
from sakura_cli.spans import Span
from sakura_cli.text.dates import MONTH_NAMES, WEEKDAY_NAMES, WEEKDAYS, DateMention, PartialDate
from sakura_cli.text.facts.finding import Fact, find_facts
from sakura_cli.text.languages import LanguageCode
from sakura_cli.text.quantities import UNITS, Quantity, TimeMention, format_number

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_MYRIADS = {
    "ja": ((10**12, "兆"), (10**8, "億"), (10**4, "万")),
    "zh": ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")),
    "ko": ((10**12, "조"), (10**8, "억"), (10**4, "만")),
}
_MAX_SCALED_DIGITS = 4


def _read_forms(kind: str) -> dict[str, dict[str, str]]:
    """Return how each language writes a number with a unit."""
    forms: dict[str, dict[str, str]] = {}
    for row in read_table("facts/renderings"):
        if row["kind"] == kind:
            forms.setdefault(row["language"], {})[row["unit"]] = row["form"]
    return forms


_CURRENCIES, _NOUNS, _LENGTHS = map(_read_forms, ("currency", "noun", "length"))
# A number of these is written as the day of a month is.
_LIKE_A_DATE = "日"
# 20日の出張 is one on the 20th or one of 20 days: neither is given.
_MAY_TAKE_DAYS = re.compile(rf"の[一-龠ァ-ヺー]{{0,4}}?{alternation(words('dates/lookalikes', 'may take days'))}")
# From here on a number in digits is counted in myriads, where small models slip by a digit.
_MYRIAD = 10_000
_HALF = Decimal("0.5")
_ABOUT = re.compile(rf"{alternation(words('facts/amounts', 'about'))}$")
_RANGE = re.compile(rf"\s*{alternation(words('quantities/joints', 'range'))}\s*")
_MAGNITUDE = re.compile(r"[万億兆千百十]|[〇一二三四五六七八九]|[A-Za-z]{2}|\d(?:bn|mn|[kKMB])")


@dataclass(frozen=True)
class Rendering:
    """A stretch of a source and what it has to be in the translation.

    `is_needed` is false where a model may be trusted to find it: plain digits, a weekday.
    """

    span: Span
    text: str
    is_needed: bool = True


def render_facts(text: str, target: LanguageCode) -> list[Rendering]:
    """Return what the numbers, dates and times of a text are in the target language, in order."""
    facts = find_facts(text)
    folded = fold(text)
    renderings: list[Rendering] = []
    joined: set[int] = set()
    for index, (fact, following) in enumerate(pairwise([*facts, None])):
        if fact is None or index in joined:
            continue
        if following is not None and (both := _render_range(folded, fact, following, target)):
            renderings.append(both)
            joined.add(index + 1)
        elif one := _render(folded, fact, target):
            renderings.append(one)
    return renderings


def render_number(value: Decimal, target: LanguageCode) -> str:
    """Write a number as the target language does: 480000 as 480,000, 48万, 48만."""
    if target in _MYRIADS:
        return _render_myriads(value, target)
    if target != "en":
        return _group(value).translate(str.maketrans(",.", ".," if target in ("de", "es") else "\u202f,"))
    for scale, word in _SCALES:
        scaled = format_number(value / scale)
        if abs(value) >= scale and len(scaled.replace(".", "").lstrip("-")) <= _MAX_SCALED_DIGITS:
            return f"{scaled} {word}"
    return _group(value)


def render_date(date: PartialDate, weekday: int | None, target: LanguageCode) -> str | None:
    """Write a date as the target language does; None where there is no form of its own for the parts it has."""
    if target in ("ja", "zh"):
        parts = zip(date, "年月日", strict=True)
        text = "".join(f"{number}{unit}" for number, unit in parts if number is not None)
        return (
            text
            if weekday is None
            else f"{text}（{WEEKDAYS[weekday] if target == 'ja' else WEEKDAY_NAMES['zh'][weekday]}）"
        )
    if target == "ko":
        text = " ".join(f"{number}{unit}" for number, unit in zip(date, "년월일", strict=True) if number is not None)
        return text if weekday is None else f"{text}({WEEKDAY_NAMES['ko'][weekday]})"
    return _render_english_date(date, weekday) if target == "en" else _render_european_date(date, weekday, target)


def _render(folded: str, fact: Fact, target: LanguageCode) -> Rendering | None:
    match fact.detail:
        case Quantity():
            return _render_quantity(folded, fact, fact.detail, target)
        case DateMention():
            return _render_mention(folded, fact, fact.detail, target)
        case TimeMention():
            text = _render_time(fact.detail, target)
            # The span of a time may end with the blank before a missing "p.m.".
            end = fact.span.start + len(fact.span.cut(folded).rstrip())
            return Rendering(Span(fact.span.start, end), text) if text else None
        case _:
            if fact.kind == "weekday":
                return _render_weekday(fact, target)
            return None


def _render_quantity(folded: str, fact: Fact, quantity: Quantity, target: LanguageCode) -> Rendering | None:
    if quantity.is_plain_kanji or len(quantity.values) != 1 or quantity.unit == "fraction" or quantity.is_ordinal:
        return None
    surface = fact.span.cut(folded)
    is_needed = bool(_MAGNITUDE.search(surface[: len(surface) - len(quantity.surface_unit)] or surface))
    start, about = fact.span.start, ""
    if target == "en" and (before := _ABOUT.search(folded[max(0, start - 3) : start])):
        start, about = start - len(before.group()), "about "
    sign = "-" if quantity.is_negative else ""
    if quantity.is_amount:
        form = _CURRENCIES.get(target, _CURRENCIES["en"]).get(quantity.unit)
        if form is None:
            return None
        text = form.format(render_number(quantity.value, target))
        return Rendering(Span(start, fact.span.end), f"{about}{sign}{text}", is_needed=True)
    if quantity.unit == "%":
        return Rendering(fact.span, f"{sign}{format_number(quantity.value)}%", is_needed)
    if length := _render_length(quantity, target):
        return Rendering(fact.span, length, is_needed or _is_half(quantity) or quantity.surface_unit == _LIKE_A_DATE)
    number = render_number(quantity.count, target)
    is_needed = is_needed or (target in _MYRIADS and quantity.count >= _MYRIAD) or quantity.unit == "age"
    if quantity.surface_unit and quantity.count != 1 and (form := _NOUNS.get(target, {}).get(quantity.unit)):
        text = form.format(number)
        return Rendering(Span(start, fact.span.end), f"{about}{sign}{text}", is_needed)
    at = folded.find(quantity.numeral, fact.span.start, fact.span.end)
    if at < 0 or not quantity.numeral or quantity.count < 10:
        return None
    return Rendering(Span(at, at + len(quantity.numeral)), number, is_needed)


def _render_length(quantity: Quantity, target: LanguageCode) -> str | None:
    """Write a length of time in one unit, with a half or without: 2時間半 is 2.5 hours, 2.5 hours are 2時間半."""
    form = _LENGTHS.get(target, {}).get(quantity.surface_unit)
    unit = UNITS.get(quantity.surface_unit)
    if form is None or unit is None or quantity.value == unit.factor:
        return None
    number = quantity.value / unit.factor
    if number == int(number) and number == quantity.count:
        return form.format(render_number(number, target))
    if not _is_half(quantity):
        return None
    return f"{form.format(int(number))}半" if target == "ja" else form.format(format_number(number))


def _is_half(quantity: Quantity) -> bool:
    unit = UNITS.get(quantity.surface_unit)
    return unit is not None and (quantity.value / unit.factor) % 1 == _HALF


def _render_range(folded: str, first: Fact, second: Fact, target: LanguageCode) -> Rendering | None:
    """Render 10〜20万円 as one: its first number means nothing alone."""
    one, other = first.detail, second.detail
    if not isinstance(one, Quantity) or not isinstance(other, Quantity) or one.unit != other.unit or not one.unit:
        return None
    if len(other.values) != 1 or not _RANGE.fullmatch(folded, first.span.end, second.span.start):
        return None
    dash = "〜" if target == "ja" else "–"
    low, high = one.value, other.value
    if other.is_amount:
        form = _CURRENCIES.get(target, _CURRENCIES["en"]).get(other.unit)
        text = form.format(f"{render_number(low, target)}{dash}{render_number(high, target)}") if form else None
    else:
        text = f"{format_number(low)}{dash}{format_number(high)}%" if other.unit == "%" else None
    return Rendering(Span(first.span.start, second.span.end), text) if text else None


def _render_mention(folded: str, fact: Fact, mention: DateMention, target: LanguageCode) -> Rendering | None:
    if len(mention.readings) != 1:
        return None
    date = mention.date
    if date.month is None and date.year is None and _MAY_TAKE_DAYS.match(folded, fact.span.end):
        return None
    is_bare_year = date.month is None and date.day is None
    if mention.is_fiscal:
        text = f"fiscal {date.year}" if target == "en" and is_bare_year else None
    else:
        text = render_date(date, mention.weekday, target)
    if text is None:
        return None
    has_digits = str(date.year) in fact.span.cut(folded) if is_bare_year else False
    return Rendering(fact.span, text, is_needed=not has_digits)


def _render_english_date(date: PartialDate, weekday: int | None) -> str | None:
    year, month, day = date
    name = "" if weekday is None else WEEKDAY_NAMES["en"][weekday]
    if month is None:
        if day is None:
            return None if year is None else str(year)
        return f"{name + ', ' if name else ''}the {day}{_ordinal_ending(day)}"
    text = MONTH_NAMES["en"][month - 1] + (f" {day}" if day is not None else "")
    if year is not None:
        text += f", {year}" if day is not None else f" {year}"
    return f"{name}, {text}" if name else text


def _render_european_date(date: PartialDate, weekday: int | None, target: LanguageCode) -> str | None:
    """Write a date with a month in German, French or Spanish: Freitag, 2. Oktober; vendredi 2 octobre."""
    year, month, day = date
    if month is None or target not in MONTH_NAMES:
        return None
    parts = [MONTH_NAMES[target][month - 1]]
    if day is not None:
        parts.insert(0, f"{day}." if target == "de" else str(day))
    if year is not None:
        parts.append(str(year))
    text = (" de " if target == "es" else " ").join(parts)
    if weekday is None:
        return text
    return f"{WEEKDAY_NAMES[target][weekday]}{',' if target == 'de' else ''} {text}"


def _ordinal_ending(number: int) -> str:
    return "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _render_time(time: TimeMention, target: LanguageCode) -> str | None:
    if time.is_approximate:
        return None
    hour, minute = divmod(time.minutes, 60)
    has_half = bool(time.half) and hour <= 23
    if target == "en":
        if not has_half:
            return f"{hour}:{minute:02d}"
        return f"{hour % 12 or 12}{f':{minute:02d}' if minute else ''} {'a.m.' if hour < 12 else 'p.m.'}"
    if target != "ja":
        return f"{hour:02d}:{minute:02d}"
    half = ("午前" if hour < 12 else "午後") if has_half else ""
    return f"{half}{hour % 12 if has_half else hour}時{f'{minute}分' if minute else ''}"


def _render_weekday(fact: Fact, target: LanguageCode) -> Rendering:
    weekday = int(fact.form)
    if target == "en":
        return Rendering(fact.span, WEEKDAY_NAMES["en"][weekday], is_needed=False)
    text = f"{WEEKDAYS[weekday]}曜日" if target == "ja" else WEEKDAY_NAMES[target][weekday]
    return Rendering(fact.span, text)


def _render_myriads(value: Decimal, target: str) -> str:
    if value < 10**4 or value != int(value):
        return _group(value)
    parts: list[str] = []
    rest = int(value)
    for scale, mark in _MYRIADS[target]:
        count, rest = divmod(rest, scale)
        if count:
            parts.append(f"{count}{mark}")
    if rest:
        parts.append(str(rest))
    return "".join(parts).strip()


def _group(value: Decimal) -> str:
    return f"{Decimal(format_number(value)):,f}"


def list_renderings(text: str, target: LanguageCode, *, only_needed: bool = True) -> Iterator[tuple[str, str]]:
    """Yield the stretches of a text and their renderings as pairs to be shown to a model, each once."""
    seen: set[str] = set()
    for rendering in render_facts(text, target):
        surface = rendering.span.cut(text)
        if surface not in seen and surface != rendering.text and (rendering.is_needed or not only_needed):
            seen.add(surface)
            yield surface, rendering.text
