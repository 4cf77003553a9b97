"""Noun phrases: what stands before a noun and belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sakura_cli.lexicon import word_set
from sakura_cli.text.meaning.phrases import Phrase

_ABOUT: Final = word_set("meaning/clauses", "setting")
_NOUN_PARTS: Final = word_set("japanese/tags", "noun-part")
# A noun has no more before it that is looked at.
_MOST_MODIFIERS: Final = 12


def modifiers_of(phrases: Sequence[Phrase], index: int) -> int:
    """Return the index of the first phrase of the noun phrase that ends at `index`."""
    first = index
    while first > max(0, index - _MOST_MODIFIERS):
        before = phrases[first - 1]
        if before.joint == "attributive" or (before.particle.endswith("の") and not before.has_comma):
            first -= 1
            continue
        is_argument = any(each.joint == "attributive" and takes_arguments(each) for each in phrases[first:index])
        if (
            is_argument
            and not before.has_comma
            and not before.is_predicate
            and before.particle not in _ABOUT
            and before.joint == ""
        ):
            first -= 1
            continue
        if before.is_predicate and not before.particle and before.joint == "" and not before.has_comma:
            first -= 1
            continue
        break
    return first


def takes_arguments(phrase: Phrase) -> bool:
    """Say whether a predicate before a noun may have words of its own before it: 転入した, not 黒い."""
    return any(m.is_verb or m.norm == "無い" for m in phrase.morphemes)


def belonging(noun_phrase: Sequence[Phrase]) -> Iterator[Phrase]:
    """Yield the last phrase of a noun phrase and those before it that の joins to it."""
    for phrase in reversed(noun_phrase):
        if phrase is not noun_phrase[-1] and not phrase.particle.endswith("の"):
            return
        yield phrase


def nouns_of(phrase: Phrase) -> str:
    """Return the nouns of a phrase as they are written, with what is added to them."""
    return "".join(m.surface for m in phrase.morphemes if m.is_noun or m.pos in _NOUN_PARTS)
