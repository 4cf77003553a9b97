"""A page as elements and texts that know where they stand in its source, whatever its tags leave out.

Left out: what the elements mean; what of the source holds words, the page's reader has found.
"""

from __future__ import annotations

import re
from itertools import accumulate

from sakura_cli.documents.reading.web.elements import VOID, find_ended
from sakura_cli.documents.reading.web.tags import TagParser
from sakura_cli.documents.writing.office.located import LocatedElement

TEXT = "#text"
_TAG_END = re.compile(">")


def locate_page(html: str) -> tuple[LocatedElement, list[int]]:
    """Return the root of a page's elements, in bytes of UTF-8, and the byte at which each character begins."""
    starts = [0, *accumulate(_count_bytes(char) for char in html)]
    builder = _TreeBuilder(html, starts)
    builder.take(html)
    return builder.finish(), starts


class _TreeBuilder(TagParser):
    """Takes tags and texts in order."""

    def __init__(self, html: str, starts: list[int]) -> None:
        super().__init__()
        self._html = html
        self._starts = starts
        self._lines = [0, *(match.end() for match in re.finditer("\n", html))]
        self._root = LocatedElement("", 0, None, {}, 0)
        self._open = [self._root]
        self._text: LocatedElement | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, after those that it ends."""
        offset = self._end_text()
        end = offset + len(self.get_starttag_text() or "")
        if ended := find_ended(tag):
            self._end_implied(*ended, offset)
        element = self._add(tag, offset, end, {name: value or "" for name, value in attrs})
        if tag in VOID:
            element.close = element.end = element.content
        else:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element that says that it ends: only some do."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close an element with all that is open in it."""
        offset = self._end_text()
        depth = next((n for n in range(len(self._open) - 1, 0, -1) if self._open[n].name == tag), 0)
        if not depth:
            return
        self._close_to(depth + 1, offset)
        end = _TAG_END.search(self._html, offset)
        element = self._open.pop()
        element.close, element.end = self._starts[offset], self._starts[end.end() if end else len(self._html)]

    def handle_data(self, data: str) -> None:
        """Take a text."""
        offset = self._end_text()
        self._text = self._add(TEXT, offset, offset, {})
        self._text.text = data

    def handle_comment(self, data: str) -> None:
        """End the text before a comment."""
        self._end_text()

    def handle_decl(self, decl: str) -> None:
        """End the text before a declaration."""
        self._end_text()

    def handle_pi(self, data: str) -> None:
        """End the text before an instruction."""
        self._end_text()

    def unknown_decl(self, data: str) -> None:
        """End the text before what is no HTML."""
        self._end_text()

    def finish(self) -> LocatedElement:
        """Return the root."""
        self._end_text(len(self._html))
        self._close_to(1, len(self._html))
        self._root.close = self._root.end = self._starts[-1]
        return self._root

    def _add(self, name: str, offset: int, content: int, attributes: dict[str, str]) -> LocatedElement:
        parent = self._open[-1]
        element = LocatedElement(name, self._starts[offset], parent, attributes, self._starts[content])
        parent.children.append(element)
        return element

    def _end_text(self, offset: int | None = None) -> int:
        """End the text that is open, if any; return the offset of what comes."""
        if offset is None:
            line, column = self.getpos()
            offset = self._lines[line - 1] + column
        if self._text is not None:
            self._text.close = self._text.end = self._starts[offset]
            self._text = None
        return offset

    def _end_implied(self, tags: frozenset[str], bounds: frozenset[str], offset: int) -> None:
        reached = 0
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].name in bounds:
                break
            if self._open[depth].name in tags:
                reached = depth
        if reached:
            self._close_to(reached, offset)

    def _close_to(self, depth: int, offset: int) -> None:
        """Close elements that have no end tag down to a depth."""
        while len(self._open) > depth:
            element = self._open.pop()
            element.close = element.end = self._starts[offset]


def _count_bytes(char: str) -> int:
    code = ord(char)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
