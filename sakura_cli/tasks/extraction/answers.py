"""What a model answers, held against the source: each value where the source says it, or not at all.

Nothing of an answer is believed but that the source has it: the result is made of the source's own words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sakura_cli.inference.partial_json import close_json
from sakura_cli.lexicon import word_set
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import CHOICE, GROUP, Field, one_of
from sakura_cli.tasks.extraction.labelled.absent import is_absent
from sakura_cli.tasks.extraction.merging import leave_out_sums
from sakura_cli.tasks.extraction.rules import fill_honorifics
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node, extent
from sakura_cli.text.evidence import Aligned
from sakura_cli.text.facts import NUMERIC_TYPES
from sakura_cli.text.names import is_honorific

# What models write where a text says nothing.
_NOTHING = word_set("labels/nothing", "absent") | {"", "-", "ー"}
_OFFICES = word_set("labels/fields", "office")
_OTHER_LINE = 1000


@dataclass
class Grounding:
    """Grounds the answers about one window of a source and notes the paths of what is not there."""

    source: IndexedDocument
    within: Span
    # Whether the layout lets a field have a value at a place; `is_item` of a list.
    allows: Callable[[Field, Span, bool], bool] = lambda wanted, span, is_item: True
    ungrounded: list[str] = field(default_factory=list)
    unrelated: list[str] = field(default_factory=list)

    def record(self, answer: Any, fields: Sequence[Field], *, after: int = 0, path: str = "") -> dict[str, Node]:
        """Return the fields of a record; its values lie as near to one another as the source allows."""
        values = answer if isinstance(answer, Mapping) else {}
        options = {
            each.name: self._find(values.get(each.name), each, _join(path, each.name))
            for each in fields
            if not (each.is_group or each.is_list)
        }
        near = self._anchor([found for found in options.values() if found], after)
        node: dict[str, Node] = {}
        for each in fields:
            where = _join(path, each.name)
            if each.is_list:
                node[each.name] = self.items(values.get(each.name), one_of(each), path=where)
            elif each.is_group:
                node[each.name] = self.record(values.get(each.name), each.fields, after=near, path=where)
            else:
                leaf = self._nearest(options[each.name], each, self._label(each) if not after else near, near)
                # A record of a list has a day of a list of days; the only record has them all.
                node[each.name] = self.source.decide(each, leaf) if leaf is not None and not path else leaf
        self._part_names(fields, node, path)
        self._label_choices(values, fields, node, path)
        return fill_honorifics(self.source, fields, node)

    def records(self, answer: Any, fields: Sequence[Field]) -> list[Node]:
        """Return the records of an answer that is a list of them."""
        return self.items(answer, Field("", GROUP, fields=tuple(fields)))

    def items(self, answer: Any, item: Field, *, path: str = "") -> list[Node]:
        """Return the items of a list in the order of the answer, each at a place of its own where there is one."""
        values = answer if isinstance(answer, list) else []
        found: list[Node] = []
        after = self.within.start
        for value in values:
            if item.is_group:
                record = self.record(value, item.fields, after=max(after, 1), path=f"{path}[]")
                if _is_invented(value, item.fields, record):
                    continue
                node: Node = record
            else:
                places = self._find(value, item, f"{path}[]")
                node = self._nearest(places, item, after, after)
            place = extent(node)
            if place is None:
                continue
            after = max(after, min(place.end, self.within.end)) if not item.is_group else max(after, place.start + 1)
            found.append(node)
        if item.is_group:
            found = leave_out_sums(found, item.fields)
            self._part_numbers(found, item.fields, path)
        return _distinct(found)

    def _part_numbers(self, records: Sequence[Node], fields: Sequence[Field], path: str) -> None:
        """Take a number off a record on another line, where a record on its own line has it too."""
        numeric = [each.name for each in fields if each.type in NUMERIC_TYPES and not each.is_list]
        lines: list[tuple[dict[str, Node], int]] = []
        for record in records:
            words = [record.get(each.name) for each in fields if each.is_free] if isinstance(record, dict) else []
            anchor = next((leaf for leaf in words if isinstance(leaf, Leaf)), None)
            if isinstance(record, dict) and anchor is not None:
                lines.append((record, self._line(anchor)))
        at_home = {
            (name, leaf.span)
            for record, line in lines
            for name in numeric
            if isinstance(leaf := record.get(name), Leaf) and self._line(leaf) == line
        }
        for record, line in lines:
            for name in numeric:
                leaf = record.get(name)
                if isinstance(leaf, Leaf) and self._line(leaf) != line and (name, leaf.span) in at_home:
                    record[name] = None
                    self.ungrounded.append(_join(f"{path}[]", name))

    def _line(self, leaf: Leaf) -> int:
        return self.source.text.count("\n", self.within.start, leaf.span.start)

    def _find(self, value: Any, wanted: Field, path: str) -> list[Aligned]:
        """Return the places in the window that say a value."""
        if isinstance(value, bool) or not isinstance(value, str | int | float) or wanted.type == "honorific":
            return []
        words = str(value).strip()
        if words.lower() in _NOTHING or is_honorific(words) or (is_absent(words) and words not in wanted.choices):
            return []
        if wanted.type == CHOICE and words not in wanted.choices:
            self.ungrounded.append(path)
            return []
        found = self.source.index.find_all(words, self.within)
        if not (wanted.is_free or wanted.type == CHOICE):
            spans = self.source.candidates(wanted, self.within)
            same = [Aligned(span, "EXACT") for span in spans if span.cut(self.source.text) == words]
            found = same or [
                Aligned(span, aligned.alignment)
                for aligned in found
                for span in spans
                if span.start < aligned.span.end and aligned.span.start < span.end
            ]
        if not found and wanted.type != CHOICE:
            self.ungrounded.append(path)
        allowed = [aligned for aligned in found if self.allows(wanted, aligned.span, "[" in path)]
        if found and not allowed:
            self.unrelated.append(path)
        return [aligned for aligned in allowed if aligned.alignment != "FUZZY"] or allowed

    def _anchor(self, options: Sequence[Sequence[Aligned]], after: int) -> int:
        """Return the place of the value that says most clearly where the record is: the one with fewest places."""
        if not options:
            return after
        fewest = min(options, key=len)
        return next((aligned.span.start for aligned in fewest if aligned.span.start >= after), fewest[0].span.start)

    def _label(self, wanted: Field) -> int | None:
        found = self.source.index.find_all(wanted.name, self.within)
        return found[0].span.end if found and found[0].alignment != "FUZZY" else None

    def _nearest(self, places: Sequence[Aligned], wanted: Field, label: int | None, near: int) -> Leaf | None:
        if not places:
            return None
        target = near if label is None else label

        def distance(aligned: Aligned) -> tuple[int, int]:
            start, end = sorted((target, aligned.span.start))
            lines = self.source.text.count("\n", start, end)
            return _OTHER_LINE * lines + (end - start) + (aligned.span.start < target), aligned.span.start

        return replace(self.source.leaf(wanted, min(places, key=distance)), found="model")

    def _part_names(self, fields: Sequence[Field], node: dict[str, Node], path: str) -> None:
        """Take a person's name off the fields for a post or a department, which models fill with it."""
        names = {leaf.span for each in fields if each.type == "name" and isinstance(leaf := node[each.name], Leaf)}
        for each in fields:
            leaf = node[each.name]
            if each.name in _OFFICES and isinstance(leaf, Leaf) and leaf.span in names:
                node[each.name] = None
                self.ungrounded.append(_join(path, each.name))

    def _label_choices(
        self, values: Mapping[str, Any], fields: Sequence[Field], node: dict[str, Node], path: str
    ) -> None:
        """Put a choice the source does not name beside the value it says something about."""
        anchor = next((leaf for leaf in node.values() if isinstance(leaf, Leaf)), None)
        for each in fields:
            value = values.get(each.name)
            if each.type != CHOICE or each.is_list or node[each.name] is not None or value not in each.choices:
                continue
            if anchor is None or not path.endswith("]"):
                self.ungrounded.append(_join(path, each.name))
                continue
            node[each.name] = Leaf(anchor.span, anchor.alignment, anchor.raw, value, found="model")


def read_answer(text: str, schema: Mapping[str, Any]) -> Any:
    """Return the JSON value of an answer, closed where it broke off; None where it is no JSON at all."""
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return json.loads(close_json(text, schema))
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def _is_invented(value: Any, fields: Sequence[Field], node: Mapping[str, Node]) -> bool:
    """Say whether a record quotes nothing: its words are not in the source, and numbers alone are no record."""
    free = [each.name for each in fields if each.is_free and not each.is_list]
    answered = isinstance(value, Mapping) and any(value.get(name) for name in free)
    return answered and all(node.get(name) is None for name in free)


def _distinct(nodes: Sequence[Node]) -> list[Node]:
    """Leave out what has been found at the same place already."""
    kept: list[Node] = []
    for node in nodes:
        if node not in kept:
            kept.append(node)
    return kept


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
