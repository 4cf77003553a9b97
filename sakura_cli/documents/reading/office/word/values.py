"""Values of WordprocessingML: switches, numbers, properties of one value."""

from __future__ import annotations

from xml.etree.ElementTree import Element

_OFF = ("0", "false", "off")


def is_on(element: Element | None) -> bool:
    """Tell whether a switch is there and not switched off."""
    return element is not None and element.get("w-val", "1").lower() not in _OFF


def value_of(element: Element, path: str) -> str | None:
    """Return the value of the property at a path below an element."""
    found = element.find(path)
    return None if found is None else found.get("w-val")


def read_integer(text: str | None) -> int | None:
    """Return a whole number; None for what is none."""
    try:
        return int(text or "")
    except ValueError:
        return None
