"""The paragraphs and tables of a part of a Word document, in the order they are read: text boxes after their anchors.

Left out: what is inserted as a file of another format (`w:altChunk`), which is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.building import StyledWords
from sakura_cli.documents.reading.office.alternatives import choose_alternative
from sakura_cli.documents.reading.office.content import FoundParagraph, FoundTable
from sakura_cli.documents.reading.office.diagrams import read_diagram
from sakura_cli.documents.reading.office.markup import parse_part
from sakura_cli.documents.reading.office.stories import StoryPart
from sakura_cli.documents.reading.office.word.inline import InlineReader
from sakura_cli.documents.reading.office.word.paragraphs import make_paragraph, read_properties
from sakura_cli.documents.reading.office.word.parts import WordParts
from sakura_cli.documents.reading.office.word.tables import read_table
from sakura_cli.documents.reading.office.word.values import is_on
from sakura_cli.documents.structure import LeftOutKind

# What only holds other blocks.
_OPEN = frozenset({"w-customXml", "w-ins", "w-moveTo", "w-smartTag", "w-sdtContent"})


class StoryReader:
    """Reads the blocks of one part; the numbers of lists and notes go on from what was read before."""

    def __init__(self, parts: WordParts, story: StoryPart) -> None:
        self._parts = parts
        self._story = story
        self._inline = InlineReader(parts, story)
        self._carried: list[StyledWords] = []

    def read(self, container: Element) -> Iterator[FoundParagraph | FoundTable]:
        """Yield the paragraphs and tables of a container (the body, a cell, a text box, a note)."""
        for child in container:
            if child.tag == "w-p":
                yield from self._read_paragraph(child)
            elif child.tag == "w-tbl":
                yield from self._end_carried()
                yield read_table(child, self.read, self._parts.left_out)
            elif child.tag == "w-sdt":
                yield from self._read_control(child)
            elif child.tag == "mc-AlternateContent":
                chosen = choose_alternative(child)
                yield from self.read(chosen) if chosen is not None else ()
            elif child.tag == "w-altChunk":
                self._parts.left_out[LeftOutKind.ATTACHMENTS] += 1
            elif child.tag in ("m-oMathPara", "m-oMath"):
                yield FoundParagraph(self._inline.read(_wrap(child)).words)
            elif child.tag in _OPEN:
                yield from self.read(child)
        yield from self._end_carried()

    def _read_paragraph(self, element: Element) -> Iterator[FoundParagraph | FoundTable]:
        properties = read_properties(element, self._parts.styles, self._parts.numbering)
        content = self._inline.read(element, is_hidden=properties.style.is_hidden)
        words = self._carried + content.words
        self._carried = []
        if properties.goes_on:
            self._carried = words
        elif words or not (content.boxes or properties.is_mark_hidden or properties.style.is_hidden):
            numbering = self._parts.numbering
            has_list = properties.list_name is not None
            number = numbering.count(properties.list_name or "", properties.list_level) if has_list else None
            yield make_paragraph(properties, words, number)
        for box in content.boxes:
            yield from self.read(box)
        for name in content.diagrams:
            target = self._story.relations.target(name)
            if target is not None and target in self._parts.archive:
                yield from read_diagram(parse_part(self._parts.archive, target, source=self._parts.source))

    def _end_carried(self) -> Iterator[FoundParagraph]:
        if self._carried:
            yield FoundParagraph(self._carried)
            self._carried = []

    def _read_control(self, element: Element) -> Iterator[FoundParagraph | FoundTable]:
        properties, content = element.find("w-sdtPr"), element.find("w-sdtContent")
        if properties is not None and is_on(properties.find("w-showingPlcHdr")):
            self._parts.left_out[LeftOutKind.PLACEHOLDERS] += 1
        elif content is not None:
            yield from self.read(content)


def _wrap(element: Element) -> Element:
    wrapped = Element("w-p")
    wrapped.append(element)
    return wrapped
