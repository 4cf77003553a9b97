"""What rules extract without a model: rows and sections, labelled lines, and values that can be nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sakura_cli.characters.fold import fold
from sakura_cli.documents.blocks import Cell
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.defined_terms import find_defined_terms
from sakura_cli.tasks.extraction.fields import CHOICE, Field, Shape, one_of
from sakura_cli.tasks.extraction.label_synonyms import labels_of
from sakura_cli.tasks.extraction.letter_parts import find_letter_parts
from sakura_cli.tasks.extraction.merging import leave_out_sums
from sakura_cli.tasks.extraction.range_ends import find_end, is_range
from sakura_cli.tasks.extraction.records import Records, find_labelled, find_records, match_label
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node, Place
from sakura_cli.text.evidence import Aligned
from sakura_cli.text.facts import is_amount

# Types whose values say themselves what they are; a lone number may be anything.
_TELLING_TYPES = frozenset({"date", "time", "amount", "phone", "postal-code", "email", "url"})
# A day or a sum that has a label of its own is not what another field asks for.
_SINGLE_PLACE_TYPES = frozenset({"date", "amount"})
_UNIT_NOTE = re.compile(r"[(]\s*(?:単位[:\s]*)?(?P<unit>[^()]{1,8})[)]$")


def extract_rows(source: IndexedDocument, fields: Sequence[Field]) -> list[Node] | None:
    """Return the records that tables and sections of a text hold; None where none have all the fields for labels."""
    found: list[Node] = []
    for records in find_records(source.document):
        columns = _match_columns(records, fields)
        if columns is None:
            continue
        for row in records.rows:
            cells = {field: row.get(label) for field, label in columns}
            node = {field.name: _cell(source, field, cells[field], _unit_of(label)) for field, label in columns}
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
        records[-1][field.name] = source.cell(field, span, unit=_unit_of(label))
        seen.add(field.name)
    wanted = {field.name for field in fields if field.type != "honorific"}
    if len(records) < 2 or seen != wanted or len(wanted) < 2:
        return None
    return [
        fill_honorifics(source, fields, {field.name: record.get(field.name) for field in fields}) for record in records
    ]


def extract_single(source: IndexedDocument, fields: Sequence[Field]) -> dict[str, Node]:
    """Return the fields that rules settle: by a label, by a table below, or as the only value of their type."""
    labelled: list[tuple[str, Place]] = [
        *find_labelled(source.document),
        *find_defined_terms(source.text),
        *find_letter_parts(source.text),
    ]
    found: dict[str, Node] = {}
    for field in fields:
        if field.is_group:
            if field.is_list and (rows := extract_rows(source, field.fields)):
                found[field.name] = rows
            continue
        if field.type == "honorific":
            continue
        cells = _find_cells(source, field, labelled, (field.name,))
        if field.is_list:
            named = next((span for label, span in labelled if match_label(label, field.name)), None)
            if named is not None and field.type != CHOICE:
                found[field.name] = _cell(source, field, named, "")
            elif not field.is_free and field.type != CHOICE:
                found[field.name] = list(every(source, field))
        elif cells:
            found[field.name] = next((leaf for leaf in cells if leaf.value is not None), cells[0])
        else:
            others = _find_cells(source, field, labelled, labels_of(field.name))
            if (leaf := next((leaf for leaf in others if leaf.value is not None), None)) is not None:
                found[field.name] = leaf
    found = {**_share_range(source, [each for each in fields if each.name not in found]), **found}
    for field in fields:
        if field.name in found or field.is_list or field.type not in _TELLING_TYPES:
            continue
        candidates = source.candidates(field)
        if len(candidates) == 1 and (
            sum(other.type == field.type for other in fields) == 1 or _is_own_end(source, field, fields)
        ):
            leaf = source.leaf(field, Aligned(candidates[0], "EXACT"))
            # A number without a currency is an amount only where its place says so.
            if field.type != "amount" or is_amount(leaf.raw):
                found[field.name] = leaf
    return found


def _share_range(source: IndexedDocument, fields: Sequence[Field]) -> dict[str, Node]:
    """Give the fields for the two ends of a range those of the only range there is."""
    found: dict[str, Node] = {}
    for value_type in {field.type for field in fields if not field.is_list}:
        ends = {find_end(field): field for field in fields if field.type == value_type and not field.is_list}
        if not ("start" in ends and "end" in ends):
            continue
        ranges = [span for span in source.occurrences(value_type) if is_range(source.text, [span], value_type)]
        if len(ranges) == 1:
            for field in (ends["start"], ends["end"]):
                found[field.name] = source.leaf(field, Aligned(ranges[0], "EXACT"))
    return found


def settle_places(source: IndexedDocument, fields: Sequence[Field], settled: Mapping[str, Node]) -> None:
    """Keep the places that labels give some fields from the other fields of their type."""
    claimed: dict[str, set[Span]] = {}
    for field in fields:
        if isinstance(leaf := settled.get(field.name), Leaf) and field.type in _SINGLE_PLACE_TYPES:
            claimed.setdefault(field.type, set()).add(leaf.span)
    for field in fields:
        if field.name not in settled and not field.is_list:
            source.reserve(field, claimed.get(field.type, set()))


def _find_cells(
    source: IndexedDocument, field: Field, labelled: Sequence[tuple[str, Place]], names: Sequence[str]
) -> list[Leaf]:
    """Return the values that labels of these names give a field, in the order of the text."""
    return [
        leaf
        for label, span in labelled
        if any(match_label(label, name) for name in names) and (leaf := source.cell(field, span, unit=_unit_of(label)))
    ]


def _is_own_end(source: IndexedDocument, field: Field, fields: Sequence[Field]) -> bool:
    """Say whether the fields of a type ask for an end each, and all the text has of it is one range."""
    ends = [find_end(other) for other in fields if other.type == field.type]
    is_one_range = is_range(source.text, source.occurrences(field.type), field.type)
    return is_one_range and None not in ends and len(set(ends)) == len(ends)


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


def _unit_of(label: str) -> str:
    note = _UNIT_NOTE.search(fold(label).strip())
    return note["unit"] if note else ""
