"""Tell who acts: classify noun phrases by side (ウチ・ソト) and find the subject of a predicate.

Sides depend on the audience (敬語の指針 pp.22, 44-45): to outsiders one's own president is of the own group.
Anaphora is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.keigo.lexicon import persons
from sakura_cli.keigo.types import Audience, Side
from sakura_cli.lexicon import word_set, words

_OWN_WORDS = persons.SELF | word_set("keigo/sides", "own")
_OWN_FIRMS = tuple(persons.OWN_FIRM)
_ASKED = word_set("keigo/sides", "asked")
_RAISED_HEADS = words("keigo/sides", "raised-head")
_PERSON_SUFFIXES = word_set("keigo/sides", "person-suffix")
_EVERYBODY = word_set("keigo/sides", "everybody")
_NO_ACTORS = word_set("keigo/sides", "no-actor")
_PARTICLES = word_set("keigo/sides", "particle")
_FINITE_FORMS = words("keigo/sides", "finite-form")
_PARTS = word_set("keigo/sides", "phrase-part")


class Nominal(NamedTuple):
    """A noun phrase: token range (half-open), its head's text, the text of its の modifier, and its side."""

    first: int
    last: int
    text: str
    owner: str
    side: Side


def nominal_before(tokens: Sequence[Morpheme], k: int, begin: int, audience: Audience) -> Nominal | None:
    """Return the noun phrase that ends right before token `k`."""
    first = _start_of_nominal(tokens, k, begin)
    if first == k:
        return None
    text = "".join(t.surface for t in tokens[first:k])
    owner, owner_first = "", first
    if first - 1 >= begin and tokens[first - 1].surface == "の":
        owner_first = _start_of_nominal(tokens, first - 1, begin)
        owner = "".join(t.surface for t in tokens[owner_first : first - 1])
    return Nominal(first, k, text, owner, classify(tokens[first:k], text, owner, audience))


def _start_of_nominal(tokens: Sequence[Morpheme], k: int, begin: int) -> int:
    first = k
    while first > begin and tokens[first - 1].pos in _PARTS:
        first -= 1
    return first


def classify(parts: Sequence[Morpheme], text: str, owner: str, audience: Audience) -> Side:
    """Return the side of a noun phrase made of `parts` and owned by `owner`."""
    is_outside = audience is Audience.EXTERNAL
    own_owner = owner in _OWN_WORDS
    if text in _OWN_WORDS and not (text == "うち" and owner):
        return Side.SELF
    if text in _ASKED:
        return Side.RESPECTED
    if text in persons.OWN_FAMILY:
        return Side.IN_GROUP if not owner or own_owner else Side.NEUTRAL
    if text in persons.ADDRESSEE or text.rstrip("たち") in persons.ADDRESSEE:
        return Side.ADDRESSEE
    if text in persons.RESPECTED or text.startswith(_RAISED_HEADS):
        return Side.IN_GROUP if own_owner and text not in ("先生", "お客様") else Side.RESPECTED
    title = next((name for name in (text, parts[-1].surface) if name in persons.TITLES), "")
    own_firm = own_owner or owner in persons.OWN_FIRM or text.startswith(_OWN_FIRMS)
    if title:
        return Side.IN_GROUP if own_firm and is_outside else Side.RESPECTED
    last = parts[-1]
    if last.surface in persons.RESPECT_SUFFIXES and last.pos == "接尾辞":
        return Side.IN_GROUP if own_firm and is_outside else Side.RESPECTED
    if last.sub2 == "人名":
        if owner in persons.TITLES or own_firm or (is_outside and last.sub3 == "姓"):
            return Side.IN_GROUP if is_outside else Side.NEUTRAL
        return Side.NEUTRAL
    if last.sub == "固有名詞":
        return Side.NEUTRAL
    if own_firm and text in persons.NEUTRAL:
        return Side.IN_GROUP
    if text in persons.NEUTRAL or last.surface in _PERSON_SUFFIXES:
        return Side.NEUTRAL
    return Side.THING


def is_person(word: str) -> bool:
    """Tell whether a single noun is listed as naming people."""
    return (
        word in ("旦那", "だんな")
        or word in persons.TITLES
        or word in persons.OWN_FAMILY
        or word in persons.RESPECTED
        or word in persons.NEUTRAL
    )


def find_subject(
    tokens: Sequence[Morpheme], first: int, begin: int, audience: Audience
) -> tuple[Side, str, Nominal | None]:
    """Return the side of the subject of the predicate at token `first`, the particle that marks it, and its phrase.

    Looks back to `begin`, preferring the nearest が over は and も; a thing before は may be the object, so it only
    counts as `Side.THING` with the particle は.
    """
    topic: tuple[Side, str, Nominal | None] | None = None
    k = first - 1
    is_beyond = False
    if k >= begin and tokens[k].surface in _EVERYBODY:
        return Side.NEUTRAL, "が", None
    while k >= begin:
        t = tokens[k]
        if t.cform and t.cform.startswith(_FINITE_FORMS):
            is_beyond = True  # a が beyond a finite predicate belongs to that predicate
        if t.pos == "助詞" and t.surface in _PARTICLES and k > begin:
            if t.surface == "が" and t.sub == "接続助詞":
                break
            if t.surface == "の" or (t.surface == "って" and k == first - 1 and tokens[first].norm == "言う"):
                k -= 1
                continue
            nominal = nominal_before(tokens, k, begin, audience)
            if nominal is not None and t.surface == "も" and nominal.text in _ASKED:
                return Side.NEUTRAL, "も", nominal
            if nominal is not None and nominal.text not in _NO_ACTORS:
                if t.surface in ("が", "の") and is_beyond:
                    k -= 1
                    continue
                if t.surface == "が":
                    return nominal.side, "が", nominal
                if topic is None or topic[0] in (Side.THING, Side.UNKNOWN):
                    topic = (nominal.side, t.surface, nominal)
        elif t.surface == "、" and k > begin and topic is None:
            nominal = nominal_before(tokens, k, begin, audience)
            if nominal is not None and nominal.first == begin and nominal.side in (Side.RESPECTED, Side.ADDRESSEE):
                return Side.ADDRESSEE, "、", nominal
        k -= 1
    return topic or (Side.UNKNOWN, "", None)
