"""Choose the core word of a predicate: its 尊敬語, 謙譲語 or plain word, by who acts."""

from __future__ import annotations

from typing import Final, NamedTuple

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import GIVING_AWAY, MOTIONS, Layer, Predicate
from sakura_cli.keigo import actors
from sakura_cli.keigo.lexicon import nouns, sahen, verbs
from sakura_cli.keigo.rewriting import forms, requests
from sakura_cli.keigo.rewriting.acts import SUBJECT_PARTICLES, Act
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.types import HonorificClass, Side
from sakura_cli.lexicon import words

_IRU = Layer("te", Word("いる", "1"), "居る")
_IRASSHARU = Layer("te", Word("いらっしゃる", "5ra"), "いらっしゃる")
_ORU = Layer("te", Word("おる", "5r"), "おる")
_KURU = Layer("te", Word("まいる", "5r"), "参る")
_OF_PERSON: Final = words("keigo/contexts", "of-person")


class Core(NamedTuple):
    """A core word, its honorific class (None for です・ます alone) and whether negation is already in it."""

    word: Word
    honorific_class: HonorificClass | None = None
    has_negation: bool = False


def choose_core(s: Sentence, pred: Predicate, act: Act) -> Core:
    """Return the core word that fits the actor and the style."""
    plain = Core(pred.build())
    if pred.kind == "na" or is_honorific_already(pred):
        return plain
    if pred.kind == "adj":
        return plain
    favour = _favour(s, pred, act)
    if favour is not None:
        return favour
    if any(layer.kind == "passive" for layer in pred.layers):
        return _own_unable(s, pred, act) or plain
    if act.side.is_raised and (s.style.is_honorific or act.is_explicit):
        return _raised(s, pred, act) or plain
    if act.side is Side.THING or act.side is Side.UNKNOWN:
        return _offered(s, pred) or plain
    if act.side.is_own and s.style.is_honorific:
        if act.side is Side.SELF and not act.is_explicit:
            offered = _offered(s, pred)
            if offered and _has_thing_topic(s, pred):
                return offered
        own = _own(s, pred, act) or plain
        if act.kind == "asking-permission" and own.word.text.endswith("いたす"):
            return own._replace(word=Word(own.word.text[:-3] + "する", "suru"))
        return own
    return plain


def is_honorific_already(pred: Predicate) -> bool:
    """Tell whether head or auxiliaries already are honorific, so that nothing may be added (二重敬語)."""
    return (
        bool(pred.honorific)
        or pred.norm in verbs.HONORIFIC_VERBS
        or pred.noun in verbs.HONORIFIC_NOUNS
        or any(layer.kind in ("te", "naide") and layer.norm in verbs.HONORIFIC_VERBS for layer in pred.layers)
    )


def _has_thing_topic(s: Sentence, pred: Predicate) -> bool:
    return actors.find_subject(s.tokens, pred.first, s.first, s.style.audience)[0] is Side.THING


def _offered(s: Sentence, pred: Predicate) -> Core | None:
    base = forms.base_of_potential(pred.head, pred.norm)
    if not s.style.is_honorific or base is None or not requests.is_offered(pred, base):
        return None
    noun = pred.noun
    stem = forms.request_stem(base, "為る" if noun else pred.norm, noun)
    if not stem:
        stem = c.te_form(base)
    return Core(pred.build(head=Word(stem + "いただける", "1")), HonorificClass.HUMBLE)


def _favour(s: Sentence, pred: Predicate, act: Act) -> Core | None:
    """Return くれる as くださる and もらう as いただく, with お〜 stems where they are usual."""
    if act.side in (Side.NEUTRAL, Side.IN_GROUP) or (act.is_explicit and act.side is Side.THING):
        return None
    index = next(
        (k for k, layer in enumerate(pred.layers) if layer.kind == "te" and layer.norm in ("呉れる", "貰う")), -1
    )
    if index >= 0:
        layer = pred.layers[index]
        inner, outer = pred.layers[:index], pred.layers[index + 1 :]
        stem = requests.find_stem(pred, list(inner), s.style)
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
        return Core(pred.build(head=Word("いただく", "5k")), HonorificClass.HUMBLE)
    if pred.norm == "呉れる" and not pred.noun:
        return Core(pred.build(head=Word("くださる", "5ra")), HonorificClass.RESPECT)
    return None


