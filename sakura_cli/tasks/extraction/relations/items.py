"""Lists of records from tables: which column is for which field, and what each row has there.

Columns are matched like labels, the best pair first; what the header leaves open is told by the types of the values.
Left out: rows that add up the others, which are no items (`tables`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sakura_cli.characters.fold import fold
from sakura_cli.documents.blocks import Cell, Table
from sakura_cli.documents.layout import kind_of_cell
from sakura_cli.lexicon import word_map, word_set
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.cell_words import unit_of
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.labelled.absent import is_absent, is_nobody
from sakura_cli.tasks.extraction.outlining.naming import LEAST, bare, compare, concept_of, names_of
from sakura_cli.tasks.extraction.outlining.tables import ItemTable, read_items
from sakura_cli.tasks.extraction.range_ends import find_end, is_range
from sakura_cli.tasks.extraction.relations.short_years import read_short_year
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node, place_of
from sakura_cli.text.dates import WEEKDAYS
from sakura_cli.text.facts import NUMERIC_TYPES, read_value

_TABLE_UNIT = re.compile(r"単位[ :]*(?P<unit>[^\s()、。:]{1,6}?)[)\s]")
_UNIT = "単位"
_NUMBER_AND_UNIT = re.compile(r"(?P<number>[0-9][0-9,.]*)[ ]*(?P<unit>[^\s0-9]{1,5})")
_NOTE_MARK = re.compile(r"(?:[※＊*・☆★](?:[0-9０-９](?![0-9０-９]))?)+[ 　]*(?=[^\s0-9０-９])")
_NUMBERED = re.compile(r"(?:[①-⑳]|[(（]?[0-9０-９]{1,2}(?:[.．)）、]|[ 　]{2,}))[ 　]*(?=[^\s0-9０-９])")
_ORDINAL = r"第?(?P<number>[0-9]|[一二三四五六七八九])(?:[回次番つ]目?)?"
_ORDINAL_LABEL = re.compile(rf"[(]?(?:[nN]o?\.?)?{_ORDINAL}[)]?")
_ORDINAL_NAME = re.compile(rf"{_ORDINAL}$")
_DIGITS = dict(zip("一二三四五六七八九", "123456789", strict=True))
_WEEKDAY_NAME = re.compile(r"曜日?|weekday|day_of_week", re.IGNORECASE)
_WEEKDAY = re.compile(rf"[0-9０-９日][ 　]?[（(](?P<day>[{WEEKDAYS}](?:曜日?)?)[・祝休)）]")
_DAY = re.compile(rf"[{WEEKDAYS}](?:曜日?)?")
_DAY_COLUMN = re.compile(rf"(?:[0-9]{{1,2}}[/月])?[0-9]{{1,2}}日?\(?([{WEEKDAYS}])\)?")
_CAPTION = 30
# Types whose values say what they are, in whatever column: 紺野様（03-0000-2561）.
_TELLING_TYPES = ("phone", "email", "url", "postal-code")


@dataclass(frozen=True)
class _Columns:
    """Which column is for which field, and how well all of them fit."""

    table: ItemTable
    by_field: dict[str, int]
    score: int
    # The columns of year and month of a field whose day is written in two.
    days: dict[str, tuple[int, ...]]


def extract_items(
    source: IndexedDocument, tables: Iterable[tuple[Table, tuple[str, ...]]], wanted: Field, *, needs_all: bool = False
) -> list[Node] | None:
    """Return the records of a list field that tables hold, each with the headings above it; None if there are none.

    Of tables with different columns the one that fits best counts; with `needs_all` every field has to have a column.
    """
    best: list[_Columns] = []
    for table, context in tables:
        items = read_items(source.text, table)
        if items is not None:
            items = items.under(lambda label: compare(wanted.name, label) >= LEAST or _is_in(wanted.name, label))
        columns = _match(source, items, wanted, context) if items is not None else None
        if columns is None or (needs_all and len(columns.by_field) < _count_columns(wanted.fields)):
            continue
        if best and columns.score < best[0].score:
            continue
        if best and (columns.score > best[0].score or columns.table.labels != best[0].table.labels):
            best = []
        best.append(columns)
    if not best:
        return None
    return [record for columns in best for record in _read_rows(source, columns, wanted.fields)]


def _count_columns(fields: Sequence[Field]) -> int:
    return sum(field.type != "honorific" for field in fields)


def _match(source: IndexedDocument, table: ItemTable, wanted: Field, context: tuple[str, ...]) -> _Columns | None:
    members = [field for field in wanted.fields if not field.is_group and field.type != "honorific"]
    if len(members) < _count_columns(wanted.fields):
        return None
    fits = sorted(
        (
            (-score, column, field.name)
            for field in members
            for column, label in enumerate(table.labels)
            if label and (score := max(_compare_column(name, label, field) for name in names_of(field))) >= LEAST
        ),
    )
    by_field: dict[str, int] = {}
    total = 0
    for negative, column, name in fits:
        if name not in by_field and column not in by_field.values():
            by_field[name] = column
            total -= negative
    by_field |= _find_numbered(table, members, by_field)
    by_field |= _find_range(source, table, members, by_field)
    labelled = len(by_field)
    for field in members:
        if field.name not in by_field and (told := _find_by_type(source, table, field, by_field, members)) is not None:
            by_field[field.name] = told
    named = [each for each in (*context[:2], *table.labels) if each]
    is_about = any(compare(wanted.name, each) >= LEAST or _is_in(wanted.name, each) for each in named)
    total += _CAPTION if is_about else 0
    least = 1 if len(members) == 1 or is_about else 2
    days = _find_split_date(table, members, by_field)
    labelled += len(days)
    if is_about and (about := _find_about(table, wanted, by_field, days)) is not None:
        free = [field for field in members if field.name not in by_field and field.name not in days and field.is_free]
        if len(free) == 1:
            by_field[free[0].name] = about
    if labelled < least or 2 * len(by_field) < len(members):
        return None
    return _Columns(table, by_field, total, days)


def _find_range(
    source: IndexedDocument, table: ItemTable, members: Sequence[Field], taken: dict[str, int]
) -> dict[str, int]:
    """Return the only column of ranges for the two fields that ask for their ends: 8:00～17:00."""
    ends = [field for field in members if field.name not in taken and find_end(field) is not None]
    if len(ends) != len({"start", "end"}) or {find_end(field) for field in ends} != {"start", "end"}:
        return {}
    columns = [
        column
        for column in range(len(table.labels))
        if column not in taken.values()
        and any(
            is_range(source.text, source.candidates(ends[0], cell.span), ends[0].type)
            for row in table.rows
            if column < len(row) and (cell := row[column]).pieces
        )
    ]
    return {field.name: columns[0] for field in ends} if len(columns) == 1 else {}


def _find_numbered(table: ItemTable, members: Sequence[Field], taken: dict[str, int]) -> dict[str, int]:
    """Return the columns that only a number labels for the fields that end in it: (1), (2) for 一回目, 測定2."""
    columns = {
        _DIGITS.get(match["number"], match["number"]): column
        for column, label in enumerate(table.labels)
        if column not in taken.values() and (match := _ORDINAL_LABEL.fullmatch(fold(label).strip()))
    }
    found: dict[str, int] = {}
    for field in members if len(columns) > 1 else ():
        ends = _ORDINAL_NAME.search(fold(field.name)) if field.name not in taken else None
        column = columns.get(_DIGITS.get(ends["number"], ends["number"])) if ends is not None else None
        if column is not None:
            found[field.name] = column
    return found


def _is_in(name: str, words: str) -> bool:
    """Say whether words contain a name, signs between its parts aside: 学歴・職歴 and 学歴職歴."""
    mine, theirs = (re.sub(r"[・/／&＆_]", "", bare(each)) for each in (name, words))
    return len(mine) > 1 and mine in theirs


def _find_split_date(table: ItemTable, members: Sequence[Field], taken: dict[str, int]) -> dict[str, tuple[int, ...]]:
    """Return the columns of 年, 月 and 日 for the only date that has no column of its own."""
    dates = [field for field in members if field.type == "date" and field.name not in taken]
    labels = ["".join(label.split()) for label in table.labels]
    columns = tuple(labels.index(unit) for unit in "年月日" if unit in labels)
    return {dates[0].name: columns} if len(dates) == 1 and len(columns) > 1 else {}


def _find_about(table: ItemTable, wanted: Field, taken: dict[str, int], days: dict[str, tuple[int, ...]]) -> int | None:
    """Return the column that is labelled with the name of the list itself."""
    used = {*taken.values(), *(column for columns in days.values() for column in columns)}
    found = [
        column
        for column, label in enumerate(table.labels)
        if label and column not in used and (compare(wanted.name, label) >= LEAST or _is_in(wanted.name, label))
    ]
    return found[0] if len(found) == 1 else None


def _compare_column(name: str, label: str, field: Field) -> int:
    score = compare(name, label, (), field.type)
    if score >= LEAST:
        return score
    wanted, said = concept_of(name), concept_of(label)
    in_columns = word_map("labels/columns", "concept")
    mine, theirs = in_columns.get(wanted or "", wanted), in_columns.get(said or "", said)
    if mine is not None and mine == theirs:
        return LEAST + 4
    one, other = sorted((bare(name), bare(label)), key=len)
    ends = other.endswith(one) or other.startswith(one)
    return LEAST if ends and len(bare(label)) > 1 and len(bare(name)) > 1 else _compare_day(bare(name), label)


def _compare_day(name: str, label: str) -> int:
    """Match a day of the week with a column that names a day: 6(月)."""
    weekday = _DAY.fullmatch(name)
    column = _DAY_COLUMN.fullmatch(fold(label))
    return LEAST + 20 if weekday and column and column[1] == name[0] else 0


def _find_by_type(
    source: IndexedDocument, table: ItemTable, field: Field, taken: dict[str, int], members: Sequence[Field]
) -> int | None:
    """Return the only column left over whose values are of a field's type, where no other field is left for it."""
    if sum(other.name not in taken and _kind(other) == _kind(field) for other in members) > 1:
        return None
    if concept_of(field.name) == _UNIT:
        return None
    left: list[int] = []
    for column in range(len(table.labels)):
        if column in taken.values():
            continue
        cells = [row[column].cut(source.text) for row in table.rows if column < len(row)]
        told = [kind_of_cell(cell) for cell in cells if not is_absent(cell)]
        if cells == [str(number + 1) for number in range(len(cells))]:
            continue  # the numbers of the rows
        if told and 2 * sum(kind == _kind(field) for kind in told) > len(told):
            left.append(column)
    is_unnamed = [column for column in left if concept_of(table.labels[column]) is None or not field.is_free]
    return is_unnamed[0] if len(is_unnamed) == 1 == len(left) else None


