"""Whether a sentence tells who acts, so that 尊敬語 or 謙譲語 may be put on a guess.

です・ます is never wrong of an act, raising the wrong person is: where a sentence names nobody, only acts that people
alone do and that are asked of the reader or told of oneself are raised or put humbly.
"""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.predicate import KANA_NORMS, QUOTING_VERBS, Predicate
from sakura_cli.keigo import actors
from sakura_cli.keigo.lexicon import nouns, persons, sahen, verbs
from sakura_cli.keigo.rewriting import reach
from sakura_cli.keigo.rewriting.acts.act import Act, is_wondering
from sakura_cli.keigo.rewriting.context import CONTEXT_TOKENS, Sentence
from sakura_cli.keigo.types import Side
from sakura_cli.lexicon import word_set, words

_DONE_MARKS: Final = word_set("keigo/sides", "done-mark")
_ACTORS: Final = word_set("keigo/sides", "subject-mark")
_TIMES_ASKED: Final = word_set("keigo/sides", "asked-time")
_OF_TIME: Final = frozenset(("副詞可能", "助数詞可能"))
_ADVERSATIVES: Final = word_set("japanese/particles", "adversative") | {"が"}
_ASKED_PERSONS: Final = word_set("keigo/sides", "asked")
_ANYBODY: Final = word_set("keigo/sides", "indefinite")
_TOPIC_ENDS: Final = words("japanese/particles", "topic-end")
_IF_IT_IS: Final = "なら"
_GENERAL: Final = "と"
_THERE: Final = "其方"
_OF_OWN_MIND: Final = words("keigo/contexts", "own-mind")
_OF_MIND: Final = verbs.OF_WRITER | verbs.FEELINGS | {"知る"}


def is_evident(s: Sentence, pred: Predicate, act: Act) -> bool:
    """Tell whether an act is surely the one's whose `act` takes it for."""
    if pred.kind != "verb" or (act.is_explicit and not _is_of_place(s, pred)):
        return True
    if act.kind == "question" and act.side.is_raised:
        if pred.core.negated and _is_done_by_all(s, pred):
            return False  # みんなで贈らない？
        if is_wondering(pred):
            return False  # もう返したっけ？ may recall what one did oneself
        return _is_asked_of_reader(s, pred)
    if act.kind == "statement" and act.side is Side.SELF:
        return _is_told_of_oneself(s, pred)
    if act.kind == "asking-permission" and not pred.noun and pred.norm in verbs.HUMBLE_BY_O:
        return pred.norm in verbs.SURELY_OWN | verbs.DIRECTED  # ごみを出してもいい？ reaches nobody
    return True


def is_told_courteously(s: Sentence, pred: Predicate, act: Act) -> bool:
    """Tell whether 謙譲語Ⅱ may be put on a guess: of the writer's mind, of going, and of what one is about to do.

    What goes on or has been done (宛先を間違えてた, バグってる) may be another's or a thing's: ます fits it always.
    """
    if act.is_explicit or act.kind != "statement" or act.side is Side.IN_GROUP:
        return True
    names_oneself = any(t.surface in persons.OWN_SIDE for t in s.tokens[_begin(s, pred) : pred.first])
    if names_oneself or s.before(pred.first).endswith(_OF_OWN_MIND):
        return True
    is_past = pred.core.past or pred.tail.past
    if pred.noun in sahen.FEELINGS if pred.noun else pred.norm in _OF_MIND:
        return not (is_past and pred.norm in verbs.OF_WRITER)  # どうりで寒いと思った
    if pred.norm in verbs.MOVING and not pred.noun:
        return not (is_past or pred.core.negated)
    goes_on = any(layer.norm not in verbs.MOVING for layer in pred.layers)
    if pred.noun:
        return not (is_past and goes_on) and (pred.noun in sahen.OWN_ACTS or not (is_past or goes_on))
    return pred.norm in verbs.SURELY_OWN | verbs.DIRECTED or not (is_past or goes_on)


def can_be_asked_for(s: Sentence, pred: Predicate, act: Act) -> bool:
    """Tell whether a question what somebody is able to do asks the reader for it: an act that is done for who asks.

    払えますか and 使えますか may ask what the writer may do.
    """
    if act.is_explicit:
        return True
    if act.kind != "question" or reach.receives_first(s, pred) or reach.is_general(s, pred):
        return False
    if _follows_own_trouble(s, pred):
        return False  # 締め切り過ぎちゃったけど、まだ出せる？
    if pred.noun:
        return pred.noun in sahen.DONE_FOR_ASKER
    return pred.norm in verbs.DONE_FOR_ASKER


