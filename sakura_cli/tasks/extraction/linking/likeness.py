"""How like two names are that no table knows for the same: one stem with ends of one kind, words that mean the same.

A name is a stem with an end (`labels/ends`): 製造元 is 製造 with who does it. Stems are like each other where they are
one word, one concept, or words of one group of the thesaurus. Left out: what the tables of labels know (`naming`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from sakura_cli.characters.fold import fold_for_lookup
from sakura_cli.documents.layout import kind_of_cell
from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.lexicon import read_table, words
from sakura_cli.tasks.extraction.fields import CHOICE, Field
from sakura_cli.tasks.extraction.labelled.place import LabelledPlace
from sakura_cli.tasks.extraction.outlining.naming import LEAST, OTHERS, bare, concept_of, is_a, is_owner, names_of
from sakura_cli.tasks.extraction.outlining.spelling import spell

_TABLE, _ALONE, _BARE = "labels/ends", "alone-", "bare"
_LINK = "の"
_PREFIX, _PARTICLE = "接頭辞", "助詞"
_SHORTEST = 2
_LONGEST = 24
_CODE = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚ]")
_KANJI = re.compile(r"[一-龠々]+")
ONE_STEM, SHORTENED, UNDER_HEADING, MEANT_ALIKE, LEFT_OUT = LEAST + 8, LEAST + 6, LEAST + 7, LEAST + 3, LEAST + 2


@lru_cache(maxsize=65536)
def compare_likely(name: str, label: str, context: tuple[str, ...] = ()) -> int:
    """Return how like a label is to the name of a field, from `LEAST` on; 0 where it is not."""
    mine, theirs = bare(name), bare(label)
    if not mine or not theirs or mine == theirs or len(mine) > _LONGEST or len(theirs) > _LONGEST:
        return 0
    if (mine[0] in OTHERS) != (theirs[0] in OTHERS) or _distinctions(mine) != _distinctions(theirs):
        return 0
    return max(
        max((_compare_parted(one, other) for one in _part(mine) for other in _part(theirs)), default=0),
        max((_compare_headed(part, theirs, context) for part in _part(mine)), default=0),
    )


def fit_likely(text: str, field: Field, place: LabelledPlace) -> int:
    """Score a label that is like the name of a field, where what stands there is of the kind that the name ends in."""
    names = names_of(field)
    score = max(compare_likely(name, place.label, place.context) for name in names)
    if place.choices:
        return score if score > LEFT_OUT or field.type == CHOICE else 0  # 持病 □あり ☑なし tells no 持病の内容
    words_ = place.value.cut(text)
    return score if field.type != "string" or any(suits_likely(name, words_) for name in names) else 0


def suits_likely(name: str, words_: str) -> bool:
    """Say whether what stands under a like label is of the kind that a name ends in: words, or with digits a code."""
    kinds = {kind for _, kind in _part(bare(name))} - {""}
    return bool(_CODE.search(words_)) if "code" in kinds else kind_of_cell(words_) == "text" or not kinds


def _compare_parted(mine: tuple[str, str], theirs: tuple[str, str]) -> int:
    (stem, kind), (other, end) = mine, theirs
    if min(len(stem), len(other)) < _SHORTEST:
        return SHORTENED if kind == end != "" and _is_shortened(stem, other) else 0
    is_same = spell(stem) == spell(other)
    if kind == end:
        if is_same and kind:
            return ONE_STEM
        return MEANT_ALIKE if not is_same and mean_alike(stem, other) else 0
    if {kind, end} & {""} and (kind or end) in words(_TABLE, _BARE):
        longer = stem if kind else other
        is_word = is_same and len(longer) >= _SHORTEST and not is_a(concept_of(longer), "generic")
        return LEFT_OUT if is_word and not is_a(concept_of(longer), "part") else 0
    return 0


def _compare_headed(mine: tuple[str, str], theirs: str, context: tuple[str, ...]) -> int:
    """Score a label that says no more than the kind of a name's end, under a heading that says of what: 物件名."""
    stem, kind = mine
    if len(stem) < _SHORTEST or not kind or theirs not in _alone(kind):
        return 0
    return UNDER_HEADING if is_owner(stem, context[:2]) else 0


def _part(key: str) -> list[tuple[str, str]]:
    """Return the ways to part a name into its stem and the kind of its end; without an end it is all stem."""
    kinds = _ends()
    ways = [(key, "")]
    for cut in range(max(1, len(key) - max(map(len, kinds))), len(key)):
        if (kind := kinds.get(key[cut:])) is not None:
            ways.append((key[:cut].removesuffix(_LINK), kind))
    return ways


def _is_shortened(one: str, other: str) -> bool:
    """Say whether a stem is the other's first or last letter: 図番 of 図面番号, 品名 of 製品名."""
    short, long = sorted((one, other), key=len)
    is_kanji = _KANJI.fullmatch(short) is not None and _KANJI.fullmatch(long) is not None
    return is_kanji and len(short) == 1 and len(long) == _SHORTEST and short in long


@lru_cache(maxsize=65536)
def mean_alike(one: str, other: str) -> bool:
    """Say whether two stems mean the same: one concept, or word for word the same in the thesaurus: 転居先, 引越先."""
    concept = concept_of(one)
    if concept is not None and concept == concept_of(other):
        return True
    mine, theirs = _words(one), _words(other)
    return len(mine) == len(theirs) and all(
        left == right or not _groups_of(left).isdisjoint(_groups_of(right))
        for left, right in zip(mine, theirs, strict=True)
    )


@lru_cache(maxsize=8192)
def _words(key: str) -> tuple[str, ...]:
    """Return the words of a stem in the dictionary's spelling, without what links them and makes them polite."""
    parts = [part for part in analyse_morphemes(key) if part.pos not in (_PREFIX, _PARTICLE) or len(part.surface) > 1]
    return tuple(part.norm for part in parts)


def _distinctions(key: str) -> frozenset[str]:
    return frozenset(word for word in words("labels/distinctions") if len(word) > 1 and word in key)


@cache
def _ends() -> dict[str, str]:
    rows = read_table(_TABLE)
    return {fold_for_lookup(row["word"]): row["kind"] for row in rows if not row["kind"].startswith((_ALONE, _BARE))}


@cache
def _alone(kind: str) -> frozenset[str]:
    rows = read_table(_TABLE)
    return frozenset(fold_for_lookup(row["word"]) for row in rows if row["kind"] == _ALONE + kind)


def _groups_of(word: str) -> frozenset[int]:
    return _groups().get(word, frozenset())


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(read_table("search/thesaurus")):
        for word in row["word"].split():
            found[word].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
