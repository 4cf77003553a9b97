"""What a till prints: an item and its sum on a line, how many of it on a line of its own, and a sum below them all.

    *牛乳 1L
        2コ X 単228     ¥456

Left out: lists whose columns a header names (`items`), and what is taken off between the items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.outlining.inline import is_label
from sakura_cli.tasks.extraction.outlining.naming import concept_of, names_of
from sakura_cli.tasks.extraction.outlining.sums import is_row_of_discount, is_row_of_sums
from sakura_cli.tasks.extraction.source import IndexedDocument, Node
from sakura_cli.text.evidence import Aligned

_MONEY = r"[-△▲]?[¥\\]?[ ]?[-△▲]?[0-9][0-9,]*"
_SUM = rf"[ ]{{2,}}(?P<sum>{_MONEY})[円]?[ ]?[^0-9\s¥]{{0,2}}[ ]*"
_ITEM = re.compile(rf"[ ]*[*※☆◎]?[ ]?(?P<name>[^\s*※](?:(?!  ).)*?){_SUM}")
_NAME = re.compile(r"[ ]*[*※☆◎]?[ ]?(?P<name>[^\s*※0-9(][^¥:]*)")
_NUMBER = r"(?P<{0}>[0-9][0-9,.]*)"
_TIMES = re.compile(
    rf"[ ]*[(]?(?P<sign>[@単¥\\])?[ ]?{_NUMBER.format('one')}(?P<unit>[^\s0-9@x×*]{{0,2}})(?:[ ]?[xX×*][ ]?|[ ](?=@))"
    rf"(?P<price>[@単¥\\])?[ ]?{_NUMBER.format('other')}[^\s0-9()]{{0,2}}[)]?(?:{_SUM}|[ ]*)"
)
_RULE = re.compile(r"[-=─━―—ー－＝*.・\s　]*")
_OFF = re.compile(rf"[ ]*[ごお御]?{alternation(words('labels/sums', 'discount'))}")
_COUNTED = "数量"
_UNIT_PRICE, _PRICE = "単価", "円"
_LEAST = 2


@dataclass(frozen=True)
class _Bought:
    name: Span
    sum: Span | None
    count: Span | None = None
    price: Span | None = None


def extract_bought(source: IndexedDocument, wanted: Field) -> list[Node] | None:
    """Return the items that stand right above the first sum of a receipt; None where it lists none so."""
    members = [each for each in wanted.fields if not each.is_list and not each.is_group]
    named = [each for each in members if each.type == "string"]
    sums = [each for each in members if each.type == "amount" and not _is_called(each, _UNIT_PRICE)]
    others = [each for each in members if each not in (*named, *sums)]
    is_told = all(_is_called(each, _UNIT_PRICE) or _is_called(each, _COUNTED) for each in others)
    if len(named) != 1 or len(sums) != 1 or len(members) != len(wanted.fields) or not is_told:
        return None
    bought = _read(source.text)
    if len(bought) < _LEAST:
        return None
    return [{each.name: _value(source, each, item) for each in members} for item in bought]


def _is_called(each: Field, concept: str) -> bool:
    return any(concept_of(name) == concept for name in names_of(each))


def _value(source: IndexedDocument, each: Field, item: _Bought) -> Node:
    if each.type == "string":
        place: Span | None = item.name
    elif each.type == "amount":
        place = item.price if _is_called(each, _UNIT_PRICE) else item.sum
    else:
        place = item.count if _is_called(each, _COUNTED) else None
    return replace(source.leaf(each, Aligned(place, "EXACT")), found="table") if place is not None else None


def _read(text: str) -> list[_Bought]:
    """Return the items of the last run of lines before the first line of a sum that has any."""
    run: list[_Bought] = []
    waiting: Span | None = None
    start = 0
    for whole in fold(text).split("\n"):
        here, start = start, start + len(whole) + 1
        line = whole.rstrip()
        first = "".join(re.split(r"[0-9¥]", line, maxsplit=1)[0].split())
        if is_row_of_sums(first) and not is_row_of_discount(first):
            if len(run) >= _LEAST:
                return run
            run, waiting = [], None
        elif _OFF.match(line) or _RULE.fullmatch(line):
            continue
        elif (times := _TIMES.fullmatch(line)) is not None and (waiting is not None or (run and times["sum"] is None)):
            run = [*_counted(run, waiting, times, here)]
            waiting = None
        elif (item := _ITEM.fullmatch(line)) is not None and not is_label(item["name"]):
            run.append(_Bought(Span(*item.span("name")).shift(here), Span(*item.span("sum")).shift(here)))
            waiting = None
        elif len(named := re.findall(r"[^ ]+(?: [^ ]+)*", line)) > 1 and all(map(is_label, named)):
            return []  # a header: the columns say what is what
        else:
            name = _NAME.fullmatch(line)
            if waiting is not None:
                run = []
            waiting = Span(*name.span("name")).shift(here) if name is not None else None
            run = run if waiting is not None else []
    return []


def _counted(run: list[_Bought], name: Span | None, times: re.Match[str], here: int) -> Iterator[_Bought]:
    """Yield the items with how many there are of the last: of the name above, or of the item above."""
    is_price_first = bool(times["sign"]) or times["unit"] == _PRICE or not (times["unit"] or times["price"])
    one, other = (Span(*times.span(part)).shift(here) for part in ("one", "other"))
    price, count = (one, other) if is_price_first else (other, one)
    if name is None:
        yield from run[:-1]
        yield replace(run[-1], count=count, price=price)
    else:
        yield from run
        total = Span(*times.span("sum")).shift(here) if times["sum"] is not None else None
        yield _Bought(name, total, count, price)
