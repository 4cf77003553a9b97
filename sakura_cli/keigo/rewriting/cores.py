"""Choose the core word of a predicate: its 尊敬語, 謙譲語 or plain word, by who acts."""

from __future__ import annotations

from typing import Final, NamedTuple

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import GIVING_AWAY, MOTIONS, Layer, Predicate
from sakura_cli.keigo import actors
from sakura_cli.keigo.lexicon import sahen, verbs
from sakura_cli.keigo.rewriting import forms, reach, requests
from sakura_cli.keigo.rewriting.acts import CONFIRMING, Act
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.types import HonorificClass, Side
from sakura_cli.lexicon import word_set, words

_IRU = Layer("te", Word("いる", "1"), "居る")
_NEEDED: Final = Word("いる", "5r")
_ARU = Layer("te", Word("ある", "5aru"), "有る")
_QUOTES: Final = word_set("japanese/particles", "quoting")
_IRASSHARU = Layer("te", Word("いらっしゃる", "5ra"), "いらっしゃる")
_ORU = Layer("te", Word("おる", "5r"), "おる")
_KURU = Layer("te", Word("まいる", "5r"), "参る")
_CARRIED: Final = frozenset(("持つ", "連れる"))
_NOT_YET: Final = "まだ"
_OF_PERSON: Final = words("keigo/contexts", "of-person")
_TOGETHER: Final = words("keigo/contexts", "together")
_TURNING_OUT: Final = words("keigo/contexts", "turning-out")


class Core(NamedTuple):
    """A core word, its honorific class (None for です・ます alone) and whether negation is already in it."""

    word: Word
    honorific_class: HonorificClass | None = None
    has_negation: bool = False


def choose_core(s: Sentence, pred: Predicate, act: Act) -> Core:
    """Return the core word that fits the actor and the style."""
    plain = Core(pred.build())
    if pred.norm == "居る" and act.side is Side.THING and not pred.layers and reach.is_needing(s, pred):
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


def _stands_written(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a quotation or a thing that is written stands before a verb (値段が書いてない)."""
    if pred.first > s.first and s.tokens[pred.first - 1].surface == "が":
        return _has_thing_topic(s, pred)
    before = s.tokens[pred.first - 1] if pred.first > s.first else None
    is_quote = before is not None and (before.surface in _QUOTES or before.surface == "と")
    return is_quote and s.tokens[pred.first - 1].pos == "助詞"


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
    if s.is_question and pred.first > s.first and s.tokens[pred.first - 1].surface == "が":
        return None  # 日本語が読めますか asks what somebody is able to
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
        received = Word("いただける", "1") if pred.head.cls == "1" else Word("いただく", "5k")
        return Core(pred.build(head=received), HonorificClass.HUMBLE)
    if pred.norm == "呉れる" and not pred.noun:
        return Core(pred.build(head=Word("くださる", "5ra")), HonorificClass.RESPECT)
    return None


def _raised(s: Sentence, pred: Predicate, act: Act) -> Core | None:
    raised = HonorificClass.RESPECT
    layers = list(pred.layers)
    if layers and layers[0].norm == "有る":
        return None  # 伝えてある
    base = forms.base_of_potential(pred.head, pred.norm)
    if pred.norm in verbs.MAY_BE_ABLE and act.kind == "question" and s.tokens[pred.first - 1].surface != "を":
        return None  # 何時から入れますか asks when one may get in
    if base is not None and pred.norm == "貰う":
        return Core(pred.build(head=Word("いただける", "1")), HonorificClass.HUMBLE)
    if base is not None and pred.norm in verbs.ASSIGNING and act.kind == "question" and not act.is_explicit:
        return _own_potential(s, pred, base, act)  # 伝言を頼める？ asks for what one wants oneself
    if base is not None and act.kind == "question" and not act.is_explicit and reach.receives_first(s, pred):
        return None  # もらって帰れますか asks what one may oneself
    if base is not None:
        stem = forms.request_stem(base, "為る" if pred.noun else pred.norm, pred.noun)
        asks_ability = pred.first > s.first and s.tokens[pred.first - 1].surface == "が"
        if act.kind == "question" and not act.is_explicit and reach.is_general(s, pred):
            return None  # 分割で払えますか asks what anybody may
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
    is_open = pred.norm == "遣る" and not pred.noun and pred.has_te("居る")
    if is_open and not act.is_explicit and s.tokens[pred.first - 1].surface != "を":
        return None  # 日曜でもやってる？
    if layers and layers[0].kind == "te" and layers[0].norm in ("居る", "おる"):
        return _raised_progressive(pred, layers, act)
    if pred.norm == "居る" and layers:
        return None
    if layers and (layers[0].kind in ("causative", "sou") or layers[-1].norm in GIVING_AWAY):
        return None
    if pred.norm == "居る" and act.kind == "question" and reach.is_needing(s, pred):
        is_of_writer = s.tokens[pred.first - 1].surface == "が"  # 何がいる？ asks what one has to bring
        return Core(Word("必要", "na")) if is_of_writer else Core(Word("ご入り用", "na"), raised)
    if pred.norm in _CARRIED and layers and layers[0].norm in MOTIONS:
        layers = layers[1:]  # お持ちになる says that one goes
    found = forms.respect(pred.head, pred.norm, pred.noun, is_explicit=act.is_explicit)
    if found and layers and layers[0].norm in MOTIONS and found.word == c.passive(pred.head):
        return None  # 慣れてきましたか
    return Core(pred.build(head=found.word, layers=layers), raised) if found else None


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
    is_open = is_trouble or reach.is_general(s, pred) or _NOT_YET in s.before(pred.first)
    if pred.norm == "分かる" and negated and not pred.core.past and not layers and not is_open:
        return Core(Word("分かりかねる" if "分" in pred.head.text else "わかりかねる", "1"), own_courteous, True)
    base = forms.base_of_potential(pred.head, pred.norm)
    if base is not None:
        return _own_potential(s, pred, base, act)
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
    if layers and layers[-1].norm in GIVING_AWAY and layers[-1].kind == "te":
        return _own_giving(pred, layers[:-1], is_potential=layers[-1].word.text.endswith("れる"))
    if pred.norm in ("行く", "来る") and layers and layers[0].norm in MOTIONS:
        return Core(pred.build(layers=layers), own_courteous)
    if pred.norm == "持つ" and pred.has_te("居る"):
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
    if layer.kind == "te" and layer.norm in ("行く", "来る"):
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


def _own_potential(s: Sentence, pred: Predicate, base: Word, act: Act) -> Core | None:
    norm = "為る" if pred.noun or pred.norm == "出来る" else pred.norm
    # 思えない comes by itself, 字が小さくて読めない is one's own trouble.
    is_unable = pred.core.negated and norm in verbs.OF_WORKS
    if act.side is Side.IN_GROUP or norm in verbs.SPONTANEOUS or is_unable:
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
    if pred.core.negated and norm in verbs.HUMBLE_BY_O:
        return None  # 一つしか持ち込めない may be said of the reader
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
    if pred.layers or pred.core.negated or act.kind != "statement":
        return False
    if pred.core.past and pred.norm not in verbs.LEFT_OFF and not pred.noun:
        return False  # 帰った is told, not asked leave for
    return pred.noun in sahen.PERMISSIVE_NOUNS or (not pred.noun and pred.norm in verbs.PERMISSIVE)
