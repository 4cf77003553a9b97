"""Tables as forms and as lists: cells that label the cell beside them, rows of items, rows that add up the others.

Left out: which fields the columns are for (`items`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sakura_cli.documents.blocks import Cell, Pair, Table
from sakura_cli.documents.layout import find_choices, is_label_like, is_sentence, kind_of_cell
from sakura_cli.lexicon import read_table, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.outlining.inline import is_label, read_inline
from sakura_cli.tasks.extraction.outlining.joined_cells import join_names, part_columns
from sakura_cli.tasks.extraction.outlining.naming import bare, concept_of, is_a
from sakura_cli.tasks.extraction.outlining.sums import find_foot, is_row_of_discount, is_row_of_sums, without_count

Cells = Sequence[Cell]

_LONGEST = 12
# A discount with a quantity and a sum is an item.
_LEAST_OF_ITEM = 3
_FIRST_ROWS = 6
_OWN = re.compile(r"([^:：]{2,12})[:：]")
_NUMBERED = re.compile(r"[0-9０-９]{1,2}[.．)）、][ 　]*")


@dataclass(frozen=True)
class ItemTable:
    """A table whose first rows name its columns: a label a column, the rows of items, and rows that are pairs."""

    labels: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    pairs: tuple[Pair, ...]
    # Each sum with the label of its row and that of its column.
    sums: tuple[tuple[str, str, Cell], ...] = ()
    # The labels that stand alone over some of the rows, each with the number of rows before it.
    sections: tuple[tuple[str, int], ...] = ()

    def under(self, is_meant: Callable[[str], bool]) -> ItemTable:
        """Return the table with the rows only that stand under a label that is meant; all rows where none is."""
        if not self.sections:
            return self
        ends = [*(at for _, at in self.sections[1:]), len(self.rows)]
        found = [(at, end) for (label, at), end in zip(self.sections, ends, strict=True) if is_meant(label)]
        return replace(self, rows=self.rows[found[0][0] : found[0][1]]) if found else self


def read_form(text: str, table: Table) -> list[Pair]:
    """Return the pairs of a table that is a form; none of one that lists items."""
    rows = [part for row in table.rows if any(cell.pieces for cell in row) for part in _part_labels(text, row)]
    filled = [cell for cell in rows[0] if cell.pieces] if rows else []
    is_titled = len(filled) == 1 and (rows[0][0].columns > 1 or len(rows[0]) == 1)
    rows = rows[is_titled:]
    if len(rows) > 2 and all(len(row) == 2 for row in rows) and _is_header(text, rows[0]):
        rows = rows[1:]  # 項目, 内容
    if not rows:
        return []
    if _is_grid(text, rows):
        return [pair for row in rows for pair in _pair_by_place(text, row)]
    told = [row for row in rows if not _is_continued(row)]
    paired = [row for row in told if _pair_cells(text, row)]
    has_header = table.header_rows > is_titled
    are_two = len(paired) > 1 and not has_header and all(len(row) == 2 for row in rows)
    if 2 * len(paired) < len(told) + (not are_two) or not _pair_cells(text, rows[0], is_form=are_two):
        return []
    if 2 * sum(_has_numbers_side_by_side(text, row) for row in told) > len(told):
        return []  # labels beside columns of figures
    if any(_is_header(text, row) for row in rows[:1]) and len(rows) > 1 and not _pair_cells(text, rows[1]):
        return []
    return list(_read_pairs(text, rows, is_form=True))


def _part_labels(text: str, row: Cells) -> list[Cells]:
    """Part a row of two cells that no rule parts: a label on each of its lines, and a value beside each."""
    if (
        len(row) != 2
        or len(row[0].pieces) < 2
        or len(row[0].pieces) != len(row[1].pieces)
        or concept_of(row[0].cut(text))
    ):
        return [row]
    lines = list(zip(row[0].pieces, row[1].pieces, strict=True))
    are_beside = all("\n" not in text[label.end : value.start] for label, value in lines)
    if not are_beside or not all(is_label(label.cut(text)) for label, _ in lines):
        return [row]
    return [(Cell((label,)), Cell((value,))) for label, value in lines]


def _is_grid(text: str, rows: Sequence[Cells]) -> bool:
    """Say whether every other cell is a label by its place, whoever knows it: label, value, label, value."""
    if any(len(row) % 2 for row in rows) or not any(len(row) > 2 for row in rows):
        return False
    labels = [cell.cut(text) for row in rows for cell in row[::2]]
    if any(is_label(cell.cut(text)) for row in rows for cell in row[1::2]):
        return False
    could_be = all(
        0 < len(words) <= _LONGEST and kind_of_cell(words) == "text" and not is_sentence(words) for words in labels
    )
    known = sum(is_label(words) or is_label_like(words) for words in labels)
    # Values that reach across several columns say so, too.
    least = 3 if len({len(row) for row in rows}) > 1 else 2
    return could_be and least * known >= len(labels)


def _pair_by_place(text: str, row: Cells) -> Iterator[Pair]:
    for label, value in zip(row[::2], row[1::2], strict=True):
        yield Pair(label, value, find_choices(text, value.pieces))


def is_form_row(text: str, row: Cells) -> bool:
    """Say whether a row begins with a label and its value, and no two of its values stand side by side."""
    are_labels = [is_label(cell.cut(text)) for cell in row if cell.pieces]
    is_told = bool(are_labels) and are_labels[0] and bool(_pair_cells(text, row))
    return is_told and all(one or other for one, other in pairwise(are_labels))


def _has_numbers_side_by_side(text: str, row: Cells) -> bool:
    return any(kind_of_cell(one.cut(text)) == kind_of_cell(other.cut(text)) == "number" for one, other in pairwise(row))


def find_numbered_rows(text: str, table: Table) -> list[Pair]:
    """Return the rows that are no items but numbered labels, as they stand below a list: ７．次回　３月１２日."""
    found: list[Pair] = []
    for row in table.rows[1:]:
        filled = [cell for cell in row if cell.pieces]
        number = _NUMBERED.match(text, *filled[0].span) if len(filled) > 1 else None
        if number and is_label(text[number.end() : filled[0].span.end]):
            label = Cell((Span(number.end(), filled[0].span.end),))
            found.append(Pair(label, Cell((Span(filled[1].span.start, filled[1].span.end),))))
    return found


def is_list_table(text: str, table: Table) -> bool:
    """Say whether a table lists something: a row of it names columns, or most of its cells are numbers or short."""
    labelled = [cell for row in table.rows for cell in row if (own := _OWN.match(cell.cut(text))) and is_label(own[1])]
    if len(labelled) > 1:
        return False
    if any(sum(is_label(cell.cut(text)) for cell in row if cell.pieces) > 1 for row in table.rows[:_FIRST_ROWS]):
        return True
    kinds = [kind_of_cell(cell.cut(text)) for row in table.rows for cell in row if cell.pieces]
    return len(table.rows) > 2 or 3 * sum(kind in ("number", "date") for kind in kinds) > len(kinds)


def read_items(text: str, table: Table) -> ItemTable | None:
    """Return the items of a table; None where nothing names its columns."""
    table = part_columns(text, table)
    rows = table.spread()
    heads = _find_head(text, table)
    if not 0 < heads < len(rows):
        return None
    labels = tuple(cell.cut(text) for cell in rows[heads - 1])
    told = [_leave_numbers(text, rows[number], rows[number - 1]) for number in range(heads, len(rows))]
    body = [part for row in told if any(cell.pieces for cell in row) for part in _unstack(text, row)]
    numeric = _find_numeric(text, body, len(labels))
    body = join_names(text, body, numeric)
    foot = find_foot(text, body, numeric)
    items: list[tuple[Cell, ...]] = []
    pairs: list[Pair] = []
    sums: list[tuple[str, str, Cell]] = []
    sections: list[tuple[str, int]] = []
    for number, row in enumerate(body):
        filled = [cell for cell in row if cell.pieces]
        if len(filled) == 1 < len(row) - 1 and row[0] is not filled[0] and is_label(words := filled[0].cut(text)):
            sections.append((words, len(items)))
        elif found := _read_sum(text, row, _without_comparing(labels, numeric)):
            pairs += found
            sums += _read_columns_of_sums(text, row, labels, found[0])
        elif named := _read_named_sums(text, row, labels):
            pairs += named
        elif number >= foot or (pairs and _goes_on_below(text, row, pairs[-1])):
            pairs.append(Pair(filled[0], filled[1]))
        elif items and len(row) > 1 and len({id(cell) for cell in row}) == 1:
            # One cell across all columns: a sum or a decision.
            pairs += [pair for piece in row[0].pieces for pair in _read_footer(text, piece)]
        elif items and _is_note(text, row, numeric):
            pairs += _read_pairs(text, [row], is_form=False)
        else:
            items.append(row)
    return ItemTable(labels, tuple(items), tuple(pairs), tuple(sums), tuple(sections))


def find_fees(text: str, items: ItemTable) -> list[Pair]:
    """Return the rows of items that are what a field may ask for by itself: the label of a fee, and the last number."""
    fees = {row["word"] for row in read_table("labels/arithmetic") if row["part"] == "beside"}
    found: list[Pair] = []
    for row in items.rows:
        label = next((cell for cell in row if concept_of(cell.cut(text)) in fees), None)
        numbers = [cell for cell in row if kind_of_cell(cell.cut(text)) == "number"]
        if label is not None and numbers:
            found.append(Pair(label, numbers[-1]))
    return found


def _find_head(text: str, table: Table) -> int:
    """Return how many rows stand above the items: to the last of the first rows that is nothing but labels."""
    rows = table.rows
    if table.header_rows and len([cell for cell in rows[0] if cell.pieces]) > 1 and _is_header(text, rows[0]):
        return table.header_rows
    for index, row in enumerate(rows[:_FIRST_ROWS]):
        if _is_header(text, row) and index + 1 < len(rows) and not _is_header(text, rows[index + 1]):
            return index + 1
    filled = [cell for cell in rows[0] if cell.pieces]
    if table.header_rows == 1 and len(filled) == 1 < len(rows[0]) and len(rows) > 2:
        return 1 if filled[0] is not rows[0][0] and is_label(filled[0].cut(text)) else 2
    return table.header_rows


def _read_pairs(text: str, rows: Sequence[Cells], *, is_form: bool) -> Iterator[Pair]:
    waiting: Pair | None = None
    for row in rows:
        found = _pair_cells(text, row, is_form=is_form)
        if not found and waiting is not None and _is_continued(row):
            pieces = [piece for cell in row for piece in cell.pieces]
            waiting = replace(waiting, value=Cell((*waiting.value.pieces, *pieces)))
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        for pair in found:
            if waiting is not None:
                yield waiting
            waiting = pair
    if waiting is not None:
        yield waiting


def _pair_cells(text: str, row: Cells, *, is_form: bool = False) -> list[Pair]:
    """Return the cells of a row that label the one beside them; in a form a short first cell is a label in any case."""
    found: list[Pair] = []
    cells = list(row)
    index = 0
    while index + 1 < len(cells):
        label, value = cells[index], cells[index + 1]
        words = label.cut(text)
        is_known = is_label(words) or (is_form and index == 0 and 0 < len(words) <= _LONGEST and not is_sentence(words))
        is_over = value.pieces and is_label(value.cut(text))
        if label.pieces and is_over and index == 0 and index + 2 < len(cells) and is_a(concept_of(words), "role"):
            found.append(Pair(label, Cell()))  # whose the labels beside it are
            index += 1
        elif label.pieces and is_known and not is_over:
            found.append(Pair(label, value, find_choices(text, value.pieces)))
            index += 2
        else:
            index += 1
    return found


def _is_continued(row: Cells) -> bool:
    """Say whether a row goes on with the value of the one above: its first cell is empty."""
    return not row[0].pieces and any(cell.pieces for cell in row[1:])


def _is_header(text: str, row: Cells) -> bool:
    filled = [cell.cut(text) for cell in row if cell.pieces]
    return len(filled) > 1 and all(is_label(words) for words in filled)


def _find_numeric(text: str, rows: Sequence[Cells], width: int) -> frozenset[int]:
    """Return the columns of which most cells are numbers."""
    found: set[int] = set()
    for column in range(width):
        kinds = [kind_of_cell(row[column].cut(text)) for row in rows if column < len(row)]
        told = [kind for kind in kinds if kind != "empty"]
        if told and 2 * sum(kind == "number" for kind in told) > len(told):
            found.add(column)
    return frozenset(found)


def _read_named_sums(text: str, row: Cells, labels: Sequence[str]) -> list[Pair]:
    """Return the sums of a row whose cells name the columns they add up: お引出し合計 486,900 お預り合計 352,012."""
    ends = words("labels/sums", "sum", "part")
    columns = {bare(label) for label in labels if label}
    filled = [cell for cell in row if cell.pieces]
    found: list[Pair] = []
    for cell, other in pairwise(filled):
        name = bare(cell.cut(text))
        stem = next((name[: -len(end)] for end in ends if name.endswith(end)), "")
        if len(stem) > 1 and stem in columns and kind_of_cell(other.cut(text)) == "number":
            found.append(Pair(cell, other))
    return found


def _without_comparing(labels: Sequence[str], numeric: frozenset[int]) -> frozenset[int]:
    """Return the columns of numbers without those that compare the others with something, where others are left."""
    comparing = words("labels/sums", "comparing")
    kept = frozenset(column for column in numeric if not bare(labels[column]).endswith(comparing))
    return kept or numeric


def _read_sum(text: str, row: Cells, numeric: frozenset[int]) -> list[Pair]:
    """Return the sums of a row that adds up the others: its label with each number after it."""
    filled = [(column, cell) for column, cell in enumerate(row) if cell.pieces]
    filled = [each for number, each in enumerate(filled) if number == 0 or each[1] is not filled[number - 1][1]]
    for place, (_, cell) in enumerate(filled):
        words = cell.cut(text)
        if is_row_of_discount(words) and len(filled) - place >= _LEAST_OF_ITEM:
            return []  # with a quantity it is an item as others are
        if is_row_of_sums(words) and place + 1 < len(filled):
            values = [other for column, other in filled[place + 1 :] if column in numeric or len(numeric) == 0]
            return [Pair(_without_count(text, cell), values[-1])] if values else []
        if kind_of_cell(words) == "number":
            break
    return []


def _goes_on_below(text: str, row: Cells, above: Pair) -> bool:
    """Say whether a row below a sum has nothing but a label and a number where that has its own: 仮払金 0."""
    filled = [cell for at, cell in enumerate(row) if cell.pieces and (not at or cell is not row[at - 1])]
    if len(filled) != 2 or kind_of_cell(filled[0].cut(text)) != "text" or kind_of_cell(filled[1].cut(text)) != "number":
        return False
    if row[0].pieces or not above.value.pieces or kind_of_cell(above.value.cut(text)) != "number":
        return False
    return text.count("\n", above.value.span.end, filled[0].span.start) <= 2


def _read_footer(text: str, line: Span) -> list[Pair]:
    """Return the pairs of a line below the items; its only label needs not be known where a colon follows it."""
    inline = [Pair(Cell((each.label,)), Cell((each.value,))) for each in read_inline(text, line)]
    own = None if inline else _OWN.match(text, *line)
    if own is None or kind_of_cell(own[1]) != "text" or own.end() == line.end:
        return inline
    return [Pair(Cell((Span(*own.span(1)),)), Cell((Span(own.end(), line.end),)))]


def _without_count(text: str, label: Cell) -> Cell:
    return Cell((without_count(text, label.pieces[0]),)) if len(label.pieces) == 1 else label


def _leave_numbers(text: str, row: Cells, above: Cells) -> tuple[Cell, ...]:
    """Return a row without the numbers of cells that reach down from the row above: they may be for all of these."""
    return tuple(
        Cell() if index < len(above) and cell is above[index] and kind_of_cell(cell.cut(text)) == "number" else cell
        for index, cell in enumerate(row)
    )


def _unstack(text: str, row: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    """Part a row of a ruled table whose lines are rows themselves: two of its columns have a number on each line."""
    lines = sorted({text.count("\n", 0, piece.start) for cell in row for piece in cell.pieces})
    stacked = [
        cell
        for cell in row
        if len(cell.pieces) == len(lines) and all(kind_of_cell(piece.cut(text)) == "number" for piece in cell.pieces)
    ]
    listed = [cell for cell in row if len(cell.pieces) == len(lines)]
    is_listed = len(lines) > 2 and len(listed) > 1 and row[0] in listed
    if len(lines) < 2 or (len(stacked) < 2 and not is_listed):
        return [row]
    return [
        tuple(Cell(tuple(piece for piece in cell.pieces if text.count("\n", 0, piece.start) == line)) for cell in row)
        for line in lines
    ]


def _read_columns_of_sums(text: str, row: Cells, labels: Sequence[str], found: Pair) -> list[tuple[str, str, Cell]]:
    name = found.label.cut(text)
    return [
        (name, labels[column], cell)
        for column, cell in enumerate(row)
        if column < len(labels) and cell.pieces and not _holds(cell, found.label) and labels[column]
    ]


def _holds(cell: Cell, label: Cell) -> bool:
    return cell.span.start <= label.span.start and label.span.end <= cell.span.end


def _is_note(text: str, row: Cells, numeric: frozenset[int]) -> bool:
    """Say whether a row below the items is a pair (備考, 承認者): a label and its value, and no numbers."""
    alone = [cell if not at or cell is not row[at - 1] else Cell() for at, cell in enumerate(row)]
    if not numeric or any(alone[column].pieces for column in numeric if column < len(row)):
        return False
    filled = [cell for cell in alone if cell.pieces]
    return bool(filled) and (len(filled) == 1 < len(row) - 1 or is_label(filled[0].cut(text)))
