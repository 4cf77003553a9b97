"""Who acts and whom the act reaches, for one predicate of a passage: the nearest subject, a raised goal."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sakura_cli.keigo import actors
from sakura_cli.keigo.actors import Nominal
from sakura_cli.keigo.checking.passage import CheckedLine
from sakura_cli.keigo.lexicon import persons
from sakura_cli.keigo.types import Side
from sakura_cli.lexicon import read_table, word_set, words

MARKS: Final = word_set("keigo/sides", "subject-mark")
_BEFORE_MORE: Final = frozenset("にな")
_JOINING: Final = word_set("keigo/sides", "joining")
_AUXILIARIES: Final = word_set("japanese/predicates", "te")
_OPENING: Final = 8
_FARTHEST: Final = 60
_CLOSING: Final = 12
_ROOMS: Final = words("keigo/rules/own", "room")
_TOWARDS: Final = frozenset("にへ")
_GOALS: Final = word_set("keigo/sides", "goal-particle")
_COMPOUND_PARTICLES: Final = frozenset(
    (row["particle"], row["verb"]) for row in read_table("japanese/compound_particles") if not row["kind"]
)
_PLACES: Final = word_set("keigo/rules/own", "place")
_EVERYBODY: Final = word_set("keigo/rules/questions", "everybody")


def nearest_subject(
    p: CheckedLine, k: int, marks: Collection[str] = MARKS, *, of_things: bool = False
) -> Nominal | None:
    """Return the person or thing marked as subject right before the predicate at token `k`.

    Only within one clause: another verb or adjective in between hides it. A thing as topic need not act: it counts
    with `of_things` only.
    """
    begin = p.sentence_start(k)
    for j in range(k - 1, begin - 1, -1):
        t = p.tokens[j]
        if _is_compound_particle(p, j):
            continue
        if t.cform.startswith("連体形") and p.at(j + 1).sub2 == "副詞可能":
            return None  # お客様が多いため
        if t.pos == "形容詞" and (
            (p.at(j + 1).is_noun or p.at(j + 1).pos == "接頭辞")
            if t.cform.startswith("連体形")
            else t.cform.startswith("連用形") and p.at(j + 1).surface != "て"
        ):
            continue  # 詳しい条件を, 詳しく
        if t.lemma == "だ" and t.surface in _BEFORE_MORE:
            continue  # 次のように
        if t.is_verb or t.pos in ("形容詞", "助動詞") or t.sub == "接続助詞":
            return None
        if t.surface in marks and (t.pos == "助詞" or (t.surface == "、" and _is_vocative(p, j, begin))):
            nominal = actors.nominal_before(p.tokens, j, begin, p.audience)
            if nominal is not None and (nominal.side is not Side.THING or of_things or t.surface == "が"):
                return nominal
    return None


def addressed(p: CheckedLine, k: int) -> Nominal | None:
    """Return who is called at the beginning of the sentence of token `k` (部長、…)."""
    begin = p.sentence_start(k)
    end = next((j for j in range(begin + 1, min(k, begin + _OPENING)) if p.at(j).surface == "、"), -1)
    if end < 0:
        return None
    nominal = actors.nominal_before(p.tokens, end, begin, p.audience)
    return nominal if nominal is not None and nominal.first == begin and nominal.side.is_raised else None


def farther_subject(p: CheckedLine, first: int, last: int, marks: Collection[str]) -> Nominal | None:
    """Return who opens the sentence as its subject where the predicate of the tokens `first` to `last` closes it.

    What stands between may be said of them, too (迎えてから、毎朝…), but has no subject of its own and no other clause.
    """
    end = p.sentence_end(first)
    if end - last > _CLOSING or any(
        t.pos not in ("助動詞", "補助記号") and t.norm not in _AUXILIARIES and t.surface not in _JOINING
        for t in p.tokens[last:end]
    ):
        return None
    begin = p.sentence_start(first)
    opening = next((k for k in range(begin + 1, min(first, begin + _OPENING)) if p.at(k).surface in MARKS), -1)
    if opening < 0 or p.at(opening).surface not in marks or p.at(opening).pos != "助詞":
        return None
    if first - opening > _FARTHEST:
        return None
    is_topic = p.at(opening).surface != "が" or p.at(opening + 1).surface == "、"
    for k in range(opening + 1, first):
        t = p.at(k)
        if t.is_verb and not is_topic and p.at(k + 1).surface not in _JOINING:
            return None  # 先生がお書きになった論文を拝読しました
        is_clause = t.sub == "接続助詞" and t.surface not in _JOINING
        if is_clause or (t.pos == "助詞" and t.surface in MARKS) or t.cform.startswith(("命令形", "意志")):
            return None
    return actors.nominal_before(p.tokens, opening, begin, p.audience)


def _is_compound_particle(p: CheckedLine, j: int) -> bool:
    """Tell whether a token is the verb of a compound particle (について), or the て after it."""
    k = j - 1 if p.at(j).surface in ("て", "で") else j
    return p.at(k + 1).surface in ("て", "で") and (p.at(k - 1).surface, p.at(k).norm) in _COMPOUND_PARTICLES


def _is_vocative(p: CheckedLine, j: int, begin: int) -> bool:
    nominal = actors.nominal_before(p.tokens, j, begin, p.audience)
    return nominal is not None and nominal.first == begin


def has_own_goal(p: CheckedLine, k: int) -> bool:
    """Tell whether one's own family or firm is the goal or source of the predicate at `k`, or has what is (母に,
    祖母のところに, 父の手紙を)."""
    begin = p.sentence_start(k)
    for j in range(k - 1, begin, -1):
        t = p.tokens[j]
        if t.surface in _GOALS and t.pos == "助詞" and t.surface != "の":
            nominal = actors.nominal_before(p.tokens, j, begin, p.audience)
            if nominal is not None and (_is_own(nominal, t.surface) or _is_owned_by_own(p, nominal, begin)):
                return True
            if nominal is not None and nominal.side is not Side.THING:
                return False
        if t.is_verb:
            return False
    return False


def _is_owned_by_own(p: CheckedLine, nominal: Nominal, begin: int) -> bool:
    """Tell whether a noun is of one of one's own firm's people or rooms (当社の会長のお話, 弊社の製造部の者)."""
    k = nominal.first - 1
    if nominal.side not in (Side.THING, Side.IN_GROUP, Side.NEUTRAL) or not nominal.owner or k <= begin:
        return False
    owner = actors.nominal_before(p.tokens, k, begin, p.audience)
    return owner is not None and owner.owner in persons.OWN_FIRM | persons.OWN_PLACE


def _is_own(nominal: Nominal, particle: str) -> bool:
    """Tell whether a noun names one's own kin, what or where is theirs, or somebody of one's own firm."""
    if nominal.owner in persons.OWN_FAMILY:
        is_thing = nominal.side is Side.THING and particle not in _TOWARDS
        return is_thing or nominal.text in _PLACES  # not 父の代わりに
    if nominal.owner in persons.OWN_FIRM and nominal.text.endswith(_ROOMS):
        return True  # 弊社の総務部に
    owners = persons.OWN_FIRM | persons.OWN_PLACE | persons.TITLES - persons.THEIRS
    is_known = nominal.text in persons.OWN_FAMILY or nominal.owner in owners
    return nominal.side is Side.IN_GROUP and is_known


def has_raised_goal(p: CheckedLine, k: int) -> bool:
    """Tell whether a third person to be raised is the goal or source (に, へ, を, から) of the predicate at `k`."""
    begin = p.sentence_start(k)
    for j in range(k - 1, begin, -1):
        t = p.tokens[j]
        if t.surface in _GOALS and t.pos == "助詞":
            nominal = actors.nominal_before(p.tokens, j, begin, p.audience)
            if nominal is not None and nominal.side.is_raised and nominal.text not in _EVERYBODY:
                return True
        if t.is_verb:
            return False
    return False
