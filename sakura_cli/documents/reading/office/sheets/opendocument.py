"""Sheets of OpenDocument (.ods) by their XML: each cell has what it shows beside its value.

Left out: how they are laid out (`laying`).
"""

from __future__ import annotations

import re

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import DocumentBuilder
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.sheets.collecting import MOST_COLUMNS, MOST_ROWS, SheetCollector
from sakura_cli.documents.reading.office.sheets.grid import DEFAULT_WIDTH
from sakura_cli.documents.reading.office.sheets.laying import lay_out
from sakura_cli.documents.reading.office.sheets.showing.values import ShownValue, ValueKind
from sakura_cli.documents.reading.office.sheets.styles import CellStyle
from sakura_cli.documents.reading.office.xml import scan_xml
from sakura_cli.documents.structure import LeftOutKind

_WHITE = ("transparent", "#ffffff")
_SIDES = ("border", "border-top", "border-bottom", "border-left", "border-right")
_KINDS: dict[str, ValueKind] = {
    **dict.fromkeys(("float", "percentage", "currency"), "number"),
    **dict.fromkeys(("date", "time"), "date"),
}
_DROPPED = frozenset({"ruby-text", "annotation", "tracked-changes", "shapes", "forms", "dde-links", "label-ranges"})
_DURATION = re.compile(r"PT(\d+)H(\d\d)M(\d\d)(?:\.\d+)?S")
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)(cm|mm|in|pt)")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_CHARACTER = 0.22
# More cells alike than this are formatted and not filled.
_MOST_ALIKE = 1000


def read(archive: Archive, data: bytes, *, source: str) -> Document:
    """Return the document of a workbook: a heading a sheet, then its areas. Raises BadInputError."""
    builder = DocumentBuilder()
    scan_xml(archive.read("content.xml"), _SheetsTarget(builder), source=source)
    return builder.finish(source=source, medium="workbook")


