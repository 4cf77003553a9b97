"""Lay out a sheet as a reader goes through it: a heading, then each area as tables, lines of a form, and paragraphs.

Left out: finding areas, tables and pairs, and reading the files.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from sakura_cli.documents.layout import is_sentence
from sakura_cli.documents.reading.building import BuiltCell, DocumentBuilder, StyledWords
from sakura_cli.documents.reading.office.sheets.areas import cut_areas
from sakura_cli.documents.reading.office.sheets.grid import CellNode, SheetCell, SheetGrid, column_letters
from sakura_cli.documents.reading.office.sheets.pairs import find_row_pairs, join_squares
from sakura_cli.documents.reading.office.sheets.tables import SheetRow, SheetTable, find_table
from sakura_cli.documents.structure import Origin
from sakura_cli.lexicon import words

_EMPTY = BuiltCell()
_LONGEST_TITLE = 40
_NOTES = words("layout/notes")


def lay_out(grid: SheetGrid, builder: DocumentBuilder) -> None:
    """Add what a sheet holds to a document; a sheet that holds nothing adds nothing."""
    if not grid.cells and not grid.boxes:
        return
    builder.add_blank()
    # Formulas know a sheet by its name.
    builder.add("heading", [StyledWords(grid.name, is_fixed=True)], level=1, origin=Origin(sheet=grid.name))
    boxes = sorted(grid.boxes, key=lambda box: box[:2])
    was_wide = True
    for number, area in enumerate(cut_areas(grid)):
        while boxes and boxes[0][0] < area[0].row:
            _add_box(grid, builder, *boxes.pop(0))
        is_wide = area[0].row != area[-1].row or len(area) > 1
        # Lines one below the other are no titles because rows are left empty between them.
        if is_wide or was_wide:
            builder.add_blank()
        _lay_area(grid, builder, area, is_first=number == 0)
        was_wide = is_wide or number == 0
    for box in boxes:
        _add_box(grid, builder, *box)


def _add_box(
    grid: SheetGrid, builder: DocumentBuilder, row: int, column: int, paragraphs: Sequence[Sequence[StyledWords]]
) -> None:
    builder.add_blank()
    origin = Origin(sheet=grid.name, cell=f"{column_letters(column)}{row + 1}")
    for paragraph in paragraphs:
        builder.add("paragraph", paragraph, origin=origin)


def _lay_area(grid: SheetGrid, builder: DocumentBuilder, area: Sequence[SheetCell], *, is_first: bool) -> None:
    rows: list[SheetRow] = [list(row) for _, row in groupby(area, key=lambda cell: cell.row)]
    # Rows that are neither a table with a header nor labels with values.
    loose: list[SheetRow] = []
    width = max(map(len, rows))
    index = 0
    while index < len(rows):
        found = _declared_table(grid, rows, index) or find_table(rows, index)
        if found is not None:
            _add_table(grid, builder, loose, 0)
            loose = []
            _add_table(grid, builder, rows[index : found.end], found.header_rows)
            index = found.end
            continue
        row = join_squares(rows[index], grid.widths)
        index += 1
        pairs = find_row_pairs(row) if len(row) > 1 else []
        if len(row) > 1 and not pairs:
            loose.append(row)
            continue
        _add_table(grid, builder, loose, 0)
        loose = []
        if pairs:
            builder.add_pairs([_build(grid, cell) for cell in row], pairs)
        else:
            is_alone = is_first and len(rows) == 1
            _add_line(grid, builder, row[0], is_above=index == 1 and (is_alone or width > 1))
    _add_table(grid, builder, loose, 0)


def _declared_table(grid: SheetGrid, rows: Sequence[SheetRow], at: int) -> SheetTable | None:
    """Return the table of the workbook itself that begins in a row, if nothing stands beside it."""
    for top, left, bottom, right, header_rows in grid.tables:
        if top == rows[at][0].row:
            inside = [row for row in rows[at:] if row[0].row <= bottom]
            if all(left <= cell.column <= right for row in inside for cell in row):
                return SheetTable(at + len(inside), min(header_rows, len(inside)))
    return None


def _add_line(grid: SheetGrid, builder: DocumentBuilder, cell: SheetCell, *, is_above: bool) -> None:
    """Add a cell alone in its row: a title where it is bold or `is_above` all else, else a paragraph."""
    is_short = cell.kind == "text" and len(cell.text) <= _LONGEST_TITLE and "\n" not in cell.text
    if is_short and (cell.is_bold or is_above) and not is_sentence(cell.text) and not cell.text.startswith(_NOTES):
        builder.add("heading", *_say(grid, cell), level=2, origin=_origin(grid, cell))
        return
    for line in _say(grid, cell):
        if line[0].text.strip():
            builder.add("paragraph", line, origin=_origin(grid, cell))


def _add_table(grid: SheetGrid, builder: DocumentBuilder, rows: Sequence[SheetRow], header_rows: int) -> None:
    if rows:
        starts = sorted({cell.column for row in rows for cell in row})
        builder.add_table(list(_fill_rows(grid, rows, starts)), header_rows=header_rows)


def _fill_rows(grid: SheetGrid, rows: Sequence[SheetRow], starts: Sequence[int]) -> Iterator[list[BuiltCell]]:
    """Yield rows with an empty cell where nothing stands; columns are those where any cell begins."""
    covered: dict[int, int] = {}  # the row up to which a column is covered from above
    numbers = {row[0].row: number for number, row in enumerate(rows)}
    for row in rows:
        built: list[BuiltCell] = []
        cells = {cell.column: cell for cell in row}
        index = 0
        while index < len(starts):
            cell = cells.get(starts[index])
            if cell is None:
                if covered.get(index, -1) <= row[0].row:
                    built.append(_EMPTY)
                index += 1
                continue
            end = max(index + 1, bisect_left(starts, cell.end))
            height = 1 if cell.rows == 1 else sum(each in numbers for each in range(cell.row, cell.row_end))
            built.append(_build(grid, cell, columns=end - index, rows=max(1, height)))
            if cell.rows > 1:
                covered.update(dict.fromkeys(range(index, end), cell.row_end))
            index = end
        yield built


def _build(grid: SheetGrid, cell: SheetCell, *, columns: int = 1, rows: int = 1) -> BuiltCell:
    return BuiltCell(_say(grid, cell), columns, rows, _origin(grid, cell), cell.value)


def _say(grid: SheetGrid, cell: SheetCell) -> list[list[StyledWords]]:
    """Return the lines of a cell; in what is written back, words that are a result or sought by formulas are fixed."""
    if not grid.part:
        return [[StyledWords(line)] for line in cell.text.split("\n")]
    if cell.is_typed and cell.text not in grid.sought:
        node = CellNode(grid.part, cell.name, cell.string)
        return [[StyledWords(line, node=node)] for line in cell.text.split("\n")]
    # What has no letters needs no word that it stays.
    is_fixed = cell.kind == "text" or any(map(str.isalpha, cell.text))
    return [[StyledWords(line, is_fixed=is_fixed)] for line in cell.text.split("\n")]


def _origin(grid: SheetGrid, cell: SheetCell) -> Origin:
    return Origin(sheet=grid.name, cell=cell.name)
