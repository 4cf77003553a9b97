"""What rules extract without a model: rows and sections, labelled lines, and values that can be nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from sakura_cli.documents.blocks import Cell
from sakura_cli.documents.layout import is_sentence
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.cell_words import unit_of
from sakura_cli.tasks.extraction.fields import CHOICE, Field, Shape, one_of
from sakura_cli.tasks.extraction.labelled.absent import is_absent
from sakura_cli.tasks.extraction.labelled.lines import strip_seal
from sakura_cli.tasks.extraction.labelled.place import LabelledPlace
from sakura_cli.tasks.extraction.labelled.places import read_labelled
from sakura_cli.tasks.extraction.lists.across import redraw_records
from sakura_cli.tasks.extraction.lists.counted_lines import extract_counted
from sakura_cli.tasks.extraction.lists.histories import extract_history
from sakura_cli.tasks.extraction.lists.listing import extract_listed, extract_section, extract_unheaded
from sakura_cli.tasks.extraction.lists.marked_lines import extract_marked
from sakura_cli.tasks.extraction.lists.reckoned import extract_reckoned
from sakura_cli.tasks.extraction.lists.till_lines import extract_bought
from sakura_cli.tasks.extraction.lists.typed_lines import extract_scales, extract_typed_lines
from sakura_cli.tasks.extraction.merging import leave_out_sums
from sakura_cli.tasks.extraction.outlining.naming import LEAST, bare, compare, concept_of, is_a, names_of
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.range_ends import find_end, is_range
from sakura_cli.tasks.extraction.records import Records, find_labelled, find_records, find_tables, match_label
from sakura_cli.tasks.extraction.relations.arithmetic import BESIDE
from sakura_cli.tasks.extraction.relations.assigning import Fit, assign
from sakura_cli.tasks.extraction.relations.items import extract_items
from sakura_cli.tasks.extraction.relations.place_values import without_remarks
from sakura_cli.tasks.extraction.relations.prose import find_own_labels
from sakura_cli.tasks.extraction.result import TurnedDown
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node, Place, leaves_of
from sakura_cli.text.evidence import Aligned
from sakura_cli.text.facts import is_amount

# Types whose values say themselves what they are; a lone number may be anything.
_TELLING_TYPES = frozenset({"date", "time", "amount", "phone", "postal-code", "registration-number", "email", "url"})
# A day or a sum that has a label of its own is not what another field asks for.
_SINGLE_PLACE_TYPES = frozenset({"date", "amount"})
_UNSURE = -4
# What is turned down but fits this well is worth telling.
_NEARLY = 45
_WORTH_SHOWING, _MOST_SHOWN = 30, 3


def extract_rows(source: IndexedDocument, fields: Sequence[Field]) -> list[Node] | None:
    """Return the records that tables and sections of a text hold; None where none have all the fields for labels."""
    found: list[Node] = []
    for records in find_records(source.document):
        columns = _match_columns(records, fields)
        if columns is None:
            continue
        for row in records.rows:
            cells = {field: row.get(label) for field, label in columns}
            node = {
                field.name: _cell(source, field, cells[field], unit_of(label, field.type)) for field, label in columns
            }
            if any(member is not None for member in node.values()):
                found.append(fill_honorifics(source, fields, {field.name: node.get(field.name) for field in fields}))
    return leave_out_sums(found, fields) or None


def extract_blocks(source: IndexedDocument, fields: Sequence[Field]) -> list[Node] | None:
    """Return the records that repeated labelled lines make up; None where they are not laid out so."""
    if any(field.is_group or field.is_list for field in fields):
        return None
    records: list[dict[str, Node]] = []
    seen: set[str] = set()
    for label, span in find_labelled(source.document):
        field = next((each for each in fields if match_label(label, each.name)), None)
        if field is None:
            continue
        if not records or field.name in records[-1]:
            records.append({})
        records[-1][field.name] = source.cell(field, span, unit=unit_of(label, field.type))
        seen.add(field.name)
    wanted = {field.name for field in fields if field.type != "honorific"}
    if len(records) < 2 or seen != wanted or len(wanted) < 2:
        return None
    return [
        fill_honorifics(source, fields, {field.name: record.get(field.name) for field in fields}) for record in records
    ]


class RuleReading:
    """What the layout of a document gives the fields of a record, and what it turned down."""

    def __init__(self, source: IndexedDocument) -> None:
        self._source = source
        self.layout = read_labelled(DocumentOutline(source.document))
        self.rejected: dict[tuple[str, ...], list[Fit]] = {}

    def read(self, fields: Sequence[Field], path: tuple[str, ...] = ()) -> dict[str, Node]:
        """Return the fields that are settled; a field that the document says is empty is None."""
        single = [(each_path, field) for each_path, field in _walk_single(fields, path) if field.type != "honorific"]
        assignment = assign(self._source, self.layout, single)
        self.rejected = assignment.rejected
        found = _nest(fields, path, assignment.settled)
        asked = {leaf.span for leaf in assignment.settled.values() if leaf is not None and leaf.found == "table"}
        for field in fields:
            if field.is_list and (items := self._read_list(field)) is not None:
                # A row that a field asks for by itself is no item: shipping.
                found[field.name] = [
                    each
                    for each in items
                    if not isinstance(each, dict) or not any(leaf.span in asked for _, leaf in leaves_of(each))
                ]
        self._add_only_values(fields, found)
        for field in fields:
            is_open = field.type == CHOICE and not field.is_list and field.name not in found
            if is_open and (leaf := self._source.marked_choice(field)) is not None:
                found[field.name] = leaf
        left = [field for field in fields if field.name not in found]
        taken = [leaf.span for _, leaf in leaves_of({**found})]
        return {**_share_range(self._source, left, self.layout.outline, taken), **found}

    def turned_down(self) -> list[TurnedDown]:
        """Return what might have been the value of a field, had nothing fitted better; few of each."""
        found: list[TurnedDown] = []
        for path, fits in sorted(self.rejected.items()):
            told: set[Span] = set()
            for fit in fits:
                leaf = fit.leaf
                if leaf is None or leaf.value is None or leaf.span in told or fit.score < _WORTH_SHOWING:
                    continue
                told.add(leaf.span)
                found.append(TurnedDown(".".join(path), leaf.raw, *leaf.span, fit.place.label))
                if len(told) == _MOST_SHOWN:
                    break
        return found

    def discounts_and_fees(self) -> list[float]:
        """Return the amounts that the document labels as what stands between two sums."""
        wanted = Field("", "amount")
        found: list[float] = []
        for place in self.layout.places:
            if concept_of(place.label) in BESIDE:
                leaf = self._source.cell(wanted, place.value)
                if leaf is not None and isinstance(leaf.value, int | float):
                    found.append(leaf.value)
        return found

    def others_of(self, field: Field) -> list[Leaf]:
        """Return the values that might have been a field's, the best first."""
        fits = self.rejected.get((field.name,), ())
        return [fit.leaf for fit in fits if fit.leaf is not None and fit.score >= LEAST]

    def near_miss(self, field: Field) -> Span | None:
        """Return what comes nearest to a field that is not stated: what nearly fits, or the only value like it."""
        for fit in self.rejected.get((field.name,), ()):
            if fit.leaf is not None and fit.leaf.value is not None and fit.score >= _NEARLY:
                return fit.leaf.span
        if field.type not in _TELLING_TYPES:
            return None
        spans = [span for span in self._source.occurrences(field.type) if not self.layout.outline.is_quoted(span)]
        return spans[0] if len(spans) == 1 else None

    def _read_list(self, field: Field) -> list[Node] | None:
        source, outline = self._source, self.layout.outline
        if field.is_group:
            drawn = [unit.table for unit in outline.units if unit.table is not None]
            others = [table for table in find_tables(source.document) if not outline.holds(table)]
            tables = [(table, self.layout.context_at(table)) for table in [*drawn, *others]]
            found = extract_history(source, field) or extract_bought(source, field)
            if found is None:
                found = extract_items(source, tables, field)
            if found is None:
                found = extract_items(source, redraw_records(outline), field)
            if found is None:
                found = extract_reckoned(source, outline, field)
            if found is None:
                found = extract_section(source, outline, field)
            if found is None:
                found = extract_listed(source, self.layout.places, field)
            if found is None:
                found = extract_unheaded(source, outline, field)
            if found is None:
                found = extract_counted(source, outline, field)
            if found is None:
                found = extract_scales(source, outline, field)
            return found if found is not None else extract_typed_lines(source, outline, field)
        item = one_of(field)
        places = [
            (max(compare(name, each.label, each.context) for name in names_of(field)) + each.weight, each)
            for each in self.layout.places
        ]
        places = sorted(
            (each for each in places if each[0] >= LEAST and each[1].weight > _UNSURE), key=lambda each: -each[0]
        )
        for _, place in places:
            ticked = [choice.span for choice in place.choices if choice.is_ticked]
            if place.choices and (item.is_free or item.type == CHOICE):
                return [leaf for span in ticked if (leaf := source.cell(item, span)) is not None]
            if item.type == CHOICE:
                continue
            if is_absent(place.value.cut(source.text)):
                return []
            if item.type == "name" and is_sentence(place.value.cut(source.text)):
                continue
            if leaves := self._read_listed(field, item, place):
                return [
                    *leaves,
                    *(leaf for other in self._alike(places, place) for leaf in self._read_listed(field, item, other)),
                ]
        own = [source.cells(field, strip_seal(source.text, span)) for span in find_own_labels(source, outline, field)]
        own = [leaves for leaves in own if leaves]
        if own:
            # Each of several may have signed on a line of his own.
            signed = own if item.type == "name" and all(len(leaves) == 1 for leaves in own) else own[:1]
            return list({leaf.span: leaf for leaves in signed for leaf in leaves}.values())
        if (found := extract_section(source, outline, field) or extract_marked(source, outline, field)) is not None:
            return found
        if not item.is_free and item.type not in (CHOICE, "honorific"):
            return list(every(source, field))
        return None

    def _read_listed(self, field: Field, item: Field, place: LabelledPlace) -> list[Leaf]:
        """Return the items of a list in a labelled place, without seals and remarks."""
        text, value = self._source.text, place.value
        if item.is_free:
            value = without_remarks(text, item, value)
            value = strip_seal(text, value) if isinstance(value, Span) else value
        return [replace(leaf, found=place.found) for leaf in self._source.cells(field, value)]

    def _alike(self, places: Sequence[tuple[int, LabelledPlace]], first: LabelledPlace) -> list[LabelledPlace]:
        """Return the places of pairs that have the very label of another, as where each of several has signed."""
        units = self.layout.outline.units
        if not 0 <= first.unit < len(units) or units[first.unit].kind != "pair":
            return []
        found: dict[int, LabelledPlace] = {}
        for _, place in places:
            is_pair = 0 <= place.unit < len(units) and units[place.unit].kind == "pair" and place.unit != first.unit
            if is_pair and place.label == first.label and place.weight == first.weight:
                found.setdefault(place.unit, place)
        return list(found.values())

    def _add_only_values(self, fields: Sequence[Field], found: dict[str, Node]) -> None:
        """Give a field that is named after its type the only value of it, if no label has that for something else."""
        labelled = {_span(each.value) for each in self.layout.places if each.weight > _UNSURE}
        for field in fields:
            if field.name in found or field.is_list or field.type not in _TELLING_TYPES:
                continue
            if not any(is_a(concept_of(name), "generic") or bare(name) == field.type for name in names_of(field)):
                continue
            spans = [span for span in self._source.candidates(field) if not self.layout.outline.is_quoted(span)]
            if len(spans) != 1 or any(_holds(each, spans[0]) for each in labelled):
                continue
            leaf = self._source.leaf(field, Aligned(spans[0], "EXACT"))
            if field.type != "amount" or is_amount(leaf.raw):
                found[field.name] = leaf


