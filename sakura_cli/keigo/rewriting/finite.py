"""Rewrite final and coordinate predicates: choose the core, put the units into です・ます, keep or drop particles."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import CONTRACTED, Predicate, PredicateUnit
from sakura_cli.keigo.layout import MASK
from sakura_cli.keigo.lexicon import nouns, phrases, sahen, verbs
from sakura_cli.keigo.rewriting import cores, forms, requests
from sakura_cli.keigo.rewriting.acts import CONFIRMING, MUSING, Act, identify_act, is_question, is_wondering
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.keigo.rewriting.cores import Core
from sakura_cli.keigo.rewriting.rendering import render
from sakura_cli.keigo.rewriting.statements import render_statement
from sakura_cli.keigo.types import Audience, HonorificClass, Level, Side
from sakura_cli.lexicon import word_set, words
from sakura_cli.localization import gettext as _

_REASONS = {
    HonorificClass.RESPECT: _("raises what the other side does (敬語の指針 p.14)"),
    HonorificClass.HUMBLE: _("one's own act, directed to the other side (敬語の指針 p.15)"),
    HonorificClass.COURTEOUS: _("tells the reader courteously what one does (敬語の指針 p.18)"),
    HonorificClass.POLITE: _("put into です・ます (敬語の指針 p.20)"),
    HonorificClass.FORMAL_WORD: _("more formal wording (慣用)"),
}
_ADVERSATIVES: Final = word_set("japanese/particles", "adversative")
_SEEKING_CONSENT: Final = word_set("japanese/particles", "seeking-consent")
_POLITE_ENDINGS: Final = words("japanese/polite_endings")
_SOLEMN_ENDINGS: Final = words("keigo/contexts", "solemn")
_TO_BE_TOLD: Final = words("keigo/contexts", "to-be-told")


def reason_for(kind: HonorificClass) -> str:
    return _REASONS[kind]


def rewrite_finite(s: Sentence, pred: Predicate, begin: int) -> Act | None:
    """Add the edit for one final or coordinate predicate of `s`; return its act."""
    if pred.role not in ("final", "coordinate") or pred.tail.mood == "keep":
        return None
    if pred.role == "final" and not _is_complete(s, pred):
        return None
    masked_end = _leave_masked(s, pred) if pred.head.text.startswith(MASK * 2) else -1
    take_trouble(s, pred)
    act = identify_act(s, pred, begin)
    start = max(s.tokens[pred.first].start, masked_end)
    end = s.tokens[pred.last - 1].end
    text, kind = _compose(s, pred, act)
    if text is None:
        return act
    if pred.role == "coordinate":
        text, end = _with_conjunction(s, pred, text, end)
    else:
        text += _particles(s, pred, act, text)
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


def _leave_masked(s: Sentence, pred: Predicate) -> int:
    """Leave a masked head (a quotation, a URL) out of the predicate, so that its mask is never written; return
    its end."""
    pred.head = Word(pred.head.text.lstrip(MASK), pred.head.cls)
    end = s.tokens[pred.first].end
    while pred.first < pred.last - 1 and not s.tokens[pred.first].surface.strip(MASK):
        end = s.tokens[pred.first].end
        pred.first += 1
    return end


def take_trouble(s: Sentence, pred: Predicate) -> None:
    """Take 迷惑(を)かける with its noun as the humble ご迷惑をおかけする, and 気をつける as one verb."""
    if (
        pred.norm == "付ける"
        and pred.first - 2 >= s.first
        and s.tokens[pred.first - 1].surface == "を"
        and s.tokens[pred.first - 2].surface == "気"
    ):
        if pred.first - 3 < s.first or s.tokens[pred.first - 3].pos != "接頭辞":
            pred.first -= 2
            pred.head, pred.norm = Word("気をつける", "1"), "気を付ける"
        return
    if pred.norm == "言う" and any(sign in s.text(s.first, pred.first) for sign in _TO_BE_TOLD):
        pred.head, pred.norm = Word("申し付ける", "1"), "申し付ける"
        return
    if pred.norm != "掛ける" or pred.honorific or pred.first == s.first or not s.style.is_honorific:
        return
    k = pred.first - 1
    if s.tokens[k].surface == "を":
        k -= 1
    noun = nouns.TROUBLES.get(s.tokens[k].surface) if k >= s.first else None
    if noun is None:
        return
    if k > s.first and s.tokens[k - 1].pos == "接頭辞":
        k -= 1
    pred.first = k
    pred.head = Word(noun + "をおかけする", "suru")
    pred.norm, pred.honorific = "おかけする", "humble"


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
            return s.has_terminator or t.pos == "形状詞"
    return pred.tail.mood != "renyou"


def _compose(s: Sentence, pred: Predicate, act: Act) -> tuple[str | None, HonorificClass]:
    style = s.style
    polite_class = HonorificClass.POLITE
    respect = HonorificClass.RESPECT
    is_marked = pred.tail.polite or pred.core.polite
    if act.kind in ("request", "prohibition", "asking", "suggestion") or act.kind == "wish-request":
        return _compose_request(s, pred, act), respect if style.is_honorific else polite_class
    if act.kind == "must" and not is_marked:
        lead = c.negative(pred.build())
        return c.conditional_ba(lead) + "なりません", polite_class
    asks_favour = pred.head.text == "お願いする" and is_marked and pred.core == PredicateUnit("core", polite=True)
    if asks_favour and style.is_honorific and act.kind != "question" and pred.tail is pred.core and not pred.layers:
        return phrases.ASK_FAVOUR[style.level], HonorificClass.HUMBLE
    core = cores.choose_core(s, pred, act)
    is_own_guess = is_marked and not act.is_explicit and act.kind not in ("question", "asking-permission", "permission")
    refuses = core.honorific_class is HonorificClass.COURTEOUS and core.has_negation and style.is_honorific
    if is_own_guess and not refuses:
        core = core if _is_surely_own(s, pred, act) else Core(pred.build())
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
    return render_statement(s, pred, act, core), core.honorific_class or polite_class


def _stays(s: Sentence, pred: Predicate, act: Act, core: Core) -> bool:
    """Tell whether a predicate already in です・ます gains nothing, so that it is not written anew."""
    if not pred.tail.polite or core.honorific_class is not None or pred.role != "final" or pred.kind != "verb":
        return False
    if any(t.lemma in CONTRACTED and t.pos == "助動詞" for t in s.tokens[pred.first : pred.last]):
        return False
    return (
        act.kind in ("statement", "question", "wish", "volition")
        and set(pred.particles) <= {"か", "ね"}
        and not s.is_question
    )


def _is_surely_own(s: Sentence, pred: Predicate, act: Act) -> bool:
    """Tell whether a sentence already in です・ます surely tells one's own act, so that 謙譲語 fits."""
    if act.side is not Side.SELF or act.kind not in ("statement", "wish"):
        return False
    if pred.noun in sahen.OWN_ACTS or pred.norm in verbs.SURELY_OWN:
        return True
    if pred.norm in ("行く", "来る"):
        return cores.is_visit(s, pred)
    if pred.norm in ("見る", "読む"):
        return forms.humble(pred.head, pred.norm, objects=s.text(s.first, pred.first)) is not None
    if pred.norm == "成る":
        return s.text(s.first, pred.first).endswith("世話に")
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
    if act.kind == "asking":
        if pred.permission:
            pred.layers = [layer for layer in pred.layers if layer.norm not in ("貰う", "頂く")]
        return requests.make_asking(pred, style)
    if act.kind == "suggestion":
        core = cores.choose_core(s, pred, act)
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
    return requests.make_request(pred, style)


