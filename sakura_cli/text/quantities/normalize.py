"""Turn what a text says into values a program can use: amounts, quantities, times, telephone numbers, postal codes.

What can be read in several ways is declared ambiguous, with its readings, never guessed. Dates have a module of their
own (`text.dates`). Left out: converting currencies and units, and numbers a text only hints at (数万円).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, words
from sakura_cli.text.quantities.finding import Quantity, find_quantities
from sakura_cli.text.quantities.readings import Unread
from sakura_cli.text.quantities.times import TimeMention, find_times, format_time
from sakura_cli.text.quantities.units import UNITS

Tax = Literal["included", "excluded"]

_QUALIFIERS = "quantities/qualifiers"


def _any(*kinds: str) -> str:
    return alternation(words(_QUALIFIERS, *kinds))


_TAX_INCLUDED = re.compile(rf"{_any('tax included')}|tax[ -]incl|incl\w*\.? (?:of )?tax|including tax", re.IGNORECASE)
_TAX_EXCLUDED = re.compile(
    rf"{_any('tax excluded')}|plus tax|excl\w*\.? tax|tax[ -]excl|excluding tax|before tax", re.IGNORECASE
)
RANGE = re.compile(rf"\s*{alternation(words('quantities/joints', 'range', 'english range', 'arrow'))}\s*")
_VAGUE = re.compile(rf"{_any('vague before')}(?=[十百千万億円])|{_any('no amount')}")
_THOUSANDS_BY_POINT = re.compile(r"(?<!\d)\d{1,3}\.\d{3}(?![\d])")
_EUROPEAN = re.compile(r"\d\.\d{3},\d{2}(?!\d)|(?<!\d)\d{1,3},\d{2}(?!\d)")
_OPEN_END = re.compile(rf"{_any('at least')}\s*$")
_OPEN_START = re.compile(rf"^\s*{_any('at most before')}|{_any('at most after')}\s*$")
_BEFORE = re.compile(r"[時分半]前")
_NEGATIVE_WORD = re.compile(rf"^\s*{_any('negative')}")
_NO_MINOR_UNIT = frozenset(("JPY", "KRW"))
_MOBILE = re.compile(r"(0[5789]0)(\d{4})(\d{4})")
_FREE_DIAL = re.compile(r"(0120|0800|0570)(\d{3})(\d{3,4})")
_METROPOLIS = re.compile(r"(0[36])(\d{4})(\d{4})")


@dataclass(frozen=True)
class Amount:
    """An amount of money; `value` is None where it is ambiguous or not stated, `alternatives` then has the readings.

    `currency` is an ISO 4217 code. A range has its end in `upper`; `bound` says that the value is only a limit.
    """

    value: Decimal | None
    currency: str | None = None
    tax: Tax | None = None
    upper: Decimal | None = None
    bound: Literal["at-least", "at-most"] | None = None
    is_approximate: bool = False
    alternatives: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A number with its unit as written in half width.

    Compounds come in their first unit (1m50cm: 1.5 m), of time in the canonical one (1時間30分: 5400 second).
    """

    value: Decimal | None
    unit: str = ""
    upper: Decimal | None = None
    is_approximate: bool = False


@dataclass(frozen=True)
class Normalized:
    """A value as text, or None with the readings it may have and a reason; beside a value it is a reason for doubt."""

    value: str | None
    alternatives: tuple[str, ...] = ()
    reason: Unread | None = None


