"""Put edits into the parts of an archive: which paragraphs they touch, and their twins for other programs.

Left out: finding what of an archive holds words, which the reader of each format has done.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.writing.office.arranging import Arranger
from sakura_cli.documents.writing.office.located import LocatedElement, LocatedXml
from sakura_cli.documents.writing.office.slots import WordSlot, fill
from sakura_cli.spans import Span

_PARAGRAPHS = frozenset(("p",))
_RUBY = "ruby"
# What one program shows and another does not; both have the same words.
_BRANCHES = frozenset(("Choice", "Fallback"))


class PlacedWords(NamedTuple):
    """Words of a document: their span, the part that holds them, and where in its bytes their element begins."""

    span: Span
    part: str
    start: int


@dataclass(frozen=True)
class EditedText:
    """The text of a document, and its edits, in order."""

    text: str
    edits: Sequence[WordEdit]

    def find_edits(self, span: Span) -> Sequence[WordEdit]:
        """Return the edits that touch a span."""
        first = bisect_right(self.edits, span.start, key=lambda edit: edit.span.end)
        last = bisect_left(self.edits, span.end, key=lambda edit: edit.span.start)
        return self.edits[first:last]


def edit_parts(
    archive: Archive, words: Sequence[PlacedWords], edited: EditedText, *, source: str, keeps_blanks: bool = True
) -> dict[str, bytes]:
    """Return the parts of an archive that are edited; `keeps_blanks` where elements have to say that blanks count.

    Raises BadInputError for what is no XML.
    """
    by_part: dict[str, list[PlacedWords]] = defaultdict(list)
    for each in words:
        by_part[each.part].append(each)
    return {
        part: _edit_part(archive.read(part), members, edited, source=source, keeps_blanks=keeps_blanks)
        for part, members in by_part.items()
        if any(edited.find_edits(each.span) for each in members)
    }


def _edit_part(
    original: bytes, words: Sequence[PlacedWords], edited: EditedText, *, source: str, keeps_blanks: bool
) -> bytes:
    """Return a part with other words."""
    xml = LocatedXml(original, source=source)
    spans = {xml.convert(each.start): each.span for each in words}
    arranger = Arranger(xml.data, keeps_blanks=keeps_blanks)
    edit_paragraphs(arranger, xml.root, spans, edited, _PARAGRAPHS)
    return xml.encode(arranger.finish())


def edit_paragraphs(
    arranger: Arranger,
    root: LocatedElement,
    spans: Mapping[int, Span],
    edited: EditedText,
    paragraphs: Collection[str],
    *,
    is_page: bool = False,
) -> None:
    """Take down the paragraphs that are edited: the elements of these names within which words may move.

    `spans` has what the document says of the elements that hold words, by where they begin. On a page nothing
    moves in a paragraph that has others inside of what would move, and white space is not shown as it is written.
    """
    slots: dict[int, list[WordSlot]] = defaultdict(list)
    elements: dict[int, LocatedElement] = {}
    for element in root.walk():
        if element.start in spans and element.text:
            paragraph = next((each for each in element.ancestors() if each.name in paragraphs), root)
            elements[paragraph.start] = paragraph
            slot = WordSlot(element, spans[element.start], _is_bound(element), is_flowing=is_page)
            slots[paragraph.start].append(slot)
    touched: dict[int, tuple[LocatedElement, list[WordSlot], list[WordEdit]]] = {}
    taken: set[Span] = set()
    for start, members in sorted(slots.items(), key=lambda each: min(slot.span for slot in each[1])):
        members.sort(key=lambda slot: slot.span)
        # What is nested between its words has edits of its own.
        found = [edit for edit in edited.find_edits(_hull(members)) if any(_meet(edit, slot) for slot in members)]
        # An edit of what is two paragraphs here (a deleted end of one) goes into the first.
        edits = [edit if edit.span not in taken else WordEdit(edit.span, ()) for edit in found]
        taken.update(edit.span for edit in edits)
        if edits:
            touched[start] = (elements[start], members, edits)
            for twin, others in _find_twins(elements[start], members):
                touched[twin.start] = (twin, others, edits)
    # What is nested in a paragraph (text boxes) is written before it.
    for start in sorted(touched, reverse=True):
        paragraph, members, edits = touched[start]
        keeps_order = is_page and _holds_nested(paragraph, paragraphs)
        arranger.write(paragraph, members, partial(fill, edits=edits, text=edited.text, keeps_order=keeps_order))


def _holds_nested(paragraph: LocatedElement, paragraphs: Collection[str]) -> bool:
    moving = [child for child in paragraph.children if child.name not in paragraphs]
    return any(each.name in paragraphs for child in moving for each in child.walk())


def _is_bound(element: LocatedElement) -> bool:
    return any(each.name == _RUBY for each in element.ancestors())


def _meet(edit: WordEdit, slot: WordSlot) -> bool:
    return edit.span.start < slot.span.end and slot.span.start < edit.span.end


def _hull(slots: Sequence[WordSlot]) -> Span:
    return Span(slots[0].span.start, slots[-1].span.end)


def _find_twins(
    paragraph: LocatedElement, slots: Sequence[WordSlot]
) -> Iterator[tuple[LocatedElement, list[WordSlot]]]:
    """Yield the paragraphs of other branches that say the same, with the slots of their words."""
    branch = next((each for each in paragraph.ancestors() if each.name in _BRANCHES), None)
    if branch is None or branch.parent is None:
        return
    place = [each for each in branch.walk() if each.name in _PARAGRAPHS].index(paragraph)
    said = "".join(slot.raw for slot in slots)
    names = {slot.element.name for slot in slots if slot.element}
    for other in branch.parent.children:
        if other is branch or other.name not in _BRANCHES:
            continue
        twin = dict(enumerate(each for each in other.walk() if each.name in _PARAGRAPHS)).get(place)
        if twin is None:
            continue
        elements = [each for each in twin.walk() if each.name in names and each.text]
        if "".join(each.text for each in elements) == said:
            yield twin, _share(elements, slots)


def _share(elements: Sequence[LocatedElement], slots: Sequence[WordSlot]) -> list[WordSlot]:
    """Return slots of other elements with the same words, which may be cut elsewhere."""
    positions: Mapping[int, int] = dict(
        enumerate(slot.span.start + number for slot in slots for number in range(len(slot.raw)))
    )
    shared: list[WordSlot] = []
    at = 0
    for element in elements:
        start, last = positions[at], positions[at + len(element.text) - 1]
        shared.append(WordSlot(element, Span(start, last + 1)))
        at += len(element.text)
    return shared
