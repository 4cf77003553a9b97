"""Rewrite predicates inside a sentence: くれる and もらう, explicit actors in subordinate clauses, いい before と思う.

They stay in plain form: です・ます never stands before a noun.
"""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese import conjugation as c
from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import CONTRACTED, Predicate, PredicateUnit
from sakura_cli.keigo.lexicon import nouns, verbs
from sakura_cli.keigo.rewriting import forms, requests
from sakura_cli.keigo.rewriting.acts.act import Act, identify_act
from sakura_cli.keigo.rewriting.context import CONTEXT_TOKENS, Sentence
from sakura_cli.keigo.rewriting.cores.choice import choose_core
from sakura_cli.keigo.rewriting.cores.core import is_honorific_already
from sakura_cli.keigo.rewriting.finite import reason_for
from sakura_cli.keigo.rewriting.joined import join_words
from sakura_cli.keigo.rewriting.rendering import render
from sakura_cli.keigo.types import HonorificClass, Side
from sakura_cli.lexicon import word_set, words

_QUESTION_ENDS: Final = word_set("japanese/particles", "question-end")
_THANKFUL: Final = word_set("japanese/predicates", "thankful")
_BEFORE_HOPE: Final = word_set("keigo/contexts", "before-hope")
_THANKS: Final = words("keigo/contexts", "thanks")


def rewrite_inner(s: Sentence, pred: Predicate, following: Predicate | None, begin: int) -> bool:
    """Rewrite a non-final predicate where that is certain; return whether it was one."""
    if pred.role in ("final", "coordinate", "done"):
        return pred.role == "done"
    join_words(s, pred)
    if following is not None and _rewrite_hope(s, pred, following):
        return True
    count = len(s.edits)
    _rewrite_honorific(s, pred, following, begin)
    seems = pred.tail.kind == "seem" and pred.tail.mood == "te" and s.style.is_honorific
    needs_spelling = pred.norm == "おかけする" or seems or _is_contracted(s, pred)
    expands = pred.kind == "verb" and not pred.core.polite and needs_spelling
    if expands and len(s.edits) == count:
        _replace(s, pred, pred.build(), HonorificClass.FORMAL_WORD)
    return True


def _rewrite_honorific(s: Sentence, pred: Predicate, following: Predicate | None, begin: int) -> None:
    """Add 尊敬語 and 謙譲語 to a subordinate predicate where actor or giver are certain."""
    if pred.honorific or pred.core.polite or not (s.style.is_honorific or _needs_honorific(pred)):
        return
    if (
        pred.role == "quoted"
        and pred.kind == "adj"
        and pred.norm == "良い"
        and following is not None
        and following.norm == "思う"
        and following.role in ("final", "coordinate")
    ):
        if pred.tail is pred.core and not pred.core.negated and not pred.core.past:
            s.replace(
                s.tokens[pred.first].start,
                s.tokens[pred.last - 1].end,
                "よろしい" if s.is_question else "よろしいか",
                HonorificClass.FORMAL_WORD,
                reason_for(HonorificClass.FORMAL_WORD),
            )
        return
    if pred.kind != "verb":
        return
    if _rewrite_own_wish(s, pred):
        return
    act = identify_act(s, pred, begin)
    gives = pred.has_te("呉れる", "貰う", "欲しい") or pred.norm in ("呉れる", "貰う")
    if not gives and not (
        act.is_explicit
        and act.side.is_raised
        and act.particle in ("が", "の")
        and pred.norm in verbs.RESPECT_BY_O | verbs.SPECIAL_VERBS.keys() | {"為る"}
        and pred.role in ("attributive", "conditional", "quoted")
    ):
        return
    if act.side in (Side.NEUTRAL, Side.IN_GROUP) or (pred.has_te("欲しい") and pred.role == "quoted"):
        return
    if pred.has_te("欲しい") and pred.role == "attributive" and not pred.core.negated:
        word = Word(requests.make_wish_request(pred, s.style) + "いただきたい", "adj")
        _replace(s, pred, word, HonorificClass.HUMBLE)
        return
    core = choose_core(s, pred, act if not gives or act.is_explicit else Act("statement", Side.UNKNOWN, ""))
    if core.honorific_class is None:
        return
    _replace(s, pred, core.word, core.honorific_class)


def _rewrite_hope(s: Sentence, pred: Predicate, following: Predicate) -> bool:
    """Put 〜してくれると助かる as 〜いただけますと幸いです, 〜してくれればいい as 〜いただければ結構です."""
    gives = (
        pred.layers
        and pred.layers[-1].norm in ("呉れる", "貰う")
        and pred.role == "conditional"
        and not pred.core.negated
    )
    suffices = pred.core.mood == "ba" and following.norm == "良い" and following.tail.kind == "core"
    is_hope = following.norm in _THANKFUL or suffices
    if not (gives and s.style.is_honorific and is_hope and following.role == "final"):
        return False
    if following.core.past or following.core.negated or s.is_question or following.tail.kind not in ("core", "explain"):
        return False
    between = s.text(pred.last, following.first)
    if between and between not in _BEFORE_HOPE:
        return False
    layers = requests.without_giving(pred)
    stem = requests.find_stem(pred, layers, s.style) or c.te_form(pred.build(layers=layers))
    if suffices:
        after = stem + ("いただければ結構でございます" if s.style.is_formal else "いただければ結構です")
    else:
        after = stem + ("いただけますと幸甚に存じます" if s.style.is_formal else "いただけますと幸いです")
    s.replace(
        s.tokens[pred.first].start,
        s.tokens[following.last - 1].end,
        after,
        HonorificClass.HUMBLE,
        reason_for(HonorificClass.HUMBLE),
    )
    following.role = "done"
    return True


