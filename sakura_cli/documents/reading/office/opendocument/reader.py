"""Texts and presentations of OpenDocument (.odt, .ott, .odp, .otp).

Words cannot be put back into them. Left out, and counted: headers and footers, comments, what was deleted.
"""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import DocumentBuilder
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.markup import parse_part
from sakura_cli.documents.reading.office.opendocument.blocks import BlockReader
from sakura_cli.documents.reading.office.opendocument.pages import read_page
from sakura_cli.documents.reading.office.opendocument.styles import OpenStyles
from sakura_cli.documents.reading.office.placing import NumberedPlaces, SlidePlace, place
from sakura_cli.documents.structure import LeftOutKind, Origin

_CONTENT, _STYLES = "content.xml", "styles.xml"
_HEADERS = frozenset(f"style-{part}{which}" for part in ("header", "footer") for which in ("", "-left", "-first"))


def read(archive: Archive, data: bytes, *, source: str) -> Document:
    """Return the document of an archive. Raises BadInputError."""
    builder = DocumentBuilder()
    left_out: Counter[LeftOutKind] = Counter()
    root = parse_part(archive, _CONTENT, source=source)
    more = [parse_part(archive, _STYLES, source=source)] if _STYLES in archive else []
    styles = OpenStyles([root, *more])
    reader = BlockReader(styles, left_out)
    body = root.find("office-body/office-text")
    medium = "text-document" if body is not None else "presentation"
    if body is not None:
        place(builder, reader.read(body), NumberedPlaces())
        left_out[LeftOutKind.HEADERS] += sum(_count_headers(each) for each in more)
    for number, page in enumerate(root.iterfind("office-body/office-presentation/draw-page"), 1):
        if styles.is_page_hidden(page.get("draw-style-name")):
            left_out[LeftOutKind.HIDDEN_SLIDES] += 1
            continue
        builder.add_blank()
        place(builder, read_page(page, reader, left_out), SlidePlace(Origin(slide=number)))
    for kind, count in left_out.items():
        builder.leave_out(kind, count)
    return builder.finish(source=source, medium=medium)


def _count_headers(styles: Element) -> int:
    return sum(
        1
        for page in styles.iter("style-master-page")
        for each in page
        if each.tag in _HEADERS and "".join(each.itertext()).strip()
    )
