"""The XML of one worksheet of Excel as a grid: values with their formats, merged and hidden cells, formulas.

Read in one pass, so that a hundred thousand empty cells with a format cost nothing. Left out: comments, drawings and
tables, which are other parts of the archive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sakura_cli.documents.reading.office.sheets.collecting import MOST_COLUMNS, SheetCollector
from sakura_cli.documents.reading.office.sheets.grid import parse_range, parse_reference
from sakura_cli.documents.reading.office.sheets.showing.values import ShownValue, show_number, show_text
from sakura_cli.documents.reading.office.sheets.styles import CellStyle
from sakura_cli.documents.structure import LeftOutKind

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_TRUE = ("1", "true")
_NO_STYLE = CellStyle()


def unescape(text: str) -> str:
    """Return a string of Excel with the characters that XML cannot hold (_x000D_)."""
    if "_x" not in text:
        return text
    return _SURROGATE.sub("\ufffd", _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))


class SheetTarget:
    """Takes the elements of a sheet's part; see `XmlTarget`."""

    def __init__(self, strings: Sequence[str], styles: Sequence[CellStyle], *, is_1904: bool) -> None:
        self._strings = strings
        self._styles = styles
        self._is_1904 = is_1904
        self._found = SheetCollector()
        self._row = -1
        self._column = -1
        self._style = _NO_STYLE
        self._type = ""
        self._has_formula = False
        self._is_row_hidden = False
        self._hides_rows = False
        self._shows_zeros = True
        self._text: list[str] | None = None
        self._value: str | None = None
        self._phonetic = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        name = tag.rpartition("}")[2]
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "t"):
            self._text = [] if name == "v" or not self._phonetic else None
        elif name == "rPh":
            self._phonetic += 1
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdigit() else self._row + 1
            self._column = -1
            is_flat = attributes.get("customHeight") in _TRUE and _as_float(attributes.get("ht", "1")) == 0
            self._is_row_hidden = self._hides_rows and "ht" not in attributes and "hidden" not in attributes
            self._is_row_hidden |= attributes.get("hidden") in _TRUE or is_flat
            if self._is_row_hidden:
                self._found.hidden_rows.add(self._row)
        elif name == "mergeCell":
            found = parse_range(attributes.get("ref", ""))
            if found:
                self._found.merge(*found)
        elif name == "col":
            self._read_columns(attributes)
        elif name == "sheetFormatPr":
            self._hides_rows = attributes.get("zeroHeight") in _TRUE
        elif name == "sheetView":
            self._shows_zeros = attributes.get("showZeros") not in ("0", "false")
        elif name in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
            self._text = []

    def end(self, tag: str) -> None:
        """End an element."""
        name = tag.rpartition("}")[2]
        if name in ("v", "t") and self._text is not None:
            self._value = (self._value or "") + "".join(self._text)
            self._text = None
        elif name == "rPh":
            self._phonetic = max(0, self._phonetic - 1)
        elif name == "c":
            self._end_cell()
        elif name.endswith(("Header", "Footer")) and self._text is not None:
            self._found.left_out[LeftOutKind.HEADERS] += bool("".join(self._text).strip())
            self._text = None

    def data(self, text: str) -> None:
        """Take text."""
        if self._text is not None:
            self._text.append(text)

    def close(self) -> SheetCollector:
        """Return what the sheet holds."""
        return self._found

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = parse_reference(attributes.get("r", ""))
        if place is None:
            self._column += 1
        else:
            self._row, self._column = place
        number = attributes.get("s", "0")
        index = int(number) if number.isdigit() else 0
        self._style = self._styles[index] if index < len(self._styles) else _NO_STYLE
        self._type = attributes.get("t", "n")
        self._has_formula = False
        self._value = None

    def _end_cell(self) -> None:
        value = self._value
        if value is None or (value == "" and self._type not in ("str", "inlineStr", "s")):
            self._found.left_out[LeftOutKind.FORMULAS] += self._has_formula
            self._found.put_empty(self._row, self._column, self._style)
        else:
            is_typed = self._type in ("s", "str", "inlineStr") and not self._has_formula
            string = int(value) if self._type == "s" and value.strip().isdigit() else -1
            shown = self._show(value)
            self._found.put(self._row, self._column, shown, self._style, is_typed=is_typed, string=string)

    def _show(self, value: str) -> ShownValue:
        if self._type == "s":
            index = int(value) if value.strip().isdigit() else len(self._strings)
            return show_text(self._strings[index] if index < len(self._strings) else "", self._style.code)
        if self._type in ("str", "inlineStr"):
            return show_text(unescape(value), self._style.code)
        if self._type == "b":
            return ShownValue("TRUE" if value.strip() in _TRUE else "FALSE")
        number = _as_float(value) if self._type == "n" else None
        if number is None:  # an error (#REF!), a date of ISO 8601, or what is no number
            return ShownValue(value)
        if number == 0 and not self._shows_zeros:
            return ShownValue("", "0", "number")
        return show_number(number, self._style.code, is_1904=self._is_1904)

    def _read_columns(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (first.isdigit() and last.isdigit()):
            return
        begin, end = int(first) - 1, min(int(last), MOST_COLUMNS) - 1
        width = _as_float(attributes.get("width", ""))
        if attributes.get("hidden") in _TRUE or width == 0:
            self._found.hide_columns(begin, end)
        if width is not None:
            self._found.widths.update(dict.fromkeys(range(begin, end + 1), width))


def _as_float(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if number - number == 0 else None
