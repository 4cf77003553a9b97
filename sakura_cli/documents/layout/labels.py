"""Which words are labels of forms, and what kind of thing a cell holds. Left out: where they stand on a page."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from sakura_cli.characters.fold import fold_for_lookup
from sakura_cli.lexicon import word_set

CellKind = Literal["empty", "number", "date", "text"]

LONGEST_LABEL = 16
_LONGEST_COMPOUND = 9
_LONGEST_HEAD = 4
_IN_SENTENCE = re.compile(r"[はがをにのでともへ、。「」0-9?!,]")
_TABLE = "layout/labels"
_NOTE = re.compile(r"[（(〔\[][^（(〔\[\]〕)）]*[\]〕)）]$")
_EDGE = "　 \t※*＊・:：.．。"
_DIGIT = re.compile(r"[0-9０-９]")
_NUMBER = re.compile(
    r"[-+−△▲±約計＠@(（]*[¥￥$＄€]?[-−△▲]?[0-9０-９][0-9０-９,，.．]*[-－]?"
    r"[ 　]?(?:[%％a-zA-Zｍｃｋｇ㎡㎏㎜㎝]{1,3}|[ぁ-ゖァ-ヺ一-鿿々]{0,4})[)）]?[-－]?"
)
_DATE = re.compile(
    r"[A-Z明大昭平令和成治正]{0,2}[0-9０-９元]{1,4} ?[年月日./／-] ?[0-9０-９]{0,2}"
    r"(?: ?[月日./／-] ?[0-9０-９]{0,2} ?日?)?"
    r"(?:[(（][^()（）]{1,3}[)）])?(?: ?[0-9]{1,2}[:：][0-9]{2})?"
)
_CLOCK = r"(?:午[前後]|[AaPp][Mm])? ?[0-9０-９]{1,2}(?:[:：][0-9０-９]{2}|時(?:[0-9０-９]{1,2}分)?半?)"
_TIME = re.compile(rf"{_CLOCK}(?: ?[-–—~～〜−－]| ?から)?(?: ?{_CLOCK}(?:まで)?)?")
_MARKS = frozenset('-－―ー—–‐○×◎△▲●〃″々"…※*/／')
_SENTENCE_END = re.compile(r"[。！？!?…][」』）)\]】”’\"']*$")
_LATIN_SENTENCE = re.compile(r"[A-Za-z][a-z']* [A-Za-z]\S* \S.*[.:;,]$")


def bare_label(label: str) -> str:
    """Return a label as the table of labels spells it: without blanks, a note in brackets, and ご or お before it."""
    folded = fold_for_lookup(_NOTE.sub("", label.strip(_EDGE)).strip(_EDGE))
    return folded[1:] if len(folded) > 2 and folded[0] in "ごお御" and folded not in _labels() else folded


@lru_cache(maxsize=2048)
def is_known_label(label: str) -> bool:
    """Say whether a word is a label that forms use, or is made of one (設置場所): no sentence has to say so."""
    if len(label) > 3 * LONGEST_LABEL:
        return False
    bare = bare_label(label)
    if bare in _labels() or (len(bare) == 2 and bare[0] in "ごお御" and bare[1:] in _labels()):
        return True
    return len(bare) <= _LONGEST_COMPOUND and not _IN_SENTENCE.search(bare) and _ends_in_head(bare, least=2)


@lru_cache(maxsize=2048)
def is_label_like(label: str) -> bool:
    """Say whether a word is a label that forms use, or ends as labels do (…番号, …先) and has no digits or sentence."""
    if len(label) > 3 * LONGEST_LABEL:
        return False
    bare = bare_label(label)
    if bare in _labels():
        return True
    if not 2 <= len(bare) <= LONGEST_LABEL or _DIGIT.search(bare) or any(char in bare for char in "、。「」？！?!,"):
        return False
    return _ends_in_head(bare, least=1)


def _ends_in_head(bare: str, *, least: int) -> bool:
    return any(bare[-size:] in _heads() for size in range(least, min(len(bare) - 1, _LONGEST_HEAD) + 1))


def is_sentence(words: str) -> bool:
    """Say whether words are running text: they end in a full stop or have one inside."""
    content = words.strip()
    return bool("。" in content or _SENTENCE_END.search(content) or _LATIN_SENTENCE.match(content))


def kind_of_cell(words: str) -> CellKind:
    """Return what a cell holds; a mark alone (-, ○, 〃) says nothing and counts as empty."""
    content = words.strip()
    if not content or (len(content) <= 2 and all(char in _MARKS for char in content)):
        return "empty"
    if len(content) > 40 or not _DIGIT.search(content):
        return "text"
    if _DATE.fullmatch(content) or _TIME.fullmatch(content):
        return "date"
    return "number" if _NUMBER.fullmatch(content) else "text"


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold_for_lookup(word) for word in word_set(_TABLE, "label"))


@cache
def _heads() -> frozenset[str]:
    return frozenset(fold_for_lookup(word) for word in word_set(_TABLE, "head"))
