"""Everything that a document labels: each label with the place of its value, how it was found, and whose it is.

From pairs, labels within lines, rows of tables, the blocks of parties, terms of contracts and headings. Left out: which
field asks for which (`assigning`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sakura_cli.documents.blocks import Cell, Pair, Table
from sakura_cli.documents.layout import find_choices
from sakura_cli.documents.reading.labels import find_pairs
from sakura_cli.lexicon import read_rows, word_map, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.contract_roles import find_contract_roles
from sakura_cli.tasks.extraction.defined_terms import find_defined_terms
from sakura_cli.tasks.extraction.labelled.accounts import read_account, read_wrapped_accounts
from sakura_cli.tasks.extraction.labelled.edges import (
    cut_before_other,
    label_beside,
    last_label,
    lead_of_boxes,
    line_around,
    part_both,
    part_reading,
    without_labelled,
)
from sakura_cli.tasks.extraction.labelled.likely import find_filled, find_likely, find_scales, find_spaced
from sakura_cli.tasks.extraction.labelled.lines import find_registrations, is_organisation, read_line, strip_seal
from sakura_cli.tasks.extraction.labelled.marks import find_marked_values
from sakura_cli.tasks.extraction.labelled.notes import part_note
from sakura_cli.tasks.extraction.labelled.occasions import read_occasions
from sakura_cli.tasks.extraction.labelled.parties.finding import Party, find_addressee, find_sender, roles_of_units
from sakura_cli.tasks.extraction.labelled.parties.phone_memos import read_phone_memos
from sakura_cli.tasks.extraction.labelled.parties.places import context_of_party, part_labels, read_parties
from sakura_cli.tasks.extraction.labelled.parties.role_rows import read_role_rows
from sakura_cli.tasks.extraction.labelled.place import LabelledPlace
from sakura_cli.tasks.extraction.labelled.sheet_heads import read_sheet_heads
from sakura_cli.tasks.extraction.labelled.ticked import read_numbered, read_ticked
from sakura_cli.tasks.extraction.labelled.titles import find_titles, narrow_heading, narrow_subject
from sakura_cli.tasks.extraction.letter_parts import TOTAL, find_letter_parts
from sakura_cli.tasks.extraction.outlining.bands import read_headed_values
from sakura_cli.tasks.extraction.outlining.inline import drop_marker, is_label, read_inline
from sakura_cli.tasks.extraction.outlining.naming import LEAST, compare, concept_of, is_a
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.outlining.page_line import PageLine
from sakura_cli.tasks.extraction.outlining.tables import find_fees, read_items
from sakura_cli.tasks.extraction.source import place_of
from sakura_cli.text.facts import find_values
from sakura_cli.text.names import strip_honorific

_HEADING_NOTE = re.compile(r"[（(](?P<note>[^（）()]{2,12})[)）]$")

_BESIDE_NAME = frozenset({"address", "postal-code", "department", "person", "head"})
_ONLY_LIKELY = -3
# A label that comes so often is of the records of a list.
_LISTED = 3
_OPEN = re.compile(r"[（(][^）)]*$")
_NOTE_IN_VALUE = re.compile(r"[（(](?P<note>[^（）()]{3,40})[)）]")


@dataclass(frozen=True)
class LabelledDocument:
    """What the layout of a document says: its outline, its parties, and every place that has a label."""

    outline: DocumentOutline
    addressee: Party | None
    sender: Party | None
    places: tuple[LabelledPlace, ...]
    # What the whole document is about, which stands over every label.
    subjects: tuple[str, ...] = ()

    def context_at(self, table: Table) -> tuple[str, ...]:
        """Return the headings above a table, the nearest first, and the line before it."""
        start = min((cell.span.start for row in table.rows for cell in row if cell.pieces), default=0)
        unit = self.outline.unit_at(start)
        if unit is None:
            return ()
        above = self.outline.units[unit.index - 1] if unit.index and unit.owner < 0 else None
        caption = (self.outline.words_of(above),) if above is not None and above.kind in ("line", "heading") else ()
        return (*caption, *self.outline.context_of(unit))


def read_labelled(outline: DocumentOutline) -> LabelledDocument:
    """Return what the layout of a document says."""
    addressee = find_addressee(outline)
    sender = find_sender(outline, addressee)
    reader = _Reader(outline, addressee, sender)
    return LabelledDocument(outline, addressee, sender, tuple(reader.read()), reader.subjects)


class _Reader:
    def __init__(self, outline: DocumentOutline, addressee: Party | None, sender: Party | None) -> None:
        self._outline = outline
        self._text = outline.text
        self._addressee, self._sender = addressee, sender
        labels = (unit.pair.label.cut(outline.text) for unit in outline.units if unit.pair is not None)
        self._counts = Counter(labels)
        self._contract_roles = find_contract_roles(outline.text, [term for term, _ in find_defined_terms(outline.text)])
        # What the whole document is about.
        titles = {span for _, span in find_titles(outline, addressee)}
        said = sorted({span.cut(outline.text) for span in titles})
        told = (narrow_subject(each) for each in said if not find_values(each, "date"))
        self.subjects = (*told, *_find_subjects(outline))
        self._roles = roles_of_units(outline, addressee, sender)

    def read(self) -> Iterator[LabelledPlace]:
        for unit in self._outline.units:
            if unit.pair is not None and self._outline.is_header(unit.span):
                yield from self._read_header(unit, unit.pair)
            elif unit.pair is not None:
                yield from self._read_pair(unit, unit.pair)
            elif unit.kind in ("line", "heading"):
                yield from self._read_line(unit, unit.span)
            elif unit.kind == "table":
                yield from self._read_table(unit)
        yield from read_parties(self._outline, self._addressee, self._sender, self._contract_roles)
        yield from self._read_rest()
        yield from self._read_sections()

    def _read_header(self, unit: PageLine, pair: Pair) -> Iterator[LabelledPlace]:
        """Yield a field of a mail's header by the label that forms would use, and the address in it."""
        label = pair.label.cut(self._text)
        label = word_map("labels/mail_fields", "label").get(label, label)
        yield LabelledPlace(label, strip_address(self._text, pair.value.span), "letter", unit=unit.index)
        end = self._text.find("\n", unit.span.start)
        line = Span(unit.span.start, end if end >= 0 else len(self._text))
        for span in find_values(line.cut(self._text), "email"):
            yield LabelledPlace(part_labels()["email"], span.shift(line.start), "letter", (label,), unit=unit.index)

    def _read_pair(self, unit: PageLine, pair: Pair) -> Iterator[LabelledPlace]:
        if not pair.value.pieces:
            return
        text, context = self._text, self._context(unit)
        label = pair.label.cut(text)
        inner = read_inline(text, pair.label.span) if pair.label.pieces and not is_label(label) else []
        choices = pair.choices or find_choices(text, pair.value.pieces)
        if (reading := part_reading(text, pair.value)) is not None:
            for noun in words("labels/ticked", "reading"):
                yield LabelledPlace(label + noun, reading[0], "label", context, unit=unit.index)
            pair = replace(pair, value=reading[1])
        value = place_of(text, without_labelled(text, pair.value))
        if value is None:
            return
        if pair.label.pieces and (tail := last_label(text, pair.label.span)) is not None:
            before = text[pair.label.span.start : tail.start].strip(" 　\t")
            yield LabelledPlace(
                tail.cut(text), value, "label", (*filter(None, [before]), *context), choices, unit=unit.index
            )
        yield LabelledPlace(label, value, "label", context, choices, unit=unit.index)
        if is_a(concept_of(label), "role") and len(pair.value.pieces) > 1:
            first = pair.value.pieces[0]
            below = (part.kind for piece in pair.value.pieces[1:] for part in read_line(text, piece))
            is_named = is_organisation(first.cut(text)) and not _OPEN.search(text, *first)
            if is_named or not _BESIDE_NAME.isdisjoint(below):
                yield LabelledPlace(label, first, "label", context, weight=2, unit=unit.index)
        for piece in (*pair.label.pieces, *pair.value.pieces):
            yield from self._read_filled(line_around(text, piece), context, unit)
        for name, span in read_ticked(text, label, choices):
            yield LabelledPlace(name, span, "label", (label, *context), weight=-1, unit=unit.index)
        for name, span in read_numbered(text, label, pair.value.pieces):
            yield LabelledPlace(name, span, "label", context, unit=unit.index)
        if choices:
            # Labels stand among boxes by chance: 金 of ☑木 □金.
            yield from self._read_notes(label, pair.value, context, unit)
            return
        if len(pair.value.pieces) == 1 and (cut := cut_before_other(text, pair.value.pieces[0])) is not None:
            yield LabelledPlace(label, cut, "label", context, weight=1, unit=unit.index)
        if len(pair.value.pieces) == 1 and (beside := label_beside(text, pair.value.pieces[0])) is not None:
            yield LabelledPlace(beside[1].cut(text), beside[2], "label", context, unit=unit.index)
        if len(pair.label.pieces) == len(pair.value.pieces) == 1:
            for name, part in part_both(text, pair.label.span, pair.value.span):
                yield LabelledPlace(name, part, "label", context, weight=1, unit=unit.index)
        for each in inner:
            yield LabelledPlace(each.label.cut(text), each.value, "label", context, weight=-1, unit=unit.index)
        if len(pair.value.pieces) > 1:
            yield LabelledPlace(label, pair.value.pieces[0], "label", context, weight=-2, unit=unit.index)
        yield from self._read_notes(label, pair.value, context, unit)
        for piece in pair.value.pieces:
            for name, span in find_marked_values(text, piece):
                yield LabelledPlace(name, span, "label", context, unit=unit.index)
            for inside, number in find_likely(text, piece):
                about = (label, *context)
                yield LabelledPlace(inside.cut(text), number, "label", about, weight=_ONLY_LIKELY, unit=unit.index)
            for each in read_inline(text, piece):
                yield LabelledPlace(
                    each.label.cut(text), each.value, "label", (label, *context), weight=-1, unit=unit.index
                )
        yield from self._read_account(label, pair.value.pieces, context, unit)
        yield from self._read_value_parts(label, pair.value, context, unit)

    def _read_notes(self, label: str, value: Cell, context: tuple[str, ...], unit: PageLine) -> Iterator[LabelledPlace]:
        """Yield what notes in brackets behind a value label."""
        if (parted := part_note(self._text, value)) is not None:
            _, heading, inside = parted
            said = heading.cut(self._text)
            yield LabelledPlace(said, inside, "label", (label, *context), weight=-2, unit=unit.index)
        for piece in value.pieces:
            for note in _NOTE_IN_VALUE.finditer(self._text, *piece):
                inner = Span(*note.span("note"))
                is_plain = not read_inline(self._text, inner)
                if is_plain and [part.kind for part in read_line(self._text, inner)] == ["department"]:
                    name = part_labels()["department"]
                    yield LabelledPlace(name, inner, "label", (label, *context), weight=-2, unit=unit.index)
                for each in read_inline(self._text, inner):
                    about = (label, *context)
                    yield LabelledPlace(
                        each.label.cut(self._text), each.value, "label", about, weight=-2, unit=unit.index
                    )

    def _read_value_parts(
        self, label: str, value: Cell, context: tuple[str, ...], unit: PageLine
    ) -> Iterator[LabelledPlace]:
        """Yield what a value consists of besides what its label says: 総務課 大槻 なつみ, 〒980-0803 宮城県…."""
        parts = [part for piece in value.pieces for part in read_line(self._text, piece)]
        is_whole = len(parts) < 2 and not any(part.kind == "postal-code" for part in parts)
        if is_whole or self._counts[label] >= _LISTED:
            return
        for part in parts:
            name = part_labels().get(part.kind)
            if name is not None and compare(name, label) < LEAST:
                yield LabelledPlace(name, part.span, "label", (label, *context), weight=-3, unit=unit.index)

    def _read_line(self, unit: PageLine, span: Span) -> Iterator[LabelledPlace]:
        context = self._context(unit)
        for name, place in find_marked_values(self._text, span):
            yield LabelledPlace(name, place, "label", context, unit=unit.index)
        for each in read_inline(self._text, span):
            before = each.before.cut(self._text)
            about = (before, *context) if before else context
            choices = find_choices(self._text, [each.value])
            label = each.label.cut(self._text)
            yield LabelledPlace(label, each.value, "label", about, choices, unit=unit.index)
            for inner in read_inline(self._text, each.value) if not choices else ():
                said = inner.label.cut(self._text)
                yield LabelledPlace(said, inner.value, "label", (label, *about), weight=-1, unit=unit.index)
        for label_, value in find_likely(self._text, span):
            yield LabelledPlace(label_.cut(self._text), value, "label", context, weight=_ONLY_LIKELY, unit=unit.index)
        yield from self._read_filled(span, context, unit)
        if (spaced := find_spaced(self._text, drop_marker(self._text, span))) is not None:
            label_, value = spaced
            yield LabelledPlace(label_.cut(self._text), value, "label", context, weight=_ONLY_LIKELY, unit=unit.index)
        yield from self._read_account("", (span,), context, unit)
        yield from self._read_notes("", Cell((span,)), context, unit)
        if choices := find_choices(self._text, [span]):
            lead = lead_of_boxes(self._text, span)
            label = lead.cut(self._text) if lead is not None else context[0] if context else ""
            weight = _ONLY_LIKELY if lead is not None or unit.headings else -5
            yield LabelledPlace(label, span, "label", context, choices, weight, unit=unit.index)

    def _read_filled(self, span: Span, context: tuple[str, ...], unit: PageLine) -> Iterator[LabelledPlace]:
        for label, value in (*find_filled(self._text, span), *find_scales(self._text, span)):
            yield LabelledPlace(label.cut(self._text), value, "label", context, unit=unit.index)

    def _read_table(self, unit: PageLine) -> Iterator[LabelledPlace]:
        table = unit.table
        items = read_items(self._text, table) if table is not None else None
        for cells in table.rows if table is not None and not table.header_rows else ():
            filled = [cell.span for cell in cells if cell.pieces]
            line = Span(filled[0].start, filled[-1].end) if filled else Span(0, 0)
            if filled and "\n" not in line.cut(self._text):
                yield from self._read_line(unit, line)
            elif filled:
                yield from self._read_filled(line, self._context(unit), unit)
        for name, cell in read_occasions(self._text, table) if table is not None else ():
            value = place_of(self._text, cell)
            if value is not None:
                yield LabelledPlace(name, value, "table", self._context(unit), unit=unit.index)
        for label, cell, owner in read_headed_values(self._text, items.labels, items.rows) if items is not None else ():
            value = place_of(self._text, cell)
            if label and value is not None:
                context = (*owner, *self._context(unit))
                yield LabelledPlace(label, value, "table", context, unit=unit.index)
        for row, column, cell in items.sums if items else ():
            value = place_of(self._text, cell)
            if value is not None:
                context = (row, *self._context(unit))
                yield LabelledPlace(column, value, "table", context, unit=unit.index, needs_owner=True)
        for pair in (*items.pairs, *find_fees(self._text, items)) if items else ():
            value = place_of(self._text, pair.value)
            if value is not None:
                context = self._context(unit)
                yield LabelledPlace(pair.label.cut(self._text), value, "table", context, pair.choices, unit=unit.index)

    def _read_account(
        self, label: str, pieces: Sequence[Span], context: tuple[str, ...], unit: PageLine
    ) -> Iterator[LabelledPlace]:
        for piece in pieces:
            for name, span in read_account(self._text, piece):
                yield LabelledPlace(name, span, "label", (label, *context), unit=unit.index)

    def _read_rest(self) -> Iterator[LabelledPlace]:
        for term, span in find_defined_terms(self._text):
            yield LabelledPlace(term, span, "letter")
            for role in self._contract_roles.get(term, ()):
                yield LabelledPlace(role, span, "letter", weight=-2)
        for label, span in find_letter_parts(self._text):
            if label == TOTAL:
                for row in read_rows("labels/parts", "face"):
                    yield LabelledPlace(row["word"], span, "letter", weight=-8)
        yield from (
            LabelledPlace(label, span, "letter", weight=-2)
            for label, span in find_titles(self._outline, self._addressee)
        )
        yield from read_phone_memos(self._outline)
        yield from read_role_rows(self._outline)
        yield from (LabelledPlace(label, span, "letter") for label, span in read_wrapped_accounts(self._text))
        yield from (LabelledPlace(label, span, "letter", weight=-4) for label, span in read_sheet_heads(self._outline))
        for span in find_registrations(self._text):
            yield LabelledPlace(part_labels()["registration"], span, "letter", weight=-6)
        for pair in find_pairs(self._text, self._outline.blocks):
            value = place_of(self._text, pair.value)
            if value is not None and not self._outline.is_quoted(pair.label.span):
                unit = self._outline.unit_at(pair.label.span.start)
                context = self._context(unit) if unit else ()
                label = pair.label.cut(self._text)
                choices = pair.choices or find_choices(self._text, pair.value.pieces)
                yield LabelledPlace(label, value, "label", context, choices, -5, unit.index if unit else -1)

    def _read_sections(self) -> Iterator[LabelledPlace]:
        """Yield headings with what stands below them."""
        for heading in self._outline.units:
            if heading.kind != "heading" or heading.style == "role":
                continue
            body = self._outline.body_of(heading)
            lines = [unit for unit in body if unit.kind == "line"]
            if not lines or len(lines) < len(body) or len(lines) > 4:
                continue
            value = place_of(self._text, Cell(tuple(unit.span for unit in lines)))
            if value is not None:
                is_article = heading.style in ("article", "round")
                label, about = self._outline.words_of(heading), self._context(heading)
                yield LabelledPlace(label, value, "label", about, weight=-4, is_article=is_article)
                note = _HEADING_NOTE.search(label)
                if note is not None:
                    yield LabelledPlace(note["note"], value, "label", about, weight=-5, is_article=is_article)

    def _context(self, unit: PageLine) -> tuple[str, ...]:
        if self._outline.is_header(unit.span):
            return ()
        role = self._roles.get(unit.index)
        roles = context_of_party(role) if role else ()
        return (*map(narrow_heading, self._outline.context_of(unit)), *roles, *self.subjects)


def _find_subjects(outline: DocumentOutline) -> Iterator[str]:
    """Yield what a label calls the subject of a document."""
    for unit in outline.units:
        if unit.pair is None or not unit.pair.value.pieces:
            continue
        if is_a(concept_of(unit.pair.label.cut(outline.text)), "title"):
            yield unit.pair.value.cut(outline.text)


def strip_address(text: str, span: Span) -> Span:
    """Return who is addressed without the honorific: 株式会社みどり 御中."""
    return strip_honorific(text, strip_seal(text, span), is_name=False)
