"""Give each field the place that its name, its type and its owner fit best, and no place to two fields.

Every field is scored with every labelled place; the best pair is taken first, so that the order of fields says nothing.
Left out: lists of records (`items`), and what no label names (`prose`, the model).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sakura_cli.characters.fold import fold, fold_for_lookup
from sakura_cli.documents.blocks import Cell
from sakura_cli.lexicon import read_table, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import CHOICE, Field
from sakura_cli.tasks.extraction.labelled.absent import is_absent
from sakura_cli.tasks.extraction.labelled.lines import is_no_person
from sakura_cli.tasks.extraction.labelled.place import LabelledPlace
from sakura_cli.tasks.extraction.labelled.places import LabelledDocument
from sakura_cli.tasks.extraction.labelled.titles import is_day_of_other, is_of_other_paper, paper_of
from sakura_cli.tasks.extraction.linking.likeness import fit_likely
from sakura_cli.tasks.extraction.linking.owned_parts import fit_owned
from sakura_cli.tasks.extraction.outlining.naming import (
    BROADER,
    LEAST,
    MEANT,
    OWNED,
    SAME,
    bare,
    compare,
    concept_of,
    is_a,
    is_named_after_type,
    is_owner,
    names_of,
    split_owner,
)
from sakura_cli.tasks.extraction.outlining.page_line import ROLE
from sakura_cli.tasks.extraction.outlining.sums import is_row_of_sums
from sakura_cli.tasks.extraction.range_ends import cut_end, find_end, says_end, strip_end
from sakura_cli.tasks.extraction.relations.bounds import cut_bound, split_bound
from sakura_cli.tasks.extraction.relations.changes import find_changes
from sakura_cli.tasks.extraction.relations.clauses import find_in_clauses
from sakura_cli.tasks.extraction.relations.latin import asks_for_latin, find_latin
from sakura_cli.tasks.extraction.relations.place_values import find_inner, read_place
from sakura_cli.tasks.extraction.relations.prose import find_in_prose
from sakura_cli.tasks.extraction.relations.rate_lines import find_in_rates
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Place
from sakura_cli.text.facts import find_values, tidy
from sakura_cli.text.names import LEGAL_FORM

_RANGE_END, _SINGLE_START = 86, 78
_UNREAD = 12
_NEAR = 16
_OTHER_PARTY = 30
_MONTH = re.compile(r"--[0-9]{2}|[0-9]{4}(?:-[0-9]{2})?")
_DOUBTFUL = -3
_NO_PERSON = 24
_FIRM = 17
_LATIN = 12
_BETWEEN_ENDS = 6
# What stands between two values that are no ends of one range: 18:30開始(受付18:00).
_APART = re.compile(r"[()、。,・]|[一-龠]{2}")
_SAME_LABEL = MEANT
_TOLD, _NAME = "labels/told", "氏名"
_LEGAL = re.compile(LEGAL_FORM)


@dataclass(frozen=True)
class Fit:
    """A field with a place that may be meant, and how well they fit."""

    path: tuple[str, ...]
    field: Field
    place: LabelledPlace
    leaf: Leaf | None
    score: int

    @property
    def order(self) -> tuple[int, Span, int, tuple[str, ...]]:
        """What decides who comes first: the fit, then where the place stands; of words the more."""
        start, end = _span(self.place.value)
        return -self.score, Span(start, -end if self.field.is_free else end), -self.place.weight, self.path


@dataclass
class Assignment:
    """The values of fields by their paths, None for what the document says is empty, and what was turned down."""

    settled: dict[tuple[str, ...], Leaf | None]
    rejected: dict[tuple[str, ...], list[Fit]]


def assign(
    source: IndexedDocument, layout: LabelledDocument, fields: Sequence[tuple[tuple[str, ...], Field]]
) -> Assignment:
    """Return what labels settle of the fields; the first parts of their paths are the groups around them."""
    fits = sorted(
        (
            fit
            for path, field in fields
            for fit in (*_fit(source, layout, path, field), *_fit_words(source, layout, path, field))
        ),
        key=lambda fit: fit.order,
    )
    best: dict[tuple[str, ...], Fit] = {}
    rejected: dict[tuple[str, ...], list[Fit]] = {}
    taken: dict[Span, Fit] = {}
    for fit in fits:
        where = fit.leaf.span if fit.leaf is not None else _span(fit.place.value)
        holder = taken.get(where)
        is_free = holder is None or holder.path == fit.path or _may_share(fit, holder)
        first = best.get(fit.path)
        if (first is None and is_free and fit.score >= LEAST) or (first is not None and is_free and _fills(fit, first)):
            best[fit.path] = fit if first is None else replace(fit, score=first.score)
            taken[where] = fit
        elif first is None or (fit.leaf is not None and fit.leaf != first.leaf):
            rejected.setdefault(fit.path, []).append(fit)
    return Assignment({path: fit.leaf for path, fit in best.items()}, rejected)


def _fills(fit: Fit, first: Fit) -> bool:
    """Say whether a place that fits nearly as well has a value where the best has none, and is not a part of it."""
    if first.score - fit.score > _NEAR or fit.leaf is None or fit.leaf.value is None:
        return False
    if first.leaf is None:
        # What a label says is empty only the label of another line fills.
        return fit.place.unit not in (first.place.unit, -1) or fit.place.found != "label"
    is_inside = first.leaf.span.start <= fit.leaf.span.start and fit.leaf.span.end <= first.leaf.span.end
    return first.leaf.value is None and not is_inside


def _may_share(fit: Fit, holder: Fit) -> bool:
    """Say whether two fields may have one value: both are what its label says, or each one bound of it."""
    mine, theirs = split_bound(fit.field), split_bound(holder.field)
    if mine is not None and theirs is not None and mine[0] == theirs[0] and mine[1] != theirs[1]:
        return True
    return (
        min(fit.score, holder.score) >= BROADER
        and (bare(fit.place.label) == bare(holder.place.label) or fit.place.found == "letter")
        and concept_of(fit.field.name) != concept_of(holder.field.name)
    ) or (min(fit.score, holder.score) >= _SAME_LABEL)


def _fit(source: IndexedDocument, layout: LabelledDocument, path: tuple[str, ...], field: Field) -> Iterator[Fit]:
    """Yield the places that may be meant by a field, with what stands there read as its type."""
    end, bounded, paper = find_end(field), split_bound(field), paper_of(layout.outline)
    for place in layout.places:
        score = max(_compare(field, path, name, place) for name in names_of(field))
        if is_of_other_paper(paper, names_of(field), place.label) or is_day_of_other(paper, names_of(field), place):
            continue
        if place.needs_owner:
            is_literal = _is_literal(field, place)
            if score < OWNED - 8 and not is_literal:
                continue
            score = SAME - 3 if is_literal else score
        if score < LEAST and place.weight > _DOUBTFUL:
            score = max(score, _compare_event(source, field, place))
        if score < LEAST and place.weight >= _DOUBTFUL and place.found != "letter":
            score = max(score, fit_likely(source.text, field, place))
        if score < LEAST:
            score = max(score, fit_owned(source.text, layout, field, place))
        if field.type == "time" and score < LEAST:
            score = max(score, _compare_moment(source, field, place))
        if field.type == "name" and score < LEAST:
            score = max(score, _compare_writer(layout, field, place))
        if end is not None:
            score = max(score, _compare_range(source, field, path, place))
        inner, narrowed = find_inner(source, field, place)
        if inner is not None:
            score = max(score, inner)
        if field.type == CHOICE and place.choices:
            score = max(score, _compare_choices(source.text, field, place))
        if bounded is not None:
            score = max(score, max(_compare(replace(field, name=bounded[0]), path, bounded[0], place) - 1, 0))
        if score <= 0 or (place.is_article and field.is_free):
            continue
        value = narrowed if narrowed is not None else place.value
        if end is not None:
            value = _cut_range(source, field, value)
        leaf, is_empty = read_place(source, field, place, value)
        if bounded is not None and leaf is not None:
            leaf = cut_bound(leaf, bounded[1]) or (leaf if place.label == field.name else None)
        if leaf is None and not is_empty:
            continue
        score += place.weight
        if leaf is not None and leaf.value is None:
            score -= _UNREAD
        if field.type == "name" and leaf is not None and _is_firm(source.text, layout, leaf.span):
            continue
        if field.type == "name" and leaf is not None and is_no_person(leaf.raw):
            is_legal = _LEGAL.search(leaf.raw) is not None and is_named_after_type(field.name, "name")
            score -= _NO_PERSON + (_FIRM if is_legal else 0)
        if leaf is not None and _is_word_for_nothing(field, place, leaf):
            continue
        if place.found == "letter" and leaf is not None and leaf.raw.isascii() and field.is_free:
            # Beside the same in Japanese; what is asked for in Latin letters has its own way.
            score -= 0 if asks_for_latin(field) else _LATIN
        if _is_of_other(field, path, layout, place):
            score -= _OTHER_PARTY
        yield Fit(path, field, place, leaf, score)
    said = (
        *find_in_clauses(source.text, layout.outline, field),
        *find_latin(source.text, field),
        *find_changes(source, layout.outline, field),
        *find_in_rates(source.text, layout.outline, field),
    )
    for score, span in said:
        leaf = source.cell(field, span)
        if leaf is not None:
            yield Fit(path, field, LabelledPlace(field.name, span), leaf, score)
    for score, span in find_in_prose(source, layout.outline, field, path[:-1]):
        if len(path) > 1 and _is_under_other(layout, span, path[-2]):
            continue
        # Whose it is prose says less surely than a label under the name of a party.
        score = min(score, OWNED - 2) if len(path) > 1 else score
        if field.is_free and is_absent(span.cut(source.text)):
            yield Fit(path, field, LabelledPlace(field.name, span), None, score)
            continue
        leaf, _ = read_place(source, field, LabelledPlace(field.name, span), span)
        if leaf is not None and not (field.type == "date" and _MONTH.fullmatch(str(leaf.value))):
            yield Fit(path, field, LabelledPlace(field.name, span), leaf, score)


def _fit_words(source: IndexedDocument, layout: LabelledDocument, path: tuple[str, ...], field: Field) -> Iterator[Fit]:
    """Yield the end of a range for a field that is called after it and wants its words: 開始時刻, 終了日."""
    if field.type != "string":
        return
    for value_type in ("time", "date"):
        typed = replace(field, type=value_type)
        if find_end(typed) is None or not is_named_after_type(field.name, value_type):
            continue
        for fit in _fit(source, layout, path, typed):
            if fit.leaf is not None and fit.leaf.value is not None:
                yield replace(fit, field=field, leaf=replace(fit.leaf, value=tidy(fit.leaf.raw), qualifiers={}))


def _compare(field: Field, path: tuple[str, ...], name: str, place: LabelledPlace) -> int:
    """Return how well a label names a field; a group around the field says whose it is."""
    score = compare(name, place.label, place.context, field.type)
    if len(path) < 2:
        return score
    owners = path[:-1]
    whole = compare("".join((*owners, name)), place.label, place.context, field.type)
    if all(is_owner(bare(owner), (place.label, *place.context)) for owner in owners[-1:]):
        return max(whole, score)
    return whole if whole >= LEAST else min(score, LEAST - 1)


def _is_literal(field: Field, place: LabelledPlace) -> bool:
    """Say whether the name of a field is that of a row and a column: 合計金額, 源泉税合計."""
    row, column = bare(place.context[0]), bare(place.label)
    totals = {prefix + column for prefix in words("labels/sums", "prefix")} if is_row_of_sums(row) else set()
    if any(bare(name) in {row + column, column + row, *totals} for name in names_of(field)):
        return True
    # 交通費計 is the sum of a column 交通費, 宿泊費計 that of 宿泊.
    ends = words("labels/sums", "sum", "part") if is_row_of_sums(row) else ()
    stems = {key[: -len(end)] for key in map(bare, names_of(field)) for end in ends if key.endswith(end)}
    return any(stem and compare(stem, column, (), field.type) >= LEAST for stem in stems)


def _compare_event(source: IndexedDocument, field: Field, place: LabelledPlace) -> int:
    """Score a label that says only when or where for a field that names the event, which the text is about: 面接日."""
    said = concept_of(place.label)
    if not (is_a(said, "when") or is_a(said, "place")):
        return 0
    for name in names_of(field):
        for owner, core in split_owner(name):
            meant = concept_of(core)
            is_when = is_a(said, "when") and field.type in ("date", "time") and is_a(meant, "generic")
            is_where = meant == said and is_a(said, "place")
            is_named = concept_of(name) is None and concept_of(owner) is None
            is_named = is_named and any(owner in each for each in place.context)
            if len(owner) > 1 and (is_when or is_where) and is_named:
                return LEAST + 2
    return 0


def _compare_writer(layout: LabelledDocument, field: Field, place: LabelledPlace) -> int:
    """Score the only name that a paper labels as no more than a name for who wrote it: 報告者 for 氏名."""
    if (
        place.weight <= _DOUBTFUL
        or place.found != "label"
        or concept_of(place.label) != _NAME
        or bare(field.name) not in words(_TOLD, "writer")
    ):
        return 0
    named = {_span(each.value) for each in layout.places if each.found == "label" and concept_of(each.label) == _NAME}
    firsts = {span.start for span in named}
    return LEAST + 6 if len(firsts) == 1 else 0


def _compare_moment(source: IndexedDocument, field: Field, place: LabelledPlace) -> int:
    """Score a label over a day with the only time beside it for a field that names the same: 提出期限 for 提出時刻."""
    label = bare(place.label)
    days, times = (source.candidates_in(value_type, place.value) for value_type in ("date", "time"))
    if len(days) != 1 or len(times) != 1:
        return 0
    nouns = {row["word"] for row in read_table("labels/type_nouns") if row["type"] == "time"}
    for name in map(bare, names_of(field)):
        stem = next((name[: -len(noun)] for noun in nouns if name.endswith(noun)), "")
        if len(stem) > 1 and (label.startswith(stem) or label.endswith(stem)):
            return LEAST + 2
    return 0


def _compare_range(source: IndexedDocument, field: Field, path: tuple[str, ...], place: LabelledPlace) -> int:
    """Score a label over a range for a field that asks for an end of it: 契約期間 for 契約開始日."""
    end = find_end(field)
    spans = source.candidates_in(field.type, place.value)
    stem = strip_end(next((name for name in names_of(field) if not name.isascii()), field.name))
    label = bare(place.label)
    names = tuple(bare(each) for each in (place.label, *place.context))
    if stem and not any(stem in each or (len(each) > 1 and each in stem) for each in names):
        return 0
    said = concept_of(place.label)
    if stem and find_end(replace(field, name=place.label)) == end and end is not None:
        return _RANGE_END
    if not (is_a(said, "span") or label.endswith(bare("期間")) or stem == label):
        return 0
    has_range = any(cut_end(source.text, span, field.type, end) is not None for span in spans) if end else False
    if has_range or (len(spans) == 2 and _are_ends(source.text, spans)):
        return _RANGE_END + (2 if stem else 0)
    if end is not None and is_a(said, "span") and sum(says_end(source.text, span, end) for span in spans) == 1:
        return _RANGE_END - 2
    return _SINGLE_START if end == "start" and len(spans) == 1 and said is not None and not is_a(said, "period") else 0


def _compare_choices(text: str, field: Field, place: LabelledPlace) -> int:
    """Score boxes by their words: what they let choose among is what the field does."""
    said = {fold_for_lookup(choice.span.cut(text)) for choice in place.choices}
    wanted = {fold_for_lookup(choice) for choice in field.choices}
    label = bare(place.label)
    common = sum(each in wanted or label + each in wanted for each in said)
    return MEANT if common >= 2 or (common and common == len(said)) else 0


def _cut_range(source: IndexedDocument, field: Field, value: Place) -> Place:
    """Return the only range of a place, or of two values that are its ends the one that a field asks for."""
    end = find_end(field)
    spans = source.candidates_in(field.type, value)
    ranges = [span for span in spans if end is not None and cut_end(source.text, span, field.type, end) is not None]
    if len(ranges) == 1:
        return ranges[0]
    if len(spans) == 2 and _are_ends(source.text, spans):
        return spans[0 if end == "start" else 1]
    told = [span for span in spans if end is not None and says_end(source.text, span, end)]
    return told[0] if len(told) == 1 else value


def _are_ends(text: str, spans: Sequence[Span]) -> bool:
    """Say whether two values in one place are the ends of a range: little stands between them."""
    between = fold(text[spans[0].end : spans[1].start])
    for value_type in ("time", "date"):  # of one of the two: 3月15日 午後4時 から 3月20日, 10時から翌17日5時
        for value in reversed(find_values(between, value_type)):
            between = between[: value.start] + between[value.end :]
    return len(between.strip()) <= _BETWEEN_ENDS and not _APART.search(between)


def _is_firm(text: str, layout: LabelledDocument, name: Span) -> bool:
    """Say whether a legal form stands right behind what may be a name, or it is whom an addressed person is with."""
    addressee = layout.addressee
    is_above = addressee is not None and addressee.person is not None and addressee.name == name != addressee.person
    return is_above or _LEGAL.match(text, name.end) is not None


def _is_word_for_nothing(field: Field, place: LabelledPlace, leaf: Leaf) -> bool:
    """Say whether words under the label of a thing, and not of its price, say that nobody wants it: お弁当 不要."""
    is_word = field.type == "amount" and leaf.value == 0 and not any(char.isdigit() for char in leaf.raw)
    return is_word and bare(place.label) != bare(field.name) and not is_named_after_type(place.label, "amount")


def _is_under_other(layout: LabelledDocument, span: Span, owner: str) -> bool:
    """Say whether a value stands under the word for a party or form, and another is asked for."""
    outline = layout.outline
    unit = outline.unit_at(span.start)
    if unit is None or not any(outline.units[index].style == ROLE for index in unit.headings):
        return False
    return not is_owner(bare(owner), outline.context_of(unit))


def _is_of_other(field: Field, path: tuple[str, ...], layout: LabelledDocument, place: LabelledPlace) -> bool:
    """Say whether a part that no field claims for a party stands in the block of the one who is addressed."""
    if not is_a(concept_of(place.label), "part") or layout.addressee is None:
        return False
    owners = [owner for name in names_of(field) for owner, _ in split_owner("".join((*path[:-1], name)))]
    own = [each for each in place.context if each not in layout.subjects]
    if any(is_owner(owner, own) for owner in owners) or (layout.sender is None and not owners):
        return False
    addressed = {unit.index for unit in layout.addressee.units}
    return place.unit in addressed or (place.found == "letter" and "宛先" in place.context)


def _span(place: Place) -> Span:
    return place.span if isinstance(place, Cell) else place
