"""The words of diagrams (SmartArt), which are in a part of their own: those of each shape, in the order of the list."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.building import StyledWords
from sakura_cli.documents.reading.office.content import FoundParagraph

# Shapes, but not the lines between them nor what only says how they are laid out.
_SHAPES = frozenset({"node", "asst", ""})


def read_diagram(root: Element) -> Iterator[FoundParagraph]:
    """Yield the paragraphs of the data of a diagram, whatever is written in its shapes.

    Their words have no nodes: programs keep a drawing of them beside the data, which would go on saying the old ones.
    """
    for point in root.iterfind("dgm-ptLst/dgm-pt"):
        if point.get("type", "") not in _SHAPES:
            continue
        for paragraph in point.iterfind("dgm-t/a-p"):
            text = "".join(each.text or "" for each in paragraph.iter("a-t"))
            if text.strip():
                yield FoundParagraph([StyledWords(text, is_fixed=True)])
