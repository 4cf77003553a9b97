"""Tell whom an act reaches (somebody of the other side, so that 謙譲語Ⅰ fits, one's own people, or nobody), and what
limits it: that nobody can do it there, or that one refuses it."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.predicate import QUOTING_VERBS, Predicate
from sakura_cli.keigo import actors
from sakura_cli.keigo.lexicon import nouns, persons, sahen, verbs
from sakura_cli.keigo.rewriting.acts.act import CONFIRMING, SUBJECT_PARTICLES, side_for_outsiders
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.types import Side
from sakura_cli.lexicon import word_set, words

_OBJECT_PARTICLES: Final = word_set("keigo/sides", "object-particle")
_GOAL_PARTICLES: Final = word_set("keigo/sides", "reached-particle")
_GIVER_PARTICLES: Final = word_set("keigo/sides", "giver-particle")
_FARTHEST_GOAL: Final = 12
_MANNERS: Final = words("keigo/contexts", "manner")
_ASKED_THINGS: Final = word_set("keigo/sides", "asked-thing")
_ONLY: Final = "しか"
_CONDITIONS: Final = word_set("japanese/particles", "conditional")
_IMPOSSIBLE_WITHOUT: Final = words("keigo/contexts", "without")


def is_visit(s: Sentence, pred: Predicate) -> bool:
    """Tell whether the goal of going is the other side's place."""
    if pred.norm not in verbs.MOVING:
        return False
    text = s.before(pred.first)
    return any(place in text for place in nouns.VISITED) and not pred.has_te(*verbs.MOVING)


def reaches_other(s: Sentence, pred: Predicate) -> bool:
    """Tell whether the phrase of whom the act reaches, if any, names somebody to be raised: no 謙譲語Ⅰ raises one's own
    people or a junior (敬語の指針 pp.15-17)."""
    if not (pred.noun in sahen.HUMBLE_BY_GO or pred.norm in verbs.HUMBLE_BY_O or _is_humble_special(pred)):
        return True
    for k in range(pred.first - 1, max(s.first, pred.first - _FARTHEST_GOAL), -1):
        t = s.tokens[k]
        if t.pos != "助詞" or t.surface not in _GOAL_PARTICLES:
            if t.cform.startswith(actors.FINITE_FORMS):
                return True
            continue
        nominal = actors.nominal_before(s.tokens, k, s.first, s.style.audience)
        if nominal is None or s.tokens[k - 1].sub2 == "地名" or nominal.text in persons.EVERYBODY:
            continue
        is_own_post = side_for_outsiders(s, nominal, nominal.side) is Side.IN_GROUP
        if is_own_post or nominal.side in (Side.NEUTRAL, Side.IN_GROUP, Side.SELF):
            return False
        if nominal.side is Side.THING and t.surface == "に" and _speaks(pred) and _is_party(s, nominal):
            return False  # 倉庫に聞く, 上に話す
    return True


def _speaks(pred: Predicate) -> bool:
    return pred.noun in sahen.SPEAKING if pred.noun else pred.norm in verbs.ASKING


def _is_party(s: Sentence, nominal: actors.Nominal) -> bool:
    """Tell whether a noun before に may name whom one speaks to: neither a time nor something of the other side."""
    return not nominal.is_of_time(s.tokens) and s.tokens[nominal.first].pos != "接頭辞"


