"""Typed values in a text: where they stand, and what they say in a form a program can use.

The types are those a field of an extraction may have. Every value is found and read by rule; what has several readings
has no value but says so. Left out: choosing which of the values found belongs to a field.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, get_args

from sakura_cli.characters.fold import fold
from sakura_cli.documents.wrapping import unwrap
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.text import dates
from sakura_cli.text.facts.finding import find_facts
from sakura_cli.text.facts.unseen import read_as_seen, show
from sakura_cli.text.quantities import (
    GROUPED_KANJI,
    RANGE,
    Amount,
    Measure,
    Normalized,
    Quantity,
    Unread,
    find_quantities,
    find_registration_numbers,
    find_times,
    format_number,
    normalize_amount,
    normalize_phone,
    normalize_postal_code,
    normalize_quantity,
    normalize_registration_number,
    normalize_time,
    normalize_width,
    parse_numeral,
)

ValueType = Literal[
    "string",
    "name",
    "honorific",
    "date",
    "time",
    "amount",
    "number",
    "integer",
    "quantity",
    "phone",
    "postal-code",
    "registration-number",
    "email",
    "url",
]
VALUE_TYPES: tuple[str, ...] = get_args(ValueType)
# What a model has to quote; values of all other types are found by rule.
FREE_TYPES: frozenset[str] = frozenset({"string", "name"})
NUMERIC_TYPES: frozenset[str] = frozenset({"amount", "number", "integer", "quantity"})

# A digit in each box of a form, with blanks or the bars of the boxes between.
_BOX_GAP = r"[ |│┃\]\[]{0,3}"
_POSTAL = re.compile(
    r"〒\s?\d{3}\s?[-ー]?\s?\d{4}(?!\d)|(?<![\d-])\d{3}[-ー]\d{4}(?![\d-])"
    rf"|〒{_BOX_GAP}\d(?:{_BOX_GAP}\d){{2}}{_BOX_GAP}[-ー─]?{_BOX_GAP}\d(?:{_BOX_GAP}\d){{3}}(?!{_BOX_GAP}\d)"
)
# The words around an amount that say how it is meant; they are not part of it.
_CONTEXT_BEFORE = re.compile(rf"{alternation(words('facts/amounts', 'before'))}[\s:：]*$|(?<![\d円])~\s*$")
_TAX = alternation(words("facts/amounts", "tax"))
# 税込 before another amount is said of that one: 12,800円（税込14,080円）.
_CONTEXT_AFTER = re.compile(
    rf"(?:也)?\s*(?:\({_TAX}(?![^()]*\d)|{_TAX}(?!価?格?[\s:]*[¥\d])"
    rf"|\+\s?{alternation(words('facts/amounts', 'taxes'))}"
    rf"|{alternation(words('facts/amounts', 'after'))}|台(?![風湾本])|~(?!\s*[\d¥$]))"
)
_BELONGS_BEFORE = re.compile(
    rf"(?:{alternation(words('facts/amounts', 'negative'))}|\d[\d.,]*,|(?:JPY|USD|EUR|GBP|CNY)\s?"
    r"|(?<![0-9一二三四五六七八九十百千万])[1-9一二三四五六七八九]、)$"
)
_HUNDREDTHS = alternation(words("facts/amounts", "hundredths"))
_BELONGS_AFTER = re.compile(rf"\d{{1,2}}{_HUNDREDTHS}|[²³]|(?<=\.\d{{3}}),\d{{2}}(?!\d)")
_UNIT_LABEL = re.compile(rf"{alternation(words('facts/table_units', 'label'))}\s*:?\s*$")
# A point or comma at a place where it parts no thousands: 3,5000円, 3.000,50ユーロ.
_MISGROUPED = re.compile(r"\d,(?!\d{3}(?!\d))\d|\d\.\d{3},\d")
_CODE = re.compile(r"(JPY|USD|EUR|GBP|CNY)\s?")
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+|[ｦ-ﾟ]+")


@dataclass(frozen=True)
class Reading:
    """What a written value says; `value` is None where it has no single reading, and `reason` then says why.

    Beside a value a `reason` is one for doubt: a check digit that does not match.

    `qualifiers` are JSON values that say more: currency, tax, unit, lower and upper, bound, approximate, alternatives.
    """

    value: str | int | float | None
    reason: Unread | None = None
    qualifiers: dict[str, object] = field(default_factory=dict)


def find_values(text: str, value_type: str) -> list[Span]:
    """Find everything in a text that a value of this type may be, in order; nothing for the free types."""
    if seen := show(text):
        return [seen.to_source(span) for span in find_values(seen.text, value_type)]
    if value_type == "date":
        return [date.span for date in dates.find_written_dates(text)]
    folded = fold(text)
    if value_type == "time":
        return _join([time.span for time in find_times(folded)], folded)
    if value_type == "postal-code":
        return [Span(*match.span()) for match in _POSTAL.finditer(folded)]
    if value_type == "registration-number":
        return find_registration_numbers(folded)
    if value_type in ("phone", "email", "url"):
        kind = "mail" if value_type == "email" else value_type
        spans = [fact.span for fact in find_facts(text) if fact.kind == kind]
        return [span for span in spans if not _POSTAL.fullmatch(folded, *span)]
    if value_type in NUMERIC_TYPES:
        return _find_numbers(text, folded, value_type)
    return []


def read_value(
    text: str,
    span: Span,
    value_type: str,
    *,
    reference: datetime.date | None = None,
    unit: str = "",
) -> Reading:
    """Read the value at a span; the words beside it may say more (税込, 以上).

    `unit` is that of a column whose cells are bare numbers: 百万円. Dates that count from others in their text are read
    with them, by `read_dates`.
    """
    if show(text) is not None:
        before, inside, after = map(read_as_seen, (text[: span.start], span.cut(text), text[span.end :]))
        text, span = before + inside + after, Span(len(before), len(before) + len(inside))
    raw = span.cut(text)
    if value_type == "date":
        return _from_normalized(dates.normalize_date(raw, reference=reference))
    if value_type == "time":
        return _read_time(raw)
    if value_type == "phone":
        return _from_normalized(normalize_phone(raw))
    if value_type == "postal-code":
        return _from_normalized(normalize_postal_code(raw))
    if value_type == "registration-number":
        return _from_normalized(normalize_registration_number(raw))
    if value_type in ("email", "url"):
        return Reading(normalize_width(raw))
    if value_type == "amount":
        return _read_amount(text, span, unit)
    if value_type in NUMERIC_TYPES:
        reading = _read_number(raw, unit)
        is_fraction = value_type == "integer" and isinstance(reading.value, float)
        return Reading(None, Unread.NOT_WHOLE, reading.qualifiers) if is_fraction else reading
    return Reading(tidy(raw))


def read_dates(text: str, *, reference: datetime.date | None = None) -> dict[Span, Reading]:
    """Read every date of a text, in order; some count from the one before them."""
    if seen := show(text):
        return {seen.to_source(span): reading for span, reading in read_dates(seen.text, reference=reference).items()}
    return {span: _from_normalized(date) for span, date in dates.read_dates(text, reference=reference)}


def is_amount(raw: str) -> bool:
    """Say whether words are an amount by themselves: they name a currency."""
    seen = read_as_seen(raw)
    return normalize_amount(seen).currency is not None or _CODE.match(fold(seen)) is not None


def tidy(raw: str) -> str:
    """Return words in one line, with letters and digits in half width and katakana in full width."""
    line = unwrap(raw).strip()
    return _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), line)


def _find_numbers(text: str, folded: str, value_type: str) -> list[Span]:
    taken = [*(date.span for date in dates.find_written_dates(text)), *(time.span for time in find_times(folded))]
    taken += [fact.span for fact in find_facts(text) if fact.kind in ("phone", "mail", "url", "model")]
    found = [
        quantity
        for quantity in find_quantities(folded)
        if not quantity.is_plain_kanji
        and not any(_overlap(quantity.span, span) for span in taken)
        # （単位：千円） counts nothing.
        and not _UNIT_LABEL.search(folded, max(0, quantity.span.start - 6), quantity.span.start)
    ]
    if value_type == "amount":
        amounts = [quantity for quantity in found if quantity.is_amount]
        found = amounts or [quantity for quantity in found if not quantity.unit]
    elif any(not quantity.is_amount for quantity in found):
        found = [quantity for quantity in found if not quantity.is_amount]
    return _join([_as_written(quantity, folded) for quantity in found], folded)


def _as_written(quantity: Quantity, folded: str) -> Span:
    """Return the span of a number with what belongs to it: a sign in words, a currency before it, 二、 before 三万."""
    start, end = quantity.span
    before = _BELONGS_BEFORE.search(folded, max(0, start - 8), start)
    after = _BELONGS_AFTER.match(folded, end)
    return Span(before.start() if before else start, after.end() if after else end)


def _join(spans: Sequence[Span], folded: str) -> list[Span]:
    """Make one span of the two ends of a range."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and span.start < last.end:
            joined[-1] = Span(last.start, max(last.end, span.end))
        elif last and RANGE.fullmatch(folded, last.end, span.start):
            joined[-1] = Span(last.start, span.end)
        else:
            joined.append(span)
    return joined


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _read_time(raw: str) -> Reading:
    reading = _from_normalized(normalize_time(raw))
    is_about = reading.value is not None and any(time.is_approximate for time in find_times(fold(raw)))
    return replace(reading, qualifiers={**reading.qualifiers, "approximate": True}) if is_about else reading


