"""Rewrite final and coordinate predicates: choose the core, put the units into です・ます, keep or drop particles."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.japanese.predicate import CONTRACTED, SPLIT_CONTRACTED, Predicate, PredicateUnit
from sakura_cli.keigo.layout import MASK
from sakura_cli.keigo.lexicon import nouns, phrases, sahen, verbs
from sakura_cli.keigo.rewriting import forms, reach, requests, statements
from sakura_cli.keigo.rewriting.acts.act import Act, identify_act, is_question, is_wondering
from sakura_cli.keigo.rewriting.acts.asking import is_compound_particle
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.rewriting.cores.choice import choose_core
from sakura_cli.keigo.rewriting.cores.core import Core
from sakura_cli.keigo.rewriting.joined import join_words
from sakura_cli.keigo.rewriting.rendering import render
from sakura_cli.keigo.types import HonorificClass, Side
from sakura_cli.lexicon import word_set, words
from sakura_cli.localization import gettext as _

_REASONS = {
    HonorificClass.RESPECT: _("raises what the other side does (敬語の指針 p.14)"),
    HonorificClass.HUMBLE: _("one's own act, directed to the other side (敬語の指針 p.15)"),
    HonorificClass.COURTEOUS: _("tells the reader courteously what one does (敬語の指針 p.18)"),
    HonorificClass.POLITE: _("put into です・ます (敬語の指針 p.20)"),
    HonorificClass.FORMAL_WORD: _("more formal wording (慣用)"),
}
_STAYING: Final = words("keigo/contexts", "staying")
_CLASSICAL: Final = words("keigo/contexts", "classical")
_CONCESSIVES: Final = words("keigo/contexts", "concessive")
_NO_PREDICATES: Final = word_set("keigo/contexts", "no-predicate")


def reason_for(kind: HonorificClass) -> str:
    return _REASONS[kind]


def rewrite_finite(s: Sentence, pred: Predicate, begin: int) -> Act | None:
    """Add the edit for one final or coordinate predicate of `s`; return its act."""
    if pred.role not in ("final", "coordinate") or pred.tail.mood == "keep":
        return None
    if pred.role == "final" and not _is_complete(s, pred):
        return None
    if pred.kind == "na" and pred.head.text in _NO_PREDICATES and pred.tail is pred.core:
        return None
    if pred.core.polite and s.text(pred.first, pred.last).endswith(_STAYING):
        return None  # 使い方が分かりませんで
    if pred.core.past and pred.layers and pred.layers[-1].kind == "passive" and s.text().endswith(_CLASSICAL):
        return None
    if pred.conjunction == "から" and s.text(pred.last, s.last).startswith(_CONCESSIVES):
        return None
    if _is_headed(s, pred):
        return None
    if _bid(s, pred):
        return Act("request", Side.ADDRESSEE, "")
    masked_end = _leave_masked(s, pred) if pred.head.text.startswith(MASK * 2) else -1
    join_words(s, pred)
    if pred.core.mood == "imperative" and not pred.layers and s.tokens[pred.last - 1].surface.endswith("よ"):
        pred.head, pred.norm = forms.base_of_command(pred.head, pred.norm)
    is_caused = [layer.kind for layer in pred.layers] == ["causative"] and pred.head.cls.startswith("5")
    if pred.core.mood == "imperative" and is_caused and s.text(pred.first, pred.last).endswith("せよ"):
        pred.head, pred.layers = Word(c.negative(pred.head).text.removesuffix("ない") + "す", "5s"), []  # 動かせよ
    act = identify_act(s, pred, begin)
    if act.kind == "wish-request" and pred.has_te("貰う") and reach.receives_from_own(s, pred):
        act = Act("wish", Side.SELF, "")  # 弁護士に見てもらいたい
    start = max(s.tokens[pred.first].start, masked_end)
    end = s.tokens[pred.last - 1].end
    is_reported = "って" in pred.particles and act.kind in ("request", "prohibition", "wish-request")
    composed: str | None
    if is_reported and pred.kind == "verb" and not s.is_question:
        composed, kind = requests.make_reported(pred, act), HonorificClass.POLITE
    else:
        composed, kind = _compose(s, pred, act)
    if composed is None:
        return act
    text = composed
    if text.endswith("です") and is_wondering(pred):
        text = text.removesuffix("です") + ("でしょう" if s.style.is_honorific or not is_question(s, pred) else "です")
    if pred.role == "coordinate":
        text, end = statements.with_conjunction(s, pred, text, end)
    else:
        text += statements.final_particles(s, pred, act, text)
    before = s.text(pred.first, pred.last)
    if (
        pred.norm == "言う"
        and start > s.start
        and s.tokens[pred.first - 1].surface == "って"
        and pred.head.text == "言う"
    ):
        start = s.tokens[pred.first - 1].start
        text = "と" + text
    if text != before:
        s.replace(start, end, text, kind, reason_for(kind))
    return act


def _is_headed(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a list item ends in a noun that its verb describes (持参するもの): a heading."""
    tail = pred.tail
    is_bare = tail.kind == "noun" and s.tokens[pred.last - 1].surface == tail.word.text and not pred.particles
    return s.is_item and not s.has_terminator and is_bare and not requests.is_bidding(s, pred)


