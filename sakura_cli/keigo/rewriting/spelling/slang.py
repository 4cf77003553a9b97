"""Slang that a standard word says as well (でかい, ググる, そんだけ), by `slang_words.tsv`."""

from __future__ import annotations

from typing import Final

from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.keigo.lexicon import colloquial, nouns
from sakura_cli.keigo.rewriting.context import CONTEXT_TOKENS, Sentence
from sakura_cli.lexicon import word_set

_INFLECTED: Final = ("inflected", "sahen")
_ASKED: Final = word_set("keigo/sides", "interrogative")


def spell_word(s: Sentence, k: int) -> tuple[str, int] | None:
    """Return what stands for the slang that begins at token `k`, and how many tokens it has."""
    t = s.tokens[k]
    known = colloquial.WORDS
    for entry in known.get(t.surface, ()) or known.get(t.lemma, ()) or known.get(t.norm, ()):
        width = len(entry.tokens)
        if k + width > s.last or not _fits(s, k, entry):
            continue
        last = s.tokens[k + width - 1]
        if entry.kind == "sahen":
            form = _sahen_form(s, k, last)
            if form is None:
                continue
            return entry.standard.removesuffix("する") + form, width
        if entry.kind == "inflected":
            return entry.standard[:-1] + last.surface[len(last.lemma) - 1 :], width
        if entry.kind == "existence":
            has_topic = any(each.sub == "係助詞" for each in s.tokens[max(s.first, k - CONTEXT_TOKENS) : k])
            return ("が" if has_topic else "は") + entry.standard, width
        return entry.standard, width
    return None


def _fits(s: Sentence, k: int, entry: colloquial.SlangWord) -> bool:
    tokens = s.tokens[k : k + len(entry.tokens)]
    *lead, last = tokens
    if [t.surface for t in lead] != list(entry.tokens[:-1]):
        return False
    if entry.kind == "normalized":
        is_word = last.norm == entry.tokens[-1] and last.surface != entry.standard and last.pos == entry.pos
        following = s.tokens[k + 1] if k + 1 < s.last else None
        return is_word and following is not None and following.pos != "助動詞"  # 引き継ぎがめちゃくちゃ is a state
    name = last.lemma if entry.kind in _INFLECTED else last.surface
    if name != entry.tokens[-1] or (entry.pos and tokens[0].pos != entry.pos):
        return False
    if k > s.first and s.tokens[k - 1].pos == "接頭辞":
        return False  # おじいちゃん
    following = s.tokens[k + len(tokens)] if k + len(tokens) < s.last else None
    if entry.kind == "degree":
        return following is not None and (following.pos in colloquial.DEGREED or following.is_verb)
    if entry.kind == "existence":
        return following is None and k > s.first and _is_of_existence(s.tokens[k - 1])
    if entry.kind in ("paused", "doubted"):
        asks = entry.kind == "doubted" and any(t.norm in _ASKED for t in s.tokens[max(s.first, k - CONTEXT_TOKENS) : k])
        return following is not None and following.surface == "、" and not asks
    if entry.kind == "done":
        return k > s.first and s.tokens[k - 1].is_noun
    if entry.kind == "noun":
        before = s.tokens[k - 1] if k > s.first else None
        if before is None or not _describes(before):
            return False
        may_be_person = before.norm in colloquial.OF_PERSON and s.tokens[k - 2].sub != "接続助詞"  # 捨てていいやつ
        return not may_be_person
    return True


def _is_of_existence(t: Morpheme) -> bool:
    """Tell whether a noun is an act or what comes or is there, so that なし after it says that there is none."""
    return t.sub2.startswith("サ変") or t.surface in nouns.BARE | nouns.ARRIVING


def _describes(t: Morpheme) -> bool:
    return t.cform.startswith("連体形") or (t.surface == "の" and t.sub == "格助詞")


def _sahen_form(s: Sentence, k: int, t: Morpheme) -> str | None:
    following = s.tokens[k + 1] if k + 1 < s.last else None
    if t.cform.startswith("未然形") and following is not None and following.lemma in colloquial.VOICES:
        return colloquial.SAHEN_FORMS["未然形-サ"]
    return next((form for cform, form in colloquial.SAHEN_FORMS.items() if t.cform.startswith(cform)), None)
