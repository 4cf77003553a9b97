"""Tell who acts: classify noun phrases by side (ウチ・ソト) and find the subject of a predicate.

Sides depend on the audience (敬語の指針 pp.22, 44-45): to outsiders one's own president is of the own group.
Anaphora is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.keigo.lexicon import nouns, persons
from sakura_cli.keigo.types import Audience, Side
from sakura_cli.lexicon import word_set, words

_OWN_WORDS = persons.SELF | word_set("keigo/sides", "own")
_OWN_FIRMS = tuple(persons.OWN_FIRM)
ASKED = word_set("keigo/sides", "asked")
_RAISED_HEADS = words("keigo/sides", "raised-head")
_LONGEST_TITLE = max(map(len, persons.TITLES))
_PERSON_SUFFIXES = word_set("keigo/sides", "person-suffix")
NO_ACTORS = word_set("keigo/sides", "no-actor")
_PARTICLES = word_set("keigo/sides", "particle")
FINITE_FORMS = words("keigo/sides", "finite-form")
# A subject that stands farther from its predicate is not looked for.
_FARTHEST_TOKENS = 200
_QUOTES = word_set("japanese/particles", "quoting")
_HOMES = word_set("keigo/sides", "home")
_OWN_ADNOMINALS = word_set("keigo/sides", "own-adnominal")
_PARTS = word_set("keigo/sides", "phrase-part")
# What UniDic says of nouns that tell when or how often.
OF_TIME = ("副詞可能", "助数詞可能")


class Nominal(NamedTuple):
    """A noun phrase: token range (half-open), its head's text, the text of its の modifier, and its side."""

    first: int
    last: int
    text: str
    owner: str
    side: Side

    def is_of_time(self, tokens: Sequence[Morpheme]) -> bool:
        """Tell whether it says when or how often."""
        return tokens[self.last - 1].sub2 in OF_TIME


def nominal_before(tokens: Sequence[Morpheme], k: int, begin: int, audience: Audience) -> Nominal | None:
    """Return the noun phrase that ends right before token `k`."""
    first = _start_of_nominal(tokens, k, begin)
    if first == k and k - 2 >= begin and tokens[k - 1].surface == "か" and tokens[k - 2].surface in ASKED:
        first = k - 2  # 誰か
    if first == k:
        return None
    text = "".join(t.surface for t in tokens[first:k])
    owner, owner_first = "", first
    if first - 1 >= begin and tokens[first - 1].surface == "の":
        owner_first = _start_of_nominal(tokens, first - 1, begin)
        owner = "".join(t.surface for t in tokens[owner_first : first - 1])
        if owner in nouns.ORGANISATIONS and owner_first - 1 > begin and tokens[owner_first - 1].surface == "の":
            holder = tokens[owner_first - 2].surface
            owner = holder if holder in persons.OWN_SIDE else owner  # うちの会社の社長
    return Nominal(first, k, text, owner, classify(tokens[first:k], text, owner, audience))


def _start_of_nominal(tokens: Sequence[Morpheme], k: int, begin: int) -> int:
    first = k
    while first > begin and (tokens[first - 1].pos in _PARTS or tokens[first - 1].norm in _OWN_ADNOMINALS):
        first -= 1
    return first


def _find_title(parts: Sequence[Morpheme]) -> str:
    """Return the longest title that a noun phrase ends in (開発部長); "" where it ends in none."""
    title = end = ""
    for part in reversed(parts):
        end = part.surface + end
        if len(end) > _LONGEST_TITLE:
            break
        if end in persons.TITLES:
            title = end
    return title


def _is_named(parts: Sequence[Morpheme]) -> bool:
    """Tell whether words before 先生 are somebody's name or post."""
    return parts[-1].sub2 == "人名" or _find_title(parts) != ""


def classify(parts: Sequence[Morpheme], text: str, owner: str, audience: Audience) -> Side:
    """Return the side of a noun phrase made of `parts` and owned by `owner`."""
    is_outside = audience is Audience.EXTERNAL
    own_owner = owner in _OWN_WORDS
    if text in _OWN_WORDS and not (text == "うち" and owner):
        return Side.SELF
    if text in persons.EVERYBODY:
        return Side.NEUTRAL
    if text in ASKED:
        return Side.RESPECTED
    if text in persons.OWN_FAMILY:
        return Side.IN_GROUP if not owner or own_owner or owner in _HOMES else Side.NEUTRAL
    if text in persons.ADDRESSEE or text.rstrip("たち") in persons.ADDRESSEE:
        return Side.ADDRESSEE
    if text in persons.RESPECTED or text.startswith(_RAISED_HEADS):
        return Side.IN_GROUP if own_owner and text not in ("先生", "お客様") else Side.RESPECTED
    title = _find_title(parts)
    own_firm = own_owner or owner in persons.OWN_FIRM or text.startswith(_OWN_FIRMS)
    if title:
        return Side.IN_GROUP if own_firm and is_outside else Side.RESPECTED
    last = parts[-1]
    if len(parts) > 1 and last.surface in persons.RESPECTED and _is_named(parts[:-1]):
        return Side.IN_GROUP if own_firm and is_outside else Side.RESPECTED  # 田中先生, 校長先生
    if last.surface in persons.RESPECT_SUFFIXES and last.pos == "接尾辞":
        return Side.IN_GROUP if own_firm and is_outside else Side.RESPECTED
    if last.sub2 == "人名":
        if owner in persons.TITLES or own_firm or (is_outside and last.sub3 == "姓"):
            return Side.IN_GROUP if is_outside else Side.NEUTRAL
        return Side.NEUTRAL
    if last.sub == "固有名詞":
        return Side.NEUTRAL
    if text in persons.HUMBLE_PERSONS and owner and owner not in persons.ADDRESSEE:
        return Side.IN_GROUP  # 担当の者
    if own_firm and is_outside and last.surface in _PERSON_SUFFIXES and last.pos == "接尾辞":
        return Side.IN_GROUP  # 弊社の営業担当者
    if owner in persons.ADDRESSEE and text in persons.NEUTRAL:
        return Side.RESPECTED  # 御社の担当
    if own_firm and text in persons.NEUTRAL:
        return Side.NEUTRAL if text in nouns.AT_HOME else Side.IN_GROUP
    if text in persons.NEUTRAL or last.surface in _PERSON_SUFFIXES:
        return Side.NEUTRAL
    return Side.THING