def _read_number(raw: str, unit: str) -> Reading:
    text = fold(raw).strip()
    reading = _from_measure(normalize_quantity(raw))
    if "、" in GROUPED_KANJI.sub("", text):
        return Reading(None, Unread.RANGE, reading.qualifiers)
    if _MISGROUPED.search(text):
        return Reading(None, Unread.NO_SINGLE_NUMBER)
    if reading.value is None and not reading.qualifiers and (number := parse_numeral(text)) is not None:
        reading = Reading(_plain(number))
    if unit and reading.value is not None and "unit" not in reading.qualifiers:
        reading = Reading(reading.value, qualifiers={**reading.qualifiers, "unit": unit})
    return reading


def _read_amount(text: str, span: Span, unit: str) -> Reading:
    raw = span.cut(text)
    if unit and normalize_amount(raw).currency:
        unit = ""
    before = _CONTEXT_BEFORE.search(fold(text[max(0, span.start - 8) : span.start]))
    after = _CONTEXT_AFTER.match(fold(text[span.end : span.end + 16]))
    in_context = f"{before.group() if before else ''}{raw}{unit}{after.group() if after else ''}"
    amount = normalize_amount(in_context)
    if amount.value is None:
        amount = normalize_amount(raw + unit)
    if "セント" in raw or "、" in GROUPED_KANJI.sub("", raw) or _MISGROUPED.search(fold(raw)):
        return Reading(None, Unread.NO_SINGLE_AMOUNT, {"currency": amount.currency} if amount.currency else {})
    if amount.currency is None and (code := _CODE.match(fold(raw))):
        amount = replace(amount, currency=code.group(1))
    return _from_amount(amount)


