"""What footnotes and endnotes say, each after the paragraph or table that refers to it, with its mark before it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.content import FoundParagraph, FoundTable
from sakura_cli.documents.reading.office.word.parts import WordParts
from sakura_cli.documents.reading.office.word.story import StoryReader


class NoteReader:
    """Reads the notes that were referred to since it was last asked."""

    def __init__(self, parts: WordParts) -> None:
        self._parts = parts
        self._stories: dict[str, tuple[StoryReader, dict[str, Element]] | None] = {}

    def read(self) -> Iterator[FoundParagraph | FoundTable]:
        """Yield the paragraphs of the notes that are due, without blank ones."""
        for kind, counter in self._parts.notes.items():
            while counter.referred:
                name, mark = counter.referred.pop(0)
                yield from self._read_note(kind, name, mark)

    def _read_note(self, kind: str, name: str, mark: str) -> Iterator[FoundParagraph | FoundTable]:
        if kind not in self._stories:
            self._stories[kind] = self._open(kind)
        opened = self._stories[kind]
        note = opened[1].get(name) if opened else None
        for block in opened[0].read(note) if opened and note is not None else ():
            if isinstance(block, FoundTable):
                yield block
            elif not block.is_blank:
                _mark(block, mark)
                mark = ""
                yield block

    def _open(self, kind: str) -> tuple[StoryReader, dict[str, Element]] | None:
        story = self._parts.story(f"{kind}s")
        if story is None:
            return None
        notes = {each.get("w-id", ""): each for each in story.root.iterfind(f"w-{kind}")}
        return StoryReader(self._parts, story), notes


def _mark(paragraph: FoundParagraph, mark: str) -> None:
    """Put the mark of a note before its first paragraph, in the place of the tab that sets it off."""
    if mark and paragraph.words[0].text == "\t":
        del paragraph.words[0]
    if mark:
        blank = "" if paragraph.text[:1].isspace() else " "
        paragraph.label = f"{mark}{blank}{paragraph.label}"
