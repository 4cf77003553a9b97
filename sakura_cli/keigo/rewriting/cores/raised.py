"""The 尊敬語 of what the other side does."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import GIVING_AWAY, MOTIONS, Layer, Predicate
from sakura_cli.keigo.lexicon import sahen, verbs
from sakura_cli.keigo.rewriting import forms, reach
from sakura_cli.keigo.rewriting.acts.act import Act
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.rewriting.cores.core import Core
from sakura_cli.keigo.rewriting.cores.evidence import can_be_asked_for
from sakura_cli.keigo.rewriting.cores.own import put_own_potential
from sakura_cli.keigo.types import HonorificClass
from sakura_cli.lexicon import word_set

_GOALS: Final = word_set("japanese/particles", "goal")
_IRU = Layer("te", Word("いる", "1"), "居る")
_IRASSHARU = Layer("te", Word("いらっしゃる", "5ra"), "いらっしゃる")


def put_raised(s: Sentence, pred: Predicate, act: Act) -> Core | None:
    raised = HonorificClass.RESPECT
    layers = list(pred.layers)
    if layers and layers[0].norm == "有る":
        return None  # 伝えてある
    if pred.first > s.first and s.tokens[pred.first - 1].cform.startswith("語幹"):
        return None  # 高すぎない？: no act
    base = forms.base_of_potential(pred.head, pred.norm)
    if pred.norm in verbs.MAY_BE_ABLE and act.kind == "question" and s.tokens[pred.first - 1].surface != "を":
        return None  # 何時から入れますか asks when one may get in
    if base is not None and pred.norm == "貰う":
        return Core(pred.build(head=Word("いただける", "1")), HonorificClass.HUMBLE)
    if base is not None and pred.norm in verbs.ASSIGNING and act.kind == "question" and not act.is_explicit:
        return put_own_potential(s, pred, base, act)  # 伝言を頼める？ asks for what one wants oneself
    if base is not None and act.kind == "question" and not can_be_asked_for(s, pred, act):
        return None  # 払えますか asks what anybody may
    if base is not None:
        stem = forms.request_stem(base, "為る" if pred.noun else pred.norm, pred.noun)
        asks_ability = pred.first > s.first and s.tokens[pred.first - 1].surface == "が"
        if act.kind == "question" and stem and not pred.core.past and not asks_ability:
            return Core(Word(stem + "いただける", "1"), HonorificClass.HUMBLE)
        found = forms.respect(base, "為る" if pred.noun else pred.norm, pred.noun, is_explicit=act.is_explicit)
        if found is None or not found.word.text.endswith("になる"):
            return None
        return Core(pred.build(head=c.potential(found.word)), raised)
    if pred.norm == "知る" and pred.core.negated:
        return Core(Word("ご存じある", "5aru"), raised)
    if pred.norm == "知る" and pred.has_te("居る"):
        return Core(Word("ご存じ", "na"), raised)
    is_prepared = bool(layers) and layers[-1].norm == "置く" and act.kind == "question"
    if is_prepared and not act.is_explicit:
        return None  # 交換しとく？ may be done by both
    if pred.norm == "遣る" and not pred.noun and s.tokens[pred.first - 1].surface in _GOALS:
        return None  # どこにやった？: to put
    if _invites(s, pred, act):
        return None  # 裏の店にしない？ is said of both
    is_open = pred.norm == "遣る" and not pred.noun and pred.has_te("居る")
    if is_open and not act.is_explicit and s.tokens[pred.first - 1].surface != "を":
        return None  # 日曜でもやってる？
    if layers and layers[0].kind == "te" and layers[0].norm in ("居る", "おる"):
        return _raised_progressive(pred, layers, act)
    if pred.norm == "居る" and layers:
        return None
    if layers and (layers[0].kind in ("causative", "sou", "suffix") or layers[-1].norm in GIVING_AWAY):
        return None
    if pred.norm == "居る" and act.kind == "question" and reach.is_needing(s, pred):
        if s.tokens[pred.first - 1].surface == "も" or pred.core.past or pred.tail.past:
            return Core(Word("いる", "5r"))  # 免許証もいるんだっけ: what one has to bring oneself
        if s.tokens[pred.first - 2].pos == "接頭辞":
            return Core(Word("ご入り用", "na"), raised)  # お代わりいる？
        return Core(Word("必要", "na"))  # 会員証はいる？ may ask what one has to bring oneself
    is_return = pred.norm in verbs.RETURNING and act.is_explicit
    if (pred.norm in verbs.CARRIED or is_return) and layers and layers[0].norm in MOTIONS:
        layers = layers[1:]  # お持ちになる and お帰りになる say that one goes
    found = forms.respect(pred.head, pred.norm, pred.noun, is_explicit=act.is_explicit)
    if layers and layers[0].norm in MOTIONS:
        return None  # 慣れてきましたか, 買ってきますか: who comes would have to be raised
    return Core(pred.build(head=found.word, layers=layers), raised) if found else None


def _invites(s: Sentence, pred: Predicate, act: Act) -> bool:
    is_choice = pred.norm == "為る" and not pred.noun and s.tokens[pred.first - 1].surface == "に"
    return is_choice and act.kind == "question" and pred.core.negated and not act.is_explicit


def _raised_progressive(pred: Predicate, layers: list[Layer], act: Act) -> Core | None:
    raised = HonorificClass.RESPECT
    if pred.norm in ("待つ", "持つ") and len(layers) == 1:
        return Core(Word("お" + c.stem_polite(pred.head), "na"), raised)
    if pred.norm == "住む" and len(layers) == 1:
        return Core(Word("お住まい", "na"), raised)
    special = verbs.SPECIAL_VERBS.get(pred.norm)
    if pred.noun and pred.noun not in sahen.IMPERSONAL and pred.norm == "為る":
        return Core(pred.build(head=Word(pred.noun + "なさる", "5ra"), layers=[_IRU, *layers[1:]]), raised)
    if special and special.respect and pred.norm not in verbs.PROGRESSIVE:
        return Core(pred.build(head=special.respect, layers=[_IRU, *layers[1:]]), raised)
    if forms.respect(pred.head, pred.norm, pred.noun, is_explicit=act.is_explicit) is None:
        return None
    return Core(pred.build(layers=[_IRASSHARU, *layers[1:]]), raised)
