"""The columns of a table of a workbook, which are named as the cells that head them: both or the file is damaged.

No two columns have one name. Left out: names that formulas use, whose cells no reader offers for editing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from sakura_cli.documents.reading.office.sheets.grid import CellNode, column_letters, parse_range
from sakura_cli.documents.writing.office.arranging import Arranger, escape
from sakura_cli.documents.writing.office.located import LocatedElement, LocatedXml
from sakura_cli.documents.writing.office.strings import EditedCell
from sakura_cli.spans import Piece

_ATTRIBUTES = {"name": re.compile(rb"\sname\s*=\s*(\"[^\"]*\"|'[^']*')")}
_ATTRIBUTES["totalsRowLabel"] = re.compile(rb"\stotalsRowLabel\s*=\s*(\"[^\"]*\"|'[^']*')")


class NamedColumns:
    """The part of a table. Raises BadInputError where it is malformed."""

    def __init__(self, original: bytes, *, source: str) -> None:
        self._xml = LocatedXml(original, source=source)
        self._arranger = Arranger(self._xml.data)
        root = self._xml.root
        self._range = parse_range(root.attributes.get("ref", ""))
        self._has_header = root.attributes.get("headerRowCount", "1") != "0"
        self._columns = [each for each in root.walk() if each.name == "tableColumn"]

    def rename(self, cells: Mapping[CellNode, EditedCell], text: str) -> dict[CellNode, EditedCell]:
        """Take down the names of the columns whose cells are edited; return cells that need a name of their own.

        `cells` are those of the sheet, `text` is that of the document.
        """
        if self._range is None:
            return {}
        top, left, bottom, _ = self._range
        by_name = {node.cell: node for node in cells}
        changed: dict[CellNode, EditedCell] = {}
        heads = [by_name.get(f"{column_letters(left + n)}{top + 1}") for n in range(len(self._columns))]
        kept = [n for n, node in enumerate(heads) if node is None or not cells[node].edits]
        taken = {self._columns[n].attributes.get("name", "").casefold() for n in kept}
        for column, node in zip(self._columns, heads, strict=True):
            if node is None or not cells[node].edits or not self._has_header:
                continue
            cell = _part(cells[node], text, taken)
            changed[node] = cell
            taken.add(cell.say(text).casefold())
            self._name(column, "name", cell.say(text))
        for number, column in enumerate(self._columns):
            node = by_name.get(f"{column_letters(left + number)}{bottom + 1}")
            if node is not None and cells[node].edits:
                self._name(column, "totalsRowLabel", cells[node].say(text))
        return changed

    def finish(self) -> bytes:
        """Return the part."""
        return self._xml.encode(self._arranger.finish())

    def _name(self, column: LocatedElement, attribute: str, name: str) -> None:
        found = _ATTRIBUTES[attribute].search(self._xml.data, column.start, column.content)
        if found:
            written = escape(name).replace(b'"', b"&quot;").replace(b"\n", b"_x000a_")
            self._arranger.replace(*found.span(1), b'"' + written + b'"')


def _part(cell: EditedCell, text: str, taken: set[str]) -> EditedCell:
    """Return a cell whose words no other column has: with a number, if need be."""
    number = 1
    parted = cell
    while parted.say(text).casefold() in taken:
        number += 1
        last = cell.edits[-1]
        *others, piece = last.pieces
        renamed = replace(last, pieces=[*others, Piece(f"{piece.text} {number}", piece.source)])
        parted = replace(cell, edits=(*cell.edits[:-1], renamed))
    return parted