def _bid(s: Sentence, pred: Predicate) -> bool:
    """Add the edit for what bids or passes on without a verb of its own; return whether it was that."""
    start, end = s.tokens[pred.first].start, s.tokens[pred.last - 1].end
    kind = HonorificClass.RESPECT if s.style.is_honorific else HonorificClass.POLITE
    if (k := requests.find_bidden_noun(s, pred)) >= 0:
        s.replace(s.tokens[k].start, end, requests.put_bidden_noun(s, s.tokens[k].surface), kind, reason_for(kind))
        return True
    if s.is_question and requests.asks_why(s, pred):
        why = nouns.WORDS["どうして"][0]
        after = why.business + "でしょうか" if s.style.is_honorific else why.polite + "ですか"
        s.replace(s.tokens[pred.first - 1].start, end, after, HonorificClass.POLITE, reason_for(HonorificClass.POLITE))
        return True
    if requests.is_passed_on(s, pred):
        start = s.tokens[pred.first - 1].start
        s.replace(start, end, "とのことです", HonorificClass.POLITE, reason_for(HonorificClass.POLITE))
        return True
    if requests.is_bidding(s, pred):
        pred.units.pop()
        s.replace(start, end, requests.make_request(pred, s.style), kind, reason_for(kind))
        return True
    return False


def _leave_masked(s: Sentence, pred: Predicate) -> int:
    """Leave a masked head (a quotation, a URL) out of the predicate, so that its mask is never written; return
    its end."""
    pred.head = Word(pred.head.text.lstrip(MASK), pred.head.cls)
    end = s.tokens[pred.first].end
    while pred.first < pred.last - 1 and not s.tokens[pred.first].surface.strip(MASK):
        end = s.tokens[pred.first].end
        pred.first += 1
    return end