def _compose_wish(s: Sentence, pred: Predicate, is_honorific: bool) -> str | None:
    if pred.tail.polite and not is_honorific:
        return None
    stem = requests.make_wish_request(pred, s.style)
    if stem.endswith(("す", "す。")):
        return stem
    word = Word(stem + "いただきたい", "adj")
    return render(pred, word, is_business=is_honorific, is_question=is_question(s, pred))


def _particles(s: Sentence, pred: Predicate, act: Act, text: str) -> str:
    """Return the final particles that the level keeps, and か where a question has none."""
    marks = pred.particles
    asks = is_question(s, pred)
    hearsay = "って" in marks
    if act.kind in ("request", "prohibition", "suggestion"):
        return ""
    if text.endswith(_SOLEMN_ENDINGS) and not asks:
        return ""
    if act.kind in ("asking", "asking-permission"):
        return "" if text.endswith("か") else "か"
    if hearsay:
        return "ね" if text.endswith(("す", "た")) else ""
    wonders = is_wondering(pred) or marks[:1] == ("かしら",)
    if wonders and not text.endswith("でしょう") and text.endswith(_POLITE_ENDINGS):
        return "か" if asks else "でしょうか"
    if asks or wonders or (marks and marks[0] in ("か", "かい")):
        confirms = marks and marks[-1] in _SEEKING_CONSENT and "か" not in marks and s.is_question
        return "ね" if confirms else "か"
    if s.style.is_formal:
        return ""
    if not marks and pred.tail.kind == "explain" and pred.layers and pred.has_te("呉れる") and pred.role == "final":
        return "ね"
    if not CONFIRMING.isdisjoint(marks) or not MUSING.isdisjoint(marks):
        feels = marks[0] in MUSING and (pred.has_tai or pred.norm in nouns.FEELINGS)
        drops = feels or (act.side is Side.SELF and s.style.is_honorific and pred.kind == "verb")
        return "" if drops else ("よね" if "よ" in marks and s.style.level is Level.POLITE else "ね")
    if (
        ("よ" in marks or "よー" in marks)
        and s.style.level is Level.POLITE
        and s.style.audience is Audience.INTERNAL
        and not text.endswith("か")
    ):
        return "よ"
    return ""


def _with_conjunction(s: Sentence, pred: Predicate, text: str, end: int) -> tuple[str, int]:
    style = s.style
    conj = pred.conjunction
    if conj == "ので":
        token_count = 2
        t = s.tokens[pred.last]
        width = t.end if t.surface == "ので" else s.tokens[min(pred.last + token_count - 1, len(s.tokens) - 1)].end
        if not style.is_honorific and not pred.tail.polite:
            plain = s.text(pred.first, pred.last)
            return plain + "ので", width
        return text + "ので", width
    width = s.tokens[pred.last].end
    if conj in ("けれど", "けど") and pred.last + 1 < s.last and s.tokens[pred.last + 1].surface == "も":
        width = s.tokens[pred.last + 1].end
    if conj == "のに":
        return s.text(pred.first, pred.last) + conj, width
    if conj == "から":
        if style.is_honorific and pred.tail.kind != "explain" and not text.endswith("でしょう"):
            return text + "ので", width
        return text + "から", width
    return text + ("が" if conj in _ADVERSATIVES else conj), width
