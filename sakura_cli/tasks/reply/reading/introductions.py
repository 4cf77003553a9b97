"""How writers call themselves in a sentence: 株式会社青葉商事 総務部の山口と申します, 会員の森本です, 長田だ.

Left out: lines of a signature and the name of the sender's address (`addressee`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.text.names import LEGAL_FORM

_SIGNS = "。．.！!？?…・♪☆～〜 　"
_CALLING = re.compile(rf"{alternation(words('reply/senders', 'calling'))}(?:[。．.！!、，]|$)")
_COPULA = re.compile(rf"(?P<who>.+?){alternation(words('reply/senders', 'copula'))}(?:[。．.！!、，]|$)")
_LEGAL = re.compile(LEGAL_FORM)
_PHRASE = word_set("reply/topics", "phrase")
# How a name is read, behind it: 三枝 浩二（さえぐさ こうじ）.
_READING = re.compile(r"[（(][ぁ-ゖァ-ヶー・ 　]{1,30}[)）]")
_JOINTS = "・＝="
_NAME_ENDS = word_set("reply/senders", "name-end")
_KANA_NAME = re.compile(r"[ぁ-ゖ]{2,4}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'-]*(?:[ 　]+[A-Z][A-Za-z.'-]*)*$")
_MOST_NAME_CHARACTERS = 20


@dataclass(frozen=True)
class Introduction:
    """Who a sentence says its writer is: the name, and what stands before it with の, a company or 会員."""

    name: str
    belonging: str


def introduces(text: str) -> bool:
    """Say whether a sentence says who wrote it."""
    return read_introduction(text) is not None


def read_introduction(text: str) -> Introduction | None:
    """Return who a sentence says its writer is; with a copula only what the dictionary knows as a person's name."""
    for calling in _CALLING.finditer(text):
        if who := text[text.rfind("\n", 0, calling.start()) + 1 : calling.start()]:
            return _divide(who, is_certain=True)
    if match := _COPULA.match(text.rstrip(_SIGNS)):
        return _divide(match["who"], is_certain=False)
    return None


def _divide(who: str, *, is_certain: bool) -> Introduction | None:
    who = drop_reading(re.split("[、。！!，]", who)[-1]).strip()
    morphemes = analyse_morphemes(who)
    start = len(morphemes)
    while start and _may_be_name(morphemes[start - 1], is_certain=is_certain):
        start -= 1
    while start < len(morphemes) and morphemes[start].surface in _JOINTS:
        start += 1
    name = who[morphemes[start].start :].strip() if start < len(morphemes) else ""
    if not name or len(name) > _MOST_NAME_CHARACTERS or not (is_certain or is_person(morphemes[start:])):
        return None
    before = morphemes[:start]
    if before and before[-1].surface == "の":
        return Introduction(name, _take_phrase(who, before[:-1]))
    # 株式会社青葉商事山口と申します, without の.
    direct = _take_phrase(who, before)
    return Introduction(name, direct if _LEGAL.search(direct) else "")


def is_person(morphemes: Sequence[Morpheme], *, is_whole: bool = False) -> bool:
    """Say whether words are a person's name to the dictionary: by the first of them, or with `is_whole` by all."""
    named = [each for each in morphemes if not each.is_sign and each.surface.strip()]
    return bool(named) and all(each.sub2 == "人名" for each in (named if is_whole else named[:1]))


def drop_reading(name: str) -> str:
    """Return a name without the brackets behind it that say how it is read."""
    return _READING.sub("", name)


def is_kana_name(words: str) -> bool:
    """Say whether a few hiragana are a name that the dictionary lacks, as もりた: what it takes for a noun with た.

    No noun has that ending; だ has many (むりだ).

    What stands alone in a line is meant, where they end no sentence.
    """
    morphemes = analyse_morphemes(words) if _KANA_NAME.fullmatch(words) else []
    return [each.pos for each in morphemes] == ["名詞", "助動詞"] and morphemes[1].surface in _NAME_ENDS


def _may_be_name(each: Morpheme, *, is_certain: bool) -> bool:
    if each.sub2 == "人名" or not each.surface.strip() or each.surface in _JOINTS:
        return True
    return is_certain and (each.pos in ("名詞", "接尾辞") or bool(_LATIN.match(each.surface)))


def _take_phrase(who: str, before: Sequence[Morpheme]) -> str:
    """Return the nouns at the end of what stands before a name: nothing where a verb describes its bearer."""
    start = len(before)
    while start and before[start - 1].pos in _PHRASE:
        start -= 1
    if start == len(before):
        return ""
    phrase = who[before[start].start : before[-1].end].strip()
    # A name that the dictionary takes for a sentence (株式会社そまびと旅行) begins behind its legal form at the latest.
    legal = _LEGAL.search(who, 0, before[start].start)
    return who[legal.start() : before[-1].end].strip() if legal and not _LEGAL.search(phrase) else phrase