def _from_amount(amount: Amount) -> Reading:
    said: dict[str, object] = {}
    if amount.currency:
        said["currency"] = amount.currency
    if amount.tax:
        said["tax"] = amount.tax
    if amount.bound:
        said["bound"] = amount.bound
    if amount.is_approximate:
        said["approximate"] = True
    if amount.upper is not None and amount.value is not None:
        return Reading(None, Unread.RANGE, {**said, "lower": _plain(amount.value), "upper": _plain(amount.upper)})
    if amount.value is None:
        return _none([_plain(value) for value in amount.alternatives], Unread.NO_SINGLE_AMOUNT, said)
    return Reading(_plain(amount.value), qualifiers=said)


def _from_measure(measure: Measure) -> Reading:
    said: dict[str, object] = {"unit": measure.unit} if measure.unit else {}
    if measure.is_approximate:
        said["approximate"] = True
    if measure.value is None:
        return Reading(None, Unread.NO_SINGLE_NUMBER, said)
    if measure.upper is not None:
        return Reading(None, Unread.RANGE, {**said, "lower": _plain(measure.value), "upper": _plain(measure.upper)})
    return Reading(_plain(measure.value), qualifiers=said)


def _from_normalized(normalized: Normalized) -> Reading:
    if normalized.value is not None:
        return Reading(normalized.value, normalized.reason)
    return _none(list(normalized.alternatives), normalized.reason, {})


def _none(alternatives: Sequence[object], reason: Unread | None, said: dict[str, object]) -> Reading:
    return Reading(None, reason, {**said, "alternatives": list(alternatives)} if alternatives else said)


def _plain(value: Decimal) -> int | float:
    """Return a number as JSON has it."""
    return int(value) if value == value.to_integral_value() else float(format_number(value))
