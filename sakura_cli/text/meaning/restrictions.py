"""Limits of a clause: whom or what it is about only, and the conditions under which it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.spans import Span
from sakura_cli.text.meaning.noun_phrases import belonging, modifiers_of, nouns_of, takes_arguments
from sakura_cli.text.meaning.phrases import Phrase

_RESTRICTING: Final = word_set("meaning/clauses", "restricting")
_GROUP: Final = re.compile(
    rf"{alternation(words('meaning/limits', 'group'))}{alternation(words('meaning/limits', 'after-group'))}?$"
)
_PLACES: Final = alternation(words("meaning/limits", "place"))
_PLACE: Final = re.compile(rf"(?:^|[ぁ-ん]){_PLACES}|{_PLACES}$")
_NAME: Final = "固有名詞"
_LIMITED: Final = word_set("meaning/clauses", "limited")
_UNTIL: Final = word_set("meaning/clauses", "until-then")
_TRIVIAL: Final = word_set("meaning/limits", "trivial")
_TOPICAL: Final = word_set("meaning/clauses", "topical")
# A condition has no more phrases that are looked at.
_MOST_PHRASES: Final = 12


@dataclass(frozen=True)
class Limit:
    """Words that limit whom or what a statement is about, or when it holds; by a condition, an exception or a kind."""

    kind: Literal["condition", "restriction", "scope"]
    words: frozenset[str]
    text: str
    span: Span


def find_limits(group: Sequence[Phrase], sentence: str, offset: int) -> Iterator[Limit]:
    """Yield the limits of a clause, in order."""

    def read(first: int, last: int) -> tuple[frozenset[str], str, Span]:
        span = Span(group[first].span.start, group[last].span.end)
        return _words_of(group[first : last + 1]), span.shift(-offset).cut(sentence).rstrip("、"), span

    for index, phrase in enumerate(group):
        if phrase.is_aside:
            continue
        first = modifiers_of(group, index)
        if phrase.is_predicate and phrase.particle in _UNTIL and phrase.joint == "":
            held, text, span = read(_begin_condition(group, index), index)
            if held:
                yield Limit("condition", held, text, span)
        elif phrase.joint == "condition":
            held, text, span = read(_begin_condition(group, index), index)
            if held - _RESTRICTING and not held <= _TRIVIAL:
                is_restriction = bool(phrase.heads & _RESTRICTING)
                yield Limit("restriction" if is_restriction else "condition", held - _RESTRICTING, text, span)
        elif phrase.heads & _RESTRICTING:
            if index and not _words_of(group[first : index + 1]) - _RESTRICTING:
                first = modifiers_of(group, index - 1)
            held, text, span = read(first, index)
            if held - _RESTRICTING:
                yield Limit("restriction", held - _RESTRICTING, text, span)
        elif phrase.joint == "" and (phrase.particle in _TOPICAL or phrase.particle in _LIMITED):
            held = _find_scope(group[first : index + 1], is_topic=phrase.particle in _TOPICAL)
            if held:
                yield Limit("scope", held, *read(first, index)[1:])


def _find_scope(noun_phrase: Sequence[Phrase], *, is_topic: bool) -> frozenset[str]:
    """Return the words by which a noun phrase tells some from others of their kind."""
    phrase, before = noun_phrase[-1], noun_phrase[:-1]
    surface, modifying = nouns_of(phrase), _words_of(before)
    if not is_topic:
        is_told = any(each.joint == "attributive" and takes_arguments(each) for each in before)
        return modifying if is_told and _GROUP.fullmatch(surface) else frozenset()
    if any(m.sub == _NAME for m in phrase.morphemes):
        return frozenset()
    if any(each.joint == "attributive" and takes_arguments(each) for each in before):
        return modifying
    if _GROUP.search(surface) and (modifying or len(phrase.words) > 1):
        is_bare = bool(_GROUP.fullmatch(surface)) and bool(modifying)
        own = frozenset(word for word, m in phrase.words if not is_bare and not _GROUP.fullmatch(m.surface))
        return (modifying | own) or _words_of(noun_phrase)
    return _words_of([each for each in belonging(noun_phrase) if _PLACE.search(nouns_of(each))])


def _words_of(phrases: Sequence[Phrase]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word, _ in phrase.words)


def _begin_condition(group: Sequence[Phrase], index: int) -> int:
    first = index
    while first > max(0, index - _MOST_PHRASES):
        before = group[first - 1]
        if before.joint in ("condition", "coordinate", "contrast") or (before.particle == "は" and before.has_comma):
            break
        if before.has_comma and (before.particle in _TOPICAL | {""} or before.particle.endswith("は")):
            break
        first -= 1
    return first
