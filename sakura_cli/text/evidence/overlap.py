"""Which sentence of a text says what another sentence says: shared pairs of characters, rare ones weighing more.

Works on any language without a dictionary. Left out: synonyms and translation; what shares no words has no support.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from sakura_cli.characters.fold import fold
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.spans import Span

_IGNORED = frozenset(" \t\n\r、。，．,.・「」『』（）()[]【】:：;；!！?？-~…\"'")
# Pairs of hiragana carry grammar more often than meaning.
_HIRAGANA_WEIGHT = 0.3
_HIRAGANA = range(0x3041, 0x3097)


class Overlap(NamedTuple):
    """A sentence of the source and how much of what was looked up it holds: 0 nothing, 1 all of it."""

    span: Span
    score: float


class SentenceIndex:
    """The sentences of a text, indexed once so that many others can be looked up in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = split_sentences(text)
        self._pairs = [pairs(span.cut(text)) for span in self.spans]
        counts = Counter(pair for found in self._pairs for pair in found)
        self._weights = {pair: _weigh(pair) / (1 + math.log(count)) for pair, count in counts.items()}

    def find_best(self, text: str) -> Overlap | None:
        """Return the sentence that holds most of `text`, the shorter of equals; None where none shares anything."""
        wanted = pairs(text)
        total = sum(self._weights.get(pair, _weigh(pair)) for pair in wanted)
        best: Overlap | None = None
        for span, found in zip(self.spans, self._pairs, strict=True):
            shared = sum(self._weights[pair] for pair in wanted & found)
            if not shared:
                continue
            score = shared / total
            length = span.end - span.start
            if best is None or (score, -length) > (best.score, best.span.start - best.span.end):
                best = Overlap(span, score)
        return best


def pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters of a text, punctuation and white space aside."""
    letters = [char for char in fold(text).lower() if char not in _IGNORED]
    return {first + second for first, second in pairwise(letters)} or set(letters)


def share(text: str, others: Iterable[str]) -> float:
    """Return the share of the weight of a text's pairs that the others hold together: 0 nothing, 1 all."""
    wanted = pairs(text)
    held = set().union(*(pairs(other) for other in others))
    total = sum(map(_weigh, wanted))
    return sum(map(_weigh, wanted & held)) / total if total else 0.0


def _weigh(pair: str) -> float:
    return _HIRAGANA_WEIGHT if all(ord(char) in _HIRAGANA for char in pair) else 1.0
