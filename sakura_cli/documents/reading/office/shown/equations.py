"""Equations of office programs as a line of text: a/b, x^2, √(2), with the brackets that need to be there.

Left out: what cannot stand in a line; the letters are kept in their order.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element


def write_equation(element: Element) -> str:
    """Return the text of an equation, or of any part of one."""
    if element.tag == "m-t":
        return element.text or ""
    write = _WRITERS.get(element.tag)
    return write(element) if write else _join(element)


def _join(element: Element | None) -> str:
    return "" if element is None else "".join(write_equation(child) for child in element)


def _part(element: Element, name: str) -> str:
    return _join(element.find(name))


def _group(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _property(element: Element, name: str, usual: str) -> str:
    found = element.find(f"{element.tag}Pr/{name}")
    return usual if found is None else found.get("m-val", "")


def _fraction(element: Element) -> str:
    return f"{_group(_part(element, 'm-num'))}/{_group(_part(element, 'm-den'))}"


def _root(element: Element) -> str:
    degree = _part(element, "m-deg")
    radicand = _part(element, "m-e")
    return f"{degree}√{_group(radicand)}"


def _scripts(element: Element) -> str:
    below, above = _part(element, "m-sub"), _part(element, "m-sup")
    return _part(element, "m-e") + (f"_{_group(below)}" if below else "") + (f"^{_group(above)}" if above else "")


def _scripts_before(element: Element) -> str:
    below, above = _part(element, "m-sub"), _part(element, "m-sup")
    return (f"_{_group(below)}" if below else "") + (f"^{_group(above)}" if above else "") + _part(element, "m-e")


def _operator(element: Element) -> str:
    below, above = _part(element, "m-sub"), _part(element, "m-sup")
    sign = _property(element, "m-chr", "∫")
    limits = (f"_{_group(below)}" if below else "") + (f"^{_group(above)}" if above else "")
    return sign + limits + (" " if limits else "") + _part(element, "m-e")


def _brackets(element: Element) -> str:
    between = _property(element, "m-sepChr", "|")
    inside = between.join(_join(each) for each in element.iterfind("m-e"))
    return _property(element, "m-begChr", "(") + inside + _property(element, "m-endChr", ")")


def _limit(element: Element) -> str:
    mark = "_" if element.tag == "m-limLow" else "^"
    return _part(element, "m-e") + mark + _group(_part(element, "m-lim"))


def _matrix(element: Element) -> str:
    return "; ".join(", ".join(_join(each) for each in row.iterfind("m-e")) for row in element.iterfind("m-mr"))


_WRITERS: dict[str, Callable[[Element], str]] = {
    "m-f": _fraction,
    "m-rad": _root,
    "m-sSup": _scripts,
    "m-sSub": _scripts,
    "m-sSubSup": _scripts,
    "m-sPre": _scripts_before,
    "m-nary": _operator,
    "m-d": _brackets,
    "m-limLow": _limit,
    "m-limUpp": _limit,
    "m-m": _matrix,
}
