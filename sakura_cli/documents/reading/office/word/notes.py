"""Footnotes and endnotes: the mark each has in the text, and which of them the text refers to, in order.

Left out: what they say, which is read like the rest of the document (`story`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.shown.numerals import write_number
from sakura_cli.documents.reading.office.word.values import read_integer, value_of


@dataclass
class NoteCounter:
    """The notes of one kind: `form` and `next` are those of their numbers; `referred` is given id and mark of each.

    Who reads the notes takes them out.
    """

    form: str
    next: int = 1
    referred: list[tuple[str, str]] = field(default_factory=list)

    def refer(self, name: str, *, has_own_mark: bool) -> str:
        """Return the mark of the note that the text refers to here; empty where its author has typed one."""
        if has_own_mark:
            self.referred.append((name, ""))
            return ""
        mark = f"[{write_number(self.next, self.form)}]"
        self.next += 1
        self.referred.append((name, mark))
        return mark


def count_notes(body: Element, settings: Element | None) -> dict[str, NoteCounter]:
    """Return the counters of the kinds of notes (`footnote`, `endnote`), numbered as the document says."""
    counters: dict[str, NoteCounter] = {}
    for kind, usual in (("footnote", "decimal"), ("endnote", "lowerRoman")):
        form, start = usual, 1
        # What the section says goes before what the document says.
        for root, path in ((settings, f"w-{kind}Pr"), (body, f".//w-sectPr/w-{kind}Pr")):
            found = None if root is None else root.find(path)
            if found is not None:
                form = value_of(found, "w-numFmt") or form
                start = read_integer(value_of(found, "w-numStart")) or start
        counters[kind] = NoteCounter(form, start)
    return counters