def normalize_amount(raw: str) -> Amount:
    """Read an amount of money: 1,280円, ￥3万, 金参萬円也, 100〜200万円, $3.5M (税込/税抜 in `tax`)."""
    folded = fold(raw)
    tax = _find_tax(folded)
    if _VAGUE.search(folded) and "円" in folded and not re.search(r"\d", folded):
        return Amount(None, tax=tax)
    text = _strip_seal(folded)
    found = [quantity for quantity in find_quantities(text) if quantity.is_amount]
    if not found:
        found = [quantity for quantity in find_quantities(text) if not quantity.unit and quantity.numeral]
    if not found or _VAGUE.search(folded):
        return Amount(None, tax=tax)
    first = found[0]
    currency = first.unit or None
    if _EUROPEAN.search(text):
        return Amount(None, currency, tax)
    sign = -1 if first.is_negative or _NEGATIVE_WORD.match(text) else 1
    if currency in _NO_MINOR_UNIT and _THOUSANDS_BY_POINT.fullmatch(first.numeral):
        return Amount(None, currency, tax, alternatives=(first.value, first.value * 1000))
    if len(first.values) > 1 and len(found) == 1:
        return Amount(None, currency, tax, alternatives=tuple(sign * value for value in first.values))
    if len(found) == 2 and RANGE.fullmatch(text, first.span.end, found[1].span.start):
        currency, upper = found[1].unit or currency, found[1].value
        lower = next((value for value in first.values if value <= upper), None)
        if lower is None:
            return Amount(None, currency, tax, alternatives=(first.value, upper))
        return Amount(lower, currency, tax, upper=upper, is_approximate=first.is_approximate)
    if len(found) == 2 and found[1].surface_unit == "銭" and first.span.end == found[1].span.start:
        return Amount(sign * (first.value + found[1].value), currency, tax)
    if len({quantity.value for quantity in found}) > 1:
        return Amount(None, currency, tax, alternatives=tuple(quantity.value for quantity in found))
    return Amount(sign * first.value, currency, tax, bound=_find_bound(text), is_approximate=_is_about(first, text))


def normalize_quantity(raw: str) -> Measure:
    """Read a number with a unit or counter: 10kg, 三名, 1時間30分, 3〜5名, 12.5％."""
    text = fold(raw)
    found = find_quantities(text)
    if not found or _VAGUE.search(text):
        return Measure(None)
    first = found[0]
    if len(found) == 2 and RANGE.fullmatch(text, first.span.end, found[1].span.start):
        upper, unit = _count(found[1])
        lower = next((value for value in (_count(first)[0], *first.values) if value <= upper), None)
        return Measure(lower, unit, upper=upper if lower is not None else None)
    if len(found) > 1 or len(first.values) > 1:
        return Measure(None)
    value, unit = _count(first)
    is_negative = first.is_negative or _NEGATIVE_WORD.match(text)
    return Measure(-value if is_negative else value, unit, is_approximate=_is_about(first, text))


def normalize_time(raw: str) -> Normalized:
    """Read a clock time or range as HH:MM or HH:MM/HH:MM; an unmarked hour before eight is ambiguous."""
    text = fold(raw)
    found = find_times(text)
    if not found:
        return Normalized(None, reason=Unread.NO_TIME)
    if _BEFORE.search(text):
        return Normalized(None, tuple(format_time(time.minutes) for time in found), Unread.ONLY_DEADLINE)
    if len(found) == 2 and RANGE.fullmatch(text, found[0].span.end, found[1].span.start):
        starts, ends = _clock_readings(found[0], text), _clock_readings(found[1], text)
        if len(starts) == 1 and len(ends) > 1:
            ends = tuple(end for end in ends if end > starts[0])[:1] or ends
        readings = tuple(
            f"{format_time(s)}/{format_time(e)}" for s in starts for e in ends if s < e or len(starts) == 1
        )
    elif len(found) == 1:
        readings = tuple(format_time(minutes) for minutes in _clock_readings(found[0], text))
    else:
        return Normalized(None, tuple(format_time(time.minutes) for time in found), Unread.SEVERAL_TIMES)
    return Normalized(readings[0]) if len(readings) == 1 else Normalized(None, readings, Unread.WHICH_HALF_OF_DAY)


