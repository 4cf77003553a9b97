"""Tables of slides: rows of cells with what they cover."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.content import FoundCell, FoundTable
from sakura_cli.documents.reading.office.slides.bullets import BulletCounter
from sakura_cli.documents.reading.office.slides.paragraphs import read_paragraphs
from sakura_cli.documents.reading.office.stories import StoryPart

_TRUE = ("1", "true")
_MOST_SPANNED = 1000


def read_table(element: Element, story: StoryPart) -> FoundTable:
    """Return a table; it has a header where it says so."""
    properties = element.find("a-tblPr")
    has_header = properties is not None and properties.get("firstRow") in _TRUE
    table = FoundTable(header_rows=1 if has_header else None)
    for row in element.iterfind("a-tr"):
        cells: list[FoundCell] = []
        for cell in row.iterfind("a-tc"):
            if cell.get("hMerge") in _TRUE or cell.get("vMerge") in _TRUE:
                continue
            body = cell.find("a-txBody")
            content = read_paragraphs(body, story, BulletCounter(())) if body is not None else ()
            cells.append(FoundCell(list(content), _span(cell.get("gridSpan")), _span(cell.get("rowSpan"))))
        table.rows.append(cells)
    return table


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MOST_SPANNED) if value is not None and value.isdecimal() else 1
