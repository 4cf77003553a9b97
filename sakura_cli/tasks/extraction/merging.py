"""Putting together what several windows of a text gave, without duplicates from where they overlap."""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.source import Leaf, Node, extent, leaves_of
from sakura_cli.text.spans import Span

_NEIGHBOURS = 40


def merge_records(found: Sequence[dict[str, Node]], fields: Sequence[Field]) -> dict[str, Node]:
    """Return one record of what several say: the first value of each field, all items of each list."""
    merged: dict[str, Node] = {}
    for field in fields:
        members = [record.get(field.name) for record in found]
        if field.is_list:
            merged[field.name] = merge_lists([member for member in members if isinstance(member, list)])
        elif field.is_group:
            merged[field.name] = merge_records([m for m in members if isinstance(m, dict)], field.fields)
        else:
            merged[field.name] = next((member for member in members if member is not None), None)
    return merged


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
