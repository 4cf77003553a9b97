"""Grids of bands: a row of labels over a row of values, cells with their own label above; columns that parties head.

Left out: tables that list items below one row of labels (`tables`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.documents.blocks import Cell, Pair, Table
from sakura_cli.documents.layout import find_choices, is_label_like, is_sentence, kind_of_cell
from sakura_cli.tasks.extraction.outlining.inline import is_label
from sakura_cli.tasks.extraction.outlining.naming import concept_of, is_a

_LONGEST_LABEL = 14
_LEAST_LABELLED = 2
# What the day below a name is called.
_DAY = "日付"


def read_bands(text: str, table: Table) -> list[Pair]:
    """Return the pairs of a grid in which each row of labels has one row of values below it; none of another table."""
    rows = [row for row in table.rows if any(cell.pieces for cell in row)]
    if rows and len(rows[0]) == 1 and len(rows) % 2:
        rows = rows[1:]  # its title
    if len(rows) < 4 or len(rows) % 2 or _has_labels_beside(text, rows):
        return []
    # Where all that stands at the top is labels, labels that nobody knows may follow.
    is_grid = _count_labels(text, rows[0]) == sum(bool(cell.pieces) for cell in rows[0])
    found: list[Pair] = []
    for heads, values in zip(rows[::2], rows[1::2], strict=True):
        if len(heads) == len(values) + 1 and heads[0].rows > 1:
            heads = heads[1:]
        if not _heads(text, heads, values, is_grid=is_grid) or _count_labels(text, values) or len(heads) != len(values):
            return []
        found += [
            Pair(label, value, find_choices(text, value.pieces))
            for label, value in zip(heads, values, strict=True)
            if label.pieces and label != value and label.columns == value.columns
        ]
    return found


def read_labelled_cells(text: str, table: Table) -> list[Pair]:
    """Return the pairs of a table whose cells have their labels on their first lines; none of another table.

    What stands in a cell alone is left out where it is a label: nobody has filled it in.
    """
    stacked = [cell for row in table.rows for cell in row if len(cell.pieces) > 1]
    labelled = [cell for cell in stacked if is_label(words := cell.pieces[0].cut(text)) or is_label_like(words)]
    if len(labelled) < _LEAST_LABELLED or 2 * len(labelled) <= len(stacked):
        return []
    # Among labels one knows stand some nobody knows, over numbers like the others.
    likely = [cell for cell in stacked if cell in labelled or _is_over_number(text, cell)]
    return [Pair(Cell(cell.pieces[:1]), Cell(cell.pieces[1:]), find_choices(text, cell.pieces[1:])) for cell in likely]


def _is_over_number(text: str, cell: Cell) -> bool:
    label, *values = (piece.cut(text) for piece in cell.pieces)
    is_short = len(label) <= _LONGEST_LABEL and kind_of_cell(label) == "text" and not is_sentence(label)
    return is_short and all(kind_of_cell(value) in ("number", "date") for value in values)


def read_party_columns(text: str, table: Table) -> list[tuple[Cell, list[Cell]]]:
    """Return the columns of a table that the labels of parties head, each label with the cells below it."""
    heads, *rows = table.rows
    if len(heads) < 2 or not rows or any(len(row) != len(heads) for row in rows):
        return []
    if not all(is_a(concept_of(cell.cut(text)), "role") for cell in heads):
        return []
    return [(head, [row[column] for row in rows if row[column].pieces]) for column, head in enumerate(heads)]


def _has_labels_beside(text: str, rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether every row of a grid has its labels beside its values: in the first column, the third, and so on."""
    labels = [cell for row in rows for cell in row[::2] if cell.pieces]
    values = [cell for row in rows for cell in row[1::2] if cell.pieces]
    return (
        all(len(row) > 1 for row in rows)
        and all(is_label(cell.cut(text)) for cell in labels)
        and not any(is_label(cell.cut(text)) for cell in values)
    )


def _heads(text: str, row: Sequence[Cell], below: Sequence[Cell], *, is_grid: bool) -> bool:
    """Say whether the cells of a row could all be labels, and half of them are, or one is over a number or day."""
    filled = [cell.cut(text) for cell in row if cell.pieces]
    if not filled or any(len(words) > _LONGEST_LABEL or is_sentence(words) for words in filled):
        return False
    labels = sum(map(is_label, filled))
    is_over = (labels > 0 or is_grid) and any(kind_of_cell(cell.cut(text)) in ("number", "date") for cell in below)
    return all(kind_of_cell(words) == "text" for words in filled) and (2 * labels >= len(filled) or is_over)


def _count_labels(text: str, row: Sequence[Cell]) -> int:
    """Return how many cells of a row of values are labels: more than one says that it is none."""
    count = sum(is_label(cell.cut(text)) for cell in row if cell.pieces)
    return count if count > 1 or count == sum(bool(cell.pieces) for cell in row) else 0


def read_headed_values(
    text: str, labels: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> list[tuple[str, Cell, tuple[str, ...]]]:
    """Return the labels that stand over one value each, as over seals, with whose each is: names, and days below."""
    if len(rows) == 2 and _are_signed(text, *rows):
        names = zip(labels, rows[0], strict=False)
        days = zip(labels, rows[1], strict=False)
        return [
            *((label, name, ()) for label, name in names),
            *((_DAY, day, (label,)) for label, day in days),
        ]
    return [(label, cell, ()) for label, cell in zip(labels, rows[0], strict=False)] if len(rows) == 1 else []


def _are_signed(text: str, names: Sequence[Cell], days: Sequence[Cell]) -> bool:
    """Say whether two rows are one: words, and below each of them a day."""
    if len(names) != len(days) or not any(cell.pieces for cell in days):
        return False
    return all(
        kind_of_cell(name.cut(text)) in ("text", "empty")
        and kind_of_cell(day.cut(text)) in ("date", "empty")
        and bool(name.pieces) >= bool(day.pieces)
        for name, day in zip(names, days, strict=True)
    )