def normalize_phone(raw: str) -> Normalized:
    """Read a Japanese telephone number into half width with hyphens; +81 becomes the leading 0."""
    text = re.sub(r"(?<=\d)ー(?=\d)", "-", fold(raw))
    match = re.search(r"\+?\(?\d[\d\s()-]{7,18}\d", text)
    if not match:
        return Normalized(None, reason=Unread.NO_PHONE)
    number = re.sub(r"^\+81[\s-]*(?:\(0\))?[\s-]*0?", "0", match.group())
    is_foreign = number.startswith("+")
    digits = re.sub(r"\D", "", number)
    if not is_foreign and not (digits.startswith("0") and len(digits) in (10, 11)):
        return Normalized(None, reason=Unread.FOREIGN_PHONE)
    groups = [group for group in re.split(r"\D+", number) if group]
    if len(groups) > 1:
        return Normalized(("+" if is_foreign else "") + "-".join(groups))
    for pattern in (_FREE_DIAL, _MOBILE, _METROPOLIS):
        if known := pattern.fullmatch(digits):
            return Normalized("-".join(known.groups()))
    return Normalized(("+" if is_foreign else "") + digits)


def normalize_postal_code(raw: str) -> Normalized:
    """Read a Japanese postal code as 123-4567."""
    match = re.search(r"(?<!\d)(\d{3})\s?-?\s?(\d{4})(?!\d)", re.sub(r"(?<=\d)ー(?=\d)", "-", fold(raw)))
    if match is None:
        # A digit in each box of a form.
        match = re.fullmatch(r"(\d{3})(\d{4})", "".join(re.findall(r"\d", fold(raw))))
    return Normalized("-".join(match.groups())) if match else Normalized(None, reason=Unread.NO_POSTAL_CODE)


def normalize_width(raw: str) -> str:
    """Return Latin letters, digits and marks in half width, without white space at the ends."""
    return fold(raw).strip()


def _find_tax(folded: str) -> Tax | None:
    included, excluded = _TAX_INCLUDED.search(folded), _TAX_EXCLUDED.search(folded)
    if bool(included) == bool(excluded):
        return None
    return "included" if included else "excluded"


def _strip_seal(folded: str) -> str:
    """Take off what formal writing puts around a sum: 金参萬円也, ¥1,280-."""
    text = re.sub(r"^\s*金\s*(?=[\d¥壱一弐二参三四五六七八九拾十百千])", "", folded)
    return re.sub(r"(?:也|なり)\s*$|(?<=\d)[-ー]\s*$", "", text)


def _find_bound(text: str) -> Literal["at-least", "at-most"] | None:
    bare = re.sub(r"\([^()]*\)", "", text)
    if _OPEN_END.search(bare):
        return "at-least"
    return "at-most" if _OPEN_START.search(bare) else None


def _is_about(quantity: Quantity, text: str) -> bool:
    return quantity.is_approximate and _find_bound(text) is None


def _count(quantity: Quantity) -> tuple[Decimal, str]:
    """Return the number as written with its unit; a compound in its first unit or, of time, in the canonical one."""
    unit = UNITS.get(quantity.surface_unit)
    if unit is None:
        return quantity.value, quantity.surface_unit or quantity.unit
    if quantity.value == quantity.count * unit.factor:
        return quantity.count, quantity.surface_unit
    if unit.smaller and unit.factor.scaleb(-unit.factor.adjusted()) == 1:
        return quantity.value / unit.factor, quantity.surface_unit
    return quantity.value, quantity.unit


def _clock_readings(time: TimeMention, text: str) -> tuple[int, ...]:
    """Narrow the readings of a time: 9:00 and 10時 are of the 24-hour clock, 2時 may be either."""
    if len(time.readings) == 1:
        return time.readings
    if time.minutes > 24 * 60:
        return time.readings
    written = text[time.span.start : time.span.end]
    if time.minutes >= 8 * 60 or ":" in written:
        return time.readings[:1]
    return time.readings
