"""Statements of a sentence: what is said of what, how it is denied, limited, planned or told by somebody.

A sentence has as many as it has clauses side by side; what stands before a noun or within words said is an event of the
statement around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from sakura_cli.lexicon import word_set
from sakura_cli.spans import Span
from sakura_cli.text.meaning.events import Event, find_events, mark
from sakura_cli.text.meaning.noun_phrases import modifiers_of
from sakura_cli.text.meaning.phrases import Phrase, split_phrases
from sakura_cli.text.meaning.restrictions import Limit, find_limits

_ACT: Final = "サ変可能"
_TOPICAL: Final = word_set("meaning/clauses", "topical")
_QUESTION: Final = re.compile(r"か[。？?]?$|[？?]$")
# What is looked at of a sentence to see where a statement ends, and of the conditions before it.
_MOST_AHEAD: Final = 30
_MOST_CONDITIONS: Final = 4


@dataclass
class Clause:
    """A clause: its words, what it is about, what happens, and its limits."""

    span: Span
    text: str
    phrases: Sequence[Phrase]
    words: frozenset[str] = frozenset()
    topics: Sequence[Sequence[Phrase]] = ()
    events: Sequence[Event] = ()
    limits: list[Limit] = field(default_factory=list)
    own_limits: list[Limit] = field(default_factory=list)
    """Those of its own words, without the conditions told before it in its sentence."""
    is_question: bool = False

    @property
    def final(self) -> Event | None:
        """What the clause comes to."""
        return next((event for event in reversed(self.events) if event.place == "final"), None)

    @property
    def marks(self) -> frozenset[str]:
        """How far it holds, by all that its text says of that."""
        return mark(self.text)

    @property
    def topic_words(self) -> frozenset[str]:
        """The words of what it is about."""
        return frozenset(word for topic in self.topics for phrase in topic for word, _ in phrase.words)

    @property
    def topic_heads(self) -> frozenset[str]:
        """The nouns it is about, without what modifies them."""
        return frozenset(word for topic in self.topics for word, _ in topic[-1].words)

    @property
    def object_words(self) -> frozenset[str]:
        """The words of what something is done to."""
        return frozenset(
            word
            for index, phrase in enumerate(self.phrases)
            if phrase.particle == "を"
            for each in self.phrases[modifiers_of(self.phrases, index) : index + 1]
            for word, _ in each.words
        )


def read_clauses(sentence: str, offset: int = 0) -> list[Clause]:
    """Return the statements of a sentence, in order."""
    phrases = split_phrases(sentence, offset)
    statements: list[Clause] = []
    conditions: list[Limit] = []
    groups = list(_split_clauses(phrases))
    for number, group in enumerate(groups):
        span = Span(group[0].span.start, group[-1].span.end)
        if group[-1].joint == "nominal" and not _ends_in_act(group[-1]) and number + 1 < len(groups):
            group = [*group, *_share_predicate(groups[number + 1])]
        statement = Clause(span, sentence[span.start - offset : span.end - offset], group)
        statement.words = frozenset(word for phrase in group for word, _ in phrase.words)
        statement.topics = list(_find_topics(group))
        statement.events = list(find_events(group, sentence, offset))
        statement.is_question = bool(_QUESTION.search(statement.text))
        own = list(find_limits(group, sentence, offset))
        statement.limits, statement.own_limits = [*conditions, *own], own
        conditions += [limit for limit in own if limit.kind != "scope"]
        conditions = [] if group[-1].joint == "contrast" else conditions[-_MOST_CONDITIONS:]
        statements.append(statement)
    for statement, following in reversed(list(pairwise(statements))):
        # 増加し、…減少した: the tense stands at the end.
        if statement.phrases[-1].joint == "coordinate" and following.final is not None and following.final.ends_past:
            statement.events = [
                replace(each, ends_past=each.ends_past or each.place == "final") for each in statement.events
            ]
    return statements


def _share_predicate(following: Sequence[Phrase]) -> Sequence[Phrase]:
    """Return the predicate that a clause without one shares with the next one (油は12％、粉は5％引き上げます)."""
    index = len(following) - 1
    while index > 0 and not following[index].words:
        index -= 1
    last = following[index]
    is_own = not last.is_predicate or any(word[0] == "#" for word, _ in last.words)
    return [] if is_own else following[index:]


def _ends_in_act(phrase: Phrase) -> bool:
    """Say whether a clause that ends in a noun has its predicate in it (仙台で面談、), or in で."""
    return bool(phrase.particle) or (bool(phrase.words) and phrase.words[-1][1].sub2 == _ACT)


def _split_clauses(phrases: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    """Yield the phrases of one statement after the other."""
    current: list[Phrase] = []
    has_topic = False
    for index, phrase in enumerate(phrases):
        current.append(phrase)
        has_topic = has_topic or phrase.particle in _TOPICAL
        rest = phrases[index + 1 : index + 1 + _MOST_AHEAD]
        if not rest:
            break
        if phrase.joint in ("coordinate", "contrast", "reason") or (
            phrase.joint == "nominal" and has_topic and _begins_new(rest)
        ):
            yield current
            current, has_topic = [], False
    if current:
        yield current


def _begins_new(rest: Sequence[Phrase]) -> bool:
    """Say whether what follows a noun and a comma begins another statement: it has something it is about."""
    for phrase in rest:
        if phrase.particle in _TOPICAL:
            return True
        if phrase.is_predicate and phrase.joint in ("coordinate", "contrast"):
            return False
    return False


def _find_topics(group: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    for index, phrase in enumerate(group):
        if phrase.particle in _TOPICAL and phrase.joint == "" and (phrase.words or index) and not phrase.is_aside:
            yield list(group[modifiers_of(group, index) : index + 1])
