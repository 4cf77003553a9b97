"""Other words in presentations: in their runs, whose looks and links they keep, on slides that stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.slides.reader import read_with_nodes
from sakura_cli.documents.writing.office.archive import replace_parts
from sakura_cli.documents.writing.office.parts import EditedText, PlacedWords, edit_parts


def write(data: bytes, edits: Sequence[WordEdit], *, source: str, encoding: str = "") -> bytes:
    """Return the presentation with other words in some spans; `encoding` is for pages. Raises BadInputError."""
    archive = Archive(data, source=source)
    document, nodes = read_with_nodes(archive, data, source=source)
    words = [PlacedWords(span, node.part, node.place.start) for node, span in nodes]
    parts = edit_parts(archive, words, EditedText(document.text, edits), source=source, keeps_blanks=False)
    return replace_parts(data, parts)
