"""What is stored several times, for programs that know more and less, is read once."""

from __future__ import annotations

from xml.etree.ElementTree import Element

# What makes an alternative worth reading: text, tables, pictures, charts, diagrams.
_TOLD = frozenset(
    (
        "w-txbxContent",
        "w-t",
        "a-t",
        "m-t",
        "a-tbl",
        "pic-pic",
        "p-pic",
        "v-imagedata",
        "c-chart",
        "dgm-relIds",
        "v-textpath",
    )
)


def choose_alternative(element: Element) -> Element | None:
    """Return the first of the alternatives for several programs that holds what can be read, else the first."""
    options = [child for child in element if child.tag in ("mc-Choice", "mc-Fallback")]
    return next((each for each in options if _tells(each)), options[0] if options else None)


def _tells(element: Element) -> bool:
    return any(each.tag in _TOLD for each in element.iter())