def names_person(suffix: Morpheme) -> bool:
    """Tell whether a suffix makes a word for a person (会員, 担当者)."""
    return suffix.surface in _PERSON_SUFFIXES or suffix.surface in persons.TITLES


def is_person(word: str) -> bool:
    """Tell whether a single noun is listed as naming people."""
    return (
        word in ("旦那", "だんな")
        or word in persons.TITLES
        or word in persons.OWN_FAMILY
        or word in persons.RESPECTED
        or word in persons.NEUTRAL
    )


def _is_told_of(nominal: Nominal, tokens: Sequence[Morpheme]) -> bool:
    """Tell whether somebody named before a comma is spoken of, not called: one's own, and who is never there."""
    if nominal.text in persons.ABSENT:
        return True
    is_named = nominal.side in (Side.NEUTRAL, Side.IN_GROUP) and nominal.text not in persons.EVERYBODY
    return is_named and tokens[nominal.last - 1].sub2 != "人名"


def _gives_name(following: Morpheme) -> bool:
    """Tell whether って before a word quotes a name (田中っていう人, 田中って人) and marks no subject."""
    return following.norm == "言う" or following.surface in nouns.CALLED


def find_subject(
    tokens: Sequence[Morpheme], first: int, begin: int, audience: Audience
) -> tuple[Side, str, Nominal | None]:
    """Return the side of the subject of the predicate at token `first`, the particle that marks it, and its phrase.

    Looks back to `begin`, preferring the nearest が over は and も; a thing before は may be the object, so it only
    counts as `Side.THING` with the particle は.
    """
    topic: tuple[Side, str, Nominal | None] | None = None
    begin = max(begin, first - _FARTHEST_TOKENS)
    k = first - 1
    is_beyond = False
    if k >= begin and tokens[k].surface in persons.EVERYBODY:
        return Side.NEUTRAL, "が", None
    while k >= begin:
        t = tokens[k]
        if t.cform and t.cform.startswith(FINITE_FORMS) and not (t.lemma == "ない" and tokens[k + 1].surface == "で"):
            is_beyond = True  # a が beyond a finite predicate belongs to that predicate
        is_beyond = is_beyond or (t.pos == "形容詞" and tokens[k + 1].surface == "て")  # 店員が優しくて安心した
        is_beyond = is_beyond or (t.sub == "接続助詞" and t.surface in _QUOTES)  # 亡くなったって聞いた
        if t.pos == "助詞" and t.surface in _PARTICLES and k > begin:
            if t.surface == "が" and t.sub == "接続助詞":
                break
            if t.surface == "の" or (t.surface == "って" and _gives_name(tokens[k + 1])):
                if t.surface == "の" and k == first - 1 and tokens[first].is_verb:
                    nominal = nominal_before(tokens, k, begin, audience)
                    if nominal is not None and nominal.side.is_raised:
                        return nominal.side, "の", nominal  # 先生の書いた本
                k -= 1
                continue
            nominal = nominal_before(tokens, k, begin, audience)
            if nominal is not None and t.surface == "も" and nominal.text in ASKED:
                return Side.NEUTRAL, "も", nominal
            if nominal is not None and nominal.text not in NO_ACTORS:
                if t.surface in ("が", "の") and is_beyond:
                    k -= 1
                    continue
                if t.surface == "が":
                    return nominal.side, "が", nominal
                if topic is None or topic[0] in (Side.THING, Side.UNKNOWN):
                    topic = (nominal.side, t.surface, nominal)
        elif t.surface == "、" and k > begin and topic is None:
            nominal = nominal_before(tokens, k, begin, audience)
            is_pointed_at = nominal is not None and nominal.first == begin + 1 and tokens[begin].pos == "連体詞"
            if nominal is not None and is_pointed_at and nominal.side is not Side.THING:
                topic = (nominal.side, "は", nominal)  # あの先生、いつも遅い
            elif nominal is not None and nominal.first == begin and _is_told_of(nominal, tokens):
                topic = (nominal.side, "は", nominal)  # 弟、来月結婚する
            elif nominal is not None and nominal.first == begin and nominal.side in (Side.RESPECTED, Side.ADDRESSEE):
                return Side.ADDRESSEE, "、", nominal
        k -= 1
    is_everybody = tokens[begin].surface in persons.EVERYBODY and begin + 1 < first
    if topic is None and is_everybody and tokens[begin + 1].pos != "助詞":
        return Side.NEUTRAL, "が", None  # みんな荷物を…
    return topic or (Side.UNKNOWN, "", None)
