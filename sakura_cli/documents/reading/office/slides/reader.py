"""Presentations (.pptx, .pptm, .ppsx, .potx): the text of their slides, in the order of the presentation.

For writers, `read_with_nodes` gives the elements that hold words (`TextNode`: `a:t`, by their bytes in the part of the
slide) and their spans, as for Word. Left out, and counted: hidden slides, notes of the speaker, comments, what the
layouts and masters of slides hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import DocumentBuilder
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.content import TextNode
from sakura_cli.documents.reading.office.markup import parse_part
from sakura_cli.documents.reading.office.placing import SlidePlace, place
from sakura_cli.documents.reading.office.relations import Relations, find_main_part, read_relations
from sakura_cli.documents.reading.office.slides.masters import MasterChain, read_placeholder
from sakura_cli.documents.reading.office.slides.shapes import FURNITURE, SlideReader
from sakura_cli.documents.reading.office.stories import read_roots, read_story
from sakura_cli.documents.structure import LeftOutKind, Origin
from sakura_cli.spans import Span

MEDIUM = "slides"
_TEXT = "a-t"


def read(archive: Archive, data: bytes, *, source: str) -> Document:
    """Return the document of an archive whose bytes are `data`. Raises BadInputError."""
    return read_with_nodes(archive, data, source=source)[0]


def read_with_nodes(archive: Archive, data: bytes, *, source: str) -> tuple[Document, Sequence[tuple[TextNode, Span]]]:
    """Return the document of an archive, and the elements that hold its words with the spans of their words."""
    builder = DocumentBuilder()
    left_out: Counter[LeftOutKind] = Counter()
    chains: dict[str, MasterChain] = {}
    for number, name in enumerate(_list_slides(archive, source), 1):
        story = read_story(archive, name, source=source, text_name=_TEXT)
        if story.root.get("show") in ("0", "false"):
            left_out[LeftOutKind.HIDDEN_SLIDES] += 1
            continue
        left_out[LeftOutKind.NOTES] += _has_notes(archive, story.relations, source)
        left_out[LeftOutKind.COMMENTS] += _count_comments(archive, story.relations, source)
        layout = next((each for each in story.relations.targets("slideLayout") if each in archive), "")
        if layout not in chains:
            chains[layout] = MasterChain(_read_masters(archive, layout, source))
        masters = chains[layout]
        slide = SlideReader(archive, story, masters, left_out, source=source)
        builder.add_blank()
        place(builder, slide.read(), SlidePlace(Origin(slide=number)))
    for kind, count in left_out.items():
        builder.leave_out(kind, count)
    document = builder.finish(source=source, medium=MEDIUM, original=data)
    return document, [(node, span) for node, span in builder.nodes if isinstance(node, TextNode)]


def _list_slides(archive: Archive, source: str) -> list[str]:
    main = find_main_part(archive, source=source, usual="ppt/presentation.xml")
    relations = read_relations(archive, main, source=source)
    root = parse_part(archive, main, source=source)
    targets = (relations.target(each.get("r-id")) for each in root.iterfind("p-sldIdLst/p-sldId"))
    return [target for target in targets if target is not None]


def _read_masters(archive: Archive, layout: str, source: str) -> list[Element]:
    """Return the roots of a layout and of the master that it follows, as far as they are there."""
    if not layout:
        return []
    relations = read_relations(archive, layout, source=source)
    masters = read_roots(archive, relations, "slideMaster", source=source)
    return [parse_part(archive, layout, source=source), *masters[:1]]


def _has_notes(archive: Archive, relations: Relations, source: str) -> bool:
    for root in read_roots(archive, relations, "notesSlide", source=source):
        for shape in root.iter("p-sp"):
            name = read_placeholder(shape)
            is_furniture = name is not None and name.type in FURNITURE
            if not is_furniture and any((each.text or "").strip() for each in shape.iter(_TEXT)):
                return True
    return False


def _count_comments(archive: Archive, relations: Relations, source: str) -> int:
    roots = read_roots(archive, relations, "comments", source=source)
    return sum(1 for root in roots for each in root if each.tag.endswith(("-cm", ".cm")))
