"""Columns that nothing heads, told apart by what stands in them: days, times, numbers, choices, people, words.

Left out: tables with a header (`items`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sakura_cli.documents.blocks import Cell, Table
from sakura_cli.lexicon import read_table
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import CHOICE, Field
from sakura_cli.tasks.extraction.labelled.absent import is_absent
from sakura_cli.tasks.extraction.source import IndexedDocument
from sakura_cli.text.names import find_honorific

_MOST_ROWS_ASKED = 40
_MOMENTS = ("time", "date")


def match_columns(
    source: IndexedDocument, table: Table, fields: Sequence[Field], *, is_exact: bool = False
) -> dict[str, range] | None:
    """Return the columns of each field of a record; None where what stands in the columns leaves any open.

    A field has one column, but for words that several columns side by side may be: 1錠　分1　朝食後. With `is_exact`
    there are as many columns as fields, and a day or time among them.
    """
    if any(field.is_group for field in fields):
        return None
    columns = _read_columns(source.text, table)
    fields = [_typed_by_name(source, field, columns) for field in fields]
    if is_exact and (len(columns) != len(fields) or not any(field.type in _MOMENTS for field in fields)):
        return None
    found: dict[str, int] = {}
    typed = [field for field in fields if not field.is_free]
    for field in typed:
        if field.name in found:
            continue
        alike = [other for other in typed if other.type == field.type and other.choices == field.choices]
        fitting = [at for at, cells in columns.items() if at not in found.values() and _holds(source, field, cells)]
        if len(fitting) > len(alike) == 1:
            # Of several columns of numbers the one whose unit the field is named after: 28日分 for 日数.
            fitting = [at for at in fitting if all(field.name[0] in cell.cut(source.text) for cell in columns[at])]
        if len(fitting) != len(alike):
            return None
        found |= {other.name: at for other, at in zip(alike, fitting, strict=True)}
    left = [at for at in columns if at not in found.values()]
    people = [field for field in fields if field.type == "name"]
    words = [field for field in fields if field.type == "string"]
    if len(people) == 1 and (named := [at for at in left if _are_people(source.text, columns[at])]):
        found[people[0].name] = named[0]
        left.remove(named[0])
        people = []
    free = [field for field in fields if field in people or field in words]
    if len(left) < len(free) or (free and not left):
        return None
    widths = {field.name: range(at, at + 1) for field, at in zip(free, left, strict=False)}
    if len(free) > 1 and len(left) > len(free):
        rest = left[len(free) - 1 :]
        if rest != list(range(rest[0], rest[-1] + 1)):
            return None
        widths[free[-1].name] = range(rest[0], rest[-1] + 1)
    return {**{name: range(at, at + 1) for name, at in found.items()}, **widths}


def _typed_by_name(source: IndexedDocument, field: Field, columns: dict[int, list[Cell]]) -> Field:
    """Return a field of words that is named after a day or time as one of that type, where a column holds such."""
    if field.type != "string":
        return field
    for value_type in _MOMENTS:
        nouns = [row["word"] for row in read_table("labels/type_nouns") if row["type"] == value_type]
        typed = replace(field, type=value_type)
        if field.name.endswith(tuple(nouns)) and any(_holds(source, typed, cells) for cells in columns.values()):
            return typed
    return field


def cell_of(row: Sequence[Cell], columns: range) -> Cell:
    """Return what stands in some columns of a row, side by side, as one cell."""
    filled = [row[at] for at in columns if at < len(row) and row[at].pieces]
    if len(filled) < 2:
        return filled[0] if filled else Cell()
    return Cell((Span(filled[0].span.start, filled[-1].span.end),))


def _read_columns(text: str, table: Table) -> dict[int, list[Cell]]:
    """Return the cells of each column in which something stands that is no mark for nothing."""
    width = max(len(row) for row in table.rows)
    columns = {at: [row[at] for row in table.rows[:_MOST_ROWS_ASKED] if at < len(row)] for at in range(width)}
    told = {at: [cell for cell in cells if not is_absent(cell.cut(text))] for at, cells in columns.items()}
    return {at: cells for at, cells in told.items() if cells}


def _holds(source: IndexedDocument, field: Field, cells: Sequence[Cell]) -> bool:
    """Say whether most cells of a column are values of a field's type, and little else."""
    return 3 * sum(_is_value(source, field, cell) for cell in cells) >= 2 * len(cells)


def _is_value(source: IndexedDocument, field: Field, cell: Cell) -> bool:
    words = cell.cut(source.text)
    if field.type == CHOICE:
        return sum(choice in words for choice in field.choices) == 1
    spans = source.candidates_in(field.type, cell.span)
    return len(spans) == 1 and 2 * (spans[0].end - spans[0].start) >= len(words)


def _are_people(text: str, cells: Sequence[Cell]) -> bool:
    return 2 * sum(find_honorific(text, cell.span) is not None for cell in cells) > len(cells)
