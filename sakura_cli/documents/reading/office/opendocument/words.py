"""The words of a paragraph of OpenDocument as they are shown: readings, comments and what was deleted left out.

Left out: what frames and notes in it hold, which is read after it (`blocks`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.building import StyledWords, mark_runs
from sakura_cli.documents.reading.office.opendocument.styles import OpenStyles
from sakura_cli.documents.structure import LeftOutKind

_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1000
_DROPPED = frozenset(
    ("text-ruby-text", "text-tracked-changes", "office-annotation-end", "svg-title", "svg-desc", "text-note-body")
)
_COUNTED = {
    "office-annotation": LeftOutKind.COMMENTS,
    "text-hidden-text": LeftOutKind.HIDDEN_TEXT,
    "text-hidden-paragraph": LeftOutKind.HIDDEN_TEXT,
    "text-placeholder": LeftOutKind.PLACEHOLDERS,
}
# What is computed: its words are not anybody's.
_FIELDS = frozenset(
    f"text-{name}"
    for name in (
        "page-number", "page-count", "date", "time", "sequence", "sequence-ref", "bookmark-ref", "reference-ref",
        "note-ref", "chapter", "file-name", "author-name", "creation-date", "modification-date", "expression",
    )
)  # fmt: skip


@dataclass
class OpenContent:
    """The words of a paragraph, the shapes anchored in it, and its notes with their marks."""

    words: list[StyledWords] = field(default_factory=list)
    shapes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, Element]] = field(default_factory=list)


@dataclass(frozen=True)
class _Look:
    name: str = ""
    link: str = ""
    is_fixed: bool = False


class WordReader:
    """Reads paragraphs; `left_out` is given what is not read."""

    def __init__(self, styles: OpenStyles, left_out: Counter[LeftOutKind]) -> None:
        self._styles = styles
        self._left_out = left_out
        self._content = OpenContent()
        self._ends_blank = True

    def read(self, paragraph: Element) -> OpenContent:
        """Return what stands in a paragraph."""
        self._content, self._ends_blank = OpenContent(), True
        self._walk(paragraph, _Look())
        self._content.words = mark_runs(self._content.words)
        return self._content

    def _walk(self, element: Element, look: _Look) -> None:
        self._write(element.text, look)
        for child in element:
            self._read(child, look)
            self._write(child.tail, look)

    def _read(self, child: Element, look: _Look) -> None:
        tag = child.tag
        if tag in _COUNTED:
            self._left_out[_COUNTED[tag]] += 1
        elif tag == "text-s":
            count = child.get("text-c", "1")
            self._put(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES), look)
        elif tag == "text-tab":
            self._put("\t", replace(look, is_fixed=True))
        elif tag == "text-line-break":
            self._put("\n", replace(look, is_fixed=True))
        elif tag == "text-note":
            mark = f"[{''.join(each.text or '' for each in child.iterfind('text-note-citation')).strip()}]"
            self._content.notes.append((mark, child))
            self._put(mark, replace(look, is_fixed=True))
        elif tag.startswith("draw-") and tag != "draw-a":
            self._content.shapes.append(child)
        elif tag == "text-span":
            self._read_span(child, look)
        elif tag == "text-a":
            self._walk(child, replace(look, link=child.get("xlink-href", "")))
        elif tag not in _DROPPED:
            self._walk(child, replace(look, is_fixed=True) if tag in _FIELDS else look)

    def _read_span(self, span: Element, look: _Look) -> None:
        name = span.get("text-style-name")
        if self._styles.hides(name):
            self._left_out[LeftOutKind.HIDDEN_TEXT] += 1
        else:
            self._walk(span, replace(look, name=self._styles.name_look(name) or look.name))

    def _write(self, text: str | None, look: _Look) -> None:
        """Take text of the file, in which any number of blanks are one, and none at the beginning."""
        collapsed = _BLANKS.sub(" ", text or "")
        if self._ends_blank:
            collapsed = collapsed.lstrip(" ")
        if collapsed:
            self._put(collapsed, look)
            self._ends_blank = collapsed.endswith(" ")

    def _put(self, text: str, look: _Look) -> None:
        mark = f"{look.name} link={look.link}".strip() if look.link else look.name
        self._content.words.append(StyledWords(text, mark, look.is_fixed))
        self._ends_blank = False
