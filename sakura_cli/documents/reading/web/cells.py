"""Tables of pages: which hold data and which only place things, their rows filled, and which rows head the others.

Left out: parsing them, which `page` does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sakura_cli.documents.reading.building import StyledWords
from sakura_cli.documents.reading.web.items import PageBlock, PageCell, PageTable
from sakura_cli.documents.reading.web.words import split_lines

_EMPTY = PageCell()


def is_layout(table: PageTable) -> bool:
    """Say whether a table only places things: it says so, has one cell a row or column, or holds what has structure."""
    cells = [cell for row in table.rows for cell in row]
    if table.is_layout or not cells:
        return True
    if any(cell.is_header for cell in cells):
        return False
    if max(sum(bool(cell.items) for cell in row) for row in table.rows) < 2 or len(table.rows) < 2:
        return True
    items = [item for cell in cells for item in cell.items]
    return any(isinstance(item, PageTable) or item.kind == "heading" for item in items)


def paragraphs_of(cell: PageCell) -> Iterator[str]:
    """Yield the paragraphs of a cell, those of tables in it as well."""
    for item in _blocks_of(cell):
        yield from (item.label + item.text).split("\n")


def lines_of(cell: PageCell) -> Iterator[list[StyledWords]]:
    """Yield the paragraphs of a cell as words in their formats."""
    for item in _blocks_of(cell):
        label = [StyledWords(item.label, is_fixed=True)] if item.label else []
        yield from split_lines([*label, *item.words])


def _blocks_of(cell: PageCell) -> Iterator[PageBlock]:
    """Yield the blocks of a cell, those of tables in it as well."""
    for item in cell.items:
        if isinstance(item, PageTable):
            for row in item.rows:
                for inner in row:
                    yield from _blocks_of(inner)
        else:
            yield item


def first_line(cell: PageCell, default: int) -> int:
    """Return the line of the source on which a cell's words begin."""
    return next((item.line for item in cell.items), default)


def split_rows(table: PageTable) -> list[list[list[PageCell]]]:
    """Return the rows, as long as one another, in parts divided by empty ones, without columns that hold nothing.

    Merged cells are no higher than their part.
    """
    placed = _place(table)
    parts: list[list[list[tuple[int, PageCell]]]] = [[]]
    for row in placed:
        if row:
            parts[-1].append(row)
        elif parts[-1]:
            parts.append([])
    return [_fill(part) for part in parts if part]


def _place(table: PageTable) -> list[list[tuple[int, PageCell]]]:
    """Return the filled cells of each row with the column in which they begin."""
    covered: dict[int, int] = {}  # how many rows a column is still covered from above
    placed: list[list[tuple[int, PageCell]]] = []
    for row in table.rows:
        filled: list[tuple[int, PageCell]] = []
        taken: dict[int, int] = {}
        column = 0
        for cell in row:
            while covered.get(column, 0) > 0:
                column += 1
            height = cell.rows or len(table.rows)
            if height > 1:
                taken.update(dict.fromkeys(range(column, column + cell.columns), height))
            if any(paragraph.strip() for paragraph in paragraphs_of(cell)):
                filled.append((column, cell))
            column += cell.columns
        covered = {each: left - 1 for each, left in {**covered, **taken}.items() if left > 1}
        placed.append(filled)
    return placed


def _fill(rows: Sequence[Sequence[tuple[int, PageCell]]]) -> list[list[PageCell]]:
    starts = sorted({column for row in rows for column, _ in row})
    covered: dict[int, int] = {}
    filled: list[list[PageCell]] = []
    for number, row in enumerate(rows):
        cells = dict(row)
        built: list[PageCell] = []
        index = 0
        while index < len(starts):
            cell = cells.get(starts[index])
            if cell is None:
                built += [_EMPTY] if covered.get(index, 0) <= number else []
                index += 1
                continue
            end = max(index + 1, bisect_left(starts, starts[index] + cell.columns))
            height = min(cell.rows or len(rows), len(rows) - number)
            built.append(PageCell(cell.items, end - index, height, cell.is_header))
            covered.update(dict.fromkeys(range(index, end), number + height))
            index = end
        filled.append(built)
    return filled


def count_headers(rows: Sequence[Sequence[PageCell]]) -> int | None:
    """Return how many rows head the others, those of header cells only; None where no cell is one."""
    marked = 0
    for row in rows[:-1]:
        filled = [cell for cell in row if cell.items]
        if not filled or not all(cell.is_header for cell in filled):
            break
        marked += 1
    if marked or any(cell.is_header for row in rows for cell in row):
        return marked
    return None


def find_pairs_of_row(row: Sequence[PageCell]) -> list[tuple[int, list[int]]]:
    """Return which header cells of a row have which cells for their value; none where one has none."""
    pairs: list[tuple[int, list[int]]] = []
    for number, cell in enumerate(row):
        if cell.is_header and cell.items:
            pairs.append((number, []))
        elif pairs and cell.items:
            pairs[-1][1].append(number)
    return pairs if all(values for _, values in pairs) else []


def is_term(item: PageBlock | PageTable, part: str) -> bool:
    """Say whether something is a part of a list of definitions."""
    return isinstance(item, PageBlock) and item.part == part
