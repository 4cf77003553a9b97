"""ROUGE-1, -2 and -L (F1) on Japanese morphemes, or on characters where no analyser is installed.

The tokenizer is named in every report: scores of different tokenizers cannot be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

Tokenize = Callable[[str], list[str]]


@lru_cache(maxsize=1)
def find_tokenizer() -> tuple[str, Tokenize]:
    """Return the best tokenizer there is, and its name."""
    try:
        from sakura_cli.japanese.morphology import analyse_morphemes

        analyse_morphemes("試し")
    except ImportError:
        return "characters", split_characters
    return "morphemes (Sudachi, mode C)", lambda text: [
        morpheme.surface for morpheme in analyse_morphemes(text) if not morpheme.is_sign
    ]


def split_characters(text: str) -> list[str]:
    """Return the letters, kanji and digits of a text one by one."""
    return [char for char in text if char.isalnum()]


def score_rouge(candidate: str, reference: str, tokenize: Tokenize) -> dict[str, float]:
    """Return ROUGE-1, ROUGE-2 and ROUGE-L as F1."""
    words, expected = tokenize(candidate), tokenize(reference)
    return {
        "rouge_1": _f1(_count_shared(Counter(words), Counter(expected)), len(words), len(expected)),
        "rouge_2": _f1(
            _count_shared(Counter(pairwise(words)), Counter(pairwise(expected))), len(words) - 1, len(expected) - 1
        ),
        "rouge_l": _f1(longest_common_subsequence(words, expected), len(words), len(expected)),
    }


def longest_common_subsequence(first: Sequence[str], second: Sequence[str]) -> int:
    """Return the length of the longest sequence that both hold in order."""
    row = [0] * (len(second) + 1)
    for word in first:
        diagonal = 0
        for column, other in enumerate(second, start=1):
            above = row[column]
            row[column] = diagonal + 1 if word == other else max(above, row[column - 1])
            diagonal = above
    return row[-1]


def _count_shared(first: Counter[object], second: Counter[object]) -> int:
    return sum((first & second).values())


def _f1(shared: int, size: int, expected: int) -> float:
    return 2 * shared / (size + expected) if size > 0 and expected > 0 else 0.0
