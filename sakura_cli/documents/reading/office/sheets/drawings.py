"""What lies over the cells of a sheet: texts of boxes, with the cell below them, and how many pictures and charts."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.building import StyledWords
from sakura_cli.documents.reading.office.sheets.grid import BoxNode
from sakura_cli.documents.reading.office.xml import local_name


def read_boxes(root: Element, part: str) -> tuple[list[tuple[int, int, Sequence[Sequence[StyledWords]]]], int, int]:
    """Return the boxes of a drawing (row, column, paragraphs), and how many pictures and charts it has."""
    boxes: list[tuple[int, int, Sequence[Sequence[StyledWords]]]] = []
    numbers = {element: number for number, element in enumerate(e for e in root.iter() if local_name(e) == "t")}
    pictures = charts = 0
    for anchor in root:
        row, column = _corner(anchor)
        for element in anchor.iter():
            name = local_name(element)
            pictures += name == "pic"
            charts += name == "graphicFrame"
            if name == "txBody":
                paragraphs = [
                    [
                        StyledWords("\n", is_fixed=True)
                        if local_name(each) == "br"
                        else StyledWords(each.text or "", node=BoxNode(part, numbers[each]))
                        for each in paragraph.iter()
                        if local_name(each) in ("t", "br")
                    ]
                    for paragraph in element
                    if local_name(paragraph) == "p"
                ]
                if any(each.text.strip() for paragraph in paragraphs for each in paragraph):
                    boxes.append((row, column, paragraphs))
    return boxes, pictures, charts


def _corner(anchor: Element) -> tuple[int, int]:
    """Return the cell below the upper left corner; A1 where a box stands at no cell."""
    place = {"row": 0, "col": 0}
    begin = next((child for child in anchor if local_name(child) == "from"), ())
    for child in begin:
        text = (child.text or "").strip()
        if local_name(child) in place and text.isdigit():
            place[local_name(child)] = int(text)
    return place["row"], place["col"]
