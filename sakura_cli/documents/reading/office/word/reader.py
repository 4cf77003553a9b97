"""Word documents (.docx, .docm, .dotx): their text as it is read, and where in the archive each word of it stands.

For writers, `read_with_nodes` gives with the document the elements of the archive's parts that hold its words
(`TextNode`: `w:t`, by their bytes in the part) and the span of `Document.text` that each makes, in the order of the
text. A span has the words of one element, without the characters that `DocumentBuilder` takes out; what has no element
(numbers, tabs, breaks, symbols, marks of notes) and what is computed (fields) is in no span. Left out: macros,
headers, footers and comments, which are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import DocumentBuilder
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.content import FoundParagraph, FoundTable, TextNode
from sakura_cli.documents.reading.office.placing import NumberedPlaces, place
from sakura_cli.documents.reading.office.word.note_texts import NoteReader
from sakura_cli.documents.reading.office.word.parts import WordParts, open_parts
from sakura_cli.documents.reading.office.word.story import StoryReader
from sakura_cli.documents.structure import LeftOutKind
from sakura_cli.spans import Span

MEDIUM = "word"


def read(archive: Archive, data: bytes, *, source: str) -> Document:
    """Return the document of an archive whose bytes are `data`. Raises BadInputError."""
    return read_with_nodes(archive, data, source=source)[0]


def read_with_nodes(archive: Archive, data: bytes, *, source: str) -> tuple[Document, Sequence[tuple[TextNode, Span]]]:
    """Return the document of an archive, and the elements that hold its words with the spans of their words."""
    builder = DocumentBuilder()
    parts = open_parts(archive, source=source)
    place(builder, _read_all(parts), NumberedPlaces())
    _count_headers(parts)
    parts.left_out[LeftOutKind.COMMENTS] += sum(len(root.findall("w-comment")) for root in parts.roots("comments"))
    for kind, count in parts.left_out.items():
        builder.leave_out(kind, count)
    document = builder.finish(source=source, medium=MEDIUM, original=data)
    return document, [(node, span) for node, span in builder.nodes if isinstance(node, TextNode)]


def _read_all(parts: WordParts) -> Iterator[FoundParagraph | FoundTable]:
    body = parts.main.root.find("w-body")
    if body is None:
        return
    notes = NoteReader(parts)
    for block in StoryReader(parts, parts.main).read(body):
        yield block
        yield from notes.read()


def _count_headers(parts: WordParts) -> None:
    for kind in ("header", "footer"):
        for root in parts.roots(kind):
            if any((each.text or "").strip() for each in root.iter("w-t")):
                parts.left_out[LeftOutKind.HEADERS] += 1
