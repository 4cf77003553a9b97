"""Take with a predicate the words before it: 迷惑をかける, 気をつける, 在庫確認する, 返事が欲しい."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import Layer, Predicate
from sakura_cli.keigo.actors import is_person
from sakura_cli.keigo.lexicon import nouns, sahen
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.lexicon import word_set, words

_TO_BE_TOLD: Final = words("keigo/contexts", "to-be-told")
_BEFORE_NOUN: Final = word_set("japanese/tags", "before-noun")
# What UniDic says of nouns for things and acts.
_OF_THINGS: Final = ("一般", "サ変可能")


def join_words(s: Sentence, pred: Predicate) -> None:
    """Join a predicate with the words before it that make one with it: 迷惑をかける is put humbly with its noun."""
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
    if pred.noun and pred.first > s.first and _makes_compound(s, pred) and not pred.prefix:
        pred.first -= 1  # 電話連絡する, 在庫確認する: one word, which takes no ご inside
        means = s.tokens[pred.first].surface
        pred.head = Word(means + pred.head.text, pred.head.cls)
        pred.noun, pred.norm = means + pred.noun, means + pred.noun + pred.norm
        return
    before = s.tokens[pred.first - 1] if pred.first > s.first else None
    if pred.noun and not pred.prefix and before is not None and before.pos == "接頭辞" and before.norm != "御":
        pred.first -= 1  # 再発行する
        if pred.first > s.first and s.tokens[pred.first - 1].norm == "御":
            pred.prefix = s.tokens[pred.first - 1].surface
        pred.head = Word(before.surface + pred.head.text, pred.head.cls)
        pred.noun = before.surface + pred.noun
        return
    if pred.norm == "気に入る" and pred.first - 2 >= s.first and s.tokens[pred.first - 1].surface == "に":
        pred.first -= 2
        pred.head = Word("気に入る", "5r")
        return
    if pred.norm == "飲む" and any(name in s.before(pred.first) for name in nouns.MEDICINES):
        pred.norm = "服む"
        return
    if pred.norm == "見る" and s.before(pred.first).rstrip("をはに").endswith(nouns.SEEN_IN_IDIOMS):
        pred.norm = "看る"  # 面倒を見る: nothing is looked at
        return
    if pred.norm == "言う" and any(sign in s.before(pred.first) for sign in _TO_BE_TOLD):
        pred.head, pred.norm = Word("申し付ける", "1"), "申し付ける"
        return
    if pred.norm == "欲しい" and s.style.is_honorific:
        _take_wish(s, pred)
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


def _makes_compound(s: Sentence, pred: Predicate) -> bool:
    """Tell whether a noun right before a サ変 verb makes one word with it: a means, or the thing it is done to."""
    t = s.tokens[pred.first - 1]
    is_thing = t.pos == "名詞" and t.sub2 in _OF_THINGS and not (t.surface in nouns.BARE or is_person(t.surface))
    return t.surface in nouns.MEANS or (is_thing and pred.noun in nouns.DONE_TO)


def _take_wish(s: Sentence, pred: Predicate) -> None:
    """Take 返事が欲しい, of what the other side gives, as the wish 返事をいただきたい."""
    is_bare = pred.kind == "adj" and not (pred.layers or pred.core.negated or pred.core.past or pred.core.polite)
    if not is_bare or pred.first - 2 < s.first or s.tokens[pred.first - 1].surface != "が" or s.is_question:
        return
    noun = s.tokens[pred.first - 2]
    if noun.surface in nouns.HONORIFIC_NOUNS or noun.surface in sahen.HUMBLE_BY_GO:
        raised = nouns.HONORIFIC_NOUNS.get(noun.surface, "")
        is_alone = pred.first - 3 < s.first or s.tokens[pred.first - 3].pos not in _BEFORE_NOUN
        pred.first -= 2 if raised and is_alone else 1
        received = f"{raised if raised and is_alone else ''}をいただく"
        pred.kind, pred.head, pred.norm = "verb", Word(received, "5k"), "頂く"
        pred.honorific, pred.layers = "humble", [Layer("tai")]
