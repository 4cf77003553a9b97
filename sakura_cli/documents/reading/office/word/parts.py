"""What the parts of a Word document share while they are read: styles, lists, notes, and what was left out so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.relations import find_main_part
from sakura_cli.documents.reading.office.stories import StoryPart, read_roots, read_story
from sakura_cli.documents.reading.office.word.notes import NoteCounter, count_notes
from sakura_cli.documents.reading.office.word.numbering import Numbering
from sakura_cli.documents.reading.office.word.styles import StyleSheet
from sakura_cli.documents.structure import LeftOutKind

# What holds words.
TEXT = "w-t"


@dataclass
class WordParts:
    """A Word document that is being read; `left_out` counts what is not."""

    archive: Archive
    source: str
    main: StoryPart
    styles: StyleSheet
    numbering: Numbering
    notes: dict[str, NoteCounter]
    left_out: Counter[LeftOutKind] = field(default_factory=Counter)

    def story(self, kind: str) -> StoryPart | None:
        """Return the part of a kind that the document names, such as its footnotes."""
        for target in self.main.relations.targets(kind):
            if target in self.archive:
                return read_story(self.archive, target, source=self.source, text_name=TEXT)
        return None

    def roots(self, kind: str) -> Sequence[Element]:
        """Return the roots of the parts of a kind that the document names."""
        return read_roots(self.archive, self.main.relations, kind, source=self.source)


def open_parts(archive: Archive, *, source: str) -> WordParts:
    """Return the parts of a document, none of its text read yet. Raises BadInputError."""
    main = read_story(
        archive, find_main_part(archive, source=source, usual="word/document.xml"), source=source, text_name=TEXT
    )

    def only(kind: str) -> Element | None:
        return next(iter(read_roots(archive, main.relations, kind, source=source)), None)

    styles = StyleSheet(only("styles"))
    numbering = Numbering(only("numbering"), styles.lists)
    return WordParts(archive, source, main, styles, numbering, count_notes(main.root, only("settings")))
