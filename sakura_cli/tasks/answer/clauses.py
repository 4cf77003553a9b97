"""Which of several values in one sentence is that of what is asked about: 本人の結婚は7日、子の結婚は2日とする。

A value is of the clause it stands in; what stands before all of them, and a clause between two, is counted for both.
Values whose clause says clearly less of a question than another's are not of it. Left out: values of different
sentences, of which a model chooses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.lexicon import word_set
from sakura_cli.search.synonyms import find_alternatives, is_said
from sakura_cli.search.tokens import list_words
from sakura_cli.spans import Span
from sakura_cli.tasks.answer.question import AskedQuestion

_TOPIC = word_set("search/parts_of_speech", "topic")
_BREAK = re.compile(r"[、，,;；（）()]")
# So much more of a question, of 1, has to be said by one clause than by another.
_MARGIN = 0.15


def keep_asked(
    text: str, values: Sequence[Span], question: AskedQuestion, weights: Mapping[str, float]
) -> Sequence[Span]:
    """Return the values of a sentence that are of what a question asks about; all of them where that is not clear.

    `weights` are those of the words of the question.
    """
    clauses = _find_clauses(text, values)
    whole = sum(weights.values())
    if clauses is None or not whole:
        return values
    alternatives = find_alternatives(list_words(question.text))
    said = [
        sum(weight for word, weight in weights.items() if is_said(word, held, alternatives)) / whole
        for held in map(list_words, clauses)
    ]
    least = max(said) - _MARGIN
    return [value for value, share in zip(values, said, strict=True) if share > least]


def _find_clauses(text: str, values: Sequence[Span]) -> Sequence[str] | None:
    """Return the clause of each value with what is said of all of them, None where there are no two."""
    head = _find_head(text, values[0].start) if values else 0
    starts, ends = [head], []
    for one, other in pairwise(values):
        breaks = [match.start() for match in _BREAK.finditer(text, one.end, max(one.end, other.start))]
        if not breaks:
            return None
        ends.append(breaks[-1])
        starts.append(breaks[0])
    if not ends:
        return None
    return [f"{text[:head]} {text[start:end]}" for start, end in zip(starts, [*ends, len(text)], strict=True)]


def _find_head(text: str, first: int) -> int:
    """Return where what is said of all values ends: at the last break before the first of them, else behind a topic.

    A topic just before a value is that value's own.
    """
    breaks = [match.end() for match in _BREAK.finditer(text, 0, first)]
    if breaks:
        return breaks[-1]
    topics = [
        each.end for each in analyse_morphemes(text[:first]) if each.sub in _TOPIC and text[each.end : first].strip()
    ]
    return topics[0] if topics else 0
