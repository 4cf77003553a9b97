"""Ranges that a row or column is for: 15km以上25km未満 is of 18km, 22時以降 of 夜11時, and of nothing outside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import word_map
from sakura_cli.spans import Span
from sakura_cli.text.quantities import are_compatible, find_quantities, find_times

_BOUNDS = sorted(word_map("quantities/bounds", "kind").items(), key=lambda each: -len(each[0]))
_JOINTS = "~-"
_CLOCK = "clock"


@dataclass(frozen=True)
class Magnitude:
    """A number with its unit in a folded text, or a time of day in minutes, whose unit is `clock`."""

    span: Span
    unit: str
    value: Decimal


def find_magnitudes(folded: str) -> tuple[Magnitude, ...]:
    """Return the numbers with units and the times of day in a folded text, in order."""
    found = [Magnitude(time.span, _CLOCK, Decimal(time.readings[0])) for time in find_times(folded) if time.readings]
    taken = bytearray(len(folded))
    for each in found:
        taken[each.span.start : each.span.end] = b"\1" * (each.span.end - each.span.start)
    found += [
        Magnitude(quantity.span, quantity.unit, quantity.value)
        for quantity in find_quantities(folded)
        if quantity.unit and not any(taken[quantity.span.start : quantity.span.end])
    ]
    return tuple(sorted(found, key=lambda each: each.span))


def is_of(text: str, asked: Sequence[Magnitude]) -> bool | None:
    """Say whether a range that a text states holds one of the numbers asked about; None where it is not about them."""
    folded = fold(text)
    stated = find_magnitudes(folded)
    for quantity in asked:
        ends = [each for each in stated if each.unit == quantity.unit or are_compatible(each.unit, quantity.unit)]
        if not ends:
            continue
        bounds = [bound for each in ends for bound in _read_bound(folded, each)]
        bounds += [
            bound
            for one, other in pairwise(ends)
            if folded[one.span.end : other.span.start].strip() in tuple(_JOINTS)
            for bound in (("lower in", one.value), ("upper in", other.value))
        ]
        if bounds:
            return all(_holds(kind, end, quantity.value) for kind, end in bounds)
    return None


def _read_bound(folded: str, quantity: Magnitude) -> list[tuple[str, Decimal]]:
    before, after = folded[: quantity.span.start].rstrip(), folded[quantity.span.end :].lstrip()
    if kind := next((kind for word, kind in _BOUNDS if after.startswith(word)), None):
        return [(kind, quantity.value)]
    if before in tuple(_JOINTS):
        return [("upper in", quantity.value)]
    return [("lower in", quantity.value)] if after in tuple(_JOINTS) else []


def _holds(kind: str, end: Decimal, value: Decimal) -> bool:
    if kind.startswith("lower"):
        return value > end or (kind.endswith("in") and value == end)
    return value < end or (kind.endswith("in") and value == end)
