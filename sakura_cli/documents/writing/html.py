"""Other words in pages: in the texts between their tags, links and looks with the words they belong to.

Attributes, scripts and what the page hides stay, and so does its title, which stands nowhere on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.reading.web.elements import BLOCKS
from sakura_cli.documents.reading.web.html import build_with_nodes
from sakura_cli.documents.reading.web.words import LOOKS
from sakura_cli.documents.writing.located_page import locate_page
from sakura_cli.documents.writing.office.arranging import Arranger
from sakura_cli.documents.writing.office.parts import EditedText, edit_paragraphs

_MARK = "\ufeff"


def write(data: bytes, edits: Sequence[WordEdit], *, source: str, encoding: str) -> bytes:
    """Return the page, which is in an encoding, with other words in some spans of its text. Raises BadInputError."""
    text = data.decode(encoding)
    html = text.removeprefix(_MARK)
    document, nodes = build_with_nodes(html, source=source)
    root, starts = locate_page(html)
    arranger = Arranger(html.encode(), keeps_blanks=False, wrappers=LOOKS)
    spans = {starts[node.offset]: span for node, span in nodes}
    edited = EditedText(document.text, edits)
    edit_paragraphs(arranger, root, spans, edited, BLOCKS - {"br"}, is_page=True)
    written = text[: len(text) - len(html)] + arranger.finish().decode()
    return written.encode(encoding, errors="xmlcharrefreplace")
