"""What a translation memory has for a sentence: its translation, or one of a sentence that is nearly the same.

Texts that differ in width and blanks only are the same; where only numbers differ they are nearly so. Nearly the same
is found by the pairs of letters that are rarest, which two alike texts share, and measured by the letters in common.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from sakura_cli.characters.fold import fold
from sakura_cli.tasks.translation.memory.tmx import MemoryUnit
from sakura_cli.text.languages import LanguageCode

LEAST_SIMILARITY = 0.8
# Of longer texts, and of pairs of letters that are in more texts than these, only what is the same is looked for.
_LONGEST, _MOST_TEXTS = 500, 5_000
# Texts that are as alike as that share this much of their pairs of letters.
_SHARED_PAIRS = 0.5
_MOST_MEASURED = 12
_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_WIDE = "[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_BLANK = re.compile(rf"\s+(?={_WIDE})|(?<={_WIDE})\s+")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class MemoryMatch:
    """A translation of a text that is the same (`is_exact`), or nearly so."""

    source: str
    target: str
    is_exact: bool = False


class Memory:
    """The units of a translation memory, by the languages that are wanted."""

    def __init__(self, units: Iterable[MemoryUnit]):
        self._units = tuple(units)
        self._pairs: dict[tuple[LanguageCode, LanguageCode], _Pairs] = {}

    def find(self, text: str, source: LanguageCode, target: LanguageCode) -> MemoryMatch | None:
        """Return what there is for a text: the translation that was added last, else that of the text most like it."""
        key = source, target
        if key not in self._pairs:
            self._pairs[key] = _Pairs(_list_pairs(self._units, source, target))
        return self._pairs[key].find(text)


class _Pairs:
    """Texts of one language with their translations into another."""

    def __init__(self, pairs: Iterable[tuple[str, str]]):
        self._matches = {normalize(source): MemoryMatch(source, target) for source, target in pairs}
        self._index: _Index | None = None

    def find(self, text: str) -> MemoryMatch | None:
        wanted = normalize(text)
        if (exact := self._matches.get(wanted)) is not None:
            return MemoryMatch(exact.source, exact.target, is_exact=True)
        if self._index is None:
            self._index = _Index(self._matches)
        alike = self._index.find(wanted)
        return self._matches[alike] if alike is not None else None


class _Index:
    """Normalised texts by the pairs of letters in them that are rarest."""

    def __init__(self, texts: Iterable[str]):
        self._texts: dict[str, str] = {_mask(text): text for text in texts if len(text) <= _LONGEST}
        self._masked = list(self._texts)
        self._counts = Counter(pair for text in self._masked for pair in _list_letter_pairs(text))
        self._places: dict[str, array[int]] = {}
        for place, text in enumerate(self._masked):
            for pair in self._list_rare(text):
                self._places.setdefault(pair, array("L")).append(place)

    def find(self, text: str) -> str | None:
        """Return the text that is most like another; None where none is like it enough."""
        masked = _mask(text)
        if len(masked) > _LONGEST:
            return None
        if masked in self._texts:
            return self._texts[masked]
        shared: Counter[int] = Counter()
        for pair in self._list_rare(masked):
            places = self._places.get(pair, ())
            if len(places) <= _MOST_TEXTS:
                shared.update(places)
        # Of equals the one that was added last.
        ranked = sorted(shared, key=lambda place: (shared[place], place), reverse=True)[:_MOST_MEASURED]
        measured = ((_measure(masked, self._masked[place]), self._masked[place]) for place in ranked)
        best = max(measured, key=lambda each: each[0], default=(0.0, ""))
        return self._texts[best[1]] if best[0] >= LEAST_SIMILARITY else None

    def _list_rare(self, text: str) -> Iterator[str]:
        pairs = sorted(_list_letter_pairs(text), key=lambda pair: (self._counts[pair], pair))
        yield from pairs[: len(pairs) - int(_SHARED_PAIRS * len(pairs)) + 1]


def normalize(text: str) -> str:
    """Return a text in one width, without blanks that mean nothing."""
    folded = _HALF_WIDTH.sub(lambda match: unicodedata.normalize("NFKC", match.group()), fold(text))
    return _BLANK.sub("", " ".join(folded.split()))


def _list_pairs(units: Iterable[MemoryUnit], source: LanguageCode, target: LanguageCode) -> Iterator[tuple[str, str]]:
    """Yield the texts of one language with that of another; of several variants the first is the translation."""
    for unit in units:
        translation = next((text for language, text in unit.texts if language == target), None)
        if translation is not None:
            yield from ((text, translation) for language, text in unit.texts if language == source)


def _mask(text: str) -> str:
    return _NUMBER.sub("0", text)


def _list_letter_pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)} or {text}


@lru_cache(maxsize=1)
def _matcher(text: str) -> SequenceMatcher[str]:
    """Return what measures others against a text, which it has to read once only."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)
    return matcher


def _measure(text: str, other: str) -> float:
    matcher = _matcher(text)
    matcher.set_seq1(other)
    return matcher.ratio() if matcher.real_quick_ratio() >= LEAST_SIMILARITY else 0.0
