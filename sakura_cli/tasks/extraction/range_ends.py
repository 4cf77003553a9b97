"""Fields that ask for one end of a range: of 5月11日から15日まで the 開始日 is the 11th and the 終了日 the 15th.

By the names of fields and the words beside a date or time. Left out: ranges of amounts and quantities, which keep their
`lower` and `upper`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Literal

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, read_table, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.outlining.hints import read_hint
from sakura_cli.text.dates import split_range
from sakura_cli.text.facts import find_values
from sakura_cli.text.quantities import RANGE

End = Literal["start", "end"]

# With the blanks before it: no joint begins among them.
_JOINT = re.compile(rf"(?<!\s){RANGE.pattern}")
# A range of times has one; what has many more is none.
_MOST_JOINTS = 8

_TYPES = frozenset({"date", "time"})
# Where in the name of a field a word stands that asks for an end.
_PLACES = {"in": "{}", "whole": "^{}$", "end": "{}$", "word": "(?:^|[^a-z]){}"}


def _name_pattern(end: End) -> re.Pattern[str]:
    asked = [(row["place"], row["word"]) for row in read_table("labels/fields") if row["kind"] == end]
    return re.compile("|".join(_PLACES[place].format(re.escape(word)) for place, word in asked), re.IGNORECASE)


_NAMES: dict[End, re.Pattern[str]] = {"start": _name_pattern("start"), "end": _name_pattern("end")}
_RANGE_WORDS = "labels/range_words"
_SAYS: dict[End, re.Pattern[str]] = {
    end: re.compile(rf"[ 　]*{alternation(row['word'] for row in read_table('labels/fields') if row['kind'] == end)}")
    for end in ("start", "end")
}
# What follows the other end.
_OTHER: dict[End, re.Pattern[str]] = {
    "start": re.compile(rf"[ 　]*{alternation(words(_RANGE_WORDS, 'until'))}"),
    "end": re.compile(
        rf"[ 　]*(?:{alternation(words(_RANGE_WORDS, 'since'))}|より(?!も?前)"
        rf"|付け?で?{alternation(words(_RANGE_WORDS, 'begin'))}|[~〜～]\s*$)"
    ),
}


def find_end(field: Field) -> End | None:
    """Return the end of a range that a field asks for by its name or label, None where for no end or for both."""
    if field.type not in _TYPES:
        return None
    for name in (field.name, *read_hint(field.hint)):
        ends: list[End] = [end for end, pattern in _NAMES.items() if pattern.search(fold(name))]
        if ends:
            return ends[0] if len(ends) == 1 else None
    return None


def strip_end(name: str) -> str:
    """Return what the name of a field says beside the end it asks for and its type: 契約 of 契約開始日."""
    words_ = [row["word"] for row in read_table("labels/fields") if row["kind"] in ("start", "end")]
    types = {row["word"] for row in read_table("labels/type_nouns") if row["type"] in _TYPES}
    stem = re.sub(rf"{alternation(words_)}(?:予定)?(?:時期|{alternation(types)})?", "", fold(name))
    return "" if stem in types else stem.strip("_ ")


def may_be_end(text: str, span: Span, value_type: str, end: End) -> bool:
    """Say whether a date or time is a range or may be this end of one: nothing after it says that it is the other."""
    return not _OTHER[end].match(text, span.end) or cut_end(text, span, value_type, end) is not None


def says_end(text: str, span: Span, end: End) -> bool:
    """Say whether the word after a date or time says that it is this end: 18:30開始."""
    return _SAYS[end].match(text, span.end) is not None


def is_range(text: str, spans: Sequence[Span], value_type: str) -> bool:
    """Say whether dates or times are one range, written as one or as its two ends: 5月11日より、5月15日まで."""
    if len(spans) == 2:
        start, end = spans
        return not may_be_end(text, start, value_type, "end") and not may_be_end(text, end, value_type, "start")
    return len(spans) == 1 and cut_end(text, spans[0], value_type, "end") is not None


def cut_end(text: str, span: Span, value_type: str, end: End) -> Span | None:
    """Return where one end of a range stands, None where the span is no range."""
    raw = span.cut(text)
    parts = split_range(raw) if value_type == "date" else _split_times(raw)
    return parts[0 if end == "start" else 1].shift(span.start) if parts else None


def _split_times(raw: str) -> tuple[Span, Span] | None:
    folded = fold(raw)
    for joint in islice(_JOINT.finditer(folded), _MOST_JOINTS):
        parts = Span(0, joint.start()), Span(joint.end(), len(folded))
        if all(find_values(part.cut(folded), "time") == [Span(0, part.end - part.start)] for part in parts):
            return parts
    return None


def pick_end(value: str | int | float | None, end: End) -> str | None:
    """Return an end of an interval in ISO 8601."""
    if not isinstance(value, str):
        return None
    start, _, last = value.partition("/")
    return start if end == "start" else last
