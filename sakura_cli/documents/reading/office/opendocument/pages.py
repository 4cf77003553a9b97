"""The slides of an OpenDocument presentation: what each shows, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.content import FoundParagraph, FoundTable
from sakura_cli.documents.reading.office.opendocument.blocks import BlockReader
from sakura_cli.documents.reading.office.slides.found import FoundShape, make_title, read_shapes
from sakura_cli.documents.reading.office.slides.order import ShapeBox, order_boxes
from sakura_cli.documents.structure import LeftOutKind

_LENGTH = re.compile(r"(-?[0-9.]+)(cm|mm|in|pt|pc|px)?")
_MILLIMETRES = {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}
_FURNITURE = frozenset({"header", "footer", "date-time", "page-number", "page"})


def read_page(
    page: Element, reader: BlockReader, left_out: Counter[LeftOutKind]
) -> Iterator[FoundParagraph | FoundTable]:
    """Yield the paragraphs and tables of a slide; `left_out` is given what is not read."""
    found: list[tuple[ShapeBox, FoundShape]] = []
    for shape in page:
        role = shape.get("presentation-class", "")
        if shape.tag == "presentation-notes":
            left_out[LeftOutKind.NOTES] += any("".join(each.itertext()).strip() for each in shape.iter("text-p"))
        elif shape.tag == "office-annotation":
            left_out[LeftOutKind.COMMENTS] += 1
        elif not shape.tag.startswith("draw-") or shape.get("presentation-placeholder") == "true":
            continue
        elif role in _FURNITURE:
            left_out[LeftOutKind.HEADERS] += bool("".join(shape.itertext()).strip())
        else:
            content = list(reader.read_shape(shape))
            for block in content:
                if role == "title" and isinstance(block, FoundParagraph):
                    make_title(block)
            if content:
                found.append((_read_box(shape), FoundShape(content, is_title=role == "title")))
    yield from read_shapes(order_boxes(found))


def _read_box(shape: Element) -> ShapeBox:
    first = next((each for each in shape.iter() if each.get("svg-y") is not None), shape)
    left, top, width, height = (_read_length(first.get(f"svg-{name}")) for name in ("x", "y", "width", "height"))
    return ShapeBox(left, top, width, height)


def _read_length(text: str | None) -> float:
    match = _LENGTH.fullmatch(text or "")
    try:
        return float(match[1]) * _MILLIMETRES.get(match[2] or "mm", 1.0) if match else 0.0
    except ValueError:
        return 0.0