def _kind(field: Field) -> str:
    if field.type in NUMERIC_TYPES:
        return "number"
    if field.type in _TELLING_TYPES:
        return field.type
    return "date" if field.type in ("date", "time") else "text"


def _read_rows(source: IndexedDocument, columns: _Columns, fields: Sequence[Field]) -> list[Node]:
    table_unit = find_table_unit(source)
    records: list[Node] = []
    above: dict[str, Node] = {}
    quantity = next((field for field in fields if concept_of(field.name) == "数量"), None)
    marked = _find_marked(source.text, columns.table)
    for row in columns.table.rows:
        record: dict[str, Node] = {}
        for field in fields:
            column = columns.by_field.get(field.name)
            cell = row[column] if column is not None and column < len(row) else Cell()
            if column in marked:
                cell = _without_mark(source.text, cell)
            if cell.pieces and cell.cut(source.text).strip() in _repeats() and field.name in above:
                record[field.name] = above[field.name]
                continue
            if field.name in columns.days:
                record[field.name] = _read_split_date(source, columns, field, row)
                continue
            unit = unit_of(columns.table.labels[column], field.type) if column is not None else ""
            if not unit and field.type == "amount":
                unit = table_unit
            record[field.name] = read_cell(source, field, cell, unit)
        for field in fields:
            if _WEEKDAY_NAME.fullmatch(field.name) and field.name not in columns.by_field:
                record[field.name] = _read_weekday(source, field, record)
        for field in fields:
            if concept_of(field.name) != _UNIT or quantity is None:
                continue
            if field.name not in columns.by_field:
                record[field.name] = _read_unit(source, field, record.get(quantity.name))
            elif record.get(quantity.name) is None and (both := _part_quantity(source, record[field.name])) is not None:
                number, unit_span = both
                record[quantity.name] = source.cell(quantity, number)
                record[field.name] = _found(source.cell(field, unit_span))
        for field in fields:
            if field.type in _TELLING_TYPES and field.name not in columns.by_field:
                record[field.name] = _find_telling(source, field, row)
        if any(member is not None and member != [] for member in record.values()):
            above = {**above, **{name: member for name, member in record.items() if member is not None}}
            records.append(record)
    return records


