"""Paragraphs and tables in order over all pages: what a page or column breaks is put together again.

Footnotes follow the paragraph that is being read where their page ends. Left out: what each paragraph is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sakura_cli.documents.reading.pdf.geometry.marks import ends_sentence, find_mark, is_number
from sakura_cli.documents.reading.pdf.geometry.paragraphs import TextLine, TextPassage, is_unfinished, join_words
from sakura_cli.documents.reading.pdf.geometry.tables import PlacedTable, TableCell
from sakura_cli.documents.reading.pdf.pages import Column, FlowEntry
from sakura_cli.documents.reading.pdf.unruled.torn import is_torn

_INDENT = 0.6
_SAME_EDGE, _SAME_LEFT = 5.0, 12.0


def read_flow(columns: Sequence[Column], body_size: float) -> Iterator[FlowEntry]:
    """Yield the paragraphs and tables of a document."""
    last: FlowEntry | None = None
    last_way = ""
    notes: list[TextPassage] = []
    for column in columns:
        is_first = True
        for entry in column.entries(body_size):
            if isinstance(entry, TextPassage) and entry.is_note:
                notes.append(entry)
                continue
            is_same_way = column.way == last_way
            if is_first and is_same_way and last is not None and _continue(last, entry, column):
                is_first = False
                continue
            is_first, last_way = False, column.way
            if last is not None:
                yield last
                yield from notes
                notes = []
            last = entry
    if last is not None:
        yield last
    yield from notes


def _continue(last: FlowEntry, entry: FlowEntry, column: Column) -> bool:
    """Put an entry at the top of a column to the last one before it, if that goes on there."""
    if isinstance(last, PlacedTable) and isinstance(entry, PlacedTable):
        return _continue_table(last, entry)
    if not isinstance(last, TextPassage) or not isinstance(entry, TextPassage):
        return False
    if not goes_over(last, entry.first, column.left):
        return False
    last.lines += entry.lines
    last.left, last.right = entry.left, entry.right
    return True


def goes_over(passage: TextPassage, line: TextLine, left: float) -> bool:
    """Say whether a paragraph goes on in the first line of the next column, whose left edge is given."""
    if not is_unfinished(passage, line):
        return False
    last = passage.lines[-1]
    size = max(last.size, line.size)
    mark = find_mark(line.text)
    indent = (line.left - left) / size
    first = (passage.first.left - passage.left) / size
    usual = (last.left - passage.left) / size if len(passage.lines) > 1 else None
    if not ends_sentence(last.text):
        # In the middle of a sentence; an item may follow one without a full stop, at the place of items.
        if mark is None or (usual is not None and abs(indent - usual) <= _INDENT < abs(indent - first)):
            return True
        own = find_mark(passage.first.text)
        return own is None or own[0] != mark[0]
    if mark is not None or usual is None:
        return False
    return abs(indent - usual) <= _INDENT < abs(usual - first)


def _continue_table(last: PlacedTable, table: PlacedTable) -> bool:
    """Put the rows of a table at the top of a page to the one at the foot of the page before, less a repeated head."""
    if len(last.columns) != len(table.columns) or bool(last.lefts) != bool(table.lefts):
        return False
    if last.rows[0][0].page == table.rows[0][0].page and last.top <= table.top:
        return False
    head = _count_repeated(last, table)
    edges = list(zip(last.lefts or last.columns, table.lefts or table.columns, strict=True))
    shift = edges[0][1] - edges[0][0]
    # Where only words show the columns, they begin elsewhere on every page, under the same titles.
    most = _SAME_LEFT if last.lefts else _SAME_EDGE
    if not (head and last.lefts) and any(abs(second - first - shift) > most for first, second in edges):
        return False
    rows = table.rows[head:]
    # Columns that only alignment shows are so narrow that every word fills them.
    is_sure = not last.lefts or (bool(rows) and (not rows[0][0].text or _is_torn(last.rows[-1], rows[0])))
    if rows and is_sure and _goes_on_in_row(last.rows[-1], rows[0]):
        for cell, more in zip(last.rows[-1], rows[0], strict=True):
            _join_cells(cell, more)
        rows = rows[1:]
    last.rows += rows
    return True


def _count_repeated(last: PlacedTable, table: PlacedTable) -> int:
    """Return how many rows of a table are the head of another one, again."""
    for count in (last.header_rows or 1, 1):
        first, second = ([[cell.text for cell in row] for row in each.rows[:count]] for each in (last, table))
        if first == second:
            return count
    return 0


def _is_torn(row: Sequence[TableCell], more: Sequence[TableCell]) -> bool:
    return any(is_torn(cell.text, other.text) for cell, other in zip(row, more, strict=False))


def _goes_on_in_row(row: Sequence[TableCell], more: Sequence[TableCell]) -> bool:
    """Say whether a page has broken a row: what stands on the next one goes on in the middle of a cell's sentence."""
    if len(row) != len(more) or any(cell.columns != other.columns for cell, other in zip(row, more, strict=True)):
        return False
    filled = [(cell, other.text) for cell, other in zip(row, more, strict=True) if other.text]
    return bool(filled) and all(
        cell.is_full
        and not ends_sentence(cell.text)
        and not find_mark(after)
        and not (is_number(cell.text) and is_number(after))
        for cell, after in filled
    )


def _join_cells(cell: TableCell, more: TableCell) -> None:
    cell.is_full = more.is_full
    if more.paragraphs:
        first, *others = more.paragraphs
        if cell.paragraphs:
            cell.paragraphs[-1] = join_words(cell.paragraphs[-1], first) + first
        else:
            cell.paragraphs.append(first)
        cell.paragraphs += others
