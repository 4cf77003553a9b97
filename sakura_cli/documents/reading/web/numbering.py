"""The numbers of list items as a page shows them: 1. or a. or iv., from a start, upwards or downwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_BULLET = "・"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_UNITS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STYLES = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i"}
_MORE_STYLES = {"upper-roman": "I", "decimal": "1", "none": "none", "disc": "disc"}


@dataclass
class ListNumbers:
    """The numbers of an open list; `kind` is the type of its numbers, `disc` for bullets, `none` for nothing."""

    kind: str
    number: int = 1
    step: int = 1

    def next_label(self, attributes: Mapping[str, str], style: Mapping[str, str]) -> str:
        """Return what stands before the next item, with its blank."""
        kind = _find_kind(attributes, style, self.kind)
        if kind in ("none", "disc"):
            return _BULLET if kind == "disc" else ""
        self.number = _as_int(attributes.get("value"), self.number)
        label = f"{_write_number(self.number, kind)}. "
        self.number += self.step
        return label


def open_list(tag: str, attributes: Mapping[str, str], style: Mapping[str, str]) -> ListNumbers:
    """Return the numbers of a list that begins."""
    kind = _find_kind(attributes, style, "1" if tag == "ol" else "disc")
    is_reversed = "reversed" in attributes
    return ListNumbers(kind, _as_int(attributes.get("start"), 1), -1 if is_reversed else 1)


def _find_kind(attributes: Mapping[str, str], style: Mapping[str, str], default: str) -> str:
    named = (style.get("list-style-type") or style.get("list-style") or "").split(" ")[0]
    if named in _STYLES or named in _MORE_STYLES:
        return _STYLES.get(named) or _MORE_STYLES[named]
    kind = attributes.get("type", "")
    return kind if kind in ("1", "a", "A", "i", "I") and default != "disc" else default


def _write_number(number: int, kind: str) -> str:
    if kind in "aA" and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(97 + rest) + letters
        return letters.upper() if kind == "A" else letters
    if kind in "iI" and 0 < number < 4000:
        numeral = ""
        for value, letters in (*_ROMAN, *_ROMAN_UNITS):
            count, number = divmod(number, value)
            numeral += letters * count
        return numeral.upper() if kind == "I" else numeral
    return str(number)


def _as_int(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None and len(text) < 10 else default
    except ValueError:
        return default
