"""Tables of Word: rows of cells with what they cover, without rows and cells that a revision deleted.

Left out: what stands in the cells, which is read like the rest of the document (`story`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.content import FoundCell, FoundParagraph, FoundTable
from sakura_cli.documents.reading.office.word.values import is_on, read_integer, value_of
from sakura_cli.documents.structure import LeftOutKind

_OPEN = frozenset({"w-customXml", "w-ins", "w-moveTo", "w-sdt", "w-sdtContent"})
# Wider than any page; a larger number is made to flood the memory.
_MOST_COLUMNS = 1000
_WHITE = ("auto", "ffffff")


def read_table(
    element: Element,
    read: Callable[[Element], Iterable[FoundParagraph | FoundTable]],
    left_out: Counter[LeftOutKind],
) -> FoundTable:
    """Return a table; `read` gives what stands in a cell, `left_out` is given the rows that were deleted or hidden."""
    table = FoundTable()
    # The cells that reach down from the rows above, by the column where they begin.
    merged: dict[int, FoundCell] = {}
    header_rows = 0
    for row in _inside(element, "w-tr"):
        properties = row.find("w-trPr")
        if properties is not None and properties.find("w-del") is not None:
            left_out[LeftOutKind.DELETIONS] += 1
            continue
        if properties is not None and is_on(properties.find("w-hidden")):
            left_out[LeftOutKind.HIDDEN_ROWS] += 1
            continue
        if properties is not None and is_on(properties.find("w-tblHeader")) and header_rows == len(table.rows):
            header_rows += 1
        table.rows.append(_read_row(row, properties, merged, read, left_out))
    table.header_rows = header_rows or None
    _fill(table)
    return table


def _read_row(
    row: Element,
    properties: Element | None,
    merged: dict[int, FoundCell],
    read: Callable[[Element], Iterable[FoundParagraph | FoundTable]],
    left_out: Counter[LeftOutKind],
) -> list[FoundCell]:
    before = 0 if properties is None else _columns(value_of(properties, "w-gridBefore"), 0)
    after = 0 if properties is None else _columns(value_of(properties, "w-gridAfter"), 0)
    cells = [FoundCell() for _ in range(before)]
    position = before
    reached: dict[int, FoundCell] = {}
    # Cells that only say what should be written into them.
    unanswered = {
        cell
        for control in row.iterfind("w-sdt")
        if is_on(control.find("w-sdtPr/w-showingPlcHdr"))
        for cell in control.iterfind("w-sdtContent/w-tc")
    }
    left_out[LeftOutKind.PLACEHOLDERS] += len(unanswered)
    for cell in _inside(row, "w-tc"):
        own = cell.find("w-tcPr")
        if own is not None and own.find("w-cellDel") is not None:
            continue
        columns = 1 if own is None else _columns(value_of(own, "w-gridSpan"), 1)
        if own is not None and cells and value_of(own, "w-hMerge") == "continue":
            # How older programs say that a cell goes on in the next one.
            cells[-1].columns += columns
            cells[-1].content += [each for each in read(cell) if not _is_blank(each)]
            position += columns
            continue
        merge = None if own is None else own.find("w-vMerge")
        if merge is not None and merge.get("w-val", "continue") == "continue" and position in merged:
            above = merged[position]
            above.rows += 1
            above.content += [each for each in read(cell) if not _is_blank(each)]
            reached[position] = above
        else:
            content = [] if cell in unanswered else list(read(cell))
            found = FoundCell(content, columns, is_shaded=_is_shaded(own))
            cells.append(found)
            if merge is not None:
                reached[position] = found
        position += columns
    merged.clear()
    merged.update(reached)
    return cells + [FoundCell() for _ in range(after)]


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, whatever they are wrapped in."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag in _OPEN:
            yield from _inside(child, name)


def _columns(value: str | None, usual: int) -> int:
    found = read_integer(value)
    return usual if found is None else min(max(found, usual), _MOST_COLUMNS)


def _is_shaded(properties: Element | None) -> bool:
    shading = None if properties is None else properties.find("w-shd")
    return shading is not None and shading.get("w-fill", "auto").lower() not in _WHITE


def _is_blank(block: FoundParagraph | FoundTable) -> bool:
    return isinstance(block, FoundParagraph) and block.is_blank


def _fill(table: FoundTable) -> None:
    """Make all rows as long as the longest, counted with what merged cells cover."""
    covered: dict[int, int] = {}
    lengths: list[int] = []
    for number, row in enumerate(table.rows):
        for cell in row:
            for below in range(number + 1, number + cell.rows):
                covered[below] = covered.get(below, 0) + cell.columns
        lengths.append(sum(cell.columns for cell in row) + covered.get(number, 0))
    longest = max(lengths, default=0)
    for row, length in zip(table.rows, lengths, strict=True):
        row += [FoundCell() for _ in range(longest - length)]
