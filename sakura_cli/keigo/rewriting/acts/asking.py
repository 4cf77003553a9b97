"""Tell whether 〜て at the end of a sentence asks for the act, or tells a cause or what goes on."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.predicate import Predicate
from sakura_cli.keigo import actors
from sakura_cli.keigo.lexicon import nouns, persons, sahen, verbs
from sakura_cli.keigo.rewriting import forms
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.types import Side
from sakura_cli.lexicon import read_table, word_set, words

_COMPOUND_PARTICLES: Final = {
    (row["particle"], row["verb"]): row["kind"] for row in read_table("japanese/compound_particles")
}


def is_compound_particle(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a predicate in て is the verb of a compound particle (について, をもって)."""
    if pred.kind != "verb" or pred.layers or pred.noun or pred.first - 2 < s.first:
        return False
    kind = _COMPOUND_PARTICLES.get((s.tokens[pred.first - 1].surface, pred.norm))
    noun = s.tokens[pred.first - 2]
    return kind == "" or (kind == "time" and (noun.sub2 in actors.OF_TIME or noun.surface in nouns.ENDS_OF_SPEECH))


def can_be_asked(s: Sentence, pred: Predicate, side: Side, particle: str) -> bool:
    """Tell whether 〜て at the end can ask for the act: one of the will, of whoever is addressed, and no adverbial."""
    if pred.core.polite or is_compound_particle(s, pred) or s.before(pred.last).endswith(_ADVERBIALS):
        return False
    if pred.core.negated and s.text(pred.first, pred.last).removesuffix("".join(pred.particles)).endswith("なくて"):
        return False  # 〜なくて tells a cause, 〜ないで asks
    if any(layer.kind == "passive" for layer in pred.layers) or pred.has_te("仕舞う"):
        return False
    if pred.norm == "成る" and not pred.layers:
        return s.before(pred.first).endswith(_WISHED)  # 早く元気になって
    is_caused = any(layer.kind == "causative" for layer in pred.layers)
    avoids = pred.core.negated or any(layer.kind == "naide" for layer in pred.layers)
    if _happens(s, pred) and not (is_caused or avoids):
        return False
    if (pred.has_te("居る") and not _can_go_on(s, pred)) or _is_told(s, pred):
        return False
    if particle == "が" and side is Side.THING:
        return False
    if pred.first > s.first and s.tokens[pred.first - 1].surface in persons.EVERYBODY:
        return True  # みんな参加して
    return not (particle in ("が", "も") and side in (Side.SELF, Side.IN_GROUP, Side.NEUTRAL))


def _happens(s: Sentence, pred: Predicate) -> bool:
    """Tell whether an act is nobody's will: it happens (寝坊して, 風邪を引いて), or one is able to (会えて)."""
    if pred.noun:
        return pred.noun in sahen.IMPERSONAL | sahen.UNASKED or pred.norm == "出来る"
    before = s.tokens[pred.first - 1].surface if pred.first > s.first else ""
    if before in sahen.UNASKED or pred.norm == "おかけする" or (pred.norm == "掛ける" and before in nouns.TROUBLES):
        return True  # 寝坊して, 迷惑をかけて
    if pred.norm in verbs.UNASKED_STATES and pred.first > s.first and s.tokens[pred.first - 1].surface == "を":
        return True  # 財布を忘れて
    if pred.norm in verbs.INVOLUNTARY | verbs.UNASKED or s.before(pred.first).endswith(_HAPPENED):
        return True
    return forms.base_of_potential(pred.head, pred.norm) is not None


def _can_go_on(s: Sentence, pred: Predicate) -> bool:
    """Tell whether one is asked to go on with an act by 〜ていて (そこで待ってて); 会議に出てて tells what goes on."""
    if pred.norm in verbs.UNASKED_STATES:
        return False
    if s.before(pred.first).endswith(_AHEAD):
        return True
    if pred.noun:
        return pred.noun in sahen.ASKED_STATES
    is_there = pred.norm in verbs.WITH_GOAL | verbs.ENTERING and s.tokens[pred.first - 1].surface in _GOALS
    return pred.norm in verbs.ASKED_STATES and not (is_there and pred.first > s.first)


def _is_told(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a word of what is past or sudden says that a clause tells something (急に呼び出して)."""
    for k in range(pred.first - 1, max(s.first, pred.first - _FARTHEST_TIME) - 1, -1):
        t = s.tokens[k]
        if t.cform.startswith(actors.FINITE_FORMS):
            return False
        if t.surface in _TOLD and s.tokens[k + 1].surface != "の":
            return True
    return False


_FARTHEST_TIME: Final = 12
_GOALS: Final = word_set("japanese/particles", "goal")
_AHEAD: Final = words("keigo/contexts", "ahead")
_TOLD: Final = word_set("keigo/contexts", "told")
_HAPPENED: Final = words("keigo/contexts", "happened")
_WISHED: Final = words("keigo/contexts", "wished")
_ADVERBIALS: Final = words("keigo/contexts", "adverbial-te")
