"""Words with content: in one spelling, those that say the same as one, numbers with what they count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.lexicon import word_map, word_set, words

_FUNCTIONAL: Final = word_set("meaning/functional", "light", "formal", "existence")
_LIGHT: Final = word_set("meaning/functional", "light", "existence")
_POSTPOSITIONS: Final = word_set("meaning/clauses", "postposition")
_POSTPOSITION_FORMS: Final = words("meaning/clauses", "postposition-form")
_SAME: Final = word_map("meaning/same", "group")
_CONTENT: Final = word_set("japanese/tags", "degreed", "noun")
_FOREIGN: Final = re.compile(r"[ァ-ヺーa-zA-Z]+$")
_KANJI: Final = re.compile("[一-龠]")
_NUMERAL: Final = re.compile(r"[0-9〇一二三四五六七八九十百千万億兆.,]+$")
_UNITS: Final = word_set("meaning/content", "unit")
_LARGE: Final = words("meaning/content", "large")
_WEEKDAY: Final = re.compile("([月火水木金土日]曜)日?")
# 切り替え, 見送り: a noun in the form of a verb.
_NOMINAL: Final = re.compile("[一-龠][ぁ-ん]$")
_VERB_ENDS: Final = dict(zip("いきぎしちにびみり", "うくぐすつぬぶむる", strict=True))
_FINITE: Final = "終止形"
_DISTINGUISHING: Final = word_set("meaning/content", "distinguishing")
_BOUND: Final = word_set("japanese/tags", "bound")


def spell(norm: str) -> str:
    """Return the word that stands for all that say the same."""
    if norm not in _SAME and _NOMINAL.search(norm):
        norm = _find_verb(norm)
    return _SAME.get(norm, norm).lower()


def begins_postposition(morphemes: Sequence[Morpheme]) -> bool:
    """Say whether words are a particle of several (について)."""
    return "".join(m.surface for m in morphemes[:3]).startswith(_POSTPOSITION_FORMS)


def list_words(morphemes: Sequence[Morpheme]) -> list[tuple[str, Morpheme]]:
    """Return the words with content, numbers with what they count as one word each."""
    found: list[tuple[str, Morpheme]] = []
    if begins_postposition(morphemes):
        return []
    figure = ""
    before: Morpheme | None = None
    for m in morphemes:
        surface = unicodedata.normalize("NFKC", m.surface)
        if (weekday := _WEEKDAY.fullmatch(surface)) and not figure:
            found.append((f"#{weekday[1]}", m))
            continue
        if m.norm == "第" and m.pos == "接頭辞":
            figure = "第"
            continue
        if _NUMERAL.match(surface) or (m.sub == "数詞"):
            figure += surface.replace(",", "")
            continue
        if figure and (m.sub2.startswith("助数詞") or m.sub == "助数詞" or surface in _UNITS):
            figure += surface if not figure.endswith(_LARGE) or surface != "円" else ""
            if m.surface != "月" and not surface.isdigit():
                found.append((f"#{figure}", m))
                figure = ""
            continue
        if figure:
            _add_figure(found, figure, m)
            figure = ""
        if before is not None and before.pos == "接頭辞" and before.surface in _DISTINGUISHING:
            found.append((f"{before.surface}{m.norm}", m))
        before = m
        if m.norm in _POSTPOSITIONS or m.norm in _FUNCTIONAL or m.lemma in _FUNCTIONAL or m.pos not in _CONTENT:
            continue
        if m.sub not in _BOUND or (m.is_verb and m.norm not in _LIGHT and not found):
            found.append((spell(_normalise(m)), m))
    if figure:
        _add_figure(found, figure, morphemes[-1])
    return found


@lru_cache(maxsize=4096)
def _find_verb(noun: str) -> str:
    """Return the verb that a noun is made of (切り替え, 見送り), as the dictionary spells it; else the noun."""
    ends = [f"{noun}る", *([noun[:-1] + _VERB_ENDS[noun[-1]]] if noun[-1] in _VERB_ENDS else [])]
    for verb in ends:
        read = analyse_morphemes(verb)
        if len(read) == 1 and read[0].is_verb and read[0].cform.startswith(_FINITE):
            return read[0].norm
    return noun


def _normalise(m: Morpheme) -> str:
    """Return the dictionary's spelling of a word, but its own where that has another character (挙げる, 上げる)."""
    is_other = m.norm[:1] != m.lemma[:1] and _KANJI.match(m.norm) and _KANJI.match(m.lemma)
    if m.is_noun and _NOMINAL.search(m.norm):
        return _find_verb(m.norm)
    return m.lemma if is_other and m.is_verb else m.norm


def _add_figure(found: list[tuple[str, Morpheme]], figure: str, m: Morpheme) -> None:
    """Add a number that counts nothing: after a foreign word it is part of a name (ソラン20)."""
    if found and _FOREIGN.match(found[-1][0]):
        found[-1] = (f"{found[-1][0]}{figure}", found[-1][1])
    else:
        found.append((f"#{figure}", m))
