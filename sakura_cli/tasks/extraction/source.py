"""The document of an extraction, indexed once, and the values that rules find in it."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sakura_cli.characters.fold import fold, fold_for_lookup
from sakura_cli.documents.blocks import Cell
from sakura_cli.documents.document import Document
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.cell_words import (
    drop_common_mark,
    find_bare_numbers,
    find_marked,
    holds,
    is_bracketed,
    is_spread_name,
    length_of,
    pick_name,
    read_circled,
    split_listed,
    strip_role,
    without_blanks,
)
from sakura_cli.tasks.extraction.fields import CHOICE, Field, one_of
from sakura_cli.tasks.extraction.range_ends import cut_end, find_end, may_be_end, pick_end
from sakura_cli.text.dates import is_list_joint
from sakura_cli.text.evidence import Aligned, Alignment, AlignmentIndex
from sakura_cli.text.facts import Reading, find_values, read_dates, read_value, tidy
from sakura_cli.text.names import LEGAL_FORM, find_honorific, strip_honorific, strip_post
from sakura_cli.text.quantities import Unread

_BRACKETS = dict(zip("「『（(【〈《\"“'‘", "」』）)】〉》\"”'’", strict=True))
_COMPANY_BEFORE = re.compile(rf"{LEGAL_FORM}$")
_COMPANY_AFTER = re.compile(rf"{LEGAL_FORM}(?![一-龠々ァ-ヶA-Za-z])")
_POSTAL_CODE = re.compile(r"〒[ 　]?[0-9０-９]{3}[-－ー]?[0-9０-９]{4}[ 　]*(?=\S)")
# Types of which a labelled place says one; with more the reader has to decide.
_SINGULAR_TYPES = frozenset({"date", "time", "amount"})
_NOTE = re.compile(r"[ 　]*(?:（[^（）]*）|\([^()]*\)|<[^<>]*>|＜[^＜＞]*＞)$|[ 　]{3,}.*$")
_FREE_OF_CHARGE = re.compile(rf"[ 　]*(?P<words>{alternation(words('facts/amounts', 'free'))})")
# What is worked out stands behind the sign: 8,900円 × 2泊 = 17,800.
_RESULT = re.compile(r"[=＝][ 　]*(?=[¥￥]?[0-9０-９])")
_AS = re.compile(r"(?<=\S)[ 　\t]+として[。 　]*$")
_SAME_SUM = re.compile(rf"{alternation(words('facts/amounts', 'before'))}|[内税]")
# Choices that stand side by side are no further apart.
_WIDEST_CHOICE = 12
_WIDE_GAP = re.compile(r"(?<=\S)(?:[ \t]{2,}|　)[ 　\t]*(?=\S)")
_CHOSEN = re.compile(r"[→⇒][ 　]*(?=\S)")
# A label and its value behind a value: 7,700円　入会金　0円.
_ENTRY = re.compile(r"[^\s0-9０-９]{2,12}[ 　]+[^\s]*[0-9０-９]")
_FREE_AFTER = re.compile(rf"[ 　]*[はもが：:]?[ 　]*(?P<words>{alternation(words('facts/amounts', 'free'))})")
_FULL_YEAR = re.compile(r"[0-9]{4}|[^0-9\s]{1,2} ?[0-9元]{1,2} ?年")
_EDGES = " 　\t\r\n、。，,;；"


# How a value was found: by a label, a column of a table, the layout of a letter, or by a model.
Found = Literal["label", "table", "letter", "model"]


@dataclass(frozen=True)
class Leaf:
    """A value with its place in the source; `value` is None where the words there have no single reading."""

    span: Span
    alignment: Alignment
    raw: str
    value: str | int | float | None
    reason: Unread | None = None
    qualifiers: Mapping[str, object] = field(default_factory=dict)
    found: Found = "label"


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
        self._days: tuple[str, ...] | None = None
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

    def cells(self, wanted: Field, place: Place, unit: str = "", *, whole: bool = False) -> list[Leaf]:
        """Return the items of a list field in a place that is about it; with `whole` a string is one item."""
        item = one_of(wanted)
        if not item.is_free and item.type not in (CHOICE, "honorific"):
            spans = self.candidates_in(item.type, place)
            return [self.leaf(item, Aligned(span, "EXACT"), unit=unit) for span in spans]
        if whole and item.type == "string" and isinstance(place, Span):
            leaf = self.cell(item, place)
            return [leaf] if leaf is not None else []
        pieces = place.pieces if isinstance(place, Cell) else (place,)
        parts = [part for piece in pieces for part in split_listed(self.text, piece, are_names=item.type == "name")]
        parts = drop_common_mark(self.text, parts)
        if item.type == "name":
            parts = [strip_role(self.text, part) for part in parts]
        return [leaf for part in parts if (leaf := self.cell(item, part)) is not None]

    def occurrences_in(self, value_type: str, span: Span) -> list[Span]:
        """Return where values of a type stand in a stretch or reach into it."""
        return [each for each in self.occurrences(value_type) if each.start < span.end and span.start < each.end]

    def candidates_in(self, value_type: str, place: Place) -> list[Span]:
        """Return where values of a type stand in a place."""
        pieces = place.pieces if isinstance(place, Cell) else (place,)
        return [
            span
            for span in self.occurrences(value_type)
            if any(piece.start <= span.start and span.end <= piece.end for piece in pieces)
        ]

    def find_free(self, at: int) -> Span | None:
        """Return the word that something is free of charge where it stands right after a position: 送料は無料."""
        free = _FREE_AFTER.match(self.text, at)
        return Span(*free.span("words")) if free else None

    def marked_choice(self, wanted: Field) -> Leaf | None:
        """Return the marked one of the choices of a field where they stand side by side and nothing labels them."""
        found = sorted(
            (aligned for choice in wanted.choices for aligned in self.index.find_all(choice)),
            key=lambda each: each.span,
        )
        size = len(wanted.choices)
        for first in range(len(found) - size + 1):
            run = found[first : first + size]
            stretch = Span(run[0].span.start, run[-1].span.end)
            said = {fold_for_lookup(each.span.cut(self.text)) for each in run}
            if len(said) != size or size < 2 or length_of(stretch) > _WIDEST_CHOICE * size:
                continue
            if (marked := find_marked(self.text, stretch, run)) is not None:
                leaf = self.leaf(wanted, marked)
                is_spelled = leaf.raw in wanted.choices or not self.normalizes
                return leaf if is_spelled else replace(leaf, value=fold_for_lookup(leaf.raw))
        return None

    def chosen(self, wanted: Field, label: str, span: Span) -> Leaf | None:
        """Return the choice that a ticked box means where its label says the rest of it: 予算 ■内 is 予算内."""
        said = fold_for_lookup(span.cut(self.text))
        for choice in wanted.choices:
            meant = fold_for_lookup(choice)
            if meant == fold_for_lookup(label) + said or (said and (meant.startswith(said) or said.startswith(meant))):
                return Leaf(span, "NORMALIZED", span.cut(self.text), choice)
        return None

    def occurrences(self, value_type: str) -> list[Span]:
        """Return where values of a type stand, in order; looked for once."""
        if value_type not in self._occurrences:
            is_date = value_type == "date"
            found = list(self._read_dates()) if is_date else find_values(self.text, value_type)
            self._occurrences[value_type] = found if is_date else [without_blanks(self.text, span) for span in found]
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
            said = span.cut(self.text)
            same = [choice for choice in wanted.choices if fold_for_lookup(choice) == fold_for_lookup(said)]
            meant = same[0] if same and said not in wanted.choices and self.normalizes else said
            return Leaf(span, aligned.alignment, said, meant)
        if value_type == "string" and (ending := _AS.search(self.text, *span)):
            span = Span(span.start, ending.start())
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

    def days(self) -> tuple[str, ...]:
        """Return the dates of the text that say their year in full."""
        if self._days is None:
            told = ((span.cut(self.text), reading.value) for span, reading in self._read_dates().items())
            full = (value for raw, value in told if isinstance(value, str) and _FULL_YEAR.match(fold(raw)))
            self._days = tuple(value for value in full if value[:4].isdigit())
        return self._days

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
            if (chosen := _CHOSEN.search(self.text, *span)) is not None:
                span = Span(chosen.end(), span.end)
            found = [aligned for choice in wanted.choices for aligned in self.index.find_all(choice, span)]
            exact = [aligned for aligned in found if aligned.alignment != "FUZZY"]
            if (marked := find_marked(self.text, span, exact)) is not None:
                return self.leaf(wanted, marked)
            # 承認 stands in 条件付承認, too.
            best = max(exact, key=lambda aligned: (length_of(aligned.span), -aligned.span.start), default=None)
            if best is None or any(not holds(best.span, other.span) for other in exact):
                return None
            return self.leaf(wanted, best)
        if wanted.type == "honorific":
            found_span = find_honorific(self.text, span)
            return self.leaf(wanted, Aligned(found_span, "EXACT")) if found_span else None
        if wanted.type == "amount" and (free := _FREE_OF_CHARGE.match(self.text, *span)):
            # What follows (資料代1,000円) is another sum.
            raw = free["words"]
            place = Span(*free.span("words"))
            return Leaf(place, "EXACT", raw, 0 if self.normalizes else raw)
        if wanted.type == "amount" and (result := _RESULT.search(self.text, *span)):
            span = Span(result.end(), span.end)
        if wanted.type in ("integer", "number") and (circled := read_circled(span.cut(self.text))) is not None:
            return Leaf(span, "NORMALIZED", span.cut(self.text), circled if self.normalizes else span.cut(self.text))
        if not wanted.is_free:
            inside = self.candidates(wanted, span) or find_bare_numbers(self.text, wanted.type, span) or [span]
            leaves = [self.leaf(wanted, Aligned(each, "EXACT"), unit=unit) for each in inside]
            if wanted.type == "amount" and len(outside := self._outside(leaves, span)) == 1:
                return outside[0]
            if len(leaves) > 1 and (first := self._first_part(span, leaves)) is not None:
                return first
            if wanted.type in _SINGULAR_TYPES and len({leaf.value for leaf in leaves}) > 1:
                return _agreed(leaves) or self._undecided(leaves)
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

    def _first_part(self, span: Span, leaves: Sequence[Leaf]) -> Leaf | None:
        """Return the only value before a wide gap that parts a remark from it: 10月9日　雨天の場合は10日に延期."""
        gap = _WIDE_GAP.search(self.text, *span)
        before = [leaf for leaf in leaves if gap is not None and leaf.span.end <= gap.start()]
        rest = self.text[gap.end() : span.end] if gap is not None else ""
        is_remark = bool(re.search(r"[ぁ-ん]", rest) or _ENTRY.match(rest))
        return before[0] if len(before) == 1 and is_remark else None

    def _outside(self, leaves: Sequence[Leaf], span: Span) -> list[Leaf]:
        """Return the amounts that stand in no brackets, unless these have the same with or without tax."""
        inside = [leaf for leaf in leaves if is_bracketed(self.text, span, leaf.span.start)]
        if any(
            _SAME_SUM.search(self.text[max(span.start, leaf.span.start - 8) : leaf.span.end + 4]) for leaf in inside
        ):
            return []
        return [leaf for leaf in leaves if leaf not in inside]

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
        if is_name:
            start, end = pick_name(self.text, Span(start, end))
        is_apart = is_name and is_spread_name(Span(start, end).cut(self.text))
        if is_name and not is_apart and (note := _NOTE.search(self.text, start, end)) and note.start() > start:
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


def span_of(place: Place) -> Span:
    """Return the stretch from where a place begins to where it ends."""
    return place.span if isinstance(place, Cell) else place


def place_of(text: str, cell: Cell) -> Place | None:
    """Return where the words of a cell stand: one stretch, or the cell where something stands between its lines."""
    if not cell.pieces:
        return None
    between = zip(cell.pieces, cell.pieces[1:], strict=False)
    is_whole = not any(text[first.end : following.start].strip() for first, following in between)
    return cell.span if is_whole else cell


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


def _agreed(leaves: Sequence[Leaf]) -> Leaf | None:
    """Return the fullest of dates that are one, written twice: 2026年5月末日（5/31）; None where they differ."""
    values = [leaf.value for leaf in leaves]
    fullest = max((value for value in values if isinstance(value, str)), key=len, default=None)
    if fullest is None or not all(isinstance(value, str) and fullest.endswith(value.lstrip("-")) for value in values):
        return None
    return next(leaf for leaf in leaves if leaf.value == fullest)
