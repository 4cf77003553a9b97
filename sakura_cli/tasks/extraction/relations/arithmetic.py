"""Arithmetic as a witness: amounts of rows, their sum, tax and total, the ends of a range, days and their weekdays.

Where another candidate makes the sums come out, it is taken; where nothing does, that is told. Left out: sums whose
parts the fields do not ask for.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import read_table, word_map
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.outlining.naming import concept_of, is_a, names_of
from sakura_cli.tasks.extraction.range_ends import find_end, strip_end
from sakura_cli.tasks.extraction.result import ExtractionFinding
from sakura_cli.tasks.extraction.source import Leaf, Node, leaves_of
from sakura_cli.tasks.framework.result import Finding
from sakura_cli.text.dates import WEEKDAYS
from sakura_cli.text.facts import NUMERIC_TYPES

_PARTS = word_map("labels/arithmetic", "word", column="part")
QUANTITY, UNIT, PRICE, AMOUNT = (_PARTS[part] for part in ("quantity", "unit", "price", "amount"))
SUBTOTAL, TAX, TOTAL = (_PARTS[part] for part in ("subtotal", "tax", "total"))
BESIDE = tuple(row["word"] for row in read_table("labels/arithmetic") if row["part"] == "beside")
_WEEKDAY = re.compile(rf"[ ]?\(([{WEEKDAYS}])(?:曜日?)?(?:・?祝)?\)|[ ]?([{WEEKDAYS}])曜")
# A product may be rounded to whole yen.
_SLACK = 1
_MOST_OPTIONS = 4


@dataclass(frozen=True)
class Sums:
    """The fields of a record that are sums, by their concepts, and the list of items that they add up."""

    by_concept: Mapping[str, Field]
    items: Field | None
    amount: Field | None


def find_sums(fields: Sequence[Field]) -> Sums:
    """Return which fields of a record are sums of which."""
    found: dict[str, Field] = {}
    for field in fields:
        concept = _concept(field)
        if field.type in NUMERIC_TYPES and not field.is_list and concept is not None:
            # What is to be paid is the total of the paper.
            found.setdefault(TOTAL if is_a(concept, "face") and concept != AMOUNT else concept, field)
    lists = [
        field
        for field in fields
        if field.is_list and field.is_group and None not in (_member(field, AMOUNT), _member(field, PRICE))
    ]
    items = lists[0] if len(lists) == 1 else None
    return Sums(found, items, _member(items, AMOUNT) if items is not None else None)


def decide_sums(
    fields: Sequence[Field], node: dict[str, Node], others: Mapping[str, Sequence[Leaf]]
) -> dict[str, Node]:
    """Return a record in which subtotal, tax and total add up, where one choice among their candidates makes them."""
    sums = find_sums(fields)
    names = [sums.by_concept[each].name for each in (SUBTOTAL, TAX, TOTAL) if each in sums.by_concept]
    if len(names) < 3 or not all(isinstance(node.get(name), Leaf) for name in names):
        return node
    options = [[leaf for leaf in (node[name], *others.get(name, ())) if _number(leaf) is not None] for name in names]
    choices = [
        choice
        for choice in product(*(each[:_MOST_OPTIONS] for each in options))
        if len({leaf.span for leaf in choice if isinstance(leaf, Leaf)}) == len(names)
        and _adds_up(*(_number(leaf) or 0 for leaf in choice))
    ]
    if not choices or all(not isinstance(leaf, Leaf) for leaf in choices[0]):
        return node
    kept = dict(zip(names, choices[0], strict=True))
    is_right = any(all(choice[place] is node[name] for place, name in enumerate(names)) for choice in choices)
    return node if is_right or len(choices) > 1 else {**node, **kept}


def check_sums(
    fields: Sequence[Field], node: Mapping[str, Node], text: str, others: Sequence[float] = ()
) -> Iterator[Finding]:
    """Yield what does not add up: a row, the sum of the rows, or subtotal and tax; `others` are discounts and fees."""
    for field in fields:
        if field.is_list and field.is_group:
            yield from _check_rows(field, node.get(field.name), text)
    sums = find_sums(fields)
    values = {concept: _number(node.get(field.name)) for concept, field in sums.by_concept.items()}
    subtotal, tax, total = (values.get(each) for each in (SUBTOTAL, TAX, TOTAL))
    beside = list(dict.fromkeys([*(values[each] or 0 for each in BESIDE if each in values), *others]))
    rows = _amounts(node, sums)
    wanted = SUBTOTAL if subtotal is not None else TOTAL if tax is None else None
    said = values.get(wanted) if wanted is not None else None
    if rows and wanted is not None and said is not None:
        fits = any(abs(sum(rows) + extra - said) <= _SLACK for extra in _extras(beside))
        if not fits:
            yield _found(ExtractionFinding.SUM, node, sums.by_concept[wanted], text)
    if subtotal is not None and tax is not None and total is not None:
        fits = any(abs(subtotal + tax + extra - total) <= _SLACK for extra in _extras(beside))
        if not fits and abs(subtotal - total) > _SLACK:
            yield _found(ExtractionFinding.TAX, node, sums.by_concept[TOTAL], text)


def check_days(fields: Sequence[Field], node: Mapping[str, Node], text: str) -> Iterator[Finding]:
    """Yield what is wrong with days: an end before its start, a day that is no such weekday."""
    for path, leaf in leaves_of({**node}):
        day = _day(leaf)
        beside = _WEEKDAY.match(fold(text), leaf.span.end) or _WEEKDAY.search(fold(leaf.raw))
        if day is not None and beside is not None and WEEKDAYS[day.weekday()] != (beside[1] or beside[2]):
            yield ExtractionFinding.WEEKDAY.found(leaf.span, text, path=path)
    ends = {(find_end(field), strip_end(field.name), field.type): field for field in fields if not field.is_list}
    for (end, stem, value_type), field in sorted(ends.items(), key=lambda each: each[1].name):
        start = ends.get(("start", stem, value_type))
        if end != "end" or start is None or value_type != "date":
            continue
        first, last = _day(node.get(start.name)), _day(node.get(field.name))
        if first is not None and last is not None and last < first:
            yield _found(ExtractionFinding.ORDER, node, field, text)


def _check_rows(field: Field, node: Node, text: str) -> Iterator[Finding]:
    members = [_member(field, concept) for concept in (QUANTITY, PRICE, AMOUNT)]
    if not isinstance(node, list) or any(member is None for member in members):
        return
    for position, record in enumerate(node):
        if not isinstance(record, dict):
            continue
        leaves = [record.get(member.name) for member in members if member is not None]
        numbers = [_number(leaf) for leaf in leaves]
        quantity, price, amount = numbers
        if quantity is None or price is None or amount is None:
            continue
        if abs(quantity * price - amount) > _SLACK and members[2] is not None:
            span = leaves[2].span if isinstance(leaves[2], Leaf) else Span(0, 0)
            path = f"{field.name}[{position}].{members[2].name}"
            yield ExtractionFinding.PRODUCT.found(span, text, path=path)


def _amounts(node: Mapping[str, Node], sums: Sums) -> list[float]:
    records = node.get(sums.items.name) if sums.items is not None else None
    if not isinstance(records, list) or sums.amount is None:
        return []
    found = [_number(record.get(sums.amount.name)) if isinstance(record, dict) else None for record in records]
    return [each for each in found if each is not None] if None not in found else []


def _extras(beside: Sequence[float]) -> list[float]:
    """Return what may stand between two sums: nothing, each discount or fee, all of them."""
    signed = [sign * each for each in beside for sign in (1, -1)]
    return [0, *signed, sum(beside), -sum(abs(each) for each in beside)]


def _adds_up(subtotal: float, tax: float, total: float) -> bool:
    return abs(subtotal + tax - total) <= _SLACK


def _found(kind: ExtractionFinding, node: Mapping[str, Node], field: Field, text: str) -> Finding:
    leaf = node.get(field.name)
    span = leaf.span if isinstance(leaf, Leaf) else Span(0, 0)
    return kind.found(span, text, path=field.name)


def _member(field: Field, concept: str) -> Field | None:
    return next((each for each in field.fields if _concept(each) == concept and not each.is_list), None)


def _concept(field: Field) -> str | None:
    return next((concept for name in names_of(field) if (concept := concept_of(name)) is not None), None)


def _number(node: Node) -> float | None:
    value = node.value if isinstance(node, Leaf) else None
    return value if isinstance(value, int | float) else None


def _day(node: Node) -> datetime.date | None:
    value = node.value if isinstance(node, Leaf) else None
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
