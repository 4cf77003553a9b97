"""The tokens by which passages are found: normalized forms of the dictionary, and pairs of characters.

Both, because the dictionary joins what pairs take apart (行った, 行う) and pairs find what it cuts otherwise. Tokens
hold letters and digits only, so that SQLite's `ascii` tokenizer never divides one. Left out: ranking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from sakura_cli.japanese.morphology import analyse_morphemes
from sakura_cli.lexicon import word_set

_SEPARATORS = re.compile(r"[^\w゠-ヿ㐀-鿿々〇]+|_+")
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_CONTENT = word_set("search/parts_of_speech", "content")
_FORMAL = word_set("search/parts_of_speech", "formal")
_LIGHT = word_set("search/question_words", "light")
_ASKING = word_set("search/question_words", "asking")


def list_words(text: str) -> list[str]:
    """Return the content words of a text in their normalized forms, in order."""
    return list(_list_content(text))


def list_asked_words(question: str) -> list[str]:
    """Return the content words of a question, each once, without those that only ask (何, 教える)."""
    return list(dict.fromkeys(word for word in list_words(question) if word not in _ASKING))


def list_pairs(text: str) -> list[str]:
    """Return the pairs of characters of a text, without those of hiragana alone; a character that stands alone, too."""
    pairs: list[str] = []
    for run in _SEPARATORS.split(normalize("NFKC", text).lower()):
        if len(run) == 1 and not _HIRAGANA.fullmatch(run):
            pairs.append(run)
        for start in range(len(run) - 1):
            pair = run[start : start + 2]
            if not ("ぁ" <= pair[0] <= "ゖ" and "ぁ" <= pair[1] <= "ゖ"):
                pairs.append(pair)
    return pairs


def _list_content(text: str) -> Iterator[str]:
    for morpheme in analyse_morphemes(text):
        if morpheme.pos in _CONTENT and morpheme.sub not in _FORMAL and morpheme.norm not in _LIGHT:
            word = clean_word(morpheme.norm)
            if word:
                yield word


@lru_cache(maxsize=65536)
def clean_word(word: str) -> str:
    """Return a word as a token: folded, its signs left out."""
    return _SEPARATORS.sub("", normalize("NFKC", word).lower())
