"""Find labels with their values: 氏　名　山田太郎, 件名：…, 【期限】3月5日, a label over its value, several in a line.

A label is sure if it is known to forms or if its value stands apart from it and is no sentence; one that is not sure
needs a sure one beside it. Left out: what stands in one line (`marked`, `spaced`), tables, what is ticked (`choices`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sakura_cli.documents.blocks import Block, Cell, Pair
from sakura_cli.documents.layout.forms.aligned import find_aligned
from sakura_cli.documents.layout.forms.choices import find_choices
from sakura_cli.documents.layout.forms.entries import Entry, is_item
from sakura_cli.documents.layout.forms.marked import find_entries
from sakura_cli.documents.layout.labels import is_known_label, is_sentence
from sakura_cli.documents.layout.lines import DrawnLine, is_blank, split_pieces, trim
from sakura_cli.documents.layout.prose import is_contents_line
from sakura_cli.spans import Span

_MOST_VALUE_LINES = 12
# A value goes on below within one character of where it began: blanks are put in by eye.
_VALUE_SLACK = 2
_FIGURES = re.compile(r"[0-9０-９.．]+")


@dataclass
class _Form:
    """The entries of a line with what the lines below add, and whether they are sure."""

    line: int
    entries: list[Entry]
    is_sure: bool
    end: int
    added: list[Span] = field(default_factory=list)


def find_pairs(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> Iterator[tuple[range, list[Block]]]:
    """Find the pairs of lines that are free; each time the indexes of the lines and the pairs that stand in them."""
    forms = _find_forms(text, lines, free)
    counts = Counter(_name(text, form) for form in forms)
    for number, form in enumerate(forms):
        near = [forms[each] for each in (number - 1, number + 1) if 0 <= each < len(forms)]
        beside = [
            each for each in near if abs(each.line - form.line) <= 1 + max(form.end - form.line, each.end - each.line)
        ]
        if not form.is_sure and not _is_backed(text, form, beside, counts):
            continue
        yield range(form.line, form.end), list(_make_blocks(text, form))


def _find_forms(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> list[_Form]:
    forms: list[_Form] = []
    aligned = find_aligned(text, lines, free)
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if not free[index - 1] or is_blank(text, line) or line.end - line.start > 2000:
            continue
        entries = [] if is_contents_line(line.cut(text)) else aligned.get(index - 1) or find_entries(text, line)
        if not entries:
            continue
        form = _Form(index - 1, entries, all(entry.is_sure for entry in entries), index)
        last = entries[-1]
        if last.value.end > last.value.start:
            _add_wrapped(text, lines, free, form)
        elif not _add_below(text, lines, free, form):
            continue
        index = form.end
        forms.append(form)
    return forms


def _name(text: str, form: _Form) -> str:
    """Return the first label of a line without figures: headings and speakers have the same one again and again."""
    return _FIGURES.sub("", form.entries[0].label.cut(text))


def _is_backed(text: str, form: _Form, beside: Sequence[_Form], counts: Mapping[str, int]) -> bool:
    """Say whether entries that are not sure stand in a form: beside sure ones, or others that look the same."""
    [first, *_] = form.entries
    sure = [other for other in beside if other.is_sure]
    if first.is_spaced:
        spaced = [other.entries[0] for other in sure if other.entries[0].is_spaced]
        return any(other.value_column == first.value_column for other in spaced)
    marked = [other for other in sure if not other.entries[0].is_spaced]
    if counts[_name(text, form)] > 1:
        return any(not other.entries[0].has_sentence for other in marked)
    if marked:
        return True
    # Labels that forms do not know, one under another, over short values.
    return any(
        not each.has_sentence
        and not first.has_sentence
        and not each.is_spaced
        and counts[_name(text, other)] == 1
        and _is_short(text, each)
        and _is_short(text, first)
        for other in beside
        for each in other.entries[:1]
    )


def _is_short(text: str, entry: Entry) -> bool:
    words = entry.value.cut(text)
    return 0 < len(words) <= 30 and "、" not in words and not entry.label.cut(text).isascii()


def _add_wrapped(text: str, lines: Sequence[DrawnLine], free: Sequence[bool], form: _Form) -> None:
    """Add the lines below that begin where the value does."""
    last = form.entries[-1]
    while form.end < len(lines) and free[form.end] and form.end - form.line < _MOST_VALUE_LINES:
        line = lines[form.end]
        pieces = split_pieces(text, line)
        if (
            not pieces
            or abs(pieces[0].left - last.value_column) > _VALUE_SLACK
            or last.value_column <= last.label_column
        ):
            break
        entries = find_entries(text, line)
        if entries and entries[0].is_sure and (not entries[0].is_spaced or len(form.entries) > 1):
            break
        form.added.append(trim(text, line.start, line.end))
        form.end += 1


def _add_below(text: str, lines: Sequence[DrawnLine], free: Sequence[bool], form: _Form) -> bool:
    """Add the value that stands under a label alone on its line; return whether there is one."""
    last = form.entries[-1]
    column: int | None = None
    margin = split_pieces(text, lines[form.line])[0].left
    while form.end < len(lines) and free[form.end] and form.end - form.line < _MOST_VALUE_LINES:
        line = lines[form.end]
        pieces = split_pieces(text, line)
        if not pieces:
            break
        left = pieces[0].left
        is_indented = left > margin
        if column is None:
            if (not is_indented and not (last.is_marked and last.is_known)) or is_item(text, line):
                break
            if is_known_label(pieces[0].cut(text)) and len(pieces) == 1:
                break
            column = left
        elif left < column or not is_indented or is_item(text, line):
            break
        entries = find_entries(text, line)
        if entries and (entries[0].is_sure or not is_indented) and entries[0].value.end > entries[0].value.start:
            if column == left and not form.added:
                return False
            break
        form.added.append(trim(text, line.start, line.end))
        form.end += 1
        if not is_indented:
            break
    if not form.added:
        return False
    lead = form.added[0].cut(text)
    # A paragraph is indented on its first line only, by one character; under a heading it is no value.
    is_prose = is_sentence(lead) and (
        not last.is_known or (not last.is_marked and len(form.added) == 1 and (column or 0) - margin <= 2)
    )
    return not is_prose and _has_room(text, last)


def _has_room(text: str, entry: Entry) -> bool:
    return entry.label.end - entry.label.start <= 30 and not is_sentence(entry.label.cut(text))


def _make_blocks(text: str, form: _Form) -> Iterator[Block]:
    for entry in form.entries:
        pieces = [entry.value] if entry.value.end > entry.value.start else []
        if entry is form.entries[-1]:
            pieces += form.added
        if not pieces:
            continue
        label = Cell((entry.label,) if entry.label.end > entry.label.start else ())
        start = entry.label.start if label.pieces else pieces[0].start
        pair = Pair(label, Cell(tuple(pieces)), find_choices(text, pieces))
        spans = (*label.pieces, *pieces) if len(pieces) > 1 else ()
        yield Block("pair", Span(start, pieces[-1].end), pieces=spans, pair=pair)
