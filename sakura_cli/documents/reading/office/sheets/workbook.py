"""Excel's workbooks (.xlsx, .xlsm) from the parts of their archive: sheets in order, strings, styles, what is hidden.

Macros are not looked at. Left out: the cells of a sheet (`worksheet`), and how they are laid out (`laying`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element
from xml.sax.saxutils import unescape as unescape_xml

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import DocumentBuilder
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.relations import find_main_part, read_relations
from sakura_cli.documents.reading.office.sheets.drawings import read_boxes
from sakura_cli.documents.reading.office.sheets.grid import BoxNode, CellNode, SheetGrid, parse_range
from sakura_cli.documents.reading.office.sheets.laying import lay_out
from sakura_cli.documents.reading.office.sheets.styles import CellStyle, read_styles
from sakura_cli.documents.reading.office.sheets.worksheet import SheetTarget, unescape
from sakura_cli.documents.reading.office.xml import local_name, parse_xml, scan_xml
from sakura_cli.documents.structure import LeftOutKind
from sakura_cli.spans import Span

_WORKBOOK = "xl/workbook.xml"
_HIDDEN = ("hidden", "veryHidden")
_TRUE = ("1", "true")
# Read from the bytes: a formula has no elements in it.
_FORMULA = re.compile(rb"<(?:\w+:)?(?:f|formula[12]?)\b[^>]*>([^<]*(?:&quot;|[\"\[])[^<]*)<")
_COLUMN = re.compile(r"\[@?([^\[\]@#]+)\]")
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')


def read(archive: Archive, data: bytes, *, source: str) -> Document:
    """Return the document of a workbook: a heading a sheet, then its areas. Raises BadInputError."""
    return read_with_nodes(archive, data, source=source)[0]


def read_with_nodes(
    archive: Archive, data: bytes, *, source: str
) -> tuple[Document, Sequence[tuple[CellNode | BoxNode, Span]]]:
    """Return the document of a workbook, and the cells and boxes that words were typed into, with their spans.

    A cell has a span for each of its lines. Raises BadInputError.
    """
    workbook = _Workbook(archive, source)
    document = workbook.read(data)
    return document, [(node, span) for node, span in workbook.nodes if isinstance(node, CellNode | BoxNode)]


def find_tables(archive: Archive, part: str, *, source: str) -> list[str]:
    """Return the parts of the tables of a sheet. Raises BadInputError."""
    targets = read_relations(archive, part, source=source).targets("table")
    return [target for target in targets if target in archive]


def find_strings_part(archive: Archive, *, source: str) -> str:
    """Return the name of the part with the strings that cells share. Raises BadInputError."""
    return _Workbook(archive, source).strings_part


class _Workbook:
    """The parts of one workbook, and what is built of them."""

    def __init__(self, archive: Archive, source: str) -> None:
        self._archive = archive
        self._source = source
        self._builder = DocumentBuilder()
        part = find_main_part(archive, source=source, usual=_WORKBOOK)
        self._root = self._parse(part)
        self._relations = read_relations(archive, part, source=source)
        self._sought: frozenset[str] = frozenset()
        self.strings_part = next(self._relations.targets("sharedStrings"), "")
        self._strings = self._read_strings(self.strings_part)
        styles = next(self._relations.targets("styles"), "")
        self._styles: list[CellStyle] = read_styles(self._parse(styles)) if styles in archive else []
        self._is_1904 = any(
            element.get("date1904") in _TRUE for element in self._root if local_name(element) == "workbookPr"
        )

    @property
    def nodes(self) -> Sequence[tuple[object, Span]]:
        """What holds the words that were read."""
        return self._builder.nodes

    def read(self, data: bytes) -> Document:
        """Return the document."""
        self._sought = self._find_sought()
        for name, part, is_hidden in self._sheets():
            if is_hidden:
                self._builder.leave_out(LeftOutKind.HIDDEN_SHEETS)
            elif part in self._archive:
                self._read_sheet(name, part)
        return self._builder.finish(source=self._source, medium="workbook", original=data)

    def _find_sought(self) -> frozenset[str]:
        """Return the words that formulas, rules and pivot tables look for in cells: values and names of columns."""
        found: set[str] = set()
        for part in self._relations.targets("worksheet"):
            if part in self._archive:
                formulas = b"\n".join(_FORMULA.findall(self._archive.read(part))).decode("utf-8", errors="ignore")
                written = unescape_xml(formulas, {"&quot;": '"', "&apos;": "'"})
                for words in _LITERAL.findall(written):
                    found |= {words.replace('""', '"'), *words.split(",")}
                found.update(_COLUMN.findall(written))
        for part in self._relations.targets("pivotCacheDefinition"):
            if part in self._archive:
                fields = (each for each in self._parse(part).iter() if local_name(each) == "cacheField")
                found.update(each.get("name", "") for each in fields)
        return frozenset(found)

    def _sheets(self) -> Iterator[tuple[str, str, bool]]:
        sheets = next((child for child in self._root if local_name(child) == "sheets"), ())
        for sheet in sheets:
            identifier = next((value for name, value in sheet.items() if name.endswith("}id")), "")
            is_hidden = sheet.get("state") in _HIDDEN
            yield sheet.get("name", ""), self._relations.target(identifier) or "", is_hidden

    def _read_sheet(self, name: str, part: str) -> None:
        builder = self._builder
        target = SheetTarget(self._strings, self._styles, is_1904=self._is_1904)
        grid = scan_xml(self._archive.read(part), target, source=self._source).finish(name, builder)
        grid.part, grid.sought = part, self._sought
        self._read_beside(part, grid)
        lay_out(grid, builder)

    def _read_beside(self, part: str, grid: SheetGrid) -> None:
        """Read the parts a sheet refers to: comments, drawings, tables."""
        tables: list[tuple[int, int, int, int, int]] = []
        for relation in read_relations(self._archive, part, source=self._source).by_id.values():
            kind, target = relation.kind, relation.target
            if relation.is_external or target not in self._archive:
                continue
            if kind == "comments":
                count = sum(local_name(element) == "comment" for element in self._parse(target).iter())
                self._builder.leave_out(LeftOutKind.COMMENTS, count)
            elif kind == "drawing":
                boxes, pictures, charts = read_boxes(self._parse(target), target)
                grid.boxes = [*grid.boxes, *boxes]
                self._builder.leave_out(LeftOutKind.PICTURES, pictures)
                self._builder.leave_out(LeftOutKind.CHARTS, charts)
            elif kind == "table":
                root = self._parse(target)
                if found := parse_range(root.get("ref", "")):
                    header_rows = root.get("headerRowCount", "1")
                    tables.append((*found, int(header_rows) if header_rows.isdigit() else 1))
        grid.tables = tables

    def _read_strings(self, part: str) -> list[str]:
        """Return the strings that cells share, without the readings of their kanji."""
        if part not in self._archive:
            return []
        return scan_xml(self._archive.read(part), _StringsTarget(), source=self._source)

    def _parse(self, part: str) -> Element:
        return parse_xml(self._archive.read(part), source=self._source)


class _StringsTarget:
    """Takes the elements of the shared strings; see `XmlTarget`."""

    def __init__(self) -> None:
        self._strings: list[str] = []
        self._parts: list[str] = []
        self._is_text = False
        self._phonetic = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """Begin a string, or a stretch of it."""
        name = tag.rpartition("}")[2]
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._is_text = not self._phonetic

    def end(self, tag: str) -> None:
        """End a string, or a stretch of it."""
        name = tag.rpartition("}")[2]
        if name == "si":
            self._strings.append(unescape("".join(self._parts)))
        elif name == "rPh":
            self._phonetic = False
        elif name == "t":
            self._is_text = False

    def data(self, text: str) -> None:
        """Take text."""
        if self._is_text:
            self._parts.append(text)

    def close(self) -> list[str]:
        """Return the strings in order."""
        return self._strings
