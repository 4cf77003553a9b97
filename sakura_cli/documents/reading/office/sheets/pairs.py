"""Find labels and their values in a row of a form: by their looks where labels are shaded, else by their words.

Left out: labels that stand above their values, which are tables of one row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sakura_cli.documents.layout import is_label_like, kind_of_cell
from sakura_cli.documents.reading.office.sheets.grid import DEFAULT_WIDTH, SheetCell

_COLONS = ("：", ":")
# So many small cells beside one another are squares for single characters, or parts of a date.
_LEAST_SQUARES = 4
_SQUARE = 2
_WIDEST_SQUARE = 6.0
_LONGEST_FIGURES = 4


def find_row_pairs(row: Sequence[SheetCell]) -> list[tuple[int, list[int]]]:
    """Return the labels of a row with their values, as numbers of cells; a label that has none has no values.

    A label that covers several rows is that of a group and has no value of its own, if another label follows.
    """
    labels = [index for index, is_label in enumerate(_find_labels(row)) if is_label]
    pairs: list[tuple[int, list[int]]] = []
    for number, label in enumerate(labels):
        following = labels[number + 1] if number + 1 < len(labels) else len(row)
        if following > label + 1 or row[label].rows == 1:
            pairs.append((label, list(range(label + 1, following))))
    return pairs if any(values for _, values in pairs) else []


def has_labels_beside_values(row: Sequence[SheetCell]) -> bool:
    """Say whether a row is one of a form: each of its labels has a value beside it."""
    labels = _find_labels(row)
    return labels[0] and not labels[-1] and not any(first and second for first, second in pairwise(labels))


def join_squares(row: Sequence[SheetCell], widths: Mapping[int, float]) -> list[SheetCell]:
    """Return a row with what is written in squares put together: 令和 7 年 4 月 1 日, 0 9 0.

    Squares are narrow; in wider cells only a date is put together. `widths` are those of a grid.
    """
    joined: list[SheetCell] = []
    run: list[SheetCell] = []
    for cell in [*row, None]:
        if cell is not None and _is_square(cell) and (not run or cell.column - run[-1].end <= 1):
            run.append(cell)
            continue
        joined += _join(run, widths)
        run = [cell] if cell is not None and _is_square(cell) else []
        if cell is not None and not run:
            joined.append(cell)
    return joined


def _find_labels(row: Sequence[SheetCell]) -> list[bool]:
    shaded = [cell.is_shaded for cell in row]
    if any(shaded) and not all(shaded):
        return shaded
    return [cell.kind == "text" and (cell.text.rstrip().endswith(_COLONS) or is_label_like(cell.text)) for cell in row]


def _is_square(cell: SheetCell) -> bool:
    text = cell.text.strip()
    return cell.rows == 1 and (len(text) <= _SQUARE or (text.isdigit() and len(text) <= _LONGEST_FIGURES))


def _join(run: Sequence[SheetCell], widths: Mapping[int, float]) -> list[SheetCell]:
    """Return a run of cells with its end as one, from where on its cells are squares or make a date."""
    narrow = [sum(widths.get(k, DEFAULT_WIDTH) for k in range(cell.column, cell.end)) for cell in run]
    for start in range(len(run) - _LEAST_SQUARES + 1):
        part = run[start:]
        text = "".join(cell.text.strip() for cell in part)
        if max(narrow[start:]) <= _WIDEST_SQUARE or kind_of_cell(text) == "date":
            columns = part[-1].end - part[0].column
            return [*run[:start], replace(part[0], text=text, value="", kind="text", columns=columns)]
    return list(run)
