"""Which sentences of a mail ask or wish, by how they end and by tables of words; and which only announce that some do.

What is told as not known (いつまでなのか、書いてありません) asks, too; a visit (伺う予定です) does not. Left out: what
a question is asked with, and what it is about (`points`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.search.tokens import list_asked_words

SentenceKind = Literal["question", "wish", "leading", "introducing"]

_SIGNS = "。．.！!？?…・♪☆～〜、，,^_ 　"
_OPENING, _CLOSING = "（(【［[", "）)】］]"
_MOST_BRACKETED_CHARACTERS = 60
_QUESTION_MARKS = ("？", "?")
_JAPANESE = re.compile(r"[ぁ-ヿ一-龠]")
_ASKED = re.compile(rf"{alternation(words('reply/asking', 'question'))}$")
# 3時に伺います is a visit.
_VISITED = alternation(words("reply/asking", "told-or-visited"))
_TELLING = rf"(?:{alternation(words('reply/asking', 'told'))}|(?<![にへ]){_VISITED})"
_TOLD = re.compile(_TELLING)
# 定期券のことで伺います: what the questions after it are about.
_INTRODUCING = re.compile(rf"{alternation(words('reply/asking', 'introducing'))}[、，]?{_TELLING}")
_TAIL = f"{alternation(words('reply/asking', 'tail'))}?$"
_WISHED = re.compile(alternation(words("reply/asking", "wish")) + _TAIL)
_LEADING = re.compile(alternation(words("reply/asking", "leading")) + _TAIL)
_COUNTED = alternation(words("reply/asking", "counted")) + alternation(words("reply/asking", "after-count"))
_ANNOUNCING = re.compile(rf"{alternation(words('reply/asking', 'announcing'))}|[0-9０-９一二三四五]{{1,3}}{_COUNTED}")
_RHETORIC = re.compile(alternation(words("reply/asking", "rhetoric")))
_UNKNOWN = re.compile(
    rf"(?P<asked>[^。]{{2,200}}?か)(?:[は、，もがと]|について)*[^。か]{{0,30}}?"
    rf"{alternation(words('reply/asking', 'unknown'))}"
)
_COURTEOUS = re.compile(alternation(words("reply/asking", "courtesy")))
_HONORIFICS = word_set("names/honorifics")
_COURTESIES = word_set("reply/courtesies")
_PREDICATING = word_set("reply/topics", "predicating")
_OPEN = word_set("search/question_words", "open")
_ADJECTIVAL = "形状詞"


@dataclass(frozen=True)
class ReadSentence:
    """What kind a sentence is, None where it asks for nothing, and the words of it that ask."""

    kind: SentenceKind | None
    text: str


def read_sentence(text: str) -> ReadSentence:
    """Return what kind a sentence is."""
    core, end = _split_end(text)
    asks = any(mark in end for mark in _QUESTION_MARKS) or _ASKED.search(core) is not None
    if is_rhetoric(core) or (not asks and _COURTEOUS.search(core)):
        return ReadSentence(None, text)
    if not asks and (unknown := _UNKNOWN.search(core)) and _is_open_question(unknown["asked"]):
        return ReadSentence("question", unknown["asked"])
    return ReadSentence(_find_kind(core, asks=asks) if _says_something(core, asks=asks) else None, text)


def announces(text: str) -> bool:
    """Say whether a sentence says that questions follow: it asks to be told things, and how many or which come."""
    match = _ANNOUNCING.search(text)
    return match is not None and _TOLD.search(text) is not None


def is_rhetoric(text: str) -> bool:
    """Say whether a sentence asks as angry writers do who want no answer."""
    return _RHETORIC.search(text) is not None


def is_statement(text: str) -> bool:
    """Say whether words are a whole sentence, not a thing that is named."""
    last = [each for each in analyse_morphemes(_split_end(text)[0]) if not each.is_sign][-1:]
    return any(each.pos in _PREDICATING for each in last)


def _find_kind(core: str, *, asks: bool) -> SentenceKind | None:
    if asks:
        return "question" if not _announces_only(core) else None
    if announces(core):
        return None
    if _INTRODUCING.search(core):
        return "introducing"
    if _TOLD.search(core):
        return "question"
    if _LEADING.search(core):
        return "leading"
    return "wish" if _WISHED.search(core) or _is_imperative(core) else None


def _announces_only(core: str) -> bool:
    """Say whether a question asks for nothing but to be told what comes (下記2点をご教示いただけますか)."""
    named = (word for word in list_asked_words(core) if not word.isdecimal())
    return announces(core) and _COURTESIES.issuperset(named)


def _split_end(text: str) -> tuple[str, str]:
    """Return a sentence without the signs and brackets at its end, and the signs."""
    core, signs = text, ""
    while True:
        bare = core.rstrip(_SIGNS)
        signs += core[len(bare) :]
        start = max(bare.rfind(mark, -_MOST_BRACKETED_CHARACTERS) for mark in _OPENING) if bare else -1
        if not bare.endswith(tuple(_CLOSING)) or start <= 0:
            return bare.rstrip(_SIGNS + _CLOSING), signs
        core = bare[:start]


def _is_open_question(asked: str) -> bool:
    """Say whether words ask with an interrogative for something that they name."""
    morphemes = analyse_morphemes(asked)
    return any(_is_open(each) for each in morphemes) and bool(set(list_asked_words(asked)) - _COURTESIES)


def _is_open(each: Morpheme) -> bool:
    return each.norm in _OPEN or each.surface in _OPEN


def _says_something(text: str, *, asks: bool) -> bool:
    """Say whether a sentence names anything to find an answer to: more than the nouns of set phrases."""
    if not _JAPANESE.search(text):
        return bool(text)
    morphemes = analyse_morphemes(text)
    asked = frozenset(list_asked_words(text))
    if asks and _is_adjectival(morphemes):
        return True
    is_open = False
    for each, following in zip(morphemes, [*morphemes[1:], None], strict=True):
        if asks and (each.norm in _OPEN or (each.is_verb and each.norm in asked)):
            return True
        is_open = is_open or _is_open(each)
        if is_open and each.surface == "か" and each.pos == "助詞":
            return True
        # 手数料 is more than 手数, 皆様 no more than 皆.
        is_part = following is not None and following.pos in ("名詞", "接尾辞") and following.surface not in _HONORIFICS
        if each.is_noun and each.sub != "数詞" and (is_part or each.norm not in _COURTESIES) and each.norm in asked:
            return True
    return False


def _is_adjectival(morphemes: Sequence[Morpheme]) -> bool:
    """Say whether a question asks whether what stands before it is so: 可能でしょうか, but not お元気ですか."""
    pairs = pairwise([None, *morphemes])
    return any(
        each is not None and each.pos == _ADJECTIVAL and (before is None or before.pos != "接頭辞")
        for before, each in pairs
    )


def _is_imperative(text: str) -> bool:
    last = [each for each in analyse_morphemes(text) if not each.is_sign and each.pos != "助詞"][-1:]
    return any(each.cform == "命令形" and each.norm not in ("為さる", "下さる") for each in last)
