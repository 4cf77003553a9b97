"""Choose the core word of a predicate by who acts: favours, offers, and what stays plain."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import Layer, Predicate
from sakura_cli.keigo import actors
from sakura_cli.keigo.lexicon import verbs
from sakura_cli.keigo.rewriting import forms, reach, requests
from sakura_cli.keigo.rewriting.acts.act import Act
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.rewriting.cores.core import Core, is_honorific_already
from sakura_cli.keigo.rewriting.cores.evidence import is_evident, is_offered_to_reader, is_told_courteously
from sakura_cli.keigo.rewriting.cores.own import put_own, put_unable
from sakura_cli.keigo.rewriting.cores.raised import put_raised
from sakura_cli.keigo.types import HonorificClass, Side
from sakura_cli.lexicon import word_set, words

_NEEDED: Final = Word("いる", "5r")
_ARU = Layer("te", Word("ある", "5aru"), "有る")
_QUOTES: Final = word_set("japanese/particles", "quoting")
_TURNING_OUT: Final = words("keigo/contexts", "turning-out")


def choose_core(s: Sentence, pred: Predicate, act: Act) -> Core:
    """Return the core word that fits the actor and the style."""
    plain = Core(pred.build())
    if pred.norm == "居る" and not (act.side.is_raised or pred.layers) and reach.is_needing(s, pred):
        return Core(_NEEDED)  # 身分証がいる
    if pred.kind == "na" or is_honorific_already(pred) or any(layer.kind == "denial" for layer in pred.layers):
        return plain
    if pred.kind == "adj":
        return plain
    if pred.norm == "行く" and pred.head.text.startswith("いけ"):
        return plain  # 見せてはいけません forbids
    if pred.norm == "行く" and not pred.layers and s.before(pred.first).endswith(_TURNING_OUT):
        return plain
    if pred.norm in verbs.WRITTEN and pred.has_te("居る") and not act.side.is_raised and _stands_written(s, pred):
        return Core(pred.build(layers=[_ARU]))  # 送料がかかるなんて書いてない
    favour = _favour(s, pred, act)
    if favour is not None:
        return favour
    if any(layer.kind == "passive" for layer in pred.layers):
        return put_unable(s, pred, act) or plain
    if not is_evident(s, pred, act):
        return plain
    if act.side.is_raised and (s.style.is_honorific or act.is_explicit):
        return put_raised(s, pred, act) or plain
    if act.side is Side.THING or act.side is Side.UNKNOWN:
        return _offered(s, pred, act) or plain
    if act.side.is_own and s.style.is_honorific:
        if act.side is Side.SELF and not act.is_explicit:
            offered = _offered(s, pred, act)
            if offered and _has_thing_topic(s, pred):
                return offered
        own = put_own(s, pred, act) or plain
        if own.honorific_class is HonorificClass.COURTEOUS and not (
            own.has_negation or is_told_courteously(s, pred, act)
        ):
            return plain
        if act.kind == "asking-permission" and own.word.text.endswith("いたす"):
            return own._replace(word=Word(own.word.text[:-3] + "する", "suru"))
        return own
    return plain


def _stands_written(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a quotation or a thing that is written stands before a verb (値段が書いてない)."""
    if pred.first > s.first and s.tokens[pred.first - 1].surface == "が":
        return _has_thing_topic(s, pred)
    before = s.tokens[pred.first - 1] if pred.first > s.first else None
    is_quote = before is not None and (before.surface in _QUOTES or before.surface == "と")
    return is_quote and s.tokens[pred.first - 1].pos == "助詞"


def _has_thing_topic(s: Sentence, pred: Predicate) -> bool:
    return actors.find_subject(s.tokens, pred.first, s.first, s.style.audience)[0] is Side.THING


def _offered(s: Sentence, pred: Predicate, act: Act) -> Core | None:
    base = forms.base_of_potential(pred.head, pred.norm)
    if not s.style.is_honorific or base is None or not requests.is_offered(pred, base):
        return None
    if s.is_question and pred.first > s.first and s.tokens[pred.first - 1].surface == "が":
        return None  # 日本語が読めますか asks what somebody is able to
    if act.kind == "question" or pred.norm in verbs.OF_WORKS or not is_offered_to_reader(s, pred):
        return None  # 英語は読める
    if pred.core.negated and (pred.norm in verbs.CONSUMED or reach.follows_cause(s, pred)):
        return None  # お酒は飲めない and 高すぎて買えない may tell of oneself
    noun = pred.noun
    if not noun and pred.norm in verbs.SURELY_OWN | verbs.DIRECTED:
        return None  # 原本は返せない: who gives it back is not said
    stem = forms.request_stem(base, "為る" if noun else pred.norm, noun)
    if not stem:
        stem = c.te_form(base)
    return Core(pred.build(head=Word(stem + "いただける", "1")), HonorificClass.HUMBLE)


def _favour(s: Sentence, pred: Predicate, act: Act) -> Core | None:
    """Return くれる as くださる and もらう as いただく, with お〜 stems where they are usual."""
    is_got = pred.norm == "貰う" and pred.head.cls == "1" and act.particle == "が"  # 返事がもらえたら
    if act.side in (Side.NEUTRAL, Side.IN_GROUP) or (act.is_explicit and act.side is Side.THING and not is_got):
        return None
    if pred.has_te("貰う") and act.kind == "question" and pred.core.past and not pred.layers[-1].is_potential:
        return Core(pred.build())  # 替えてもらった？ asks what the other side had done: いただく would lower it
    if (pred.norm == "貰う" or pred.has_te("貰う")) and reach.receives_from_own(s, pred):
        return None  # 友人から譲ってもらった
    is_on_offer = act.kind == "statement" and pred.role == "final" and not (pred.core.negated or pred.core.past)
    if is_on_offer and pred.has_te("貰う") and pred.layers[-1].is_potential and not reach.names_reached(s, pred):
        return Core(pred.build())  # 図書館で貸してもらえる: by somebody there
    index = next(
        (k for k, layer in enumerate(pred.layers) if layer.kind == "te" and layer.norm in ("呉れる", "貰う")), -1
    )
    if index >= 0:
        layer = pred.layers[index]
        inner, outer = pred.layers[:index], pred.layers[index + 1 :]
        # 変えてもらった may be of anybody: お変えいただく would be of the reader.
        is_told = act.kind == "statement" and pred.core.past and not (act.is_explicit or reach.names_reached(s, pred))
        is_told = is_told and layer.norm == "貰う" and pred.role == "final" and not layer.is_potential
        stem = requests.find_stem(pred, list(inner), s.style) if not is_told else ""
        lead = stem or c.te_form(pred.build(layers=inner))
        if layer.norm == "呉れる":
            word = Word(lead + "くださる", "5ra")
        else:
            word = Word(
                lead + ("いただける" if layer.is_potential else "いただく"), "1" if layer.is_potential else "5k"
            )
        kind = HonorificClass.RESPECT if layer.norm == "呉れる" else HonorificClass.HUMBLE
        return Core(pred.build(head=word, layers=outer), kind)
    if pred.norm == "貰う" and not pred.noun and not act.side.is_raised:
        if not (s.style.is_honorific or act.side is Side.SELF):
            return None
        received = Word("いただける", "1") if pred.head.cls == "1" else Word("いただく", "5k")
        return Core(pred.build(head=received), HonorificClass.HUMBLE)
    if pred.norm == "呉れる" and not pred.noun:
        return Core(pred.build(head=Word("くださる", "5ra")), HonorificClass.RESPECT)
    return None
