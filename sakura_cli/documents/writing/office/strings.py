"""Other words in the cells of a workbook: in the strings that cells share, and in those that are a cell's own.

Left out: which cells are edited (`writing.workbook`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.reading.office.sheets.grid import CellNode, column_letters, parse_reference
from sakura_cli.documents.writing.assembling import assemble
from sakura_cli.documents.writing.office.arranging import Arranger
from sakura_cli.documents.writing.office.located import LocatedElement, LocatedXml
from sakura_cli.documents.writing.office.slots import Filling, WordSlot, fill
from sakura_cli.spans import Piece, Span

# How the kanji are read: of other words nobody knows.
_READINGS = ("rPh", "phoneticPr")
_COUNT = re.compile(rb"(\buniqueCount\s*=\s*[\"'])\d+")
# A string that looks like what Excel writes for a character that XML lacks.
_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class EditedCell:
    """A cell: where its words stand in the document, and what replaces them; `edits` are empty where they stay."""

    span: Span
    edits: tuple[WordEdit, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What is the same where two cells with the same words are edited alike."""

        def move(span: Span) -> Span:
            return span.shift(-self.span.start)

        return tuple(
            (move(edit.span), tuple((piece.text, move(piece.source)) for piece in edit.pieces)) for edit in self.edits
        )

    def say(self, text: str) -> str:
        """Return the words of the cell after its edits; `text` is that of the document."""
        moved = [(edit.span.shift(-self.span.start), edit.text) for edit in self.edits]
        return assemble(self.span.cut(text), moved)[0]


class SharedStrings:
    """The part with the strings that cells share; `text` is that of the document. Raises BadInputError."""

    def __init__(self, original: bytes, text: str, *, source: str) -> None:
        self._xml = LocatedXml(original, source=source)
        self._text = text
        self._arranger = Arranger(self._xml.data)
        self._strings = [each for each in self._xml.root.children if each.name == "si"]
        self._added: list[bytes] = []

    def edit(self, cells: Mapping[CellNode, EditedCell]) -> dict[CellNode, int]:
        """Take down the strings of cells; return the cells that get another string, each with its number.

        `cells` are all that show a string, whether they are edited or not.
        """
        by_string: dict[int, dict[tuple[object, ...], list[CellNode]]] = defaultdict(lambda: defaultdict(list))
        for node, cell in cells.items():
            by_string[node.string][cell.key].append(node)
        moved: dict[CellNode, int] = {}
        for number, groups in by_string.items():
            string = self._strings[number]
            for key, nodes in groups.items():
                if not key:
                    continue
                written = _compose(self._xml, string, cells[nodes[0]], self._text)
                if len(groups) == 1:
                    self._arranger.replace(string.start, string.end, written)
                    continue
                moved |= dict.fromkeys(nodes, len(self._strings) + len(self._added))
                self._added.append(written)
        return moved

    def finish(self) -> bytes:
        """Return the part."""
        root = self._xml.root
        if self._added:
            self._arranger.replace(root.close, root.close, b"".join(self._added))
            if count := _COUNT.search(self._xml.data, root.start, root.content):
                total = b"%d" % (len(self._strings) + len(self._added))
                self._arranger.replace(count.start(), count.end(), count[1] + total)
        return self._xml.encode(self._arranger.finish())


def edit_sheet(original: bytes, cells: Mapping[str, int | EditedCell], text: str, *, source: str) -> bytes:
    """Return the part of a sheet with other words in cells, or numbers of other shared strings, by their names."""
    xml = LocatedXml(original, source=source)
    arranger = Arranger(xml.data)
    for name, element in _find_cells(xml.root):
        change = cells.get(name)
        content = next((each for each in element.children if each.name in ("is", "v")), None)
        if change is None or content is None:
            continue
        if isinstance(change, int):
            arranger.replace(content.content, content.close, b"%d" % change)
        else:
            arranger.replace(content.start, content.end, _compose(xml, content, change, text))
    return xml.encode(arranger.finish())


def _find_cells(root: LocatedElement) -> list[tuple[str, LocatedElement]]:
    """Return the cells of a sheet with their names, which need not be written."""
    found: list[tuple[str, LocatedElement]] = []
    data = next((each for each in root.children if each.name == "sheetData"), None)
    row = -1
    for line in data.children if data else ():
        number = line.attributes.get("r", "")
        row, column = (int(number) - 1 if number.isdigit() else row + 1), -1
        for element in line.children:
            place = parse_reference(element.attributes.get("r", ""))
            row, column = place or (row, column + 1)
            found.append((f"{column_letters(column)}{row + 1}", element))
    return found


def _compose(xml: LocatedXml, string: LocatedElement, cell: EditedCell, text: str) -> bytes:
    """Return a string with other words, without its readings."""
    arranger = Arranger(xml.data, keeps_blanks=string.name != "v")
    for each in string.children:
        if each.name in _READINGS:
            arranger.replace(each.start, each.end, b"")
    return arranger.compose(string, _find_slots(string, cell.span, text), partial(_fill, cell=cell, text=text))


def _fill(slots: Sequence[WordSlot], cell: EditedCell, text: str) -> list[Filling]:
    edits = [
        WordEdit(edit.span, [Piece(_LIKE_ESCAPED.sub("_x005F_", piece.text), piece.source) for piece in edit.pieces])
        for edit in cell.edits
    ]
    return fill(slots, edits, text)


def _find_slots(string: LocatedElement, span: Span, text: str) -> list[WordSlot]:
    """Return where the words of a string stand: a slot for each of its stretches in one format."""
    elements = [
        each
        for each in string.walk()
        if each.text and each.name in ("t", "v") and not any(around.name == "rPh" for around in each.ancestors())
    ]
    slots: list[WordSlot] = []
    position = span.start
    for number, element in enumerate(elements, start=1):
        start = position
        for char in element.text:
            here = text[position : position + 1] if position < span.end else ""
            position += here == char or (here.isspace() and char.isspace())
        # What a number format adds is in no string.
        position = span.end if number == len(elements) else position
        if position > start:
            slots.append(WordSlot(element, Span(start, position)))
    return slots