def _follows_own_trouble(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a clause in けど tells before a question what is past: one asks what one may do oneself then."""
    if pred.norm in verbs.SURELY_OWN | verbs.DIRECTED:
        return False  # 雨が降ってきたけど、傘貸せる？
    return any(
        t.sub == "接続助詞" and t.surface in _ADVERSATIVES and s.tokens[k - 1].lemma == "た"
        for k, t in enumerate(s.tokens[_begin(s, pred) + 1 : pred.first], start=_begin(s, pred) + 1)
    )


def is_refused(s: Sentence, pred: Predicate) -> bool:
    """Tell whether わからない is the answer to what was asked: nothing but its topic stands before it."""
    before = s.before(pred.first)
    return not before or before.endswith(_TOPIC_ENDS)


def is_offered_to_reader(s: Sentence, pred: Predicate) -> bool:
    """Tell whether what can or cannot be done is what the reader may do, not the writer's own trouble."""
    if pred.tail.kind in ("darou", "explain") or pred.tail.mood == "darou":
        return False  # いつまで使えるんだろう muses
    if not pred.core.negated:
        return True
    is_of_part = pred.first > s.first and s.tokens[pred.first - 1].surface == "が"
    return not (is_of_part or _is_general(s, pred))


def _is_done_by_all(s: Sentence, pred: Predicate) -> bool:
    tokens = s.tokens[_begin(s, pred) : pred.first]
    return any(
        t.surface == "で" and not persons.EVERYBODY.isdisjoint(each.surface for each in tokens[max(0, k - 2) : k])
        for k, t in enumerate(tokens)
    )


def _is_of_place(s: Sentence, pred: Predicate) -> bool:
    """Tell whether the other side stands there as a place where things happen (そちらは通りますか)."""
    happens = not pred.noun and pred.norm in verbs.OF_THINGS - verbs.ANNOUNCED
    return happens and any(t.norm == _THERE for t in s.tokens[max(s.first, pred.first - 2) : pred.first])


def _is_asked_of_reader(s: Sentence, pred: Predicate) -> bool:
    before = s.tokens[pred.first - 1] if pred.first > s.first else None
    if before is not None and before.surface == "を":
        return True
    if pred.noun:
        return pred.noun in sahen.OF_PEOPLE
    if s.tokens[pred.first].norm in KANA_NORMS and before is not None and before.is_noun:
        return False  # 学割きく？ is 効く, not 聞く
    if pred.norm == "為る":
        # 気分を悪くした？
        return any(t.surface in _DONE_MARKS for t in s.tokens[max(s.first, pred.first - 1) : pred.first]) or (
            before is not None and before.pos == "形容詞" and "を" in s.before(pred.first)
        )
    return pred.norm not in verbs.OF_THINGS - verbs.ANNOUNCED or not _names_thing(s, pred)


def _names_thing(s: Sentence, pred: Predicate) -> bool:
    """Tell whether anything but a time stands before a predicate that things are the subject of, too."""
    return any(
        t.is_noun and t.sub2 not in _OF_TIME and t.sub != "数詞" and t.norm not in _TIMES_ASKED
        for t in s.tokens[_begin(s, pred) : pred.first]
    )


def _is_told_of_oneself(s: Sentence, pred: Predicate) -> bool:
    before = s.tokens[pred.first - 1] if pred.first > s.first else None
    if not pred.noun and pred.norm in verbs.OF_THINGS and before is not None and before.surface in nouns.ARRIVING:
        return False  # メール来てた
    if _leads_to_question(s, pred):
        return False
    is_of_writer = pred.noun in sahen.FEELINGS if pred.noun else pred.norm in verbs.OF_WRITER | verbs.FEELINGS
    if pred.noun and pred.noun not in sahen.OF_PEOPLE | sahen.FEELINGS:
        return False  # 感電した
    return is_of_writer or not (names_other(s, pred) or _is_general(s, pred))


def _leads_to_question(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a clause of what goes on leads to a question: 残ってるけど、大丈夫？ may tell of the reader."""
    return s.is_question and pred.role == "coordinate" and pred.conjunction in _ADVERSATIVES and pred.has_te("居る")


def names_other(s: Sentence, pred: Predicate) -> bool:
    """Tell whether somebody else is named as who acts before a predicate, and not as who acts in a condition."""
    is_named = False
    for k in range(_begin(s, pred) + 1, pred.first):
        t = s.tokens[k]
        if t.cform.startswith("仮定形") and t.surface != _IF_IT_IS:
            is_named = False  # 主人が戻ったら電話する
        elif t.surface == _IF_IT_IS or (t.surface in _ACTORS and (t.pos == "助詞" or t.is_sign)):
            nominal = actors.nominal_before(s.tokens, k, s.first, s.style.audience)
            sides = (Side.NEUTRAL,) if t.is_sign else (Side.NEUTRAL, Side.RESPECTED)
            is_named = is_named or (nominal is not None and nominal.side in sides)
    return is_named


def _is_general(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a condition in と goes before what is not past: what follows is so for anybody."""
    if any(
        s.tokens[k].surface in _ANYBODY and s.tokens[k - 1].surface in _ASKED_PERSONS
        for k in range(_begin(s, pred) + 1, pred.first)
    ):
        return True  # 誰でも失敗する
    if pred.core.past or pred.particles:
        return False
    return any(
        s.tokens[k].surface == _GENERAL
        and s.tokens[k - 1].cform.startswith("終止形")
        and s.tokens[k + 1].norm not in QUOTING_VERBS
        for k in range(_begin(s, pred) + 1, pred.first)
    )


def _begin(s: Sentence, pred: Predicate) -> int:
    """Return the first token that can matter for a predicate: none that people write are so far apart."""
    return max(s.first, pred.first - CONTEXT_TOKENS)
