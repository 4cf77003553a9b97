"""Tables that set one time beside another: 使用量 under 今回 and 前回 are the 使用量, and the 前回使用量.

By `labels/occasions`. Left out: tables that list items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sakura_cli.documents.blocks import Cell, Table
from sakura_cli.lexicon import word_set
from sakura_cli.tasks.extraction.outlining.naming import bare

_FIRST_ROWS = 3
_LEAST = 2


def read_occasions(text: str, table: Table) -> Iterator[tuple[str, Cell]]:
    """Yield the labels of the cells of a table whose columns are times: its row, and its column with its row."""
    rows = table.spread()
    head = next((at for at, row in enumerate(rows[:_FIRST_ROWS]) if len(_find_columns(text, row)) >= _LEAST), None)
    if head is None:
        return
    columns = _find_columns(text, rows[head])
    first = min(columns)
    for row in rows[head + 1 :]:
        label = next((cell for cell in row[:first] if cell.pieces), None)
        if label is None:
            continue
        for at, kind in columns.items():
            if at >= len(row) or not row[at].pieces or row[at] is label:
                continue
            said = label.cut(text)
            if kind == "this":
                yield said, row[at]
            yield bare(rows[head][at].cut(text)) + bare(said), row[at]


def _find_columns(text: str, row: Sequence[Cell]) -> dict[int, str]:
    """Return which columns of a head are times, and of which kind each is."""
    found: dict[int, str] = {}
    for at, cell in enumerate(row):
        said = bare(cell.cut(text)) if cell.pieces else ""
        for kind in ("this", "other"):
            if said in word_set("labels/occasions", kind):
                found[at] = kind
    return found
