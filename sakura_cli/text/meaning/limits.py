"""Limits and conditions of a statement of the source that a sentence about it leaves out: everybody's duty then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sakura_cli.lexicon import alternation, words
from sakura_cli.text.meaning.clauses import Clause
from sakura_cli.text.meaning.findings import MisstatementKind, Telling, find_meant
from sakura_cli.text.meaning.restrictions import Limit
from sakura_cli.text.meaning.source import SourceClauses, Sourced

_UNIVERSAL: Final = re.compile(alternation(words("meaning/limits", "universal")))
_LEAST_WORDS: Final = 2
_INFLECTED: Final = re.compile("[ぁ-ゖ]")
_LEAST, _NEAR, _TOLD = 0.6, 0.8, 0.4


def check_limits(reading: Telling, source: SourceClauses) -> Iterator[tuple[MisstatementKind, str]]:
    """Yield the limit that every statement meant has and the sentence has nothing of."""
    event = reading.statement.final
    # A noun alone says nothing of anybody.
    if event is None or (len(reading.statement.words) < _LEAST_WORDS and not _INFLECTED.search(reading.statement.text)):
        return
    found = find_meant(reading, event, source, once=True)
    meant = [sourced for sourced, same in found if same.is_negated == event.is_negated]
    if not found:
        meant = list(_find_closest(reading, source))
    lifted = _UNIVERSAL.search(reading.statement.text)
    if lifted and not any(_UNIVERSAL.search(text) for text in [each.statement.text for each in meant] or [source.text]):
        yield "dropped-limit", lifted.group()
        return
    dropped: list[Limit] = []
    for sourced in meant:
        is_same = found or any(event.word.startswith(word) for word in sourced.statement.words)
        limits = [limit for limit in sourced.statement.limits if is_same or limit.kind != "scope"]
        left = [limit for limit in limits if not _is_told(limit, sourced.statement, reading, source)]
        if not left:
            return
        dropped += left
    if dropped:
        yield "dropped-limit", dropped[0].text


def _find_closest(reading: Telling, source: SourceClauses) -> Sequence[Sourced]:
    closest = source.find_closest(frozenset(filter(source.knows, reading.statement.words)))
    best = closest[0][0] if closest else 0.0
    return [sourced for share, sourced in closest if share >= max(_LEAST, _NEAR * best)]


def _is_told(limit: Limit, home: Clause, reading: Telling, source: SourceClauses) -> bool:
    """Say whether a sentence has enough of the words of a limit."""
    # What the clause says anyway tells nothing of its limit.
    others = [
        word
        for phrase in home.phrases
        if not limit.span.start <= phrase.span.start < limit.span.end
        for word, _ in phrase.words
    ]
    own = limit.words.difference(others) or limit.words
    told = {word for word in own if word in reading.known_words or _is_within(word, reading)}
    if any(word[0] == "#" for word in told):
        return True
    own = frozenset(word for word in own if word[0] != "#") or own
    weight = source.weigh(own)
    return bool(told) and (not weight or source.weigh(told & own) / weight >= _TOLD)


def _is_within(word: str, reading: Telling) -> bool:
    """Say whether a sentence has a word in a longer one (資格 in 有資格者, 雨 in 雨天)."""
    if len(word) > 1:
        return word in reading.text
    return any(known.startswith(word) for known in reading.known_words)