def _find_telling(source: IndexedDocument, field: Field, row: Sequence[Cell]) -> Leaf | None:
    """Return the only value of a field's type in a row."""
    spans = {span for cell in row for piece in cell.pieces for span in source.candidates_in(field.type, piece)}
    return _found(source.cell(field, spans.pop())) if len(spans) == 1 else None


def _find_marked(text: str, table: ItemTable) -> frozenset[int]:
    """Return the columns whose cells begin with the marks of notes, or all with their numbers: ※食パン, ① 塗装."""
    found: set[int] = set()
    for column in range(len(table.labels)):
        cells = [row[column].cut(text) for row in table.rows if column < len(row) and row[column].pieces]
        numbered = [match for words in cells if (match := _NUMBERED.match(words))]
        if any(_NOTE_MARK.match(words) for words in cells) or (numbered and len(numbered) == len(cells) > 1):
            found.add(column)
    return frozenset(found)


def _without_mark(text: str, cell: Cell) -> Cell:
    first = cell.pieces[0] if cell.pieces else Span(0, 0)
    mark = _NOTE_MARK.match(text, *first) or _NUMBERED.match(text, *first)
    return replace(cell, pieces=(Span(mark.end(), first.end), *cell.pieces[1:])) if mark is not None else cell


def read_cell(source: IndexedDocument, field: Field, cell: Cell, unit: str = "") -> Node:
    """Return the value of a field in a cell of a table; None where it is empty or a mark for nothing."""
    place = place_of(source.text, cell)
    words = cell.cut(source.text)
    is_none = is_absent(words) or (field.type == "name" and is_nobody(words))
    if place is None or (is_none and words.strip() not in field.choices):
        return [] if field.is_list else None
    if field.type == "date" and isinstance(place, Span) and (day := read_short_year(source, place)) is not None:
        return [day] if field.is_list else day
    found = source.cells(field, place, unit) if field.is_list else source.cell(field, place, unit=unit)
    if isinstance(found, list):
        return [replace(leaf, found="table") for leaf in found]
    return replace(found, found="table") if found is not None else None


