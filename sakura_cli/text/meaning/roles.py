"""Who does something to whom, the other way round than in the source: A asks B told as B asks A."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.text.meaning.clauses import Clause
from sakura_cli.text.meaning.content import spell
from sakura_cli.text.meaning.findings import MisstatementKind, Telling
from sakura_cli.text.meaning.phrases import Phrase
from sakura_cli.text.meaning.source import MOST_PLACES, SourceClauses, Sourced

_GIVING: Final = frozenset(map(spell, words("meaning/acts", "giving")))
_GETTING: Final = word_set("meaning/acts", "getting")
_SUBJECT: Final = word_set("meaning/acts", "subject")
_RECIPIENT: Final = word_set("meaning/acts", "recipient")
_ORIGIN: Final = word_set("meaning/acts", "origin")
_PASSIVE: Final = word_set("meaning/acts", "passive")
_PARTY: Final = re.compile(rf"{alternation(words('meaning/acts', 'party'))}$")
_NOUN_PARTS: Final = word_set("japanese/tags", "noun-part")
_ABOUT: Final = word_set("meaning/clauses", "about")
_LEAST = 0.3
_MOST_CLOSE = 5


class Dealing(NamedTuple):
    """Something done by somebody to somebody; a party is the words for it, none where it is not told."""

    word: str
    giver: frozenset[str]
    recipient: frozenset[str]


def check_roles(reading: Telling, source: SourceClauses) -> Iterator[tuple[MisstatementKind, str]]:
    """Yield an act that the source tells of the same parties the other way round."""
    for act in find_acts(reading.statement):
        if not (act.giver or act.recipient):
            continue
        rest = reading.statement.words - act.giver - act.recipient - {act.word}
        weight = source.weigh(rest)
        told = [
            pair
            for pair in _read_acts(source).get(act.word) or _list_close(rest, source)
            if not weight or source.weigh(rest & source.sentence_words(pair[1])) / weight >= _LEAST
        ]
        if any(_agrees(act, other) for other, _ in told):
            continue
        for other, sourced in told:
            is_other = act.giver and other.giver and act.word == other.word and _knows(source, act.giver)
            if act.giver & other.recipient or act.recipient & other.giver or is_other:
                yield "exchanged-roles", sourced.statement.text
                return


def _knows(source: SourceClauses, party: frozenset[str]) -> bool:
    return any(source.knows(word) for word in party)


def _agrees(act: Dealing, other: Dealing) -> bool:
    return bool(act.giver & other.giver or act.recipient & other.recipient)


@lru_cache(maxsize=8)
def _read_acts(source: SourceClauses) -> Mapping[str, Sequence[tuple[Dealing, Sourced]]]:
    """Return the acts of a source by their words, of each the first ones."""
    acts: dict[str, list[tuple[Dealing, Sourced]]] = defaultdict(list)
    for sourced in source.sourced:
        for act in find_acts(sourced.statement):
            if len(acts[act.word]) < MOST_PLACES:
                acts[act.word].append((act, sourced))
    return acts


def _list_close(words: frozenset[str], source: SourceClauses) -> Sequence[tuple[Dealing, Sourced]]:
    """Return what is done in the statements closest to some words."""
    closest = source.find_closest(words)[:_MOST_CLOSE]
    return [(act, sourced) for _, sourced in closest for act in find_acts(sourced.statement)]


def find_acts(statement: Clause) -> Iterator[Dealing]:
    """Yield what is done to somebody in a statement."""
    phrases = statement.phrases
    for index, phrase in enumerate(phrases):
        word = next((word for word in reversed([*(w for w, _ in phrase.words)]) if word in _GIVING), "")
        getting = bool(phrase.heads & _GETTING) and phrase.is_predicate
        if not word and not getting:
            continue
        parties = {
            kind: _find_party(phrases[:index], particles)
            for kind, particles in (("subject", _SUBJECT), ("recipient", _RECIPIENT), ("origin", _ORIGIN))
        }
        following = phrases[index + 1] if index + 1 < len(phrases) else None
        is_got = (
            getting
            or bool(phrase.heads & _PASSIVE)
            or bool(following and following.heads & _GETTING and not phrase.is_predicate)
        )
        if is_got:
            yield Dealing(word, parties["origin"] or parties["recipient"], parties["subject"])
        else:
            yield Dealing(word, parties["origin"] or parties["subject"], parties["recipient"])


def _is_party(phrase: Phrase) -> bool:
    """Say whether a phrase names somebody."""
    surface = "".join(m.surface for m in phrase.morphemes if m.is_noun or m.pos in _NOUN_PARTS)
    is_named = any(m.sub == "固有名詞" or m.pos == "代名詞" for m in phrase.morphemes)
    return is_named or bool(_PARTY.search(surface))


def _find_party(phrases: Sequence[Phrase], particles: frozenset[str]) -> frozenset[str]:
    """Return the nouns of the nearest phrase with one of some particles."""
    is_near = True
    for index in range(len(phrases) - 1, -1, -1):
        phrase = phrases[index]
        # Words before a predicate within belong to that one, but for what the clause is about.
        is_near = is_near and phrase.joint not in ("attributive", "condition")
        if not (is_near or phrase.has_comma or phrase.particle in _ABOUT):
            continue
        if phrase.particle in particles and not phrase.is_predicate and _is_party(phrase):
            named = [phrase]
            while index and phrases[index - 1].particle == "の":
                index -= 1
                named.append(phrases[index])
            return frozenset(m.norm for each in named for m in each.morphemes if m.is_noun)
    return frozenset()
