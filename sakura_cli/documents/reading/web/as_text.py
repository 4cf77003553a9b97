"""HTML as plain text, for what is read as one: the body of a mail, with its quotes and lists marked as mails do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sakura_cli.documents.reading.web.cells import is_layout, paragraphs_of
from sakura_cli.documents.reading.web.items import PageBlock, PageTable
from sakura_cli.documents.reading.web.page import parse_page
from sakura_cli.documents.structure import LeftOutKind


def html_to_text(html: str) -> tuple[str, Counter[LeftOutKind]]:
    """Return what a reader sees of HTML, without links, images and styles; and what was left out."""
    page = parse_page(html)
    return "\n".join(_write_lines(page.items)).strip("\n") + "\n", page.left_out


def _write_lines(items: Sequence[PageBlock | PageTable]) -> Iterator[str]:
    for item in items:
        if item.is_spaced:
            yield ""
        if isinstance(item, PageBlock):
            mark = ">" * item.quotes + " " if item.quotes else ""
            for number, line in enumerate(item.text.split("\n")):
                yield f"{mark}{'' if number else item.label}{line}".rstrip()
        elif is_layout(item):
            for row in item.rows:
                for cell in row:
                    yield from _write_lines(cell.items)
        else:
            for row in item.rows:
                yield "\t".join(" ".join(paragraphs_of(cell)) for cell in row).rstrip()
