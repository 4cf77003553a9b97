"""Values as answers: where a question asks for a number of something, only such numbers answer it.

何名 asks for persons, いくら for an amount, 何年 for a year; a value has what belongs to it (約1000万円, 3日前). What
is named in brackets is quoted with them. Left out: which of several values answers, which is asked of a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, read_table, words
from sakura_cli.spans import Span
from sakura_cli.text.dates import find_written_dates
from sakura_cli.text.quantities import Quantity, are_compatible, find_quantities, find_times

_BEFORE = re.compile(rf"{alternation(words('search/value_ends', 'before'))}$")
_AFTER = re.compile(alternation(words("search/value_ends", "after")))
_COUNTED = re.compile(r"何|なん")
_RANGE = re.compile(rf"\s*{alternation(words('quantities/joints', 'range'))}\s*")
_AMOUNT = re.compile(alternation(words("search/question_words", "amount")))
_BRACKETS = {"「": "」", "『": "』", "“": "”", "〈": "〉", "《": "》"}
_AMOUNT_WORDS = re.compile(alternation(words("search/value_ends", "amount")))
# Numbers that are names: of telephones, accounts, products. No part of one is a value.
_NAME = re.compile(r"(?<![\d-])(?:0\d+(?:-\d+)+|\d+(?:-\d+){2,})(?![\d-])")
# What 何 stands for when a unit is looked for behind it.
_ANY = "3"
_NUMBERING = "place"
_DATED = frozenset({"date", "clock"})


def find_asked_units(question: str) -> frozenset[str]:
    """Return the units that a question asks for a number of, `amount` for any currency; empty where for none."""
    folded = fold(question)
    units: set[str] = set()
    for match in _COUNTED.finditer(folded):
        written = folded[: match.start()] + _ANY + folded[match.end() :]
        start = match.start()
        if any(time.span.start == start for time in find_times(written)):
            units.add("clock")
        if any(date.span.start == start for date in find_written_dates(written)):
            units.add("date")
        units |= {each.unit for each in find_quantities(written) if each.span.start == start and each.unit}
    units |= {row["narrower"] for row in read_table("search/narrower_units") if row["unit"] in units}
    return frozenset(units | ({"amount"} if _AMOUNT.search(folded) else set()))


def list_values(text: str, units: frozenset[str], *, with_plain: bool = False) -> Sequence[Span]:
    """Return where values of any of the units stand in a text, each with what belongs to it.

    `with_plain` takes numbers without a unit that is known, too.
    """
    units = units | {""} if with_plain else units
    folded = fold(text)
    names = [] if units & _DATED else [Span(*match.span()) for match in _NAME.finditer(folded)]
    named = bytearray(len(folded))
    for name in names:
        named[name.start : name.end] = b"\1" * (name.end - name.start)
    bare = [span for span in _list_bare(folded, units) if not any(named[span.start : span.end])]
    found = sorted({*(_widen(folded, span) for span in bare), *(names if with_plain and _NUMBERING in units else ())})
    ranges = [
        Span(one.start, other.end)
        for one, other in pairwise(found)
        if one.end < other.start and _RANGE.fullmatch(folded, one.end, other.start)
    ]
    return sorted([*found, *ranges])


def complete(text: str, span: Span, *, is_part_asked: bool = False) -> Span:
    """Return a span of a text with what it leaves off: the rest of a number, what belongs to one, brackets.

    Of a date of which a part was asked for (何年), the part is enough, with its era.
    """
    folded = fold(text)
    found = [quantity.span for quantity in find_quantities(folded)]
    found += [time.span for time in find_times(folded)]
    dates = [date.span for date in find_written_dates(folded)]
    found += [_begin(folded, date, span) for date in dates] if is_part_asked else dates
    for inner in found:
        if inner.start < span.end and span.start < inner.end:
            span = Span(min(span.start, inner.start), max(span.end, inner.end))
            wide = _widen(folded, inner)
            span = Span(min(span.start, wide.start), max(span.end, wide.end))
    return _enclose(text, span)


def _begin(folded: str, date: Span, part: Span) -> Span:
    """Return a part of a date from where the date begins, if there is no other part before it."""
    has_other = any(char.isdigit() for char in folded[date.start : part.start])
    return part if has_other or not date.start <= part.start < date.end else Span(date.start, part.end)


def _list_bare(folded: str, units: frozenset[str]) -> Iterator[Span]:
    for quantity in find_quantities(folded):
        if any(_is_of(quantity, unit) for unit in units):
            yield quantity.span
    if "amount" in units:
        yield from (Span(*match.span()) for match in _AMOUNT_WORDS.finditer(folded))
    if "clock" in units:
        yield from (time.span for time in find_times(folded))
    if "date" in units:
        yield from (date.span for date in find_written_dates(folded))


def _is_of(quantity: Quantity, unit: str) -> bool:
    if unit == "amount":
        return quantity.is_amount
    return quantity.unit == unit or bool(unit and quantity.unit and are_compatible(quantity.unit, unit))


def _widen(folded: str, span: Span) -> Span:
    """Return a value with what belongs to it."""
    before = _BEFORE.search(folded, max(0, span.start - 4), span.start)
    after = _AFTER.match(folded, span.end)
    return Span(before.start() if before else span.start, after.end() if after else span.end)


def _enclose(text: str, span: Span) -> Span:
    """Return a span with the brackets just around it, or with the one that closes what it opens."""
    start, end = span
    closing = _BRACKETS.get(text[start - 1 : start]) if start else None
    if closing is not None and text[end : end + 1] == closing:
        return Span(start - 1, end + 1)
    opened = _BRACKETS.get(text[start : start + 1])
    if opened is not None and opened not in text[start:end] and text[end : end + 1] == opened:
        return Span(start, end + 1)
    return span