def _raised(s: Sentence, pred: Predicate, act: Act) -> Core | None:
    raised = HonorificClass.RESPECT
    layers = list(pred.layers)
    base = forms.base_of_potential(pred.head, pred.norm)
    if base is not None and pred.norm == "貰う":
        return Core(pred.build(head=Word("いただける", "1")), HonorificClass.HUMBLE)
    if base is not None:
        stem = forms.request_stem(base, "為る" if pred.noun else pred.norm, pred.noun)
        if act.kind == "question" and stem and not pred.core.past:
            return Core(Word(stem + "いただける", "1"), HonorificClass.HUMBLE)
        found = forms.respect(base, "為る" if pred.noun else pred.norm, pred.noun, is_explicit=act.is_explicit)
        if found is None or not found.word.text.endswith("になる"):
            return None
        return Core(pred.build(head=c.potential(found.word)), raised)
    if pred.norm == "知る" and pred.has_te("居る"):
        return Core(Word("ご存じ", "na"), raised)
    if layers and layers[0].kind == "te" and layers[0].norm in ("居る", "おる"):
        return _raised_progressive(pred, layers, act)
    if pred.norm == "居る" and layers:
        return None
    if layers and (layers[0].kind in ("causative", "sou") or layers[-1].norm in GIVING_AWAY):
        return None
    if pred.norm == "居る" and act.kind == "question" and _is_needing(s, pred):
        return Core(Word("ご入り用", "na"), raised)
    found = forms.respect(pred.head, pred.norm, pred.noun, is_explicit=act.is_explicit)
    return Core(pred.build(head=found.word), raised) if found else None


def _is_needing(s: Sentence, pred: Predicate) -> bool:
    """Tell いる "need" (砂糖いる？) from いる "be": a thing stands right before it."""
    before = s.tokens[pred.first - 1] if pred.first > s.first else None
    if before is None or pred.layers:
        return False
    if before.surface in SUBJECT_PARTICLES and pred.first - 2 >= s.first:
        before = s.tokens[pred.first - 2]
    if before.pos == "動詞" and before.cform.startswith("連用形") and s.tokens[pred.first - 2].pos == "接頭辞":
        return True
    is_thing = before.pos == "名詞" and before.sub == "普通名詞" and before.sub2 not in ("副詞可能", "助数詞可能")
    return is_thing and before.surface not in nouns.ANIMATE and not actors.is_person(before.surface)


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


def _own(s: Sentence, pred: Predicate, act: Act) -> Core | None:
    """Return the 謙譲語 of one's own act; before のです and the like only where it does not sound archaic
    (いたすのです)."""
    core = _own_anyway(s, pred, act)
    if core is None or pred.tail is pred.core or core.has_negation:
        return core
    if core.honorific_class is HonorificClass.COURTEOUS:
        return None
    if core.word.text.endswith("いたす"):
        return core._replace(word=Word(core.word.text[:-3] + "する", "suru"))
    return core


def _own_anyway(s: Sentence, pred: Predicate, act: Act) -> Core | None:
    own_courteous = HonorificClass.COURTEOUS
    layers = [_own_layer(layer) for layer in pred.layers]
    has_changed = layers != pred.layers
    negated = pred.core.negated
    if pred.norm == "知る" and not pred.noun:
        return _own_knowing(s, pred, layers)
    if pred.norm == "分かる" and negated and not pred.core.past and not layers:
        return Core(Word("分かりかねる" if "分" in pred.head.text else "わかりかねる", "1"), own_courteous, True)
    base = forms.base_of_potential(pred.head, pred.norm)
    if base is not None:
        return _own_potential(s, pred, base, act)
    if pred.norm in verbs.CONSUMED and act.kind == "volition":
        return None
    if layers and layers[0].kind in ("causative", "sou", "suffix"):
        return None
    if act.side is Side.IN_GROUP:
        special = verbs.SPECIAL_VERBS.get("為る" if pred.noun else pred.norm)
        if special is None or special.courteous is None or pred.norm in verbs.CONSUMED or pred.norm == "思う":
            return Core(pred.build(layers=layers), own_courteous) if has_changed else None
        head = _joinable(Word(pred.noun + special.courteous.text, special.courteous.cls), layers)
        return Core(pred.build(head=head, layers=layers), own_courteous)
    if _is_permissive(pred, act):
        return Core(pred.build(head=Word(c.te_form(c.causative(pred.head)) + "いただく", "5k")), HonorificClass.HUMBLE)
    if layers and layers[-1].norm in ("上げる", "差し上げる") and layers[-1].kind == "te":
        return _own_giving(pred, layers[:-1])
    if pred.norm in ("行く", "来る") and layers and layers[0].norm in MOTIONS:
        return Core(pred.build(layers=layers), own_courteous)
    if pred.norm == "持つ" and pred.has_te("居る"):
        return Core(pred.build(layers=layers), own_courteous)
    if pred.norm in ("持つ", "連れる") and layers and layers[0].norm in MOTIONS:
        stem = "お持ち" if pred.norm == "持つ" else "お連れ"
        return Core(pred.build(head=Word(stem + "いたす", "5s"), layers=layers[1:]), HonorificClass.HUMBLE)
    objects = s.text(s.first, pred.first)
    if pred.norm in ("為る", "遣る") and not pred.noun and not act.is_explicit and objects.endswith(("が", "ような")):
        return None
    if pred.norm == "会う" and not _reaches_other(s, pred):
        return None
    found = forms.humble(pred.head, pred.norm, pred.noun, objects=objects, is_visit=is_visit(s, pred))
    if found is None:
        return Core(pred.build(layers=layers), own_courteous) if has_changed else None
    return Core(pred.build(head=_joinable(found.word, layers), layers=layers), found.honorific_class)


