"""A sentence that asks two things (料金はおいくらで、いつまでに申し込めばよいですか) as the two questions that it is.

Left out: which sentences ask (`points`), and two things asked of by one word (いつ、どこで).
"""

from __future__ import annotations

import re

from sakura_cli.japanese.morphology import Morpheme, analyse_morphemes
from sakura_cli.lexicon import word_set

_OPEN = word_set("search/question_words", "open")
# What a clause ends in that another is put beside.
_JOINING_FORM, _JOINING_PARTICLES = "連用形", word_set("reply/topics", "clause-end")
_COUNTED = ("名詞", "接尾辞")
_LEADING_NOUNS = word_set("reply/topics", "leading-noun")
_BRACKETED = re.compile(r"[（(][^（）()]{0,200}[)）]")
_ENDS = "。？?！! 　"


def split_questions(text: str) -> list[str]:
    """Return the questions of a sentence, in order: parted where a clause that asks is put beside another that does."""
    morphemes = analyse_morphemes(text)
    asking = [place for place, each in enumerate(morphemes) if _is_open(each)]
    pieces: list[str] = []
    start = first = 0
    for place in range(1, len(morphemes) - 1):
        while first < len(asking) and morphemes[asking[first]].start < start:
            first += 1
        asks = first < len(asking) and asking[first] < place < asking[-1]
        if asks and morphemes[place + 1].surface == "、" and _ends_clause(morphemes[place - 1], morphemes[place]):
            pieces.append(text[start : morphemes[place + 1].end])
            start = morphemes[place + 1].end
    return [*pieces, text[start:]]


def find_asking_clause(text: str) -> str:
    """Return the clause of a question that asks, without brackets and what only leads to it (遠いため、)."""
    bare = drop_brackets(text)
    morphemes = analyse_morphemes(bare)
    start = 0
    for last, comma, following in zip(morphemes, morphemes[1:], morphemes[2:], strict=False):
        if comma.surface == "、" and _leads(last) and following.start < len(bare.rstrip(_ENDS)):
            start = following.start
    return bare[start:]


def drop_brackets(text: str) -> str:
    """Return a text without what stands in brackets, unless all of it does."""
    return _BRACKETED.sub("", text).strip() or text


def _leads(last: Morpheme) -> bool:
    """Say whether a word ends a clause that only leads to what follows."""
    return last.sub == "接続助詞" or last.cform.startswith(_JOINING_FORM) or last.norm in _LEADING_NOUNS


def _is_open(each: Morpheme) -> bool:
    return each.pos != "動詞" and (each.norm in _OPEN or each.surface in _OPEN or each.surface[:1] in _OPEN)


def _ends_clause(before: Morpheme, last: Morpheme) -> bool:
    """Say whether a word ends a clause that another is put beside: かかり、 おいくらで、 but not どこで、."""
    if last.cform.startswith(_JOINING_FORM):
        return True
    is_particle = last.pos == "助詞" and last.surface in _JOINING_PARTICLES
    return is_particle and (last.sub == "接続助詞" or before.pos in _COUNTED)
