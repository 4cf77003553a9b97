"""The lists of an OpenDocument as they are read: which of them go on, and what stands before each of their items."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.opendocument.styles import OpenStyles
from sakura_cli.documents.reading.office.shown.counting import count_paragraph

_UNKNOWN_BULLET = "・"


@dataclass
class OpenList:
    """A list that is being read: its style, and how far its levels have been counted."""

    style: str | None
    counts: dict[int, int] = field(default_factory=dict)


class ListKeeper:
    """Begins lists and counts their items, and headings that have numbers."""

    def __init__(self, styles: OpenStyles) -> None:
        self._styles = styles
        self._by_id: dict[str, OpenList] = {}
        self._last: dict[str | None, OpenList] = {}
        self._headings: dict[int, int] = {}

    def begin(self, element: Element) -> OpenList:
        """Return the list that an element begins or goes on with."""
        style = element.get("text-style-name")
        before = self._by_id.get(element.get("text-continue-list", ""))
        if before is None and element.get("text-continue-numbering") == "true":
            before = self._last.get(style)
        found = OpenList(style, before.counts if before is not None else {})
        if identity := element.get("xml-id"):
            self._by_id[identity] = found
        self._last[style] = found
        return found

    def label_item(self, opened: OpenList, level: int, item: Element, paragraph: Element) -> str:
        """Count an item and return what stands before it, with its blank."""
        style = opened.style or self._styles.list_of(paragraph.get("text-style-name"))
        levels = self._styles.levels(style)
        if not levels:
            return f"{_UNKNOWN_BULLET} "
        start = item.get("text-start-value", "")
        given = int(start) if start.isdecimal() else None
        return count_paragraph(levels.get, opened.counts, level, start=given) or ""

    def label_heading(self, level: int) -> str:
        """Count a heading of a level from 0 and return its number, empty where headings have none."""
        return count_paragraph(self._styles.outline.get, self._headings, level) or ""
