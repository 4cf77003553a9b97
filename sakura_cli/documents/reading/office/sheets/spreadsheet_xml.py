"""Workbooks as one XML (Excel 2003), which business systems write and call .xls.

Left out: how sheets are laid out (`laying`), charts, and print settings.
"""

from __future__ import annotations

from datetime import datetime

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import DocumentBuilder
from sakura_cli.documents.reading.office.sheets.collecting import MOST_COLUMNS, SheetCollector
from sakura_cli.documents.reading.office.sheets.laying import lay_out
from sakura_cli.documents.reading.office.sheets.showing.values import ShownValue, show_number, show_text
from sakura_cli.documents.reading.office.sheets.styles import CellStyle
from sakura_cli.documents.reading.office.xml import scan_xml
from sakura_cli.documents.structure import LeftOutKind

_TRUE = ("1", "true")
_WHITE = ("", "#ffffff")
# Formats that have a name here and a code everywhere else.
_NAMED = {
    "general date": "yyyy/m/d h:mm",
    "short date": "yyyy/m/d",
    "medium date": "d-mmm-yy",
    "long date": 'yyyy"年"m"月"d"日"',
    "short time": "h:mm",
    "medium time": "h:mm AM/PM",
    "long time": "h:mm:ss",
    "currency": '"¥"#,##0',
    "fixed": "0.00",
    "standard": "#,##0.00",
    "percent": "0.00%",
    "scientific": "0.00E+00",
}
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
# A point of a character is about so wide.
_CHARACTER_POINTS = 6.0
_MOST_ALIKE = 1000


def read(data: bytes, *, source: str, encoding: str | None = None) -> Document:
    """Return the document of a workbook; its XML says its encoding. Raises BadInputError."""
    builder = DocumentBuilder()
    scan_xml(data, _WorkbookTarget(builder), source=source)
    return builder.finish(source=source, medium="workbook")


class _WorkbookTarget:
    """Takes the elements of a workbook; see `XmlTarget`."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self._builder = builder
        self._styles: dict[str, CellStyle] = {}
        self._style = ""
        self._is_1904 = False
        self._found: SheetCollector | None = None
        self._name = ""
        self._is_hidden = False
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._type = ""
        self._text: list[str] | None = None
        self._value: str | None = None
        self._in_comment = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        name = tag.rpartition("}")[2]
        values = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if name == "Worksheet":
            self._found, self._name, self._is_hidden = SheetCollector(), values.get("Name", ""), False
            self._row = self._column = -1
        elif name == "Style":
            self._style = values.get("ID", "")
            self._styles[self._style] = self._styles.get(values.get("Parent", "Default"), CellStyle())
        elif name in ("Date1904", "Visible"):
            self._text = []
        elif self._found is None:
            self._take_style(name, values)
        elif name == "Column":
            self._take_column(self._found, values)
        elif name == "Row":
            self._row = _index(values, self._row)
            self._column = -1
            if values.get("Hidden") in _TRUE or values.get("Height") == "0":
                self._found.hidden_rows.add(self._row)
        elif name == "Cell":
            self._column = _index(values, self._column)
            self._cell, self._value, self._type = values, None, ""
        elif name == "Comment":
            self._found.left_out[LeftOutKind.COMMENTS] += 1
            self._in_comment = True
        elif name == "Data" and not self._in_comment:
            self._type, self._text = values.get("Type", "String"), []

    def end(self, tag: str) -> None:
        """End an element."""
        name = tag.rpartition("}")[2]
        text = "".join(self._text or ())
        if name == "Date1904":
            self._is_1904, self._text = True, None
        elif name == "Visible":
            self._is_hidden, self._text = text.strip() in ("SheetHidden", "SheetVeryHidden"), None
        elif name == "Comment":
            self._in_comment = False
        elif name == "Data" and self._text is not None:
            self._value, self._text = text, None
        elif name == "Cell" and self._found is not None:
            self._end_cell(self._found)
        elif name == "Worksheet" and self._found is not None:
            if self._is_hidden:
                self._builder.leave_out(LeftOutKind.HIDDEN_SHEETS)
            else:
                lay_out(self._found.finish(self._name, self._builder), self._builder)
            self._found = None

    def data(self, text: str) -> None:
        """Take text."""
        if self._text is not None:
            self._text.append(text)

    def close(self) -> None:
        """End the workbook."""

    def _take_style(self, name: str, values: dict[str, str]) -> None:
        style = self._styles.get(self._style, CellStyle())
        if name == "NumberFormat":
            code = values.get("Format", "General")
            style = style._replace(code=_NAMED.get(code.lower(), code))
        elif name == "Interior":
            style = style._replace(is_shaded=values.get("Color", "").lower() not in _WHITE)
        elif name == "Font":
            style = style._replace(is_bold=values.get("Bold") in _TRUE)
        elif name == "Border":
            style = style._replace(has_border=values.get("LineStyle", "None") != "None")
        self._styles[self._style] = style

    def _take_column(self, found: SheetCollector, values: dict[str, str]) -> None:
        self._column = _index(values, self._column)
        last = min(self._column + _count(values, "Span"), MOST_COLUMNS - 1)
        if values.get("Hidden") in _TRUE or values.get("Width") == "0":
            found.hide_columns(self._column, last)
        try:
            width = float(values["Width"]) / _CHARACTER_POINTS
        except (KeyError, ValueError):
            width = 0.0
        if width and last - self._column < _MOST_ALIKE:
            found.widths.update(dict.fromkeys(range(self._column, last + 1), width))
        self._column = last

    def _end_cell(self, found: SheetCollector) -> None:
        across, down = _count(self._cell, "MergeAcross"), _count(self._cell, "MergeDown")
        style = self._styles.get(self._cell.get("StyleID", "Default"), CellStyle())
        if self._value is None or (not self._value and self._type != "String"):
            found.left_out[LeftOutKind.FORMULAS] += "Formula" in self._cell
            found.put_empty(self._row, self._column, style)
        else:
            found.put(self._row, self._column, self._show(self._value, style), style)
        if across or down:
            found.merge(self._row, self._column, self._row + down, self._column + across)
        self._column += across

    def _show(self, value: str, style: CellStyle) -> ShownValue:
        if self._type == "Boolean":
            return ShownValue("TRUE" if value.strip() in _TRUE else "FALSE")
        try:
            if self._type == "Number":
                return show_number(float(value), style.code, is_1904=self._is_1904)
            if self._type == "DateTime":
                passed = datetime.fromisoformat(value.strip()) - (_EPOCH_1904 if self._is_1904 else _EPOCH)
                days = passed.total_seconds() / 86_400
                code = "yyyy/m/d" if style.code == "General" else style.code
                return show_number(days, code, is_1904=self._is_1904)
        except (ValueError, OverflowError, TypeError):
            return ShownValue(value)
        return ShownValue(value) if self._type == "Error" else show_text(value, style.code)


def _index(values: dict[str, str], before: int) -> int:
    """Return the place of the next row, column or cell, which may be given; from 0."""
    text = values.get("Index", "")
    return int(text) - 1 if text.isdigit() and 0 < len(text) < 8 else before + 1


def _count(values: dict[str, str], name: str) -> int:
    text = values.get(name, "0")
    return int(text) if text.isdigit() and len(text) < 8 else 0
