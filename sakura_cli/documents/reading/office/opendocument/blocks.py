"""The paragraphs and tables of an OpenDocument in the order they are read: frames and notes after their paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.content import FoundCell, FoundParagraph, FoundTable
from sakura_cli.documents.reading.office.opendocument.lists import ListKeeper, OpenList
from sakura_cli.documents.reading.office.opendocument.styles import OpenStyles
from sakura_cli.documents.reading.office.opendocument.words import WordReader
from sakura_cli.documents.structure import LeftOutKind

_MOST_SPANNED = 1000
_TABLE_PARTS = frozenset({"table-table-rows", "table-table-header-rows", "table-table-row-group"})
_INDEX_BODY = "text-index-body"
_HIDDEN = frozenset({"collapse", "filter"})


class BlockReader:
    """Reads what a container holds; `left_out` is given what is not read."""

    def __init__(self, styles: OpenStyles, left_out: Counter[LeftOutKind]) -> None:
        self._styles = styles
        self._left_out = left_out
        self._words = WordReader(styles, left_out)
        self._lists = ListKeeper(styles)
        # Notes of tables stand after them, however deep the table is in others.
        self._depth = 0
        self._notes: list[tuple[str, Element]] = []

    def read(self, container: Element) -> Iterator[FoundParagraph | FoundTable]:
        """Yield the paragraphs and tables of a container (the body, a section, a cell, a text box)."""
        for child in container:
            if child.tag in ("text-p", "text-h"):
                yield from self._read_paragraph(child)
            elif child.tag == "text-list":
                yield from self._read_list(child, self._lists.begin(child), 0)
            elif child.tag == "table-table":
                yield from self._read_table(child)
            elif child.tag == "text-tracked-changes":
                self._left_out[LeftOutKind.DELETIONS] += sum(1 for _ in child.iter("text-deletion"))
            elif child.tag == "text-section" and child.get("text-display") == "none":
                self._left_out[LeftOutKind.HIDDEN_TEXT] += 1
            elif child.tag == _INDEX_BODY:
                yield from self._read_index(child)
            elif child.tag.startswith("draw-"):
                yield from self.read_shape(child)
            elif child.tag.startswith("text-") and child.find(".//text-p") is not None:
                yield from self.read(child)

    def read_shape(self, shape: Element) -> Iterator[FoundParagraph | FoundTable]:
        """Yield what a drawing holds: of a frame the first of what is stored for several programs."""
        for child in shape:
            if child.tag in ("draw-text-box", "draw-g") or (child.tag.startswith("draw-") and len(child)):
                yield from self.read_shape(child) if child.tag != "draw-text-box" else self.read(child)
            if child.tag == "draw-image" and shape.tag == "draw-frame":
                self._left_out[LeftOutKind.PICTURES] += 1
            elif child.tag in ("draw-object", "draw-object-ole"):
                self._left_out[LeftOutKind.CHARTS] += 1
            if shape.tag == "draw-frame" and child.tag.startswith(("draw-", "table-")):
                if child.tag == "table-table":
                    yield from self._read_table(child)
                break
        if shape.tag != "draw-frame":
            direct = Element("direct")
            direct.extend(child for child in shape if child.tag in ("text-p", "text-h", "text-list"))
            yield from self.read(direct)

    def _read_paragraph(
        self, element: Element, label: str | None = None, level: int = 0
    ) -> Iterator[FoundParagraph | FoundTable]:
        content = self._words.read(element)
        given = element.get("text-outline-level", "1")
        if element.tag == "text-h":
            depth = int(given) if given.isdecimal() else 1
            if label is None and element.get("text-is-list-header") != "true":
                label = self._lists.label_heading(depth - 1)
            yield FoundParagraph(content.words, "heading", depth, label or "")
        elif label is not None:
            yield FoundParagraph(content.words, "item", level + 1, label)
        elif self._styles.is_title(element.get("text-style-name")):
            yield FoundParagraph(content.words, "heading", 1, is_title=True)
        elif content.words or not content.shapes:
            yield FoundParagraph(content.words)
        self._notes += content.notes
        if not self._depth:
            yield from self._read_notes()
        for shape in content.shapes:
            holder = Element("holder")
            holder.append(shape)
            yield from self.read(holder)

    def _read_notes(self) -> Iterator[FoundParagraph | FoundTable]:
        notes, self._notes = self._notes, []
        for mark, note in notes:
            yield from self._read_note(note, mark)

    def _read_note(self, note: Element, mark: str) -> Iterator[FoundParagraph | FoundTable]:
        for body in note.iterfind("text-note-body"):
            for block in self.read(body):
                if isinstance(block, FoundParagraph) and not block.is_blank:
                    block.label, mark = f"{mark} {block.label}" if mark else block.label, ""
                yield block

    def _read_list(self, element: Element, opened: OpenList, level: int) -> Iterator[FoundParagraph | FoundTable]:
        for item in element:
            is_waiting = item.tag == "text-list-item"
            for child in item if item.tag in ("text-list-item", "text-list-header") else ():
                if child.tag == "text-list":
                    yield from self._read_list(child, opened, level + 1)
                elif child.tag in ("text-p", "text-h"):
                    label = self._lists.label_item(opened, level, item, child) if is_waiting else None
                    is_waiting = False
                    yield from self._read_paragraph(child, label, level)

    def _read_index(self, element: Element) -> Iterator[FoundParagraph | FoundTable]:
        for block in self.read(element):
            if isinstance(block, FoundParagraph) and block.kind == "paragraph":
                block.kind, block.level = "item", 1
            yield block

    def _read_table(self, element: Element) -> Iterator[FoundParagraph | FoundTable]:
        self._depth += 1
        table = FoundTable()
        header = 0
        for row, is_header in _rows(element):
            if row.get("table-visibility") in _HIDDEN:
                self._left_out[LeftOutKind.HIDDEN_ROWS] += 1
                continue
            header += is_header
            cells = [self._read_cell(cell) for cell in row if cell.tag == "table-table-cell"]
            table.rows.append(cells)
        table.header_rows = header or None
        self._depth -= 1
        yield table
        if not self._depth:
            yield from self._read_notes()

    def _read_cell(self, cell: Element) -> FoundCell:
        columns, rows = cell.get("table-number-columns-spanned"), cell.get("table-number-rows-spanned")
        return FoundCell(list(self.read(cell)), _span(columns), _span(rows))


def _rows(element: Element, *, is_header: bool = False) -> Iterator[tuple[Element, bool]]:
    for child in element:
        if child.tag == "table-table-row":
            yield child, is_header
        elif child.tag in _TABLE_PARTS:
            yield from _rows(child, is_header=is_header or child.tag == "table-table-header-rows")


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MOST_SPANNED) if value is not None and value.isdecimal() else 1
