"""Putting together what several windows of a text gave: no duplicates from where they overlap, no list too long,
no row of sums among items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import GROUP, Field, Shape
from sakura_cli.tasks.extraction.outlining.sums import is_row_of_discount, is_row_of_sums
from sakura_cli.tasks.extraction.source import Leaf, Node, extent, leaves_of

_NEIGHBOURS = 40
# A discount with a quantity and a sum is an item.
_LEAST_OF_ITEM = 3


def leave_out_sums(records: Sequence[Node], fields: Sequence[Field]) -> list[Node]:
    """Leave out rows that add up the others (小計, 消費税): they have less than the others and are no items."""
    first = next((each.name for each in fields if each.is_free and not each.is_list), None)
    rows = [record for record in records if isinstance(record, dict)]
    fullest = max((_count_values(row) for row in rows), default=0)

    def is_sum(record: Node) -> bool:
        label = record.get(first or "") if isinstance(record, dict) else None
        if not isinstance(label, Leaf) or not is_row_of_sums(label.raw):
            return False
        is_item = is_row_of_discount(label.raw) and _count_values(record) >= _LEAST_OF_ITEM
        return not is_item and _count_values(record) < fullest

    return [record for record in records if not is_sum(record)]


def _count_values(record: Node) -> int:
    return sum(1 for _ in leaves_of(record))


def merge_records(found: Sequence[dict[str, Node]], fields: Sequence[Field]) -> dict[str, Node]:
    """Return one record of what several say: the first value of each field, all items of each list."""
    merged: dict[str, Node] = {}
    for each in fields:
        members = [record.get(each.name) for record in found]
        if each.is_list:
            items = merge_lists([member for member in members if isinstance(member, list)])
            merged[each.name] = leave_out_shared(items) if each.is_group else items
        elif each.is_group:
            merged[each.name] = merge_records([m for m in members if isinstance(m, dict)], each.fields)
        else:
            merged[each.name] = next((member for member in members if member is not None), None)
    return merged


def leave_out_shared(items: Sequence[Node]) -> list[Node]:
    """Leave out of records the numbers that a model took from one place for several of them: one has to be wrong."""
    numbers = Counter(leaf.span for _, leaf in leaves_of([*items]) if _is_chosen_number(leaf))
    return [_without(item, {span for span, count in numbers.items() if count > 1}) for item in items]


def _is_chosen_number(leaf: Leaf) -> bool:
    return leaf.found == "model" and isinstance(leaf.value, int | float)


def _without(node: Node, spans: Container[Span]) -> Node:
    if isinstance(node, dict):
        return {name: _without(member, spans) for name, member in node.items()}
    if isinstance(node, list):
        return [_without(member, spans) for member in node]
    return None if node is not None and node.span in spans and _is_chosen_number(node) else node


def merge_lists(found: Sequence[list[Node]]) -> list[Node]:
    """Return the items of several lists in the order of the source; of the same item found twice the fuller one."""
    kept: list[Node] = []
    for node in sorted((node for nodes in found for node in nodes), key=_place):
        twin = next((position for position, other in _recent(kept) if _is_same(node, other)), None)
        if twin is None:
            kept.append(node)
        elif _weight(node) > _weight(kept[twin]):
            kept[twin] = node
    return kept


@dataclass
class ListLimits:
    """Makes the lists of a result what their fields allow, and keeps account of what that leaves out."""

    # How many items were one too many, and what has no value a list could have, by the path of the list.
    surplus: Counter[str] = field(default_factory=Counter)
    unreadable: list[tuple[str, Leaf]] = field(default_factory=list)

    def apply(self, node: Node, shape: Shape) -> Node:
        """Return a result within the limits of a shape."""
        return self._limit(node, Field("", GROUP, fields=shape.fields, max_items=shape.max_items), "")

    def _limit(self, node: Node, wanted: Field, path: str) -> Node:
        if isinstance(node, dict):
            members = {each.name: each for each in wanted.fields}
            return {
                name: self._limit(member, members[name], f"{path}.{name}" if path else name)
                for name, member in node.items()
            }
        if not isinstance(node, list):
            return node
        kept: list[Node] = []
        for item in node:
            if isinstance(item, Leaf) and item.value is None and not wanted.has_null_items:
                self.unreadable.append((f"{path}[]", item))
            else:
                kept.append(self._limit(item, wanted, f"{path}[]"))
        if wanted.max_items is not None and len(kept) > wanted.max_items:
            self.surplus[path] += len(kept) - wanted.max_items
        return kept[: wanted.max_items]


def _recent(kept: Sequence[Node]) -> list[tuple[int, Node]]:
    """Return the last items with their positions: in the order of the source twins are neighbours."""
    first = max(0, len(kept) - _NEIGHBOURS)
    return list(enumerate(kept[first:], start=first))


def _place(node: Node) -> Span:
    return extent(node) or Span(0, 0)


def _weight(node: Node) -> tuple[int, int]:
    leaves = [leaf for _, leaf in leaves_of(node)]
    return len(leaves), sum(leaf.span.end - leaf.span.start for leaf in leaves)


def _is_same(one: Node, other: Node) -> bool:
    """Tell whether two items are one: no value of theirs differs, and their chief values share their place."""
    if isinstance(one, Leaf) and isinstance(other, Leaf):
        return one.span.start < other.span.end and other.span.start < one.span.end
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return one == other
    mine, theirs = dict(leaves_of(one)), dict(leaves_of(other))
    shared = mine.keys() & theirs.keys()
    return bool(shared) and all(mine[path].span == theirs[path].span for path in shared)
