"""The document of an extraction, indexed once, and the values that rules find in it."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sakura_cli.characters.fold import fold
from sakura_cli.documents.blocks import Cell
from sakura_cli.documents.document import Document
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import CHOICE, Field
from sakura_cli.tasks.extraction.range_ends import cut_end, find_end, may_be_end, pick_end
from sakura_cli.text.dates import is_list_joint
from sakura_cli.text.evidence import Aligned, Alignment, AlignmentIndex
from sakura_cli.text.facts import NUMERIC_TYPES, Reading, find_values, read_dates, read_value, tidy
from sakura_cli.text.names import LEGAL_FORM, find_honorific, strip_honorific, strip_post
from sakura_cli.text.quantities import Unread, parse_numeral

_BRACKETS = dict(zip("「『（(【〈《\"“'‘", "」』）)】〉》\"”'’", strict=True))
_COMPANY_BEFORE = re.compile(rf"{LEGAL_FORM}$")
_COMPANY_AFTER = re.compile(rf"{LEGAL_FORM}(?![一-龠々ァ-ヶA-Za-z])")
_POSTAL_CODE = re.compile(r"〒[ 　]?[0-9０-９]{3}[-－ー]?[0-9０-９]{4}[ 　]*(?=\S)")
# Types of which a labelled place says one; with more the reader has to decide.
_SINGULAR_TYPES = frozenset({"date", "time", "amount"})
_NOTE = re.compile(r"[ 　]*(?:（[^（）]*）|\([^()]*\))$")
_FREE_OF_CHARGE = re.compile(rf"[ 　]*(?P<words>{alternation(words('facts/amounts', 'free'))})")
_EDGES = " 　\t\r\n、。，,;；"


@dataclass(frozen=True)
class Leaf:
    """A value with its place in the source; `value` is None where the words there have no single reading."""

    span: Span
    alignment: Alignment
    raw: str
    value: str | int | float | None
    reason: Unread | None = None
    qualifiers: Mapping[str, object] = field(default_factory=dict)


# Where a value stands: a stretch of the text, or a cell that is wrapped beside others.
Place = Span | Cell
# What was found for a field or record: a value, a list, a record, or nothing.
Node = Leaf | None | list["Node"] | dict[str, "Node"]


class IndexedDocument:
    """A document to extract from, with what was looked for in it already."""

    def __init__(self, document: Document, *, reference: datetime.date | None = None, normalizes: bool = True) -> None:
        self.document = document
        self.text = document.text
        self.index = AlignmentIndex(document.text)
        self._reference = reference
        self.normalizes = normalizes
        self._occurrences: dict[str, list[Span]] = {}
        self._dates: dict[Span, Reading] | None = None
        self._reserved: dict[Field, frozenset[Span]] = {}

    def candidates(self, wanted: Field, within: Span | None = None) -> list[Span]:
        """Return where values of a field may stand, in order; none for the free types."""
        reserved = self._reserved.get(wanted, frozenset())
        found = [span for span in self.occurrences(wanted.type) if span not in reserved]
        if within is not None:
            first = bisect_left(found, Span(within.start, within.start))
            found = [span for span in found[first:] if span.end <= within.end and span.start < within.end]
        if (end := find_end(wanted)) is not None:
            found = [span for span in found if may_be_end(self.text, span, wanted.type, end)]
        return found

    def occurrences(self, value_type: str) -> list[Span]:
        """Return where values of a type stand, in order; looked for once."""
        if value_type not in self._occurrences:
            is_date = value_type == "date"
            self._occurrences[value_type] = list(self._read_dates()) if is_date else find_values(self.text, value_type)
        return self._occurrences[value_type]

    def reserve(self, field: Field, spans: Collection[Span]) -> None:
        """Take places that belong to other fields from the candidates of a field."""
        self._reserved[field] = frozenset(spans)

    def leaf(self, wanted: Field, aligned: Aligned, *, unit: str = "", is_cell: bool = False) -> Leaf:
        """Return the value at a place, read as the field's type.

        `unit` is that of a column of bare numbers; of a cell all words are its value, marks included.
        """
        span, value_type = aligned.span, wanted.type
        if (end := find_end(wanted)) and (cut := cut_end(self.text, span, value_type, end)):
            whole = self._read(span, value_type)
            value = pick_end(whole.value, end) if self.normalizes else cut.cut(self.text)
            return Leaf(cut, aligned.alignment, cut.cut(self.text), value, whole.reason, whole.qualifiers)
        if value_type == CHOICE:
            return Leaf(span, aligned.alignment, span.cut(self.text), span.cut(self.text))
        if value_type in ("string", "name"):
            span = self._trim(span, is_name=value_type == "name", keeps_marks=is_cell and value_type == "string")
        raw = span.cut(self.text)
        if not self.normalizes:
            return Leaf(span, aligned.alignment, raw, raw)
        if value_type in ("string", "name", "honorific"):
            return Leaf(span, aligned.alignment, raw, tidy(raw))
        reading = self._read(span, value_type, unit=unit)
        return Leaf(span, aligned.alignment, raw, reading.value, reading.reason, reading.qualifiers)

    def _read(self, span: Span, value_type: str, *, unit: str = "") -> Reading:
        if value_type == "date" and span in (dates := self._read_dates()):
            return dates[span]
        return read_value(self.text, span, value_type, reference=self._reference, unit=unit)

    def _read_dates(self) -> dict[Span, Reading]:
        """Read every date of the text, once: some count from the one before them."""
        if self._dates is None:
            self._dates = read_dates(self.text, reference=self._reference)
        return self._dates

    def cell(self, wanted: Field, place: Place, *, unit: str = "") -> Leaf | None:
        """Return the value of a field in a place that is known to be about it; None where it has none."""
        if isinstance(place, Cell):
            return self._wrapped(wanted, place, unit)
        span = place
        if span.start >= span.end or not span.cut(self.text).strip(_EDGES):
            return None
        if wanted.type == CHOICE:
            found = [aligned for choice in wanted.choices for aligned in self.index.find_all(choice, span)]
            exact = [aligned for aligned in found if aligned.alignment != "FUZZY"]
            return self.leaf(wanted, exact[0]) if exact else None
        if wanted.type == "honorific":
            found_span = find_honorific(self.text, span)
            return self.leaf(wanted, Aligned(found_span, "EXACT")) if found_span else None
        if wanted.type == "amount" and (free := _FREE_OF_CHARGE.match(self.text, *span)):
            # What follows (資料代1,000円) is another sum.
            raw = free["words"]
            place = Span(*free.span("words"))
            return Leaf(place, "EXACT", raw, 0 if self.normalizes else raw)
        if not wanted.is_free:
            inside = self.candidates(wanted, span) or _bare_numbers(self.text, wanted, span) or [span]
            leaves = [self.leaf(wanted, Aligned(each, "EXACT"), unit=unit) for each in inside]
            if wanted.type in _SINGULAR_TYPES and len({leaf.value for leaf in leaves}) > 1:
                return self._undecided(leaves)
            return leaves[0]
        return self.leaf(wanted, Aligned(span, "EXACT"), is_cell=True)

    def _wrapped(self, wanted: Field, cell: Cell, unit: str) -> Leaf | None:
        """Return the value of a cell whose lines stand beside other columns, read without these."""
        words = cell.excerpt(self.text)
        alone = replace(self.document, text=words.text)
        leaf = IndexedDocument(alone, reference=self._reference, normalizes=self.normalizes).cell(
            wanted, Span(0, len(words.text)), unit=unit
        )
        if leaf is None:
            return None
        span = words.to_source(leaf.span)
        return replace(leaf, span=span, raw=span.cut(self.text))

    def decide(self, wanted: Field, leaf: Leaf) -> Leaf:
        """Return a date that stands alone; of one in a list (12月3日・4日) the whole list, without choosing."""
        if wanted.type != "date" or find_end(wanted) is not None:
            return leaf
        listed: list[Span] = []
        for span in self.occurrences("date"):
            if listed and not is_list_joint(self.text[listed[-1].end : span.start]):
                if leaf.span in listed:
                    break
                listed = []
            listed.append(span)
        if leaf.span not in listed or len(listed) == 1:
            return leaf
        return self._undecided([self.leaf(wanted, Aligned(span, leaf.alignment)) for span in listed])

    def _undecided(self, leaves: Sequence[Leaf]) -> Leaf:
        """Return the stretch of several values of which only one can be meant, without choosing."""
        span = Span(leaves[0].span.start, leaves[-1].span.end)
        said = {"alternatives": [leaf.value for leaf in leaves if leaf.value is not None]}
        value = None if self.normalizes else span.cut(self.text)
        return Leaf(span, "EXACT", span.cut(self.text), value, Unread.SEVERAL_VALUES, said if self.normalizes else {})

    def _trim(self, span: Span, *, is_name: bool, keeps_marks: bool) -> Span:
        """Take brackets and edges off a string, honorifics too, and a post off the name of a person."""
        start, end = span
        if keeps_marks:
            return strip_honorific(self.text, span, is_name=False)
        while start < end and self.text[start] in _EDGES:
            start += 1
        while end > start and self.text[end - 1] in _EDGES:
            end -= 1
        if end - start > 2 and _BRACKETS.get(self.text[start]) == self.text[end - 1]:
            inner = self.text[start + 1 : end - 1]
            if self.text[start] not in inner and self.text[end - 1] not in inner:
                start, end = start + 1, end - 1
        if is_name and (note := _NOTE.search(self.text, start, end)) and note.start() > start:
            end = note.start()
        bare = strip_honorific(self.text, Span(start, end), is_name=is_name)
        if is_name:
            bare = strip_post(self.text, bare)
        if bare.end <= bare.start:
            return span
        return bare if is_name else self._complete(bare)

    def _complete(self, span: Span) -> Span:
        """Take in the kind of company a name stands beside, and leave out the postal code an address follows."""
        start, end = span
        if code := _POSTAL_CODE.match(self.text, start, end):
            start = code.end()
        if kind := _COMPANY_BEFORE.search(self.text, max(0, start - 8), start):
            start = kind.start()
        if kind := _COMPANY_AFTER.match(self.text, end):
            end = kind.end()
        return Span(start, end)


def leaves_of(node: Node, path: str = "") -> Iterator[tuple[str, Leaf]]:
    """Yield the values of a result with their paths: 明細[0].単価."""
    if isinstance(node, Leaf):
        yield path, node
    elif isinstance(node, list):
        for position, item in enumerate(node):
            yield from leaves_of(item, f"{path}[{position}]")
    elif isinstance(node, dict):
        for name, member in node.items():
            yield from leaves_of(member, f"{path}.{name}" if path else name)


def extent(node: Node) -> Span | None:
    """Return the stretch of the source that the values of a result lie in."""
    spans: Sequence[Span] = [leaf.span for _, leaf in leaves_of(node)]
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else None


def _bare_numbers(text: str, wanted: Field, span: Span) -> list[Span]:
    """Read a cell that is nothing but a number, which running text would not count as one: 十二."""
    if wanted.type not in NUMERIC_TYPES:
        return []
    content = span.cut(text)
    inside = [found.shift(span.start) for found in find_values(content, wanted.type)]
    return inside or ([span] if parse_numeral(fold(content)) is not None else [])