def _rewrite_own_wish(s: Sentence, pred: Predicate) -> bool:
    """Put 相談したいこと as ご相談したいこと, 聞きたい点 as 伺いたい点: one's own wish before a formal noun."""
    t = s.tokens[pred.last] if pred.last < s.last else None
    if not (
        s.style.is_honorific and pred.has_tai and len(pred.layers) == 1 and t is not None and t.surface in nouns.MATTERS
    ):
        return False
    leads_on = any(each.sub == "接続助詞" for each in s.tokens[pred.last : min(s.last, pred.last + CONTEXT_TOKENS)])
    asks = s.is_question or s.tokens[s.last - 1].surface in _QUESTION_ENDS
    if (asks and not leads_on) or is_honorific_already(pred):  # ほかに聞きたいことある？
        return False
    act = identify_act(s, pred, s.first)
    if act.is_explicit and not act.side.is_own:
        return False
    found = forms.humble(pred.head, pred.norm, pred.noun, objects=s.before(pred.first))
    if found is None or found.honorific_class is not HonorificClass.HUMBLE:
        return False
    word = found.word if not found.word.text.endswith("いたす") else Word(found.word.text[:-3] + "する", "suru")
    _replace(s, pred, c.desiderative(word), HonorificClass.HUMBLE)
    return True


def _needs_honorific(pred: Predicate) -> bool:
    return pred.has_te("呉れる", "貰う", "欲しい") or pred.norm in ("呉れる", "貰う")


def _is_contracted(s: Sentence, pred: Predicate) -> bool:
    return any(t.lemma in CONTRACTED and t.pos == "助動詞" for t in s.tokens[pred.first : pred.last])


def _replace(s: Sentence, pred: Predicate, word: Word, kind: HonorificClass) -> None:
    text = _render_inner(s, pred, word)
    if text is not None and text != s.text(pred.first, pred.last):
        s.replace(s.tokens[pred.first].start, s.tokens[pred.last - 1].end, text, kind, reason_for(kind))


def _render_inner(s: Sentence, pred: Predicate, word: Word) -> str | None:
    """Return the subordinate form of `word` that `pred` had: て, ば, たら, 連用, or plain."""
    unit: PredicateUnit = pred.core
    if pred.tail.kind == "explain" and pred.tail.mood in ("tara", "nara") and word.is_verb:
        given = "のでしたら" if s.style.is_honorific else "のなら"
        return c.plain(word, negated=unit.negated, in_past=unit.past) + given  # 迷ってるんだったら
    if pred.tail is not unit or pred.particles:
        joins = pred.tail.mood == "te"
        if pred.tail.mood and not joins:
            return None
        is_business = joins and s.style.is_honorific
        text = render(pred, word, is_business=is_business, is_question=False, is_polite=False) if word.is_verb else None
        if joins:
            if text is not None and pred.tail.negated:
                return text.removesuffix("い") + "くて"  # 怒っているのではなくて
            text = text[:-1] + "で" if text is not None and text.endswith("だ") else None  # 疲れているようで
        if text is not None and not joins and s.tokens[pred.last - 1].cform.startswith("連用形"):
            return text.removesuffix("い") + "く" if text.endswith("い") else None  # もめているらしく
        if text is not None and pred.tail.kind == "explain" and pred.particles[:1] == ("か",):
            text = text.removesuffix("だ")  # いくらで出してたのか
        return text + "".join(pred.particles) if text is not None else None
    if not word.is_verb:
        if word.cls == "adj" and not unit.mood:
            return c.plain(word, negated=unit.negated, in_past=unit.past)
        if word.text == "ご存じ" and pred.role == "attributive" and not unit.negated and not unit.past:
            return "ご存じの"
        return None
    base = c.negative(word) if unit.negated else word
    if unit.mood == "te":
        return (
            c.te_form(base)
            if not word.text.endswith(("いただく", "くださる")) or unit.negated
            else _te_of_favour(s, pred, word)
        )
    if unit.mood == "tara":
        return c.conditional_tara(base)
    if unit.mood == "ba":
        return c.conditional_ba(base)
    if unit.mood == "renyou":
        return c.stem_polite(base) if base.is_verb else None
    if unit.mood:
        return None
    return c.plain(word, negated=unit.negated, in_past=unit.past)


def _te_of_favour(s: Sentence, pred: Predicate, word: Word) -> str:
    """Return くださって, or くださり where thanks follow."""
    rest = s.text(pred.last, s.last)
    if rest.lstrip("、").startswith(_THANKS):
        return c.stem_polite(word)[:-1] + "り" if word.cls == "5ra" else c.stem_polite(word)
    return c.te_form(word)
