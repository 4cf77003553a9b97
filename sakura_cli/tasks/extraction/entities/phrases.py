"""Phrases that a name may be, and what the end of one says about what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.lexicon import word_set
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.entities.words import (
    NAMING_SUFFIXES,
    SUFFIXES,
    Category,
)
from sakura_cli.text.names import is_loanword

KANJI = re.compile(r"[一-龠々ヶケ〆]+")
KATAKANA = re.compile(r"[ァ-ヺー]+")
FOREIGN = re.compile(r"[ァ-ヺーA-Za-zＡ-Ｚａ-ｚ]")
LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ][A-Za-z0-9Ａ-Ｚａ-ｚ.&'-]*")
_JOINTS = frozenset("・＝=&＆-‐－.")
_NUMBERED = re.compile(r"[0-9０-９一二三四五六七八九十百千数約]+[回次代個号つかヶ]?")
# Single kanji that make no place name: 同県, 大川 may be one.
_NO_PLACE = "同本当各自他全両新旧前現元諸某数市県町村州区郡東西南北大小中上下"
_LONGEST_SUFFIX = max(map(len, SUFFIXES))
_ORDINARY_STEMS, _UNNAMED_STEMS = word_set("names/stems", "ordinary"), word_set("names/stems", "unnamed")
_KANJI_CLASSES = word_set("names/word_classes", "kanji")


@dataclass(frozen=True)
class Mention:
    """A name in the text; `weight` 3 and more is a sure category, 2 a likely one, 1 a guess at both."""

    span: Span
    category: Category
    weight: int


def suffix_of(surface: str) -> tuple[str, Category] | None:
    """Return the suffix a name ends in and its category, where something that can be named stands before it."""
    for size in range(min(_LONGEST_SUFFIX, len(surface) - 1), 0, -1):
        suffix = surface[-size:]
        category = SUFFIXES.get(suffix)
        if category is not None:
            return None if _is_ordinary(surface[:-size], suffix) else (suffix, category)
    return None


def _is_ordinary(stem: str, suffix: str) -> bool:
    """Say whether a stem is made of ordinary words only."""
    if _NUMBERED.fullmatch(stem):
        return True
    if suffix in NAMING_SUFFIXES:
        return stem in _UNNAMED_STEMS
    if stem in _ORDINARY_STEMS:
        return len(stem) > 1 or SUFFIXES[suffix] != "place" or stem in _NO_PLACE
    return any(stem[:cut] in _ORDINARY_STEMS and stem[cut:] in _ORDINARY_STEMS for cut in range(2, len(stem) - 1))


def find_phrases(morphemes: Sequence[Morpheme]) -> Iterator[list[Morpheme]]:
    """Yield the longest runs of morphemes that a name may be made of."""
    run: list[Morpheme] = []
    for index, morpheme in enumerate(morphemes):
        following = morphemes[index + 1] if index + 1 < len(morphemes) else None
        joins = bool(
            run
            and morpheme.surface in _JOINTS
            and following
            and FOREIGN.match(following.surface)
            and FOREIGN.match(run[-1].surface[-1])
        )
        if joins or _is_nameable(morpheme):
            run.append(morpheme)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def is_proper(m: Morpheme) -> bool:
    """Say whether a morpheme is a proper noun of the dictionary or a foreign word that is no loanword."""
    return m.sub == "固有名詞" or (bool(KATAKANA.fullmatch(m.surface)) and not is_loanword(m.surface))


def _is_nameable(m: Morpheme) -> bool:
    if m.pos == "名詞":
        return m.sub2 != "副詞可能" and m.sub != "助動詞語幹"
    if m.pos == "接頭辞":
        return True
    if m.pos == "接尾辞":
        return m.sub == "名詞的"
    if m.pos == "記号":
        return True
    return len(m.surface) == 1 and bool(KANJI.fullmatch(m.surface)) and m.pos in _KANJI_CLASSES
