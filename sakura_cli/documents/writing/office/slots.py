"""Where the words of a paragraph stand in its XML, and which new words go into which of these places.

Left out: how the places are ordered and written, which is `arranging`'s part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.writing.office.located import LocatedElement
from sakura_cli.spans import Span


@dataclass(frozen=True, eq=False)
class WordSlot:
    """A place of words: the element that holds them, and the span of the document they are.

    Without an element it is fixed: a tab, a field, the mark of a note. What `is_bound` to what stands over it (the base
    of ruby) takes other words only where there is no better place. White space of a page is `is_flowing`: it is shown
    otherwise than it is written.
    """

    element: LocatedElement | None
    span: Span
    is_bound: bool = False
    is_flowing: bool = False

    @property
    def raw(self) -> str:
        """The words as they stand in the XML; empty where they are fixed."""
        return self.element.text if self.element else ""


class Filling(NamedTuple):
    """Words and the slot they go into; those of a slot follow one another."""

    slot: WordSlot
    text: str


def fill(
    slots: Sequence[WordSlot], edits: Sequence[WordEdit], text: str, *, keeps_order: bool = False
) -> list[Filling]:
    """Return all words of a paragraph after edits, in order: those that stay in their slots, new ones where they fit.

    `slots` are those of the paragraph, in order; the edits lie in it, in order; `text` is that of the document. Where
    it `keeps_order`, no words go into a slot before one that has some: their looks are lost rather than their place.
    """
    return list(_Filler(slots, text, keeps_order=keeps_order).fill(edits))


class _Filler:
    """Fills the slots of one paragraph."""

    def __init__(self, slots: Sequence[WordSlot], text: str, *, keeps_order: bool) -> None:
        self._slots = slots
        self._keeps_order = keeps_order
        self._text = text
        self._free = [slot for slot in slots if slot.element]
        self._last: WordSlot | None = None

    def fill(self, edits: Sequence[WordEdit]) -> Iterator[Filling]:
        """Yield the words."""
        position = self._slots[0].span.start
        for edit in edits:
            yield from self._keep(Span(position, edit.span.start))
            for piece in edit.pieces:
                # What stands there already stays, each character in its slot.
                stays = piece.source != Span(0, 0) and piece.text == piece.source.cut(self._text)
                if stays and not self._is_behind(piece.source):
                    yield from self._keep(piece.source)
                elif slot := self._choose(piece.source, edit.span):
                    slot = self._last if self._last and self._is_behind(slot.span) else slot
                    self._last = slot
                    yield Filling(slot, piece.text)
            position = edit.span.end
        yield from self._keep(Span(position, max(position, self._slots[-1].span.end)))

    def _is_behind(self, span: Span) -> bool:
        """Say whether a span lies before words that are in their place, and none may go there any more."""
        return self._keeps_order and self._last is not None and span.start < self._last.span.start

    def _keep(self, span: Span) -> Iterator[Filling]:
        for slot in self._slots:
            start, end = max(span.start, slot.span.start), min(span.end, slot.span.end)
            if start < end:
                self._last = slot if slot.element else self._last
                yield Filling(slot, cut_raw(slot, self._text, Span(start, end)))

    def _choose(self, source: Span, within: Span) -> WordSlot | None:
        """Return the slot whose format a piece takes; None where the paragraph has no place for words."""

        def overlap(slot: WordSlot, span: Span) -> int:
            return min(slot.span.end, span.end) - max(slot.span.start, span.start)

        if source.end == source.start:
            beside = [slot for slot in self._free if overlap(slot, source) == 0]
            if beside:
                return self._last if self._last in beside else beside[0]
        candidates = [slot for slot in self._free if overlap(slot, source) > 0]
        candidates = candidates or [slot for slot in self._free if overlap(slot, within) > 0] or self._free
        # The place of an edit that falls between slots is where they are nearest.
        return max(candidates, key=lambda slot: (not slot.is_bound, overlap(slot, source)), default=None)


def _join(text: str) -> str:
    return "".join(text.split())


def cut_raw(slot: WordSlot, text: str, span: Span) -> str:
    """Return what stands in the XML for a span of a slot: the reader may have left characters out, or made blanks."""
    raw, shown = slot.raw, slot.span.cut(text)
    if len(raw) == len(shown):
        return raw[span.start - slot.span.start : span.end - slot.span.start]
    # White space of a page's source is not what it shows: where words beside it change it may show.
    if span != slot.span and _join(raw) == _join(shown) and slot.is_flowing:
        return span.cut(text)
    positions = [0]
    at = 0
    for char in shown:
        while at < len(raw) and raw[at] != char and not (raw[at].isspace() and char.isspace()):
            at += 1
        at += 1
        positions.append(at)
    first, last = span.start - slot.span.start, span.end - slot.span.start
    return raw[positions[first] if first else 0 : positions[last] if last < len(shown) else len(raw)]