class _SheetsTarget:
    """Takes the elements of the content; see `XmlTarget`."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self._builder = builder
        self._styles: dict[str, CellStyle] = {}
        self._hidden_styles: set[str] = set()
        self._style_name = ""
        self._widths: dict[str, float] = {}
        self._defaults: dict[int, str] = {}
        self._found: SheetCollector | None = None
        self._name = ""
        self._is_hidden = False
        self._row = self._row_count = self._column = self._column_count = 0
        self._cell: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._is_text = False
        self._dropped = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        name = tag.rpartition("}")[2]
        if self._dropped or name in _DROPPED:
            self._dropped += 1
            if name == "annotation" and self._found is not None:
                self._found.left_out[LeftOutKind.COMMENTS] += 1
            return
        values = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if name == "style":
            self._style_name = values.get("name", "")
            self._styles[self._style_name] = self._styles.get(values.get("parent-style-name", ""), CellStyle())
        elif name == "table-column-properties":
            self._widths[self._style_name] = _characters(values.get("column-width", ""))
        elif name in ("table-cell-properties", "text-properties", "table-properties"):
            self._read_style(name, values)
        elif name == "table" and self._found is None:
            self._found = SheetCollector()
            self._name, self._row, self._column = values.get("name", ""), 0, 0
            self._is_hidden = values.get("style-name", "") in self._hidden_styles
        elif self._found is None:
            return
        elif name == "table-column":
            self._take_columns(values)
        elif name == "table-row":
            self._row_count, self._column = _count(values, "number-rows-repeated"), 0
            if values.get("visibility", "visible") != "visible":
                self._found.hidden_rows.update(range(self._row, min(self._row + self._row_count, MOST_ROWS)))
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._paragraphs = {**values, "covered": name[:7]}, []
            self._column_count = _count(values, "number-columns-repeated")
        elif name == "p" and self._cell:
            self._paragraphs.append("")
            self._is_text = True
        elif self._is_text and name in ("s", "tab", "line-break"):
            self.data(" " * _count(values, "c") if name == "s" else "\n" if name == "line-break" else " ")
        elif name in ("frame", "object"):
            self._found.left_out[LeftOutKind.CHARTS if name == "object" else LeftOutKind.PICTURES] += 1

    def end(self, tag: str) -> None:
        """End an element."""
        name = tag.rpartition("}")[2]
        if self._dropped:
            self._dropped -= 1
        elif name == "p":
            self._is_text = False
        elif name in ("table-cell", "covered-table-cell") and self._found is not None:
            self._end_cell(self._found)
        elif name == "table-row":
            self._row += self._row_count
        elif name == "table" and self._found is not None:
            if self._is_hidden:
                self._builder.leave_out(LeftOutKind.HIDDEN_SHEETS)
            else:
                lay_out(self._found.finish(self._name, self._builder), self._builder)
            self._found = None

    def data(self, text: str) -> None:
        """Take text."""
        if self._is_text and not self._dropped:
            self._paragraphs[-1] += text

    def close(self) -> None:
        """End the content."""

    def _read_style(self, name: str, values: dict[str, str]) -> None:
        style = self._styles.get(self._style_name, CellStyle())
        if name == "table-cell-properties":
            is_shaded = values.get("background-color", "transparent").lower() not in _WHITE
            has_border = any(values.get(side, "none") != "none" for side in _SIDES)
            style = style._replace(is_shaded=is_shaded, has_border=has_border)
        elif name == "text-properties":
            style = style._replace(is_bold=values.get("font-weight", "normal") in ("bold", "700", "800", "900"))
        elif values.get("display") == "false":
            self._hidden_styles.add(self._style_name)
        self._styles[self._style_name] = style

    def _take_columns(self, values: dict[str, str]) -> None:
        count = min(_count(values, "number-columns-repeated"), MOST_COLUMNS)
        if self._found is not None and values.get("visibility", "visible") != "visible":
            self._found.hide_columns(self._column, self._column + count - 1)
        if self._found is not None and count < _MOST_ALIKE:
            columns = range(self._column, self._column + count)
            self._defaults.update(dict.fromkeys(columns, values.get("default-cell-style-name", "")))
            width = self._widths.get(values.get("style-name", ""), DEFAULT_WIDTH)
            self._found.widths.update(dict.fromkeys(columns, width))
        self._column += count

    def _end_cell(self, found: SheetCollector) -> None:
        cell, text = self._cell, "\n".join(self._paragraphs).strip()
        self._cell = {}
        columns, rows = self._column_count, self._row_count
        first = self._column
        self._column += columns
        if cell.get("covered") == "covered":
            return
        has_formula = "formula" in cell
        if not text and has_formula and "value-type" not in cell:
            found.left_out[LeftOutKind.FORMULAS] += 1
        name = cell.get("style-name") or self._defaults.get(first, "")
        style = self._styles.get(name, CellStyle())
        if not text and not style.has_border:
            return
        for row in range(self._row, self._row + min(rows, _MOST_ALIKE)):
            for column in range(first, first + min(columns, _MOST_ALIKE)):
                if text:
                    found.put(row, column, _shown(cell, text), style)
                else:
                    found.put_empty(row, column, style)
        height, width = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if height > 1 or width > 1:
            found.merge(self._row, first, self._row + height - 1, first + width - 1)


def _shown(cell: dict[str, str], text: str) -> ShownValue:
    kind = _KINDS.get(cell.get("value-type", ""), "text")
    value = cell.get("value") or cell.get("date-value") or cell.get("time-value") or ""
    if (duration := _DURATION.fullmatch(value)) is not None:
        value = f"{int(duration[1]):02d}:{duration[2]}:{duration[3]}"
    return ShownValue(text, "" if value == text or kind == "text" else value, kind)


def _count(values: dict[str, str], name: str) -> int:
    text = values.get(name, "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 9 else 1


def _characters(length: str) -> float:
    """Return a length (2.26cm) as a number of characters, which is how Excel counts widths."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _CENTIMETRES[match[2]] / _CHARACTER if match else DEFAULT_WIDTH