def _read_weekday(source: IndexedDocument, field: Field, record: Mapping[str, Node]) -> Leaf | None:
    """Return the day of the week that stands in brackets with or behind the day of a row: 6/1（月）."""
    days = [node for node in record.values() if isinstance(node, Leaf) and node.found == "table"]
    for day in days:
        end = source.text.find("\n", day.span.start)
        cell = Span(day.span.start, min(end if end >= 0 else len(source.text), day.span.end + 5))
        if (match := _WEEKDAY.search(source.text, *cell)) is not None:
            return _found(source.cell(field, Span(*match.span("day"))))
    return None


def _read_split_date(source: IndexedDocument, columns: _Columns, field: Field, row: Sequence[Cell]) -> Leaf | None:
    """Return a date of which year and month stand in two cells."""
    cells = [row[column] for column in columns.days[field.name] if column < len(row) and row[column].pieces]
    if not cells:
        return None
    words = "".join(
        f"{''.join(cell.cut(source.text).split())}{''.join(columns.table.labels[column].split())}"
        for column, cell in zip(columns.days[field.name], row_cells(row, columns.days[field.name]), strict=True)
        if cell.pieces
    )
    reading = read_value(words, Span(0, len(words)), "date")
    span = Span(cells[0].span.start, cells[-1].span.end)
    value = reading.value if source.normalizes else span.cut(source.text)
    return Leaf(span, "NORMALIZED", span.cut(source.text), value, reading.reason, reading.qualifiers, "table")


def row_cells(row: Sequence[Cell], columns: Sequence[int]) -> list[Cell]:
    """Return the cells of some columns of a row, empty ones where it ends before."""
    return [row[column] if column < len(row) else Cell() for column in columns]


def _part_quantity(source: IndexedDocument, node: Node) -> tuple[Span, Span] | None:
    """Part what stands in a column of units with the number before it: 12 箱."""
    found = _NUMBER_AND_UNIT.fullmatch(fold(node.raw)) if isinstance(node, Leaf) else None
    if found is None or not isinstance(node, Leaf):
        return None
    return Span(*found.span("number")).shift(node.span.start), Span(*found.span("unit")).shift(node.span.start)


def _found(leaf: Leaf | None) -> Leaf | None:
    return replace(leaf, found="table") if leaf is not None else None


def _read_unit(source: IndexedDocument, field: Field, quantity: Node) -> Leaf | None:
    """Return the unit that stands with a quantity: 箱 of 4箱."""
    if not isinstance(quantity, Leaf):
        return None
    end = source.text.find("\n", quantity.span.start)
    words = fold(source.text[quantity.span.start : end if end >= 0 else len(source.text)])
    match = re.match(r"[0-9][0-9,.]*[ ]?(?P<unit>[^\s0-9,.()|│]{1,4})(?=[\s|│)]|$)", words)
    if match is None:
        return None
    span = Span(*match.span("unit")).shift(quantity.span.start)
    return Leaf(span, "EXACT", span.cut(source.text), span.cut(source.text), found="table")


def find_table_unit(source: IndexedDocument) -> str:
    """Return the unit that a note before or in the document gives the amounts of tables: （単位：千円）."""
    notes = {match["unit"] for match in _TABLE_UNIT.finditer(fold(source.text))}
    return next(iter(notes)) if len(notes) == 1 else ""


def _repeats() -> frozenset[str]:
    return word_set("labels/nothing", "repeat")
