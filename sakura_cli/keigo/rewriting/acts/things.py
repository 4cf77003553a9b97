"""Tell whether an act is a thing's: what comes, goes, appears or happens by itself."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.predicate import Predicate
from sakura_cli.keigo import actors
from sakura_cli.keigo.lexicon import nouns, verbs
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.types import Side
from sakura_cli.lexicon import word_set, words


def follows_count(s: Sentence, pred: Predicate) -> bool:
    """Tell whether right before a predicate stands how many."""
    k = pred.first - 1
    while k > s.first and s.tokens[k].sub == "副助詞":
        k -= 1
    return k >= s.first and (
        s.tokens[k].sub2 in ("助数詞", "助数詞可能") or (k > s.first and s.tokens[k - 1].sub == "数詞")
    )


def is_act_of_thing(s: Sentence, pred: Predicate, topic: actors.Nominal | None) -> bool:
    """Tell whether a question asks what a thing does: it is named, and things can be the subject of the verb."""
    if pred.norm in verbs.INVOLUNTARY and topic is not None:
        return True
    if pred.norm in verbs.COMING_OUT and _asks_when(s, pred):
        return True
    if pred.norm in verbs.REACHED and any(t.cform.startswith("仮定形") for t in s.tokens[s.first : pred.first]):
        return True  # この道を行けば着く？
    if pred.norm not in verbs.OF_THINGS:
        return False
    if pred.norm in verbs.MOVING and any(t.norm in _PLACES_ASKED for t in s.tokens[s.first : pred.first]):
        return False  # 連休はどこか行く？
    if s.before(pred.first).endswith(_SOMETHING) and pred.norm not in verbs.MOVING:
        return True  # 画面に何か出てる？
    if topic is None:
        topic = actors.nominal_before(s.tokens, pred.first, s.first, s.style.audience)
    if topic is None or topic.side is not Side.THING or topic.is_of_time(s.tokens) or topic.text in actors.NO_ACTORS:
        topic = _opening_thing(s, pred) or topic
    if topic is None or topic.side is not Side.THING:
        return False
    last = s.tokens[topic.last - 1]
    if last.surface in nouns.EVENTS:
        return True
    is_thing = last.pos in ("名詞", "接尾辞") and last.sub2 not in (*actors.OF_TIME, "地名")
    return is_thing and topic.text not in actors.NO_ACTORS


def _asks_when(s: Sentence, pred: Predicate) -> bool:
    """Tell whether before a predicate is asked when, or what makes it come about (誰に聞けばわかる？)."""
    return any(
        t.surface in _TIMES_ASKED or (t.cform.startswith("仮定形") and k + 1 < pred.first)
        for k, t in enumerate(s.tokens[s.first : pred.first], start=s.first)
    )


def _opening_thing(s: Sentence, pred: Predicate) -> actors.Nominal | None:
    """Return the thing that a sentence opens with before a comma and that comes, goes or appears by itself."""
    for k in range(s.first + 1, pred.first):
        if s.tokens[k].surface == "、":
            nominal = actors.nominal_before(s.tokens, k, s.first, s.style.audience)
            is_thing = nominal is not None and s.tokens[nominal.last - 1].surface in nouns.ARRIVING
            return nominal if is_thing else None
    return None


_SOMETHING: Final = words("keigo/contexts", "something")
_PLACES_ASKED: Final = word_set("keigo/sides", "asked-place")
_TIMES_ASKED: Final = word_set("keigo/sides", "asked-time")
