"""Write a paragraph anew with other words: runs in the order of their words, whatever is no word beside what it was.

In the usual case no order changes: then only what stands between the tags of words is other than before. Where words of
one format have moved, their runs move, and links with them; a run whose words are needed in two places is written
twice. Left out: which words go where (`slots`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from sakura_cli.documents.writing.office.located import LocatedElement
from sakura_cli.documents.writing.office.slots import Filling, WordSlot
from sakura_cli.spans import Span

# What a run that is written twice keeps, and what stands around it that is then written twice, too.
_PROPERTIES = frozenset(("rPr",))
_RUNS = frozenset(("r",))
_WRAPPERS = frozenset(("hyperlink", "ins"))
_RUBY = frozenset(("ruby",))
_START, _END = "Start", "End"
_FIELD_CHARACTER = "fldChar"
_SPACE = re.compile(rb"\bxml:space\s*=")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# Says which words a paragraph has, given the slots it has for them.
FillSlots = Callable[[Sequence[WordSlot]], Sequence[Filling]]


@dataclass(eq=False)
class _Inline:
    """A stretch of the XML inside a paragraph, up to where the next begins; `slots` are all in it."""

    start: int
    end: int
    tail: int
    element: LocatedElement | None = None
    slot: WordSlot | None = None
    children: list[_Inline] = field(default_factory=list)
    slots: frozenset[WordSlot] = frozenset()

    @property
    def name(self) -> str:
        """The name of its element, if it is one."""
        return self.element.name if self.element else ""


class Arranger:
    """Writes paragraphs into the bytes of a part, in UTF-8.

    `keeps_blanks` says that elements of words have to say that blanks count; `wrappers` are elements around words that
    are written twice with them where their words are needed in two places.
    """

    def __init__(self, data: bytes, *, keeps_blanks: bool = True, wrappers: Collection[str] = _WRAPPERS) -> None:
        self._data = data
        self._wrappers = wrappers
        self._keeps_blanks = keeps_blanks
        # What stands in place of an element, by its start, with its end.
        self._written: dict[int, tuple[int, bytes]] = {}
        self._starts: list[int] = []

    def write(self, paragraph: LocatedElement, slots: Sequence[WordSlot], fill: FillSlots) -> None:
        """Take down a paragraph with other words; `slots` are those of its words, `fill` is given the fixed ones, too.

        What is nested in a paragraph comes before it.
        """
        self.replace(paragraph.start, paragraph.end, self.compose(paragraph, slots, fill))

    def compose(self, paragraph: LocatedElement, slots: Sequence[WordSlot], fill: FillSlots) -> bytes:
        """Return a paragraph with other words; see `write`."""
        held: dict[int, WordSlot | None] = {}
        for slot in slots:
            if slot.element:
                held |= {id(slot.element): slot, **{id(each): None for each in slot.element.ancestors()}}
        built = self._build(paragraph, held, paragraph.end)
        everything = sorted(built.slots, key=lambda slot: slot.span)
        return self._render(built, fill(everything))

    def replace(self, start: int, end: int, data: bytes) -> None:
        """Take down other bytes for a stretch of the part."""
        first, last = (bisect_left(self._starts, each) for each in (start, end))
        for begin in self._starts[first:last]:
            del self._written[begin]
        self._starts[first:last] = [start]
        self._written[start] = (end, data)

    def finish(self) -> bytes:
        """Return the part with what was taken down."""
        return self._raw(0, len(self._data))

    def _raw(self, start: int, end: int) -> bytes:
        """Return a stretch as it was, but for what was taken down before."""
        pieces: list[bytes] = []
        position = start
        for begin in self._starts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            stop, data = self._written[begin]
            pieces += (self._data[position:begin], data)
            position = stop
        return b"".join([*pieces, self._data[position:end]])

    def _build(self, element: LocatedElement, held: Mapping[int, WordSlot | None], tail: int) -> _Inline:
        """Return an element as what it holds; `held` has the slot of each that is one, and None for what is around."""
        inline = _Inline(element.start, element.end, tail, element)
        if id(element) not in held:
            return inline
        if slot := held[id(element)]:
            inline.slot, inline.slots = slot, frozenset((slot,))
            return inline
        inline.children = list(_fix_gaps([self._build_group(group, held) for group in _group_fields(element.children)]))
        for child, after in pairwise(inline.children):
            child.tail = after.start
        inline.children[-1].tail = element.close
        inline.slots = frozenset[WordSlot]().union(*(each.slots for each in inline.children))
        return inline

    def _build_group(self, group: Sequence[LocatedElement], held: Mapping[int, WordSlot | None]) -> _Inline:
        children = [self._build(each, held, each.end) for each in group]
        if len(children) == 1:
            return children[0]
        for each, after in pairwise(children):
            each.tail = after.start
        everything = frozenset[WordSlot]().union(*(each.slots for each in children))
        return _Inline(group[0].start, group[-1].end, group[-1].end, children=children, slots=everything)

    def _render(self, inline: _Inline, fillings: Sequence[Filling]) -> bytes:
        """Return the bytes of a stretch with words in its slots."""
        if not inline.slots:
            return self._raw(inline.start, inline.end)
        if inline.slot is not None:
            return self._write_words(inline, fillings)
        if inline.name in _RUBY:
            return self._write_ruby(inline, fillings)
        body = self._render_children(inline.children, fillings)
        first, last = inline.children[0].start, inline.children[-1].tail
        return self._raw(inline.start, first) + body + self._raw(last, inline.end)

    def _render_children(self, children: Sequence[_Inline], fillings: Sequence[Filling]) -> bytes:
        place = {slot: number for number, child in enumerate(children) for slot in child.slots}
        groups = [(n, list(group)) for n, group in groupby(fillings, key=lambda filling: place[filling.slot])]
        order = [number for number, _ in groups]
        if order == sorted(set(order)):
            words = dict(groups)
            return b"".join(self._with_tail(child, words.get(n, [])) for n, child in enumerate(children))
        return self._reorder(children, groups)

    def _with_tail(self, child: _Inline, fillings: Sequence[Filling]) -> bytes:
        return self._render(child, fillings) + self._raw(child.end, child.tail)

    def _reorder(self, children: Sequence[_Inline], groups: Sequence[tuple[int, list[Filling]]]) -> bytes:
        """Return children in the order of their words; those without any stay with one beside them."""
        spoken = sorted({number for number, _ in groups})
        before: dict[int, list[int]] = defaultdict(list)
        after: dict[int, list[int]] = defaultdict(list)
        worded = [number for number, child in enumerate(children) if child.slots]
        for number in range(worded[0], worded[-1] + 1):
            if number in spoken:
                continue
            previous = [each for each in spoken if each < number]
            following = [each for each in spoken if each > number]
            if following and (not previous or children[number].name.endswith(_START)):
                before[following[0]].append(number)
            else:
                after[previous[-1]].append(number)
        longest: dict[int, int] = {}
        for index, (number, words) in enumerate(groups):
            size = sum(len(each.text) for each in words)
            if number not in longest or size > sum(len(each.text) for each in groups[longest[number]][1]):
                longest[number] = index
        # What stands at the ends stays there.
        written = [(number, self._with_tail(children[number], [])) for number in range(worded[0])]
        for index, (number, words) in enumerate(groups):
            if longest[number] != index:
                written.append((-1, self._clone(children[number], words)))
                continue
            for each in (*before[number], number, *after[number]):
                written.append((each, self._with_tail(children[each], words if each == number else [])))
        written += [(n, self._with_tail(children[n], [])) for n in range(worded[-1] + 1, len(children))]
        return b"".join(data for _, data in _order_ends(children, written))

    def _clone(self, inline: _Inline, fillings: Sequence[Filling]) -> bytes:
        """Return a second copy of a stretch for some of its words, without what is no word."""
        if inline.slot is not None:
            return self._write_words(inline, fillings)
        if inline.name in _RUBY:
            return self._write_ruby(inline, fillings)
        place = {slot: child for child in inline.children for slot in child.slots}
        body = b"".join(
            self._clone(child, list(group)) for child, group in groupby(fillings, key=lambda each: place[each.slot])
        )
        element = inline.element
        if element is None or element.name not in (*_RUNS, *self._wrappers):
            return body
        looks = [child for child in element.children if child.name in _PROPERTIES]
        head = self._data[element.start : element.content]
        head += b"".join(self._data[each.start : each.end] for each in looks)
        return head + body + self._data[element.close : element.end]

    def _write_ruby(self, inline: _Inline, fillings: Sequence[Filling]) -> bytes:
        """Return ruby as it was where its base is; else the base alone: nobody knows how it is read now."""
        if all(self._keeps(slot, fillings) for slot in inline.slots):
            return self._raw(inline.start, inline.end)
        return b"".join(
            self._fill_tag(slot.element, "".join(filling.text for filling in group))
            for slot, group in groupby(fillings, key=lambda filling: filling.slot)
            if slot.element
        )

    def _keeps(self, slot: WordSlot, fillings: Sequence[Filling]) -> bool:
        return "".join(each.text for each in fillings if each.slot is slot) == slot.raw

    def _write_words(self, inline: _Inline, fillings: Sequence[Filling]) -> bytes:
        slot = inline.slot
        text = "".join(filling.text for filling in fillings)
        if slot is None or slot.element is None or text == slot.raw:
            return self._raw(inline.start, inline.end)
        return self._fill_tag(slot.element, text)

    def _fill_tag(self, element: LocatedElement, text: str) -> bytes:
        tag = self._data[element.start : element.content]
        if self._keeps_blanks and text != text.strip() and not _SPACE.search(tag):
            tag = tag[:-1] + b' xml:space="preserve">'
        return tag + escape(text) + self._data[element.close : element.end]


def escape(text: str) -> bytes:
    """Return words as they stand in XML; what cannot stand there at all is left out."""
    words = _NOT_XML.sub("", text)
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def _fix_gaps(children: Sequence[_Inline]) -> Iterator[_Inline]:
    """Yield children, those without words that stand for some (tabs, marks of notes) as what is fixed.

    They are found by what the document says between the words before them and those behind.
    """
    pending: list[_Inline] = []
    reached: int | None = None
    for child in children:
        if not child.slots:
            pending.append(child)
            continue
        start = min(slot.span.start for slot in child.slots)
        if pending and reached is not None and reached < start:
            slot = WordSlot(None, Span(reached, start))
            yield _Inline(pending[0].start, pending[-1].end, pending[-1].end, slot=slot, slots=frozenset((slot,)))
        else:
            yield from pending
        pending = []
        reached = max(slot.span.end for slot in child.slots)
        yield child
    yield from pending


def _order_ends(children: Sequence[_Inline], written: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    """Return what was written with no end of a range (a bookmark) before its beginning."""
    ordered = list(written)
    for number, child in enumerate(children):
        if child.element is None or not child.name.endswith(_END):
            continue
        opening = (child.name.removesuffix(_END) + _START, child.element.attributes.get("id"))
        at = next((n for n, (each, _) in enumerate(ordered) if each == number), 0)
        for later in range(at + 1, len(ordered)):
            other = children[ordered[later][0]].element if ordered[later][0] >= 0 else None
            if other is not None and (other.name, other.attributes.get("id")) == opening:
                ordered.insert(later, ordered.pop(at))
                break
    return ordered


def _group_fields(elements: Sequence[LocatedElement]) -> list[list[LocatedElement]]:
    """Return elements one by one, but those from the beginning of a field to its end together."""
    groups: list[list[LocatedElement]] = []
    depth = 0
    for element in elements:
        if depth and groups:
            groups[-1].append(element)
        else:
            groups.append([element])
        for each in element.children if element.name in _RUNS else ():
            if each.name == _FIELD_CHARACTER:
                kind = each.attributes.get("fldCharType")
                depth += (kind == "begin") - (kind == "end" and depth > 0)
    if not depth:
        return groups
    # A field that goes on in the next paragraph holds nothing together here.
    return [[element] for element in elements]
