"""Particles that speech leaves out and writing does not: 薬飲む, 銀行行く, 仕様変わった."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.conjugation import Word
from sakura_cli.japanese.predicate import KANA_NORMS
from sakura_cli.keigo import actors
from sakura_cli.keigo.layout import MASK
from sakura_cli.keigo.lexicon import colloquial, nouns, verbs
from sakura_cli.keigo.rewriting import forms
from sakura_cli.keigo.rewriting.context import Sentence
from sakura_cli.lexicon import word_set

_OF_TIME: Final = ("副詞可能", "助数詞")
_WHERE: Final = "どこ"
_ASKED: Final = word_set("keigo/sides", "interrogative")


def find_particle(s: Sentence, k: int) -> str:
    """Return を, に, が or は where the thing at token `k` lacks it (薬飲む, 銀行行く, 雨ひどい); "" elsewhere."""
    t = s.tokens[k]
    verb = s.tokens[k + 1] if k + 1 < s.last else None
    if t.surface == "の" and verb is not None:
        return "は" if _is_topic(s, k) else ""
    if verb is None or not (verb.is_verb or verb.pos == "形容詞") or not _names_thing(s, k):
        return ""
    subject = "は" if s.is_question and not any(t.is_sign or t.is_noun for t in s.tokens[k + 1 : s.last]) else "が"
    if _makes_noun(s, k + 1):
        return ""
    if not verb.is_verb:
        return subject if verb.norm != "無い" and t.is_noun and t.sub2 == "一般" else ""
    norm = KANA_NORMS.get(verb.norm, verb.norm)
    if norm in verbs.WITH_OBJECT and forms.base_of_potential(Word(verb.lemma, "1"), norm) is not None:
        return subject  # カード使えない
    if t.surface == _WHERE:
        return "を" if norm in verbs.WITH_PART else "に" if norm in verbs.WITH_PLACE | verbs.WITH_GOAL else ""
    if norm in verbs.WITH_OBJECT or (norm == "為る" and t.norm == "何"):
        return "を"
    if norm in verbs.WITH_SUBJECT or (norm == "来る" and t.surface in nouns.ARRIVING):
        is_caused = k + 2 < s.last and s.tokens[k + 2].lemma in colloquial.CAUSATIVES
        return "を" if is_caused else subject
    return "に" if norm in verbs.WITH_GOAL and t.surface not in nouns.ARRIVING else ""


def _makes_noun(s: Sentence, k: int) -> bool:
    """Tell whether a verb makes one noun with what stands before it (場所取り)."""
    verb, following = s.tokens[k], s.tokens[k + 1] if k + 1 < s.last else None
    is_stem = verb.is_verb and verb.cform == "連用形-一般"
    goes_on = following is not None and (following.pos == "助動詞" or following.is_verb or following.sub == "接続助詞")
    return is_stem and not goes_on


def _is_topic(s: Sentence, k: int) -> bool:
    """Tell whether の makes of a clause what the last noun is asked or said of (いじったの誰？)."""
    before, noun = s.tokens[k - 1], s.tokens[k + 1]
    is_clause = k > s.first and before.cform.startswith("連体形") and (before.is_verb or before.pos == "助動詞")
    is_last = all(t.sub == "終助詞" or t.pos == "助動詞" for t in s.tokens[k + 2 : s.last])
    return is_clause and is_last and (noun.norm in _ASKED or noun.surface in nouns.SAID_OF_CLAUSE)


def _names_thing(s: Sentence, k: int) -> bool:
    """Tell whether the noun at token `k` is a thing, neither a person nor a time."""
    t = s.tokens[k]
    before = s.tokens[k - 1] if k > s.first else None
    if t.pos == "代名詞":
        return t.surface in colloquial.THINGS or t.surface == _WHERE
    if t.pos != "名詞" or t.sub != "普通名詞" or t.sub2.startswith(_OF_TIME) or t.surface in nouns.ANIMATE:
        return False
    if actors.is_person(t.surface) or set(t.surface) == {MASK}:
        return False
    return before is None or not (before.surface == "を" or before.sub2 == "人名")