def _joinable(word: Word, layers: list[Layer]) -> Word:
    """Use する instead of いたす before たい and auxiliaries, which いたす would overload."""
    if layers and word.text.endswith("いたす"):
        return Word(word.text[:-3] + "する", "suru")
    return word


def _own_layer(layer: Layer) -> Layer:
    if layer.kind == "te" and layer.norm == "居る" and not layer.is_potential:
        return _ORU
    if layer.kind == "te" and layer.norm in ("行く", "来る"):
        return _KURU
    return layer


def _own_knowing(s: Sentence, pred: Predicate, layers: list[Layer]) -> Core | None:
    text = s.text(s.first, pred.first)
    of_person = "のことは" in text or text.endswith(_OF_PERSON)
    verb = Word("存じ上げる" if of_person else "存じる", "1")
    if pred.has_te("居る"):
        return Core(
            pred.build(head=verb, layers=layers), HonorificClass.HUMBLE if of_person else HonorificClass.COURTEOUS
        )
    if pred.core.negated:
        return Core(pred.build(head=verb, layers=layers), HonorificClass.COURTEOUS)
    return None


def _own_potential(s: Sentence, pred: Predicate, base: Word, act: Act) -> Core | None:
    norm = "為る" if pred.noun or pred.norm == "出来る" else pred.norm
    if act.side is Side.IN_GROUP:
        return None
    found = forms.humble(base, norm, pred.noun, objects=s.text(s.first, pred.first), is_visit=is_visit(s, pred))
    if (
        pred.core.negated
        and not pred.core.past
        and not pred.layers
        and (pred.norm == "出来る" or (found and norm in verbs.HUMBLE_BY_O))
    ):
        word = found.word if found else Word(base.text[:-2] + "いたす", "5s")
        return Core(Word(c.stem_polite(word) + "かねる", "1"), HonorificClass.COURTEOUS, True)
    if found is None or (pred.norm == "出来る" and pred.noun not in sahen.HUMBLE_PREFERRED):
        return None
    word = found.word
    if word.text.endswith("いたす"):
        word = Word(word.text[:-3] + "する", "suru")
    elif found.honorific_class is HonorificClass.COURTEOUS or word.text == "いただく":
        return None
    return Core(pred.build(head=c.potential(word)), found.honorific_class)


def _own_unable(s: Sentence, pred: Predicate, act: Act) -> Core | None:
    """Return 受けられない as お受けいたしかねる: られる that is potential, of one's own refused act."""
    is_refusal = act.side is Side.SELF and act.kind == "statement" and pred.core.negated and not pred.core.past
    if not (
        is_refusal
        and s.style.is_honorific
        and len(pred.layers) == 1
        and pred.head.cls == "1"
        and pred.norm in verbs.HUMBLE_BY_O
    ):
        return None
    return Core(Word("お" + c.stem_polite(pred.head) + "いたしかねる", "1"), HonorificClass.COURTEOUS, True)


def _own_giving(pred: Predicate, layers: list[Layer]) -> Core:
    found = forms.humble(pred.head, pred.norm, pred.noun) if not layers else None
    if found and found.honorific_class is HonorificClass.HUMBLE:
        return Core(found.word, HonorificClass.HUMBLE)
    return Core(Word(c.te_form(pred.build(layers=layers)) + "差し上げる", "1"), HonorificClass.HUMBLE)


def _is_permissive(pred: Predicate, act: Act) -> bool:
    if pred.layers or pred.core.negated or act.kind != "statement":
        return False
    return pred.noun in sahen.PERMISSIVE_NOUNS or (not pred.noun and pred.norm in verbs.PERMISSIVE)


def is_visit(s: Sentence, pred: Predicate) -> bool:
    """Tell whether the goal of going is the other side's place."""
    if pred.norm not in ("行く", "来る"):
        return False
    text = s.text(s.first, pred.first)
    return any(place in text for place in nouns.VISITED) and not pred.has_te("行く", "来る")


def _reaches_other(s: Sentence, pred: Predicate) -> bool:
    """Tell whether the に or と phrase, if any, names somebody to be raised."""
    for k in range(pred.first - 1, s.first, -1):
        t = s.tokens[k]
        if t.surface in ("に", "と") and t.sub == "格助詞":
            nominal = actors.nominal_before(s.tokens, k, s.first, s.style.audience)
            if nominal is not None and nominal.side in (Side.NEUTRAL, Side.IN_GROUP, Side.SELF):
                return False
    return True
