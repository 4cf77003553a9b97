"""The value of a field in a labelled place: the ticked box, what is absent, and words without what stands beside them.

Left out: which place is a field's (`assigning`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.blocks import Cell
from sakura_cli.documents.layout import is_label_like, kind_of_cell
from sakura_cli.lexicon import alternation, word_map, word_set
from sakura_cli.lexicon import words as words_of
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.cell_words import unit_of
from sakura_cli.tasks.extraction.fields import CHOICE, Field
from sakura_cli.tasks.extraction.labelled.absent import is_absent, is_nobody
from sakura_cli.tasks.extraction.labelled.lines import read_line, strip_postal, strip_seal
from sakura_cli.tasks.extraction.labelled.notes import part_note
from sakura_cli.tasks.extraction.labelled.place import LabelledPlace
from sakura_cli.tasks.extraction.outlining.inline import is_label, read_inline
from sakura_cli.tasks.extraction.outlining.naming import (
    LEAST,
    MEANT,
    bare,
    compare,
    concept_of,
    is_a,
    names_of,
    split_owner,
)
from sakura_cli.tasks.extraction.relations.items import find_table_unit
from sakura_cli.tasks.extraction.relations.value_tails import is_counted_place, pick_bracketed, without_tail
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Place, span_of
from sakura_cli.text.facts import find_values

_POSTAL_ALONE = re.compile(r"〒?[ 　]?[0-9０-９]{3}[-－ー‐−]?[0-9０-９]{4}[ 　]*")
_NEXT_LABEL = re.compile(r"(?P<label>[^\s:：0-9０-９]{2,10})[:：]")
_OTHER_BEFORE = re.compile(r"(?P<label>[^\s0-9０-９:：][^\s:：]{0,9})[ 　\t]+[0-9０-９]")
_ADDRESS_UNIT = re.compile(rf"(?P<unit>{alternation(words_of('labels/addresses', 'number'))})")
_LONGEST_UNIT = 3
_DIGITS = "0123456789０１２３４５６７８９-－ 　第"
_EMPTY_BEFORE = re.compile(r"[:：](?:　{2,}| {3,})$")
_ENTRY_WORDS = re.compile(r"[)）:：]?[ 　]?(?P<words>[^\s、／(（]+)")
_FILLED_IN = re.compile(r"[（(][ 　]+(?P<inner>[^（）()\n]*?)[ 　]+[)）]")
# What closes the marks of Markdown around a label: **場所:** オンライン.
_EMPHASIS = re.compile(r"(\*\*|__)[ 　]+(?=\S)")
_GAPS = re.compile(r" {2,}|[ \t]*[　\t][ 　\t]*")
# Nobody writes so far behind a label what it says.
_FAR = 8
_CODE = re.compile(r"(?P<code>[A-Za-z0-9０-９-]+)(?=[ 　\t]+[^A-Za-z0-9０-９-])")
_IN_CODES = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９一二三四五六七八九〇]")
_REMARK_LINE = re.compile(r"[※＊]")
# What a mark sets apart from the value above or before it.
_REMARK = re.compile(r"\s*(?:\n[ 　\t]*|(?<=[ 　\t)）]))[※＊]")
_LABELLED_NOTE = re.compile(r"[ 　]*[（(](?P<inner>[^（）()]+)[)）]$")
# What people say has several words with a comma between them, and ends in kana.
_CLAUSE = re.compile(r"[ぁ-ん][、，].*[ぁ-ん]{2}[。]?$")
_NOTE_BEHIND = re.compile(r"[ 　]*[（(](?P<inner>[^（）()]+)[)）][ 　]*$")


def read_place(source: IndexedDocument, field: Field, place: LabelledPlace, value: Place) -> tuple[Leaf | None, bool]:
    """Return the value of a field in a place, and whether the place says that there is none."""
    ticked = [choice for choice in place.choices if choice.is_ticked]
    if place.choices and (field.is_free or field.type == CHOICE):
        for choice in ticked:
            leaf = source.cell(field, choice.span)
            if field.type == CHOICE and leaf is not None and source.chosen(field, place.label, choice.span) is None:
                leaf = None
            if field.type == CHOICE and leaf is None:
                leaf = source.chosen(field, place.label, choice.span)
            if leaf is not None:
                return replace(leaf, found=place.found), False
        return None, not ticked and field.type != CHOICE
    if isinstance(value, Span) and (filled := _FILLED_IN.fullmatch(source.text, *value)) is not None:
        value = Span(*filled.span("inner"))  # a blank between brackets
    if isinstance(value, Span) and (mark := _EMPHASIS.match(source.text, *value)) and place.label.startswith(mark[1]):
        value = Span(mark.end(), value.end)
    words = value.cut(source.text)
    if _is_skipped(source.text, value):
        return None, True
    if is_absent(words) and words.strip() not in field.choices:
        leaf = None if field.is_free or field.type == CHOICE else source.cell(field, value)
        return (replace(leaf, found=place.found) if leaf is not None and leaf.value is None else None), True
    if field.type == "name" and is_nobody(words):
        return None, True
    if field.type == "string" and _is_code(field) and not _IN_CODES.search(words):
        return None, False
    if field.is_free and isinstance(value, Span):
        value = strip_seal(source.text, value)
        if field.type == "string" and (code := _CODE.match(source.text, *value)) is not None and _is_code(field):
            value = Span(*code.span("code"))
    if field.is_free:
        value = without_remarks(source.text, field, value)
        value = value.pieces[0] if isinstance(value, Cell) and len(value.pieces) == 1 else value
    if field.type == "string" and isinstance(value, Span):
        value = pick_bracketed(source.text, value)
        value = without_tail(source.text, field, value)
    if field.type == "string" and isinstance(value, Span) and is_counted_place(source.text, field, value):
        return None, False
    is_place = field.type == "string" and any(is_a(concept_of(name), "place") for name in names_of(field))
    if is_place and isinstance(value, Span):
        is_venue = any(concept_of(name) in word_set("labels/told", "held") for name in names_of(field))
        value = _without_way(source.text, _without_times(source, value), has_address=not is_venue)
    if field.type == "name" and (person := _person_in(source.text, value)) is not None:
        value = person
    if field.type in ("integer", "number") and _is_after_label(source.text, field, value):
        return None, False
    leaf = source.cell(field, value, unit=_unit(source, field, place))
    if leaf is not None and field.type in ("integer", "number") and _is_address_number(source.text, field, leaf.span):
        return None, False
    if leaf is None or (field.type == "name" and not _may_be_person(leaf.raw)):
        return None, False
    if field.type == "string" and _is_address(field) and isinstance(value, Span):
        if _POSTAL_ALONE.fullmatch(source.text, *value):
            return None, False  # where it is stands on the next line
        bare_span = strip_postal(source.text, value)
        leaf = source.cell(field, bare_span) or leaf
    return replace(leaf, found=place.found), False


def _is_skipped(text: str, value: Place) -> bool:
    """Say whether a value is the next label with its own, for the one before it has none: 確認：　　作成：佐久間."""
    start = span_of(value).start
    before = text[max(0, start - 24) : start]
    is_far = count_columns(before[len(before.rstrip(" 　\t")) :]) >= _FAR
    is_told = before.rstrip(" 　\t")[-1:] in (":", "：") and not is_far
    if isinstance(value, Span) and not is_told and _is_label_only(value.cut(text), is_far=is_far):
        return True
    following = _NEXT_LABEL.match(text, start)
    return (
        following is not None
        and is_label(following["label"])
        and _EMPTY_BEFORE.search(text[max(0, start - 24) : start]) is not None
    )


def _is_label_only(words_: str, *, is_far: bool) -> bool:
    """Say whether a value is nothing but further labels, as where nobody has filled in a row: 受付日　　決定区画."""
    first, *others = _GAPS.split(words_.strip())
    is_meant = is_label(first) or (is_far and is_label_like(first) and not find_values(first, "date"))
    if len(first) < 2 or not is_meant:
        return False
    gaps = _GAPS.findall(words_.strip())
    return all(
        is_label(other) or is_label_like(other) or (count_columns(gap) >= _FAR and kind_of_cell(other) == "text")
        for gap, other in zip(gaps, others, strict=True)
    )


def _unit(source: IndexedDocument, field: Field, place: LabelledPlace) -> str:
    """Return the unit that a label or, for the sums of a table, the note over it gives a value."""
    unit = unit_of(place.label, field.type)
    return find_table_unit(source) if not unit and place.found == "table" and field.type == "amount" else unit


def _may_be_person(words: str) -> bool:
    """Say whether words may name a person: they are no clause, no label and no word for a department or role."""
    compact = "".join(words.split())
    if compact.endswith((*_unnamed(), *_trades())) or _CLAUSE.search(words):
        return False
    return concept_of(words) is None and (compact not in _roles())


@cache
def _unnamed() -> tuple[str, ...]:
    return words_of("labels/letters", "nobody")


def _is_after_label(text: str, field: Field, value: Place) -> bool:
    """Say whether a number stands behind the label of another, far from its own: 脈拍　　　　SpO2　98%."""
    span = value.pieces[0] if isinstance(value, Cell) else value
    other = _OTHER_BEFORE.match(text, *span)
    before = text[max(0, span.start - 24) : span.start]
    is_far = count_columns(before[len(before.rstrip(" 　\t")) :]) >= _FAR
    is_meant = other is not None and (other["label"].isascii() or is_label(other["label"]))
    return is_far and is_meant and other is not None and not any(other["label"] in name for name in names_of(field))


def _is_address_number(text: str, field: Field, span: Span) -> bool:
    """Say whether a number is that of a room, a plot or a floor, which counts nothing: 比嘉 正樹（302号室）."""
    unit = _ADDRESS_UNIT.search(text, span.start, min(len(text), span.end + _LONGEST_UNIT))
    reaches = unit is not None and unit.end() >= span.end and not text[span.start : unit.start()].strip(_DIGITS)
    return reaches and unit is not None and not any(unit["unit"] in name for name in names_of(field))


def _person_in(text: str, value: Place) -> Span | None:
    """Return the only person whom the lines of a value name beside a firm, a department or a post."""
    parts = [
        part for piece in (value.pieces if isinstance(value, Cell) else (value,)) for part in read_line(text, piece)
    ]
    persons = [part.span for part in parts if part.kind == "person"]
    return persons[0] if len(persons) == 1 and len(parts) > 1 else None


@cache
def _trades() -> tuple[str, ...]:
    """Return what no name ends in: 見学担当, みのり事業."""
    return tuple(sorted(word for word in _roles() if len(word) > 1))


def _roles() -> frozenset[str]:
    """Return the words for parts that people have, those apart that may stand for a person: 課長."""
    return word_set("names/roles") - word_set("names/titles", "post", "ambiguous")


def _is_code(field: Field) -> bool:
    return any(bare(name).endswith(words_of("labels/parts", "code")) for name in names_of(field))


def without_remarks(text: str, field: Field, value: Place) -> Place:
    """Return words without the remarks below them, and without a note in brackets that has a label of its own."""
    if isinstance(value, Cell):
        first = next((at for at, piece in enumerate(value.pieces) if at and _REMARK_LINE.match(text, *piece)), None)
        value = Cell(value.pieces[:first])
        parted = part_note(text, value)
        return value if parted is None or _is_asked(field, parted[1].cut(text)) else parted[0]
    if (remark := _REMARK.search(text, *value)) is not None and remark.start() > value.start:
        value = Span(value.start, remark.start())
    note = _LABELLED_NOTE.search(text, *value)
    if note is None or note.start() == value.start:
        return value
    inner = read_inline(text, Span(*note.span("inner")))
    is_asked = any(_is_asked(field, each.label.cut(text)) for each in inner)
    return Span(value.start, note.start()) if inner and not is_asked else value


def _is_asked(field: Field, label: str) -> bool:
    return any(compare(name, label) >= LEAST for name in names_of(field))


def _without_times(source: IndexedDocument, value: Span) -> Span:
    """Return where something is without the day and time before it: 午前8時45分　園庭."""
    start = value.start
    for span in sorted(source.candidates_in("time", value) + source.candidates_in("date", value)):
        if not source.text[start : span.start].strip(" 　\t、"):
            start = span.end
    words = source.text[start : value.end]
    return Span(value.end - len(words.lstrip(" 　\t、")), value.end) if words.strip() else value


def _without_way(text: str, value: Span, *, has_address: bool) -> Span:
    """Return where something is without how to get there in brackets behind it, nor its address if that is no part."""
    note = _NOTE_BEHIND.search(text, *value)
    if note is None or note.start() == value.start:
        return value
    inner = Span(*note.span("inner"))
    is_way = any(word in inner.cut(text) for word in word_set("labels/ways"))
    is_way = is_way or any(find_values(inner.cut(text), value_type) for value_type in ("time", "date"))
    is_way = is_way or (not has_address and [part.kind for part in read_line(text, inner)] == ["address"])
    return Span(value.start, note.start()) if is_way else value


def _is_address(field: Field) -> bool:
    wanted = word_map("labels/part_labels", "word", column="part")["address"]
    return any(
        concept_of(name) == wanted or any(concept_of(core) == wanted for _, core in split_owner(name))
        for name in names_of(field)
    )


def find_inner(source: IndexedDocument, field: Field, place: LabelledPlace) -> tuple[int | None, Span | None]:
    """Find a value that is labelled within a value: 会費　会員 2,000円　一般 3,500円 for 一般会費."""
    if not isinstance(place.value, Span) or field.is_free or field.type == CHOICE:
        return None, None
    for name in names_of(field):
        for owner, core in _split(name, place.label):
            at = place.value.cut(source.text).find(owner)
            if at < 0 or len(owner) < 2:
                continue
            if source.text[place.value.start : place.value.start + at][-1:].isdigit():
                continue  # a unit: 今週 6.5時間（今月累計 18時間）
            start = place.value.start + at + len(owner)
            return MEANT if core else None, Span(start, _end_of_entry(source, field, start, place.value.end))
    return None, None


def _end_of_entry(source: IndexedDocument, field: Field, start: int, end: int) -> int:
    """Return where the value after a word within a value ends: before the next word that has one."""
    spans = [span for span in source.candidates_in(field.type, Span(start, end)) if span.start >= start]
    entry = _ENTRY_WORDS.match(source.text, start, end)
    if entry is not None and is_absent(entry["words"]):
        return entry.end()  # （自宅）なし　（携帯）090-…
    blank = min(
        (
            at
            for mark in ("　", "  ", "、", "／", "。")
            if (at := source.text.find(mark, start + 1, end)) >= 0 and source.text[start:at].strip()
        ),
        default=end,
    )
    return (
        min(blank, end)
        if not spans
        else max(blank, spans[0].end)
        if blank < spans[0].start + 1
        else min(max(blank, spans[0].end), end)
    )


def _split(name: str, label: str) -> Iterator[tuple[str, str]]:
    key, end = bare(name), bare(label)
    if len(key) > len(end) > 1 and key.startswith(end):
        yield key[len(end) :], end
    if len(key) > len(end) and key.endswith(end):
        yield key[: -len(end)], end
    for owner, core in split_owner(name):
        if concept_of(core) == concept_of(label):
            yield owner, core
