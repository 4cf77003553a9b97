"""What of a Markdown text nobody sees who reads it rendered: comments, and HTML that is not shown.

Comments are those of HTML and what link definitions are misused for (`[//]: # (…)`). Left out: code, where all of it is
shown, and style sheets, which Markdown has none of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.reading.web.elements import HIDDEN, VOID
from sakura_cli.documents.reading.web.tags import TagParser
from sakura_cli.documents.reading.web.visibility import Paint, is_hidden, is_invisible, paint_of, parse_declarations
from sakura_cli.spans import Span

_DEFINITION = re.compile(r"(?m)^ {0,3}\[(?://|comment|_comment)[^\]\n]*\]:[ \t]*(?:#|<>)?[^\n]*$", re.IGNORECASE)
_CODE_SPAN = re.compile(r"(?<!`)(`{1,8})(?!`)[^`\n]+(?<!`)\1(?!`)")
_FENCED = ("```", "~~~")
_INDENT = "    "
_NEVER_SHOWN = HIDDEN | {"script", "style"}


def find_unseen(text: str, blocks: Sequence[Block]) -> list[Span]:
    """Return the parts of a Markdown text that are not shown, in order; `blocks` are those of the text."""
    if "<" not in text and "]:" not in text:
        return []
    characters = list(text)
    for block in blocks:
        start, end = block.span
        is_indented = text[max(0, start - len(_INDENT)) : start] == _INDENT
        if block.kind == "code" and (text.startswith(_FENCED, start) or is_indented):
            characters[start:end] = ["\n" if char == "\n" else " " for char in characters[start:end]]
    shown = _CODE_SPAN.sub(lambda match: " " * len(match.group()), "".join(characters))
    finder = _UnseenFinder(shown)
    finder.take(shown)
    found = [*finder.finish(), *(Span(*match.span()) for match in _DEFINITION.finditer(shown))]
    merged: list[Span] = []
    for span in sorted(found):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


class _UnseenFinder(TagParser):
    """Takes tags in order and keeps where what is not shown begins and ends."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._found: list[Span] = []
        # What is open in an element that is not shown, it before all others, and where it begins.
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()
        self._start = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what is not shown, and what is in it."""
        if tag in VOID:
            return
        if self._open:
            self._push(tag)
            return
        attributes = {name: value or "" for name, value in reversed(attrs)}
        style = parse_declarations(attributes.get("style", ""))
        paint = paint_of(attributes, style, Paint(), has_others=False)
        if tag in _NEVER_SHOWN or is_hidden(attributes, style) or is_invisible(paint):
            self._push(tag)
            self._start = self._offset()

    def handle_endtag(self, tag: str) -> None:
        """Close an element with all that is open in it."""
        if not self._counts[tag]:
            return
        while (closed := self._open.pop()) != tag:
            self._counts[closed] -= 1
        self._counts[tag] -= 1
        if not self._open:
            end = self._text.find(">", self._offset())
            self._found.append(Span(self._start, end + 1 if end >= 0 else len(self._text)))

    def handle_comment(self, data: str) -> None:
        """Keep a comment."""
        start = self._offset()
        if not self._open and self._text.startswith("<!--", start):
            self._found.append(Span(start, min(len(self._text), start + len(data) + len("<!---->"))))

    def finish(self) -> list[Span]:
        """Return what is not shown; an element that never ends, to the end of its paragraph."""
        if self._open:
            end = self._text.find("\n\n", self._start)
            self._found.append(Span(self._start, end if end >= 0 else len(self._text)))
        return self._found

    def _push(self, tag: str) -> None:
        self._open.append(tag)
        self._counts[tag] += 1

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