def _is_complete(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a predicate at a line's end closes a sentence, not a title, a list item or half a wrapped line."""
    if pred.particles or pred.last < s.last:
        return True
    if s.is_open and not s.has_terminator:
        return False
    if pred.kind == "na" and pred.tail is pred.core and pred.core == PredicateUnit("core"):
        if pred.head.text.isascii() and not (s.has_terminator and s.tokens[s.last].surface[0] in "。！？"):
            return False
        t = s.tokens[pred.last - 1]
        if t.surface == pred.head.text or pred.head.text.endswith(t.surface):
            is_said = s.has_terminator and not (t.pos == "副詞" and t.surface in _NO_PREDICATES)
            return is_said or t.pos == "形状詞"
    return pred.tail.mood != "renyou"


def _compose(s: Sentence, pred: Predicate, act: Act) -> tuple[str | None, HonorificClass]:
    style = s.style
    polite_class = HonorificClass.POLITE
    respect = HonorificClass.RESPECT
    is_marked = pred.tail.polite or pred.core.polite
    if act.kind in ("request", "prohibition", "asking", "suggestion") or act.kind == "wish-request":
        return _compose_request(s, pred, act), respect if style.is_honorific else polite_class
    if act.kind == "fragment":
        return _compose_fragment(s, pred), polite_class
    if act.kind == "must" and not is_marked:
        lead = c.negative(pred.build())
        return c.conditional_ba(lead) + "なりません", polite_class
    asks_favour = pred.head.text == "お願いする" and is_marked and pred.core == PredicateUnit("core", polite=True)
    if asks_favour and style.is_honorific and act.kind != "question" and pred.tail is pred.core and not pred.layers:
        return phrases.ASK_FAVOUR[style.level], HonorificClass.HUMBLE
    core = choose_core(s, pred, act)
    is_own_guess = is_marked and not act.is_explicit and act.kind not in ("question", "asking-permission", "permission")
    refuses = core.honorific_class is HonorificClass.COURTEOUS and core.has_negation and style.is_honorific
    if is_own_guess and not refuses:
        core = core if _is_surely_own(s, pred, act) else Core(pred.build())
    if pred.core.polite and pred.tail.kind == "darou" and act.kind == "question" and not act.is_explicit:
        return None, polite_class  # 着きましたでしょうか may muse
    if _stays(s, pred, act, core):
        return None, polite_class
    if act.kind in ("permission", "asking-permission"):
        word = core.word if act.kind == "asking-permission" else pred.build()
        if is_marked and not style.is_honorific:
            return None, polite_class
        return requests.make_permission(pred, act, style, word), core.honorific_class or polite_class
    if pred.core.mood in ("tara", "ba", "nakya", "nara", "te", "renyou", "zu") and pred.tail is pred.core:
        return None, polite_class
    if act.kind == "offer" and style.is_honorific and core.honorific_class:
        return c.polite_volitional(core.word), core.honorific_class
    return statements.render_statement(s, pred, act, core), core.honorific_class or polite_class


def _compose_fragment(s: Sentence, pred: Predicate) -> str | None:
    """Return half a sentence in て as it is said politely (遅れて: 遅れまして); None where it stays."""
    word = pred.build()
    if pred.particles and pred.core.negated and word.is_verb:
        return c.plain(word, negated=True) + "のです"  # 来なくてさ
    if s.before(pred.last).endswith(_STAYING):
        return None  # 詳細は追って
    if pred.core.polite or not word.is_verb or is_compound_particle(s, pred):
        return None
    return c.stem_polite(word) + ("ませんで" if pred.core.negated else "まして")  # 使い方が分からなくて


def _stays(s: Sentence, pred: Predicate, act: Act, core: Core) -> bool:
    """Tell whether a predicate already in です・ます gains nothing, so that it is not written anew."""
    if not pred.tail.polite or core.honorific_class is not None or pred.role != "final" or pred.kind != "verb":
        return False
    parts = s.tokens[pred.first : pred.last]
    if any((t.lemma in CONTRACTED and t.pos == "助動詞") or _is_split(t) for t in parts):
        return False
    return (
        act.kind in ("statement", "question", "wish", "volition")
        and set(pred.particles) <= {"か", "ね"}
        and not s.is_question
    )


def _is_split(t: Morpheme) -> bool:
    """Tell whether a particle is what the dictionary leaves of ておく (呼んどきます)."""
    return t.surface in SPLIT_CONTRACTED and t.sub == "接続助詞"


def _is_surely_own(s: Sentence, pred: Predicate, act: Act) -> bool:
    """Tell whether a sentence already in です・ます surely tells one's own act, so that 謙譲語 fits."""
    if act.side is not Side.SELF or act.kind not in ("statement", "wish"):
        return False
    if pred.noun in sahen.OWN_ACTS or pred.norm in verbs.SURELY_OWN:
        return True
    if pred.norm in verbs.MOVING:
        return reach.is_visit(s, pred)
    if pred.norm in ("見る", "読む"):
        return forms.humble(pred.head, pred.norm, objects=s.before(pred.first)) is not None
    if pred.norm == "成る":
        return s.before(pred.first).endswith("世話に")
    return _is_naming(s, pred)


def _is_naming(s: Sentence, pred: Predicate) -> bool:
    """Tell whether the predicate gives one's name (…って言います)."""
    before = s.tokens[pred.first - 1] if pred.first > s.first else None
    return (
        pred.norm == "言う"
        and before is not None
        and before.surface in ("って", "と")
        and not pred.layers
        and not pred.core.past
    )


def _compose_request(s: Sentence, pred: Predicate, act: Act) -> str | None:
    style = s.style
    if pred.kind != "verb":
        return None
    if act.kind == "prohibition":
        return requests.make_prohibition(pred, style)
    if act.kind == "asking" and pred.norm == "いらっしゃる":
        return None
    if act.kind == "asking":
        if pred.permission:
            pred.layers = [layer for layer in pred.layers if layer.norm not in verbs.RECEIVED]
        return requests.make_asking(pred, style)
    if act.kind == "suggestion":
        core = choose_core(s, pred, act)
        return requests.make_suggestion(core.word, style)
    if act.kind == "wish-request":
        return _compose_wish(s, pred, style.is_honorific)
    if pred.tail.kind == "core" and pred.core.mood == "te" and s.is_question and not pred.core.negated:
        return requests.make_asking(pred, style) if not pred.particles else None
    if pred.core.mood == "imperative" and pred.norm == "下さる" and pred.head.text in ("くださる", "下さる"):
        return None
    if pred.core.mood == "imperative" and pred.norm in ("いらっしゃる", "為さる"):
        return None
    if not style.is_honorific and pred.core.mood == "imperative" and pred.layers and pred.layers[-1].norm == "下さる":
        return None
    if pred.core.mood == "imperative" and pred.honorific and not pred.head.text.endswith("くださる"):
        return None
    if pred.norm == "置く" and _follows_undone(s, pred):
        left = pred.build(layers=requests.without_giving(pred))
        return c.te_form(left) + ("くださいますようお願い申し上げます" if style.is_formal else "ください")
    is_object = pred.first > s.first and s.tokens[pred.first - 1].surface == "を"
    is_caused = (is_object and pred.norm in verbs.CAUSED) or reach.has_causee(s, pred)
    return requests.make_request(pred, style, is_caused=is_caused)


def _follows_undone(s: Sentence, pred: Predicate) -> bool:
    """Tell whether おく leaves something undone (言わないでおいて): an auxiliary, no putting down."""
    k = pred.first
    return k - 2 >= s.first and s.tokens[k - 1].surface == "で" and s.tokens[k - 2].lemma == "ない"


def _compose_wish(s: Sentence, pred: Predicate, is_honorific: bool) -> str | None:
    if pred.tail.polite and not is_honorific:
        return None
    stem = requests.make_wish_request(pred, s.style)
    if stem.endswith(("す", "す。")):
        return stem
    word = Word(stem + "いただきたい", "adj")
    return render(pred, word, is_business=is_honorific, is_question=is_question(s, pred))
