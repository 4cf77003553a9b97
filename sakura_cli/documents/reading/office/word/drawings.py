"""Drawings in a Word document: the text boxes in them, read once although they may be stored for two programs.

Left out: pictures and charts, which are counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from sakura_cli.documents.reading.office.alternatives import choose_alternative
from sakura_cli.documents.structure import LeftOutKind

_CONTENT = "w-txbxContent"
_COUNTED = {
    "pic-pic": LeftOutKind.PICTURES,
    "v-imagedata": LeftOutKind.PICTURES,
    "c-chart": LeftOutKind.CHARTS,
    "cx-chart": LeftOutKind.CHARTS,
}


@dataclass
class FoundDrawing:
    """What a drawing holds: the contents of its text boxes, the ids of the data of its diagrams, the rest counted."""

    boxes: list[Element] = field(default_factory=list)
    left_out: Counter[LeftOutKind] = field(default_factory=Counter)
    diagrams: list[str] = field(default_factory=list)


def find_boxes(element: Element) -> FoundDrawing:
    """Return what a drawing holds, text boxes in their order, without those in text boxes."""
    found = FoundDrawing()
    _look(element, found)
    return found


def _write_box(text: str) -> Element:
    """Return the content of a text box for letters that are drawn."""
    box = Element(_CONTENT)
    run = SubElement(SubElement(box, "w-p"), "w-r")
    SubElement(run, "w-t").text = text
    return box


def _look(element: Element, found: FoundDrawing) -> None:
    for child in element:
        if child.tag == _CONTENT:
            found.boxes.append(child)
        elif child.tag == "v-textpath" and child.get("string", "").strip():
            found.boxes.append(_write_box(child.get("string", "")))
        elif child.tag == "mc-AlternateContent":
            chosen = choose_alternative(child)
            if chosen is not None:
                _look(chosen, found)
        else:
            if child.tag in _COUNTED:
                found.left_out[_COUNTED[child.tag]] += 1
            elif child.tag == "dgm-relIds":
                found.diagrams.append(child.get("r-dm", ""))
            _look(child, found)
