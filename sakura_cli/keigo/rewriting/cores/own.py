"""The 謙譲語 of what one does oneself."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import GIVING_AWAY, MOTIONS, Layer, Predicate
from sakura_cli.keigo.lexicon import sahen, verbs
from sakura_cli.keigo.rewriting import forms, reach
from sakura_cli.keigo.rewriting.acts.act import CONFIRMING, Act
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.rewriting.cores.core import Core
from sakura_cli.keigo.rewriting.cores.evidence import is_refused
from sakura_cli.keigo.types import HonorificClass, Side
from sakura_cli.lexicon import word_set, words

_ORU = Layer("te", Word("おる", "5r"), "おる")
_KURU = Layer("te", Word("まいる", "5r"), "参る")
_DONE_MARKS: Final = word_set("japanese/particles", "heard", "topic")
_OF_WHOM: Final = frozenset(("会う", "頼む"))
_NOT_YET: Final = "まだ"
_OF_PERSON: Final = words("keigo/contexts", "of-person")
_TOGETHER: Final = words("keigo/contexts", "together")


def put_own(s: Sentence, pred: Predicate, act: Act) -> Core | None:
    """Return the 謙譲語 of one's own act; before のです and the like only where it does not sound archaic
    (いたすのです)."""
    core = _own_anyway(s, pred, act)
    is_joint = core is not None and core.honorific_class is HonorificClass.COURTEOUS
    is_joint = is_joint or any(word in s.before(pred.first) for word in _TOGETHER)
    if act.kind == "volition" and is_joint:
        return None  # また行こう and 一緒に撮ろう are said of both
    if core is None or (pred.tail is pred.core and "って" not in pred.particles) or core.has_negation:
        return core
    if core.honorific_class is HonorificClass.COURTEOUS:
        return None
    if core.word.text.endswith("いたす"):
        return core._replace(word=Word(core.word.text[:-3] + "する", "suru"))
    return core


def _own_anyway(s: Sentence, pred: Predicate, act: Act) -> Core | None:
    own_courteous = HonorificClass.COURTEOUS
    # おる before ところ or の is archaic.
    layers = list(pred.layers)
    if pred.tail is pred.core and layers:
        # 行く and 来る are put humbly at the end only (持って行ってくれた).
        layers = [layer if layer.norm in MOTIONS else _own_layer(layer) for layer in layers[:-1]]
        layers.append(_own_layer(pred.layers[-1]))
    has_changed = layers != pred.layers
    negated = pred.core.negated
    if pred.norm == "知る" and not pred.noun:
        return _own_knowing(s, pred, layers)
    # What one does not understand oneself (使い方が分からない) is no refusal.
    is_trouble = pred.role != "final" or "が" in s.text(max(s.first, pred.first - 2), pred.first)
    is_open = is_trouble or not is_refused(s, pred) or reach.is_general(s, pred) or _NOT_YET in s.before(pred.first)
    if pred.norm == "分かる" and negated and not pred.core.past and not layers and not is_open:
        return Core(Word("分かりかねる" if "分" in pred.head.text else "わかりかねる", "1"), own_courteous, True)
    base = forms.base_of_potential(pred.head, pred.norm)
    if base is not None:
        return put_own_potential(s, pred, base, act)
    if pred.norm == "遣る" and layers and layers[0].norm == "見る":
        return None  # やってみる is not する
    if pred.norm in verbs.CONSUMED and (act.kind == "volition" or negated or pred.has_te("居る")):
        return (
            Core(pred.build(layers=layers), own_courteous) if has_changed else None
        )  # いただいていない has got nothing
    if layers and layers[0].kind in ("causative", "sou", "suffix"):
        return None
    if act.side is Side.IN_GROUP:
        special = verbs.SPECIAL_VERBS.get("為る" if pred.noun else pred.norm)
        if special is None or special.courteous is None or pred.norm in verbs.CONSUMED or pred.norm == "思う":
            return Core(pred.build(layers=layers), own_courteous) if has_changed else None
        head = _joinable(Word(pred.noun + special.courteous.text, special.courteous.cls), layers)
        return Core(pred.build(head=head, layers=layers), own_courteous)
    if _is_permissive(pred, act) and not reach.names_actor(s, pred):
        return Core(pred.build(head=Word(c.te_form(c.causative(pred.head)) + "いただく", "5k")), HonorificClass.HUMBLE)
    if layers and layers[-1].norm == "遣る" and not reach.names_reached(s, pred):
        return None  # まとめてやろう: to do, not to give
    if layers and layers[-1].norm in GIVING_AWAY and layers[-1].kind == "te":
        return _own_giving(pred, layers[:-1], is_potential=layers[-1].word.text.endswith("れる"))
    if pred.norm in verbs.MOVING and layers and layers[0].norm in MOTIONS:
        return Core(pred.build(layers=layers), own_courteous)
    if pred.norm == "持つ" and pred.has_te("居る", "置く"):
        return Core(pred.build(layers=layers), own_courteous)
    if pred.norm in ("持つ", "連れる") and layers and layers[0].norm in MOTIONS:
        if not _is_brought(s, pred, act):
            return Core(pred.build(layers=[*layers[:-1], _KURU]), own_courteous)
        stem = "お持ち" if pred.norm == "持つ" else "お連れ"
        head = _joinable(Word(stem + "いたす", "5s"), layers[1:])
        return Core(pred.build(head=head, layers=layers[1:]), HonorificClass.HUMBLE)
    objects = s.before(pred.first)
    if pred.norm in ("為る", "遣る") and not pred.noun and not act.is_explicit and objects.endswith(("が", "ような")):
        return None
    if pred.norm == "思う" and negated:
        return Core(pred.build(layers=layers), own_courteous) if has_changed else None  # 存じません is not knowing
    if pred.norm in _OF_WHOM and pred.core.past and not reach.names_reached(s, pred):
        return None  # さっき会った, 弁当頼んだ: whom is not said
    if pred.norm == "遣る" and not act.is_explicit and (layers or negated) and objects[-1:] not in _DONE_MARKS:
        return None  # 銀行やってない
    if not reach.reaches_other(s, pred) or (act.kind in ("statement", "wish") and reach.reaches_nobody(s, pred)):
        return Core(pred.build(layers=layers), own_courteous) if has_changed else None
    found = forms.humble(pred.head, pred.norm, pred.noun, objects=objects, is_visit=reach.is_visit(s, pred))
    if found is None:
        return Core(pred.build(layers=layers), own_courteous) if has_changed else None
    return Core(pred.build(head=_joinable(found.word, layers), layers=layers), found.honorific_class)


def _is_brought(s: Sentence, pred: Predicate, act: Act) -> bool:
    """Tell whether 持って行く surely reaches the other side: offered, announced, or somebody raised is named."""
    if pred.norm == "連れる":
        return reach.names_reached(s, pred)
    is_announced = not (pred.core.past or pred.core.negated) and CONFIRMING.intersection(pred.particles)
    return act.kind in ("offer", "volition") or bool(is_announced) or reach.names_reached(s, pred)


def _joinable(word: Word, layers: list[Layer]) -> Word:
    """Use する instead of いたす before たい and auxiliaries, which いたす would overload."""
    if layers and word.text.endswith("いたす"):
        return Word(word.text[:-3] + "する", "suru")
    return word


def _own_layer(layer: Layer) -> Layer:
    if layer.kind == "te" and layer.norm == "居る" and not layer.is_potential:
        return _ORU
    if layer.kind == "te" and layer.norm in verbs.MOVING:
        return _KURU
    return layer


def _own_knowing(s: Sentence, pred: Predicate, layers: list[Layer]) -> Core | None:
    text = s.before(pred.first)
    of_person = "のことは" in text or text.endswith(_OF_PERSON)
    verb = Word("存じ上げる" if of_person else "存じる", "1")
    if pred.has_te("居る"):
        return Core(
            pred.build(head=verb, layers=layers), HonorificClass.HUMBLE if of_person else HonorificClass.COURTEOUS
        )
    if pred.core.negated:
        return Core(pred.build(head=verb, layers=layers), HonorificClass.COURTEOUS)
    return None


def put_own_potential(s: Sentence, pred: Predicate, base: Word, act: Act) -> Core | None:
    norm = "為る" if pred.noun or pred.norm == "出来る" else pred.norm
    # 思えない comes by itself, 英語は読める reads no work of the other side.
    if act.side is Side.IN_GROUP or norm in verbs.SPONTANEOUS | verbs.OF_WORKS:
        return None
    found = forms.humble(base, norm, pred.noun, objects=s.before(pred.first), is_visit=reach.is_visit(s, pred))
    if (
        pred.core.negated
        and not pred.core.past
        and not pred.layers
        and not reach.is_general(s, pred)
        and (reach.refuses_act(s, pred) if pred.norm == "出来る" else found and reach.is_refusable(s, pred, norm))
    ):
        word = found.word if found else Word(base.text[:-2] + "いたす", "5s")
        return Core(Word(c.stem_polite(word) + "かねる", "1"), HonorificClass.COURTEOUS, True)
    if s.tokens[pred.first - 1].surface == "が" and norm not in verbs.DIRECTED | verbs.SURELY_OWN:
        return None  # いいものが作れる
    is_guess = act.kind == "statement" and not (act.is_explicit or pred.noun)
    if norm in verbs.HUMBLE_BY_O and (
        pred.core.negated or (is_guess and norm not in verbs.DIRECTED | verbs.SURELY_OWN)
    ):
        return None  # 一つしか持ち込めない may be said of the reader, きれいに撮れる of a camera
    if found is None or (pred.norm == "出来る" and pred.noun not in sahen.HUMBLE_PREFERRED):
        return None
    word = found.word
    if word.text.endswith("いたす"):
        word = Word(word.text[:-3] + "する", "suru")
    elif found.honorific_class is HonorificClass.COURTEOUS or word.text == "いただく":
        return None
    return Core(pred.build(head=c.potential(word)), found.honorific_class)


def put_unable(s: Sentence, pred: Predicate, act: Act) -> Core | None:
    """Return 受けられない as お受けいたしかねる: られる that is potential, of one's own refused act."""
    if (
        act.side is Side.SELF
        and s.style.is_honorific
        and len(pred.layers) > 1
        and pred.layers[-1].kind == "passive"
        and pred.layers[-2].norm in GIVING_AWAY
    ):
        return _own_giving(pred, pred.layers[:-2], is_potential=True)  # 教えてあげられない
    is_refusal = act.side is Side.SELF and act.kind == "statement" and pred.core.negated and not pred.core.past
    if not (
        is_refusal
        and s.style.is_honorific
        and len(pred.layers) == 1
        and pred.head.cls == "1"
        and reach.is_refusable(s, pred, pred.norm)
    ):
        return None
    return Core(Word("お" + c.stem_polite(pred.head) + "いたしかねる", "1"), HonorificClass.COURTEOUS, True)


def _own_giving(pred: Predicate, layers: list[Layer], *, is_potential: bool = False) -> Core:
    found = forms.humble(pred.head, pred.norm, pred.noun) if not layers else None
    if found and found.honorific_class is HonorificClass.HUMBLE:
        word = found.word
    else:
        word = Word(c.te_form(pred.build(layers=layers)) + "差し上げる", "1")
    if is_potential:
        word = _joinable(word, layers=[Layer("tai")])
        word = c.passive(word) if word.cls == "1" else c.potential(word)
    return Core(word, HonorificClass.HUMBLE)


def _is_permissive(pred: Predicate, act: Act) -> bool:
    if pred.layers or pred.core.negated or act.kind != "statement" or pred.tail is not pred.core:
        return False
    if pred.core.past and pred.norm not in verbs.LEFT_OFF and not pred.noun:
        return False  # 帰った is told, not asked leave for
    return pred.noun in sahen.PERMISSIVE_NOUNS or (not pred.noun and pred.norm in verbs.PERMISSIVE)
