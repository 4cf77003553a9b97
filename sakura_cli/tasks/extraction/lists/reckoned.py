"""Items of lines that have no header over them: where two numbers of a line come to the third, they say what each is.

名刺　4箱　@5,000円　20,000円 is a name, a quantity with its unit, a unit price and an amount; on a slip the name stands
on the line above, with the amount or without. Left out: tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sakura_cli.characters.fold import fold
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.outlining.inline import drop_marker
from sakura_cli.tasks.extraction.outlining.naming import concept_of
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.outlining.sums import is_row_of_sums
from sakura_cli.tasks.extraction.relations.arithmetic import AMOUNT, PRICE, QUANTITY, UNIT
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node

_NUMBER = re.compile(r"(?<![0-9.])(?:[@¥]|¥ ?)?(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)(?![0-9])")
_UNIT = re.compile(r"[ ]?(?P<unit>[^\s0-9@¥x×*=,.、:：()]{1,4}?)(?=[\s@¥x×*=、,(（]|$)")
_EDGES = " 　\t:：-－…・、,"
_AFTER = re.compile(r"[ ]?円?[^0-9A-Za-z]{0,3}")
_PRICE = "単"
_TIMES = re.compile(r"[x×*✕@]|単", re.IGNORECASE)
_FACTORS = re.compile(r"[\s()\[\]x×*✕@¥=,:：.、円単価0-9]|[ぁ-ゖァ-ヺ一-鿿a-z]{1,3}", re.IGNORECASE)
_LEAST_NAME = 1


@dataclass(frozen=True)
class _Reckoned:
    """The places in a line: its name, quantity, unit, price and amount."""

    name: Span
    quantity: Span
    unit: Span | None
    price: Span
    amount: Span


@dataclass(frozen=True)
class _Number:
    """A number of a line: where it begins with its sign, its digits, its unit, and whether it says that it is money."""

    begin: int
    place: Span
    value: Decimal
    unit: Span | None
    is_priced: bool

    @classmethod
    def read(cls, folded: str, match: re.Match[str], start: int) -> _Number:
        """Read a number of a folded line that begins at `start` of the text."""
        unit = _UNIT.match(folded, match.end())
        is_money = folded[match.end() : match.end() + 2].strip()[:1] == "円"
        before = folded[max(0, match.start() - 3) : match.start()]
        is_priced = is_money or match.group()[:1] in "@¥" or before.rstrip(" :価").endswith(_PRICE)
        place = Span(*match.span("digits")).shift(start)
        inner = Span(*unit.span("unit")).shift(start) if unit is not None else None
        return cls(start + match.start(), place, Decimal(match["digits"].replace(",", "")), inner, is_priced)


def extract_reckoned(source: IndexedDocument, outline: DocumentOutline, wanted: Field) -> list[Node] | None:
    """Return the records of a list field that lines with a quantity, a price and their product are."""
    members = {concept: field for field in wanted.fields if (concept := concept_of(field.name)) is not None}
    names = [field for field in wanted.fields if field.type == "string" and concept_of(field.name) != UNIT]
    if AMOUNT not in members or not {QUANTITY, PRICE} & members.keys() or len(names) != 1:
        return None
    records: list[Node] = []
    above: Span | None = None
    for line in _lines_of(source.text):
        found = None if outline.is_quoted(line) else _reckon(source.text, line, above)
        above = line if found is None else None
        if found is None:
            continue
        places = {QUANTITY: found.quantity, PRICE: found.price, AMOUNT: found.amount, UNIT: found.unit}
        record: dict[str, Node] = {field.name: [] if field.is_list else None for field in wanted.fields}
        record[names[0].name] = source.cell(names[0], found.name)
        for concept, place in places.items():
            if concept in members and place is not None:
                record[members[concept].name] = _read(source, members[concept], place)
        records.append(record)
    return records or None


def _read(source: IndexedDocument, field: Field, place: Span) -> Leaf | None:
    return source.cell(field, place)


def _reckon(text: str, line: Span, above: Span | None) -> _Reckoned | None:
    """Return what a line says where the product of two of its numbers is the third, or ends the line above."""
    line = drop_marker(text, line)
    folded = fold(line.cut(text))
    numbers = [_Number.read(folded, match, line.start) for match in _NUMBER.finditer(folded)]
    name = _trim(text, Span(line.start, numbers[-3].begin)) if len(numbers) > 2 else None
    if name is None and above is not None and len(numbers) in (2, 3) and _has_factors_only(folded):
        above = drop_marker(text, above)
        words = fold(above.cut(text))
        last = [_Number.read(words, match, above.start) for match in _NUMBER.finditer(words)][-1:]
        if len(numbers) == 2:
            if not last or _AFTER.fullmatch(words, last[0].place.end - above.start) is None:
                return None
            numbers.append(last[0])
            above = Span(above.start, last[0].begin)
        elif last and _AFTER.fullmatch(words, last[0].place.end - above.start) and last[0].is_priced:
            return None
        name = _trim(text, above)
    if name is None:
        return None
    quantity, price, amount = numbers[-3:]
    if quantity.value * price.value != amount.value or amount.value == 0:
        return None
    if is_row_of_sums(name.cut(text).strip()):
        return None
    if quantity.is_priced and not price.is_priced:
        quantity, price = price, quantity
    return _Reckoned(name, quantity.place, quantity.unit, price.place, amount.place)


def _has_factors_only(folded: str) -> bool:
    """Say whether a line is nothing but two numbers with their units and what multiplies them: (3コ X 単398)."""
    return bool(_TIMES.search(folded)) and not _NUMBER.sub("", _FACTORS.sub("", folded)).strip()


def _trim(text: str, span: Span) -> Span | None:
    """Return a name without the signs at its ends; None where nothing is left."""
    words = span.cut(text)
    start = span.start + len(words) - len(words.lstrip(_EDGES))
    end = span.start + len(words.rstrip(_EDGES + "¥￥"))
    return Span(start, end) if end - start >= _LEAST_NAME else None


def _lines_of(text: str) -> Sequence[Span]:
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return [span for span in found if span.cut(text).strip()]
