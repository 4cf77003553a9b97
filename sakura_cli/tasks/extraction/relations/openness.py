"""What the layout of a document leaves open: the lines a model is shown, and whether a value it names may be taken.

A value under the label of something else, in a row of a list, in the block of another party or in a quoted mail is not
taken, nor a date, sum or number for which no word around it speaks. Left out: asking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.labelled.place import LabelledPlace
from sakura_cli.tasks.extraction.labelled.places import LabelledDocument
from sakura_cli.tasks.extraction.outlining.naming import (
    LEAST,
    bare,
    compare,
    concept_of,
    is_a,
    is_owner,
    names_of,
    split_owner,
)
from sakura_cli.tasks.extraction.outlining.page_line import PageLine
from sakura_cli.tasks.extraction.relations.witness import has_words, is_witnessed, stands_somewhere
from sakura_cli.tasks.extraction.source import Node, leaves_of, span_of

_LIKELY = -3


class OpenText:
    """What is open in a document once labels have settled some fields."""

    def __init__(self, layout: LabelledDocument, settled: Mapping[str, Node]) -> None:
        self._layout = layout
        self._outline = layout.outline
        self._taken = [leaf.span for _, leaf in leaves_of({**settled})]
        self._labelled = [place for place in layout.places if place.weight >= _LIKELY and place.found == "label"]

    def is_worth_asking(self, field: Field) -> bool:
        """Say whether any word of the text could be a witness for a field; lists are always asked for."""
        return field.is_list or field.is_group or _is_words(field) or stands_somewhere(self._outline, field)

    def show(self, window: Span, fields: Sequence[Field]) -> str:
        """Return what a model is shown of a stretch of the text: its lines without those that labels have used up."""
        text = self._outline.text
        has_records = any(field.is_list and field.is_group for field in fields)
        closed = [unit.span for unit in self._outline.units if self._is_closed(unit, has_records=has_records)]
        shown: list[str] = []
        start = window.start
        for line in window.cut(text).split("\n"):
            span = Span(start, start + len(line))
            start += len(line) + 1
            stripped = _strip(text, span)
            if stripped.start < stripped.end and (
                self._outline.is_quoted(stripped) or any(_holds(each, stripped) for each in closed)
            ):
                continue
            shown.append(line)
        words = "\n".join(shown).strip("\n")
        return words if words.strip() else window.cut(text)

    def _is_closed(self, unit: PageLine, *, has_records: bool) -> bool:
        if unit.kind == "table":
            return not has_records
        if unit.pair is None or not unit.pair.value.pieces:
            return False
        value = unit.pair.value.span
        return any(span.start < value.end and value.start < span.end for span in self._taken)

    def allows(self, field: Field, span: Span, is_item: bool = False) -> bool:
        """Say whether a value at a place may be a field's: nothing else has it, and a word speaks for it."""
        if self._outline.is_quoted(span) or self._runs_over_label(span):
            return False
        if is_item:
            return True
        if not field.choices and is_a(concept_of(span.cut(self._outline.text)), "role"):
            return False  # 甲 is what a party is called, not who it is
        if any(span.start < taken.end and taken.start < span.end for taken in self._taken):
            return False
        if any(self._is_labelled_else(field, place, span) for place in self._labelled):
            return False
        if self._is_in_list(span) or self._is_of_other_party(field, span) or self._is_under_other_role(field, span):
            return False
        # The only date or sum of a text is seldom the one that is asked for; words are seldom taken for others.
        return _is_words(field) or is_witnessed(self._outline, field, span)

    def has_witness(self, field: Field, span: Span) -> bool:
        """Say whether words of the source speak for a value that a model named."""
        return has_words(field) and is_witnessed(self._outline, field, span)

    def _runs_over_label(self, span: Span) -> bool:
        """Say whether a value begins in what one label says and goes on over another label: parts of two answers."""
        pairs = [unit.pair for unit in self._outline.units if unit.pair is not None]
        begins_in_one = any(pair.value.span.start <= span.start < pair.value.span.end for pair in pairs)
        return begins_in_one and any(
            span.start < pair.label.span.start and pair.label.span.end < span.end for pair in pairs
        )

    def _is_labelled_else(self, field: Field, place: LabelledPlace, span: Span) -> bool:
        """Say whether a value is what the label of something else says."""
        if not _holds(span_of(place.value), span) or concept_of(place.label) is None:
            return False
        is_whole = 2 * (span.end - span.start) >= span_of(place.value).end - span_of(place.value).start
        related = any(compare(name, place.label, place.context, field.type) >= LEAST for name in names_of(field))
        return not related and (is_whole or not is_witnessed(self._outline, field, span))

    def _is_in_list(self, span: Span) -> bool:
        return any(unit.kind == "table" and _holds(unit.span, span) for unit in self._outline.units)

    def _is_under_other_role(self, field: Field, span: Span) -> bool:
        """Say whether a value stands under a role (甲), and a field asks for that of a role that nothing says it is."""
        owners = {
            owner for name in names_of(field) for owner, _ in split_owner(name) if is_a(concept_of(owner), "role")
        }
        unit = self._outline.unit_at(span.start) if owners else None
        said = self._outline.context_of(unit) if unit is not None else ()
        roles = [each for each in said if is_a(concept_of(each), "role")]
        return bool(roles) and not any(is_owner(owner, roles) for owner in owners)

    def _is_of_other_party(self, field: Field, span: Span) -> bool:
        """Say whether a value stands in the block of a party that a field does not ask for."""
        addressee, sender = self._layout.addressee, self._layout.sender
        kinds = {kind for name in names_of(field) for kind in ("addressee", "sender") if _asks_for(name, kind)}
        in_addressee = addressee is not None and any(_holds(unit.span, span) for unit in addressee.units)
        in_sender = sender is not None and any(_holds(unit.span, span) for unit in sender.units)
        if in_addressee and "addressee" not in kinds:
            return sender is not None
        return in_sender and kinds == {"addressee"}


def _is_words(field: Field) -> bool:
    """Say whether a field holds words of the text, which a model reads well, and no date, sum, number or address."""
    return field.type == "string" and not field.choices


def _asks_for(name: str, kind: str) -> bool:
    if is_a(concept_of(name), kind):
        return True
    return any(is_a(concept_of(owner), kind) or is_owner(bare(owner), ()) for owner, _ in split_owner(name))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _strip(text: str, span: Span) -> Span:
    words = span.cut(text)
    start = span.start + len(words) - len(words.lstrip(" 　\t"))
    return Span(start, max(start, span.start + len(words.rstrip(" 　\t"))))
