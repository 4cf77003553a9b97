"""Say where the labels of a table are: in rows that head it, or in cells beside their values.

Left out: what the labels mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sakura_cli.documents.blocks import Cell, Pair, Table
from sakura_cli.documents.layout.forms.choices import find_choices
from sakura_cli.documents.layout.labels import CellKind, is_known_label, is_label_like, is_sentence, kind_of_cell
from sakura_cli.lexicon import alternation, word_set

_MOST_ROWS_ASKED = 50
_MOST_HEADER_ROWS = 3
# A number with the first character of its unit, and what makes it an end of a range.
_UNIT = re.compile(r"[0-9０-９][0-9０-９,，.．]*\s*([^\s0-9０-９,，.．~〜～-]?)")
_BOUND = re.compile("[~〜～]|" + alternation(word_set("quantities/bounds")) + "$")


def count_header_rows(text: str, rows: Sequence[Sequence[Cell]], *, is_ruled: bool = False) -> int:
    """Return 1 where the first row names the columns, else 0.

    A row heads the others if a rule parts it from them and it could be a header, if its cells are labels, or if it
    holds another kind of thing than the column below it. Two columns whose left one has the labels have no header.
    """
    if len(rows) < 2:
        return 0
    first = [cell.cut(text) for cell in rows[0]]
    body = [[cell.cut(text) for cell in row] for row in rows[1 : _MOST_ROWS_ASKED + 1]]
    filled = [words for words in first if words]
    labels = sum(is_known_label(words) for words in filled)
    if has_labels_in_left_column(text, rows):
        return 0
    if (
        len(first) > 2
        and _has_labels_beside_values(first)
        and 2 * sum(map(_has_labels_beside_values, body)) >= len(body)
    ):
        return 0
    if any(is_sentence(words) for words in filled) or not filled:
        return 0
    if 2 * labels >= len(filled) and labels:
        return 1
    verdict = _compare_kinds(first, body)
    if verdict is not None:
        return int(verdict)
    return int(is_ruled or (len(first) > 2 and all(kind_of_cell(words) == "text" for words in filled)))


def reach_header(rows: Sequence[Sequence[Cell]], header_rows: int) -> int:
    """Return how many rows head a table whose first rows do: as deep as cells of them are merged downwards."""
    reach = header_rows
    for number, row in enumerate(rows[:_MOST_HEADER_ROWS]):
        if number < reach:
            reach = max([reach, *(number + cell.rows for cell in row if cell.pieces)])
    return reach if reach <= _MOST_HEADER_ROWS and reach < len(rows) else header_rows


def find_cell_pairs(text: str, table: Table) -> list[Pair]:
    """Return the pairs of a table without a header row; none of one with a header."""
    pairs: list[Pair] = []
    if table.header_rows:
        return pairs
    for row in table.rows:
        position = 0
        while position + 1 < len(row):
            label, value = row[position], row[position + 1]
            if is_label_like(label.cut(text)) and not is_label_like(value.cut(text)):
                pairs.append(Pair(label, value, find_choices(text, value.pieces)))
                position += 1
            position += 1
    return pairs


def has_labels_in_left_column(text: str, rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether a table of two columns is a form: labels on the left, their values on the right."""
    if any(len(row) != 2 for row in rows):
        return False
    asked = rows[:_MOST_ROWS_ASKED]
    left = [row[0].cut(text) for row in asked]
    if is_label_like(left[0]) and is_label_like(asked[0][1].cut(text)):
        return False
    return 2 * sum(is_known_label(words) for words in left) > len(left) and all(
        kind_of_cell(words) in ("text", "empty") for words in left
    )


def _has_labels_beside_values(row: Sequence[str]) -> bool:
    """Say whether a row is one of a form: 氏名, its value, 生年月日, its value."""
    return (
        len(row) % 2 == 0
        and all(is_label_like(words) for words in row[::2])
        and not any(is_label_like(words) for words in row[1::2])
    )


def _compare_kinds(first: Sequence[str], body: Sequence[Sequence[str]]) -> bool | None:
    """Compare the kinds of the first row with those below; None where they tell nothing."""
    verdict: bool | None = None
    for index, words in enumerate(first):
        below = [kind_of_cell(row[index]) for row in body if index < len(row)]
        told = [kind for kind in below if kind != "empty"]
        kind = kind_of_cell(words)
        if not told or kind == "empty":
            continue
        usual = max(sorted(set(told)), key=told.count)
        if usual == "text" or 2 * told.count(usual) < len(told):
            continue
        values = [row[index] for row in body if index < len(row)]
        if kind == usual and not _is_period(words, kind, values) and not _is_range(words, values):
            return False
        verdict = True
    return verdict


def _is_period(words: str, kind: CellKind, below: Sequence[str]) -> bool:
    """Say whether a cell names a period (2024年, 4月) over figures that have no such unit."""
    unit = words.strip()[-1:]
    return (
        kind != "empty"
        and unit in "年月日期度回週"
        and not any(value.strip().endswith(unit) for value in below if value)
    )


def _is_range(words: str, below: Sequence[str]) -> bool:
    """Say whether a cell names a range (22時以降, 10名以上) over values of another unit, which is the same for all."""
    unit = _UNIT.search(words)
    units = {found[1] for value in below if (found := _UNIT.search(value))}
    return unit is not None and _BOUND.search(words.strip()) is not None and len(units) == 1 and unit[1] not in units