def receives_from_own(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a favour comes from one's own people or a third person not raised (友人に直してもらう)."""
    for k in range(pred.first - 1, max(s.first, pred.first - _FARTHEST_GOAL), -1):
        t = s.tokens[k]
        if t.cform.startswith(actors.FINITE_FORMS):
            return False
        if t.pos != "助詞" or t.surface not in _GIVER_PARTICLES:
            continue
        nominal = actors.nominal_before(s.tokens, k, s.first, s.style.audience)
        if nominal is None or s.tokens[k - 1].sub2 == "地名":
            continue
        side = side_for_outsiders(s, nominal, nominal.side)
        is_own_part = side is Side.THING and s.tokens[k - 1].surface in nouns.OF_FIRM  # 法務に見てもらう
        if is_own_part or side in (Side.NEUTRAL, Side.IN_GROUP):
            return True
    return False


def receives_first(s: Sentence, pred: Predicate) -> bool:
    """Tell whether right before an act the writer receives or borrows something (もらって帰れる？)."""
    k = pred.first - 2
    return k >= s.first and s.tokens[k + 1].surface == "て" and s.tokens[k].norm in verbs.RECEIVING


def names_actor(s: Sentence, pred: Predicate) -> bool:
    """Tell whether が marks somebody else before a predicate, however far: the act is hardly one's own then."""
    for k in range(s.first + 1, pred.first):
        t = s.tokens[k]
        if t.surface == "が" and t.sub == "格助詞":
            nominal = actors.nominal_before(s.tokens, k, s.first, s.style.audience)
            if nominal is not None and nominal.side not in (Side.THING, Side.SELF, Side.UNKNOWN):
                return True
    return False


def has_causee(s: Sentence, pred: Predicate) -> bool:
    """Tell whether に before a causative names somebody else who is made to do it (子どもに手を洗わせて)."""
    for k in range(pred.first - 1, max(s.first, pred.first - _FARTHEST_GOAL), -1):
        if s.tokens[k].surface == "に" and s.tokens[k].pos == "助詞":
            nominal = actors.nominal_before(s.tokens, k, s.first, s.style.audience)
            return nominal is not None and nominal.side not in (Side.THING, Side.SELF, Side.UNKNOWN)
    return False


def reaches_nobody(s: Sentence, pred: Predicate) -> bool:
    """Tell whether an act is an idiom (手をつける), told as done or left undone, wished for oneself or done to a thing.

    写真を撮りたい is one's own, 修理を呼ぶ reaches a thing by a verb that takes people. お調べする is an offer: what is
    told so needs a word of whom it is for.
    """
    if pred.noun or pred.norm not in verbs.HUMBLE_BY_O or names_reached(s, pred):
        return False
    if pred.norm in verbs.MEETING and not CONFIRMING.intersection(pred.particles):
        return _meets_thing(s, pred) or (pred.core.past and not pred.layers)
    k = pred.first - 1
    if k > s.first and s.tokens[k].surface in _OBJECT_PARTICLES and s.tokens[k - 1].surface in nouns.BODY_PARTS:
        return pred.norm not in verbs.SURELY_OWN and pred.norm not in verbs.LENT
    if pred.has_tai:
        return pred.norm not in verbs.SURELY_OWN | verbs.DIRECTED
    is_told = pred.core.past or pred.core.negated or any(layer.kind == "te" for layer in pred.layers)
    return is_told and pred.norm not in verbs.SURELY_OWN


def _meets_thing(s: Sentence, pred: Predicate) -> bool:
    """Tell whether what stands as the object of 呼ぶ, 待つ or 迎える is a thing, and nothing of the other side."""
    k = pred.first - 1
    if k <= s.first or s.tokens[k].surface not in _OBJECT_PARTICLES | {"を"}:
        return False
    t = s.tokens[k - 1]
    if t.surface == "の":
        return not s.is_question
    nominal = actors.nominal_before(s.tokens, k, s.first, s.style.audience)
    if nominal is None or nominal.side is not Side.THING or s.tokens[nominal.first].pos == "接頭辞":
        return False
    return t.surface not in nouns.HONORIFIC_NOUNS and not t.surface.endswith(nouns.WORKS_OF_OTHERS)


def names_reached(s: Sentence, pred: Predicate) -> bool:
    """Tell whether the phrase of whom an act reaches names somebody who is raised (先生に, お客様を)."""
    for k in range(pred.first - 1, max(s.first, pred.first - _FARTHEST_GOAL), -1):
        t = s.tokens[k]
        if t.cform.startswith(actors.FINITE_FORMS):
            return False
        if t.pos == "助詞" and t.surface in _GOAL_PARTICLES:
            nominal = actors.nominal_before(s.tokens, k, s.first, s.style.audience)
            if nominal is not None and side_for_outsiders(s, nominal, nominal.side).is_raised:
                return True
    return False


def _is_humble_special(pred: Predicate) -> bool:
    special = verbs.SPECIAL_VERBS.get(pred.norm)
    is_motion = pred.norm in verbs.MOVING
    return special is not None and special.humble is not None and not (pred.noun or is_motion)


def is_needing(s: Sentence, pred: Predicate) -> bool:
    """Tell いる "need" (砂糖いる？) from いる "be": a thing stands right before it."""
    before = s.tokens[pred.first - 1] if pred.first > s.first else None
    if before is None or pred.layers or s.before(pred.first).endswith(persons.HOW_MANY):
        return False
    if before.surface in persons.LIVING_COUNTERS or _names_living(s, pred):
        return False  # 犬が二匹いる
    if (before.surface in SUBJECT_PARTICLES or before.surface == "、") and pred.first - 2 >= s.first:
        before = s.tokens[pred.first - 2]
    if before.pos == "動詞" and before.cform.startswith("連用形") and s.tokens[pred.first - 2].pos == "接頭辞":
        return True
    asked = s.tokens[pred.first - 2] if before.surface == "か" else before
    if asked.surface in _ASKED_THINGS:
        return True
    if before.sub2 == "助数詞可能" or before.sub2 == "助数詞":
        return before.surface not in nouns.ANIMATE and not actors.is_person(before.surface)
    if before.pos == "接尾辞" and before.sub == "名詞的":
        return before.surface not in persons.RESPECT_SUFFIXES and not actors.names_person(before)
    is_thing = before.pos == "名詞" and before.sub == "普通名詞" and before.sub2 not in ("副詞可能", "助数詞可能")
    return is_thing and before.surface not in nouns.ANIMATE and not actors.is_person(before.surface)


def _names_living(s: Sentence, pred: Predicate) -> bool:
    """Tell whether が or は before a predicate marks somebody or something alive."""
    for k in range(max(s.first + 1, pred.first - _FARTHEST_GOAL), pred.first):
        if s.tokens[k].surface not in SUBJECT_PARTICLES:
            continue
        nominal = actors.nominal_before(s.tokens, k, s.first, s.style.audience)
        if s.tokens[k - 1].surface in nouns.ANIMATE or (nominal is not None and nominal.side is not Side.THING):
            return True
    return False


def follows_cause(s: Sentence, pred: Predicate) -> bool:
    return any(t.sub == "接続助詞" and t.lemma in ("て", "で") for t in s.tokens[s.first : pred.first])


def is_general(s: Sentence, pred: Predicate) -> bool:
    """Tell whether what cannot be done cannot be done by anybody: it is said of a place, a means or a condition."""
    for k in range(s.first + 1, pred.first):
        t = s.tokens[k]
        if t.pos != "助詞":
            continue
        if t.surface == "で" and t.sub == "格助詞" and s.tokens[k - 1].surface not in persons.OWN_SIDE:
            return True
        if t.sub == "接続助詞" and t.surface in _CONDITIONS:
            return True
        if (
            t.surface == "と"
            and s.tokens[k - 1].lemma == "ない"
            and s.tokens[k + 1].norm not in QUOTING_VERBS - {"分かる"}
        ):
            return True  # 入らないと
    return s.before(pred.first).endswith(_IMPOSSIBLE_WITHOUT)


def refuses_act(s: Sentence, pred: Predicate) -> bool:
    """Tell whether 〜できない refuses an act of one's own (対応できない, お約束はできない), not what users want."""
    if s.before(pred.first).endswith(_MANNERS):
        return False  # うまく説明できない
    if pred.noun:
        return pred.noun in sahen.OWN_ACTS
    topic = s.tokens[pred.first - 2] if pred.first - 2 >= s.first else None
    return topic is not None and topic.is_noun and (topic.surface in sahen.OWN_ACTS or topic.surface in nouns.REFUSED)


def is_refusable(s: Sentence, pred: Predicate, norm: str) -> bool:
    """Tell whether not being able refuses an act of one's own that reaches the other side, hindered by nothing."""
    reaches = norm in verbs.SURELY_OWN | verbs.DIRECTED
    return reaches and not is_general(s, pred) and not s.before(pred.first).endswith(_ONLY)
