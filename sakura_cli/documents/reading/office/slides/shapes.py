"""What a slide shows, in reading order: its title, the texts of its shapes, tables, the words of diagrams.

Left out, and counted: pictures, charts, what is hidden, date, footer and number of the slide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.alternatives import choose_alternative
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.content import FoundParagraph, FoundTable
from sakura_cli.documents.reading.office.diagrams import read_diagram
from sakura_cli.documents.reading.office.markup import parse_part
from sakura_cli.documents.reading.office.slides.bullets import BulletCounter
from sakura_cli.documents.reading.office.slides.found import FoundShape, make_title, read_shapes
from sakura_cli.documents.reading.office.slides.masters import (
    TITLES,
    MasterChain,
    PlaceholderName,
    read_placeholder,
)
from sakura_cli.documents.reading.office.slides.order import ShapeBox, order_boxes
from sakura_cli.documents.reading.office.slides.paragraphs import read_paragraphs
from sakura_cli.documents.reading.office.slides.tables import read_table
from sakura_cli.documents.reading.office.stories import StoryPart
from sakura_cli.documents.structure import LeftOutKind

# Placeholders that are on every slide.
FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr"})


class SlideReader:
    """Reads one slide; `left_out` is given what is not read."""

    def __init__(
        self, archive: Archive, story: StoryPart, masters: MasterChain, left_out: Counter[LeftOutKind], *, source: str
    ) -> None:
        self._archive = archive
        self._story = story
        self._masters = masters
        self._left_out = left_out
        self._source = source

    def read(self) -> Iterator[FoundParagraph | FoundTable]:
        """Yield the paragraphs and tables of the slide, its title first."""
        tree = self._story.root.find("p-cSld/p-spTree")
        yield from read_shapes(self._read_tree(tree) if tree is not None else [])

    def _read_tree(self, tree: Element) -> list[FoundShape]:
        found: list[tuple[ShapeBox, list[FoundShape]]] = []
        for child in tree:
            if child.tag == "mc-AlternateContent":
                chosen = choose_alternative(child)
                shapes = self._read_tree(chosen) if chosen is not None else []
                first = next(iter(chosen), None) if chosen is not None else None
                box = self._box(first) if first is not None else None
            else:
                shapes = self._read_shape(child)
                box = self._box(child)
            if shapes:
                found.append((box or ShapeBox(0, 0, 0, 0), shapes))
        return [shape for shapes in order_boxes(found) for shape in shapes]

    def _read_shape(self, shape: Element) -> list[FoundShape]:
        if _is_hidden(shape):
            if any((each.text or "").strip() for each in shape.iter("a-t")):
                self._left_out[LeftOutKind.HIDDEN_TEXT] += 1
            return []
        if shape.tag == "p-grpSp":
            return self._read_tree(shape)
        if shape.tag == "p-pic":
            self._left_out[LeftOutKind.PICTURES] += 1
        elif shape.tag == "p-graphicFrame":
            content = list(self._read_frame(shape))
            return [FoundShape(content)] if content else []
        body = shape.find("p-txBody")
        if shape.tag != "p-sp" or body is None:
            return []
        return self._read_text(shape, body)

    def _read_text(self, shape: Element, body: Element) -> list[FoundShape]:
        name = read_placeholder(shape)
        if name is not None and name.type in FURNITURE:
            if any((each.text or "").strip() for each in body.iter("a-t")):
                self._left_out[LeftOutKind.HEADERS] += 1
            return []
        paragraphs = list(read_paragraphs(body, self._story, BulletCounter(list(self._styles(body, name)))))
        if name is None or name.type not in TITLES:
            return [FoundShape(paragraphs, size=_read_size(body))]
        for paragraph in paragraphs:
            make_title(paragraph)
        return [FoundShape(paragraphs, is_title=True)]

    def _styles(self, body: Element, name: PlaceholderName | None) -> Iterator[Element]:
        """Yield the lists of levels that hold for a text, the nearest first."""
        bodies = [body]
        if name is not None:
            inherited = (each.find("p-txBody") for each in self._masters.ancestors(name))
            bodies += [each for each in inherited if each is not None]
        for each in bodies:
            found = each.find("a-lstStyle")
            if found is not None:
                yield found
        yield from self._masters.text_styles(name)

    def _read_frame(self, frame: Element) -> Iterator[FoundParagraph | FoundTable]:
        for element in frame.iter():
            if element.tag == "a-tbl":
                yield read_table(element, self._story)
            elif element.tag in ("c-chart", "cx-chart"):
                self._left_out[LeftOutKind.CHARTS] += 1
            elif element.tag == "p-oleObj":
                self._left_out[LeftOutKind.PICTURES] += 1
            elif element.tag == "dgm-relIds":
                target = self._story.relations.target(element.get("r-dm"))
                if target is not None and target in self._archive:
                    yield from read_diagram(parse_part(self._archive, target, source=self._source))

    def _box(self, shape: Element) -> ShapeBox | None:
        name = read_placeholder(shape)
        for each in (shape, *(self._masters.ancestors(name) if name is not None else ())):
            for path in ("p-spPr/a-xfrm", "p-grpSpPr/a-xfrm", "p-xfrm"):
                box = _read_box(each.find(path))
                if box is not None:
                    return box
        return None


def _read_size(body: Element) -> int:
    sizes = (each.get("sz", "") for each in body.iter("a-rPr"))
    return max((int(size) for size in sizes if size.isdecimal()), default=0)


def _read_box(transform: Element | None) -> ShapeBox | None:
    offset = None if transform is None else transform.find("a-off")
    extent = None if transform is None else transform.find("a-ext")
    if offset is None or extent is None:
        return None
    try:
        return ShapeBox(
            float(offset.get("x", "")),
            float(offset.get("y", "")),
            float(extent.get("cx", "")),
            float(extent.get("cy", "")),
        )
    except ValueError:
        return None


def _is_hidden(shape: Element) -> bool:
    names = (child.find("p-cNvPr") for child in shape)
    return any(name is not None and name.get("hidden") in ("1", "true") for name in names)
