"""Say whether lines that stand in columns are a table, or a form, running text, a list or talk after all.

Left out: which columns there are (`columns`), and what single lines show by themselves (`prose`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.layout.forms.choices import find_first_mark
from sakura_cli.documents.layout.forms.spaced import find_label
from sakura_cli.documents.layout.labels import is_known_label, is_label_like, is_sentence, kind_of_cell
from sakura_cli.documents.layout.lines import DrawnPiece
from sakura_cli.documents.layout.prose import is_list_mark
from sakura_cli.documents.layout.tables.columns import Bands, has_common_edges, has_padding
from sakura_cli.spans import Span

# Rows after these are not asked, so that a long table costs no more than its lines.
MOST_ROWS_ASKED = 60
_LABELLED = re.compile(r"[【〔\[［][^】〕\]］]{2,20}[】〕\]］]|[^:：0-9０-９]{1,16}[:：](?!//)")
_LONGEST_CELL_COLUMNS = 90

Words = dict[int, str]


def is_table(
    cells: Sequence[Words], columns: int, rows: Sequence[Sequence[DrawnPiece]], bands: Bands, *, is_ruled: bool
) -> bool:
    """Say whether cells have the signs of a table, and none of running text and lists.

    `cells` are the words of each row by column, `rows` the pieces of its lines; `bands` are empty if it is ragged.
    """
    if len(cells) < 2 or columns < 2:
        return False
    words = [word for row in cells for word in row.values()]
    sentences = sum(map(is_sentence, words))
    if 4 * sentences > len(words) or max(map(count_columns, words)) > _LONGEST_CELL_COLUMNS:
        return False
    first = [row.get(0, "") for row in cells]
    if columns == 2 and 2 * sum(map(is_list_mark, first)) > len(first):
        return False
    labels = sum(map(is_known_label, cells[0].values()))
    has_labels = labels >= 2 and 2 * labels >= len(cells[0])
    if (has_labels or is_ruled) and len(cells[0]) > 1:
        return True
    kinds = [[kind_of_cell(row[column]) for row in cells[1:] if column in row] for column in range(columns)]
    figures = sum(2 * sum(kind in ("number", "date") for kind in column) > len(column) > 0 for column in kinds)
    if not bands.edges and not figures:
        return columns > 2 and len(cells) > 2 and any(map(is_label_like, cells[0].values()))
    padded = bool(bands.edges) and has_padding(rows, bands) and has_common_edges(rows, bands)
    if columns == 2:
        return (
            len(cells) > 2 and padded and min(map(narrowest_gap, rows)) > 1 and (bool(figures) or not _is_talk(first))
        )
    return (len(cells) > 2 and (padded or bool(figures))) or (padded and bool(figures))


def _is_talk(first: Sequence[str]) -> bool:
    """Say whether the left column names who speaks: the same few again and again."""
    return len(first) > 3 and 2 * len(set(first)) <= len(first)


def is_form(text: str, cells: Sequence[Words], rows: Sequence[Sequence[DrawnPiece]]) -> bool:
    """Say whether cells are labels and their values, in two columns or two forms beside each other."""
    marked = sum(any(_is_marked(word) for word in row.values()) for row in cells)
    if 2 * marked > len(cells):
        return True
    first = cells[0]
    if len(first) > 1 and 2 * sum(map(is_known_label, first.values())) > len(first):
        return False
    figures = sum(kind_of_cell(word) == "number" for row in cells for column, word in row.items() if column)
    if len(first) > 2 and 3 * figures > sum(map(len, cells)):
        return False
    labels = [label for row in rows if (label := find_label(text, row))]
    return 2 * len(labels) > len(cells) and any(map(is_known_label, labels))


def _is_marked(word: str) -> bool:
    """Say whether a cell has a label in brackets or before a colon, or a box with words by it."""
    at = find_first_mark(word, Span(0, min(len(word), 60))) if len(word) > 1 else None
    return at is not None or word[:1] in ("：", ":") or bool(_LABELLED.match(word))


def narrowest_gap(row: Sequence[DrawnPiece]) -> int:
    """Return the columns of the narrowest gap between pieces of a line."""
    return min((right.left - left.right for left, right in pairwise(row)), default=99)
