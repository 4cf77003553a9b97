"""What a paragraph of Word is by its properties and its style: a heading with its level, an item, text."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.building import StyledWords
from sakura_cli.documents.reading.office.content import FoundParagraph
from sakura_cli.documents.reading.office.word.numbering import Numbering
from sakura_cli.documents.reading.office.word.styles import BODY_LEVEL, ParagraphStyle, StyleSheet
from sakura_cli.documents.reading.office.word.values import is_on, read_integer, value_of

# The list that says that a paragraph is in none.
_NO_LIST = "0"
# The end of a paragraph that a revision took away.
_GONE = ("w-del", "w-moveFrom")


@dataclass(frozen=True)
class ParagraphProperties:
    """What is known of a paragraph before its words are read.

    One that `goes_on` has no end of its own: the end was deleted by a revision, or it is a large first letter.
    """

    style: ParagraphStyle
    outline: int | None
    list_name: str | None
    list_level: int
    goes_on: bool
    is_mark_hidden: bool


def read_properties(paragraph: Element, styles: StyleSheet, numbering: Numbering) -> ParagraphProperties:
    """Return the properties of a paragraph, its own before those of its style."""
    own = paragraph.find("w-pPr")
    name = None if own is None else value_of(own, "w-pStyle")
    style = styles.paragraph(name)
    if own is None:
        own = Element("w-pPr")
    outline = read_integer(value_of(own, "w-outlineLvl"))
    list_name = value_of(own, "w-numPr/w-numId")
    level = read_integer(value_of(own, "w-numPr/w-ilvl"))
    if list_name is None and style.list_name is not None:
        list_name = style.list_name
        if level is None:
            level = numbering.find_level(list_name, name or "")
        if level is None:
            level = numbering.find_level(list_name, style.list_owner)
    if level is None:
        level = style.list_level or 0
    frame = own.find("w-framePr")
    is_initial = frame is not None and frame.get("w-dropCap", "none") != "none"
    return ParagraphProperties(
        style,
        style.outline if outline is None else outline,
        None if list_name == _NO_LIST else list_name,
        level,
        is_initial or any(own.find(f"w-rPr/{each}") is not None for each in _GONE),
        is_on(own.find("w-rPr/w-vanish")),
    )


def make_paragraph(properties: ParagraphProperties, words: list[StyledWords], number: str | None) -> FoundParagraph:
    """Return the paragraph of words, with what stands before it."""
    words = _trim(words)
    label = number or ""
    if properties.style.is_contents:
        return FoundParagraph(words, "item", 1, label)
    if properties.outline is not None and properties.outline < BODY_LEVEL:
        return FoundParagraph(words, "heading", properties.outline + 1, label)
    if properties.style.is_title:
        return FoundParagraph(words, "heading", 1, label, is_title=True)
    if number is not None:
        return FoundParagraph(words, "item", properties.list_level + 1, label)
    return FoundParagraph(words)


def _trim(words: list[StyledWords]) -> list[StyledWords]:
    """Take the breaks off both ends: a page that ends there, not a line."""
    first, last = 0, len(words)
    while first < last and not words[first].text.strip("\n"):
        first += 1
    while last > first and not words[last - 1].text.strip("\n\t"):
        last -= 1
    return words[first:last]
