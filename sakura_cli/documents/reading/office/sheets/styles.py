"""The styles of Excel's cells: the format code, and whether a cell is shaded, bold or framed.

Left out: colours and fonts as such; that cells look different is what matters here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.xml import local_name
from sakura_cli.lexicon import read_rows

_TABLE = "documents/number_formats"
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF", "FFFFFF"})
_WHITE_THEME = "0"


class CellStyle(NamedTuple):
    """What a cell's style says."""

    code: str = "General"
    is_shaded: bool = False
    is_bold: bool = False
    has_border: bool = False


@cache
def built_in_codes() -> dict[int, str]:
    """Return the format codes that workbooks name by number only."""
    return {int(row["number"]): row["word"] for row in read_rows(_TABLE)}


def read_styles(root: Element) -> list[CellStyle]:
    """Return the styles of a workbook's cells in order."""
    codes = dict(built_in_codes())
    for each in _children(root, "numFmts"):
        number = each.get("numFmtId", "")
        if number.isdigit():
            codes[int(number)] = each.get("formatCode", "General")
    bold = [
        any(local_name(child) == "b" and child.get("val") not in ("0", "false") for child in font)
        for font in _children(root, "fonts")
    ]
    shaded = [_is_fill(fill) for fill in _children(root, "fills")]
    framed = [any(side.get("style", "none") != "none" for side in border) for border in _children(root, "borders")]
    return [
        CellStyle(
            codes.get(_number(xf, "numFmtId"), "General"),
            _pick(shaded, _number(xf, "fillId")),
            _pick(bold, _number(xf, "fontId")),
            _pick(framed, _number(xf, "borderId")),
        )
        for xf in _children(root, "cellXfs")
    ]


def _is_fill(fill: Element) -> bool:
    """Say whether a fill is seen: a pattern or gradient that is not white."""
    for pattern in fill:
        if local_name(pattern) == "gradientFill":
            return True
        if pattern.get("patternType", "none") == "none":
            return False
        colour = next((child for child in pattern if local_name(child) == "fgColor"), None)
        if colour is None:
            return pattern.get("patternType") != "solid"
        is_white = colour.get("rgb", "").upper() in _WHITE or (
            colour.get("theme") == _WHITE_THEME and not float(colour.get("tint", "0") or 0)
        )
        return not is_white
    return False


def _children(root: Element, name: str) -> Sequence[Element]:
    return next((list(child) for child in root if local_name(child) == name), [])


def _number(element: Element, name: str) -> int:
    text = element.get(name, "0")
    return int(text) if text.isdigit() else 0


def _pick(flags: Sequence[bool], index: int) -> bool:
    return flags[index] if index < len(flags) else False
