"""What the styles of a document say of paragraphs: headings with their levels, lists, text that is hidden.

A style takes from the one it is based on what it does not say itself. Left out: how anything looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.word.values import is_on, read_integer, value_of
from sakura_cli.lexicon import word_map

# What is based on itself ends here.
_LONGEST_CHAIN = 32
BODY_LEVEL = 9
_NAME = re.compile(r"(?P<word>\D+?)(?P<level>[1-9])?")


@dataclass(frozen=True)
class ParagraphStyle:
    """What a style says of its paragraphs; `outline` is 0 for the highest level and 9 for text."""

    outline: int | None = None
    is_title: bool = False
    is_contents: bool = False
    list_name: str | None = None
    list_level: int | None = None
    list_owner: str = ""
    is_hidden: bool = False


class StyleSheet:
    """The styles of a document; `root` is that of their part, if there is one."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._usual: str | None = None
        self._read: dict[str | None, ParagraphStyle] = {}
        self.lists: dict[str, str] = {}
        for each in root.iterfind("w-style") if root is not None else ():
            name = each.get("w-styleId", "")
            self._styles[name] = each
            if each.get("w-type") == "paragraph" and each.get("w-default", "0") in ("1", "true", "on"):
                self._usual = name
            if each.get("w-type") == "numbering" and (found := value_of(each, "w-pPr/w-numPr/w-numId")) is not None:
                self.lists[name] = found

    def paragraph(self, name: str | None) -> ParagraphStyle:
        """Return what the style of a name says, that of paragraphs without one for None."""
        if name not in self._read:
            self._read[name] = self._read_paragraph(name)
        return self._read[name]

    def hides(self, name: str | None) -> bool | None:
        """Say whether a style of characters hides them; None where it does not say."""
        for _, style in self._chain(name):
            if (switch := style.find("w-rPr/w-vanish")) is not None:
                return is_on(switch)
        return None

    def _read_paragraph(self, name: str | None) -> ParagraphStyle:
        outline: int | None = None
        is_title = is_contents = False
        list_name: str | None = None
        list_level: int | None = None
        owner = ""
        hidden: bool | None = None
        for identity, style in self._chain(name if name in self._styles else self._usual):
            if outline is None:
                outline = read_integer(value_of(style, "w-pPr/w-outlineLvl"))
            kind, level = _read_name(value_of(style, "w-name") or "")
            if kind == "heading" and outline is None and level:
                outline = level - 1
            is_title |= kind == "title" and outline is None
            is_contents |= kind == "contents"
            if list_level is None:
                list_level = read_integer(value_of(style, "w-pPr/w-numPr/w-ilvl"))
            if list_name is None and (found := value_of(style, "w-pPr/w-numPr/w-numId")) is not None:
                list_name, owner = found, identity
            if hidden is None and (switch := style.find("w-rPr/w-vanish")) is not None:
                hidden = is_on(switch)
        return ParagraphStyle(outline, is_title, is_contents, list_name, list_level, owner, bool(hidden))

    def _chain(self, name: str | None) -> Iterator[tuple[str, Element]]:
        for _ in range(_LONGEST_CHAIN):
            if name is None or name not in self._styles:
                return
            yield name, self._styles[name]
            name = value_of(self._styles[name], "w-basedOn")


def _read_name(name: str) -> tuple[str, int]:
    """Return what a name of a style says: its kind, and its level or 0."""
    match = _NAME.fullmatch(re.sub(r"[\s_-]+", "", name).lower())
    if match is None:
        return "", 0
    return word_map("documents/styles", "kind").get(match["word"], ""), int(match["level"] or 0)
