"""What was changed into what: 賃料22万円を…23万円に改める, 到着が11時→12時15分 for 改定前賃料, 変更後の到着予定.

By `labels/changes`; what was changed stands before the first of the two values. Left out: columns of old and new.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.outlining.naming import bare, names_of
from sakura_cli.tasks.extraction.outlining.outline import DocumentOutline
from sakura_cli.tasks.extraction.range_ends import cut_end
from sakura_cli.tasks.extraction.source import IndexedDocument

CHANGED = 72
_TABLE = "labels/changes"
_JOINT = re.compile(rf"[ 　]*{alternation(words(_TABLE, 'joint'))}[ 　]*")
_NOTE = r"(?:[（(][^（）()\n]{0,16}[)）])?"
_OBJECT = re.compile(rf"{_NOTE}を[^。\n]{{0,24}}")
_INTO = re.compile(rf"{_NOTE}[にへ][^。、\n]{{0,8}}?{alternation(words(_TABLE, 'into'))}")
_MOST_BEFORE = 40
_SHORTEST = 2
_TYPES = frozenset({"amount", "date", "time", "number", "integer", "quantity"})


def find_changes(source: IndexedDocument, outline: DocumentOutline, field: Field) -> Iterator[tuple[int, Span]]:
    """Yield the value before or after the only change of what a field names, with how surely."""
    if field.type not in _TYPES or field.is_list:
        return
    for name in map(bare, names_of(field)):
        for at, kind in enumerate(("before", "after")):
            stem = next((stem for word in words(_TABLE, kind) if (stem := _without(name, word))), "")
            found = (
                [pair[at] for pair in _pairs(source, field, stem) if not outline.is_quoted(pair[at])] if stem else []
            )
            if len(found) == 1:
                yield CHANGED, found[0]
                return


def _without(name: str, word: str) -> str:
    """Return what a name says beside a word it begins or ends with; nothing where it has no such word."""
    stem = name.removeprefix(word) if name.startswith(word) else name.removesuffix(word)
    return stem.strip("の") if stem != name else ""


def _pairs(source: IndexedDocument, field: Field, stem: str) -> Iterator[tuple[Span, Span]]:
    text = source.text
    spans = source.occurrences(field.type)
    # What is written like a range may be a change, too.
    ranges = [tuple(cut_end(text, span, field.type, end) for end in ("start", "end")) for span in spans]
    for one, other in [*pairwise(spans), *((first, last) for first, last in ranges if first and last)]:
        between = text[one.end : other.start]
        is_changed = _JOINT.fullmatch(between) is not None and (
            (one, other) not in ranges or _is_into(text, one, other)
        )
        is_changed = is_changed or (_OBJECT.fullmatch(between) is not None and _INTO.match(text, other.end) is not None)
        start = max(text.rfind("。", 0, one.start), text.rfind("\n\n", 0, one.start), one.start - _MOST_BEFORE, 0)
        if is_changed and _speaks(stem, text[start : one.start]):
            yield one, other


def _is_into(text: str, one: Span, other: Span) -> bool:
    """Say whether an arrow, or what is said behind it, makes a change of a range."""
    return bool(re.search("[→⇒]", text[one.end : other.start]) or _INTO.match(text, other.end))


def _speaks(stem: str, before: str) -> bool:
    """Say whether words have what was changed, or how its name begins: 到着 of 到着予定."""
    return any(stem[:size] in before for size in range(len(stem), _SHORTEST - 1, -1))