def _walk_single(fields: Sequence[Field], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Yield the fields that have one value, members of groups with the names of these."""
    for field in fields:
        if field.is_list:
            continue
        if field.is_group:
            yield from _walk_single(field.fields, (*path, field.name))
        else:
            yield (*path, field.name), field


def _nest(
    fields: Sequence[Field], path: tuple[str, ...], settled: Mapping[tuple[str, ...], Leaf | None]
) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for field in fields:
        here = (*path, field.name)
        if field.is_group and not field.is_list:
            inner = _nest(field.fields, here, settled)
            if any(each[: len(here)] == here for each in settled):
                found[field.name] = {each.name: inner.get(each.name) for each in field.fields}
        elif here in settled:
            found[field.name] = settled[here]
    return found


def _span(place: Place) -> Span:
    return place.span if isinstance(place, Cell) else place


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _share_range(
    source: IndexedDocument, fields: Sequence[Field], outline: DocumentOutline, taken: Collection[Span]
) -> dict[str, Node]:
    """Give the fields that ask for the ends of a range those of the only range, or of the two values that are one."""
    found: dict[str, Node] = {}
    for value_type in sorted({field.type for field in fields if not field.is_list and find_end(field) is not None}):
        asking = [field for field in fields if field.type == value_type and not field.is_list]
        ends = [find_end(field) for field in asking]
        spans = [span for span in source.occurrences(value_type) if not outline.is_quoted(span)]
        ranges = [span for span in spans if is_range(source.text, [span], value_type)]
        is_whole = None not in ends and is_range(source.text, spans, value_type)
        if len(set(ends) - {None}) < len([end for end in ends if end]) or any(
            _overlaps(each, ranges or spans) for each in taken
        ):
            continue
        if len(ranges) == 1 and (is_whole or {"start", "end"} <= set(ends)):
            found |= {
                field.name: source.leaf(field, Aligned(ranges[0], "EXACT")) for field in asking if find_end(field)
            }
        elif is_whole and len(spans) == 2:
            found |= {
                field.name: source.leaf(field, Aligned(spans[0 if find_end(field) == "start" else 1], "EXACT"))
                for field in asking
            }
    return found


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def settle_places(source: IndexedDocument, fields: Sequence[Field], settled: Mapping[str, Node]) -> None:
    """Keep the places that labels give some fields from the other fields of their type."""
    claimed: dict[str, set[Span]] = {}
    for field in fields:
        if isinstance(leaf := settled.get(field.name), Leaf) and field.type in _SINGLE_PLACE_TYPES:
            claimed.setdefault(field.type, set()).add(leaf.span)
    for field in fields:
        if field.name not in settled and not field.is_list:
            source.reserve(field, claimed.get(field.type, set()))


def extract_every(source: IndexedDocument, shape: Shape) -> list[Node] | None:
    """Return every value of the only field, where rules can list them all; else None."""
    if len(shape.fields) != 1:
        return None
    [field] = shape.fields
    if field.is_group or field.is_list or field.is_free or field.type in (CHOICE, "honorific"):
        return None
    return [{field.name: leaf} for leaf in every(source, field)]


def every(source: IndexedDocument, field: Field) -> Iterator[Leaf]:
    """Yield every value of a field's type."""
    for span in source.candidates(field):
        leaf = source.leaf(one_of(field), Aligned(span, "EXACT"))
        # In running text a number without a currency is no amount.
        if field.type != "amount" or is_amount(leaf.raw):
            yield leaf


def fill_honorifics(source: IndexedDocument, fields: Sequence[Field], node: dict[str, Node]) -> dict[str, Node]:
    """Give the honorific field of a record the one that stands after its first name."""
    wanted = next((field for field in fields if field.type == "honorific" and not field.is_list), None)
    if wanted is None or node.get(wanted.name) is not None:
        return node
    names = sorted((field for field in fields if field.is_free and not field.is_list), key=lambda f: f.type != "name")
    if any(field.type == "name" and isinstance(node.get(field.name), Leaf) for field in names):
        # That of a company is not a person's.
        names = [field for field in names if field.type == "name"]
    for field in names:
        leaf = node.get(field.name)
        if isinstance(leaf, Leaf) and (leaf_of := source.cell(wanted, leaf.span)):
            node[wanted.name] = leaf_of
            break
    return node


def _match_columns(records: Records, fields: Sequence[Field]) -> list[tuple[Field, str]] | None:
    columns: list[tuple[Field, str]] = []
    for field in fields:
        label = next((label for label in records.labels if match_label(label, field.name)), None)
        if label is None:
            if field.type == "honorific":
                continue
            return None
        if field.is_group:
            return None
        columns.append((field, label))
    return columns


def _cell(source: IndexedDocument, field: Field, span: Place | None, unit: str) -> Node:
    if span is None:
        return [] if field.is_list else None
    if not field.is_list:
        return source.cell(field, span, unit=unit)
    item = one_of(field)
    if isinstance(span, Cell):
        leaf = source.cell(item, span, unit=unit)
        return [] if leaf is None else [leaf]
    if not field.is_free:
        return [source.leaf(item, Aligned(found, "EXACT"), unit=unit) for found in source.candidates(field, span)]
    parts = [Span(*match.span()).shift(span.start) for match in re.finditer(r"[^、，,]+", span.cut(source.text))]
    return [leaf for part in parts if (leaf := source.cell(item, part)) is not None]
