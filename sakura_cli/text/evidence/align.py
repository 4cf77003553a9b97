"""Find where a text says a value: word for word, in another spelling, or nearly so.

A value that differs in a digit is another value, so digits have to agree even in a near match. Left out: synonyms,
translations and numbers in another notation; typed values have readers of their own (`values`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import word_map
from sakura_cli.spans import Span

Alignment = Literal["EXACT", "NORMALIZED", "FUZZY"]

# Of five characters one may differ; shorter values would find chance neighbours.
_MIN_SIMILARITY = 0.8
_MIN_FUZZY_CHARACTERS = 5
_MAX_FUZZY_CHARACTERS = 200
_VARIANTS = str.maketrans(word_map("names/variants", "standard"))
_VOICING = "ﾞﾟ"
_WORD = {"digit": re.compile(r"[0-9０-９]"), "latin": re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")}
_KATAKANA = re.compile(r"[ァ-ヺーｦ-ﾟ]")


class Aligned(NamedTuple):
    """Where a text says a value, and how closely."""

    span: Span
    alignment: Alignment


class AlignmentIndex:
    """A text indexed once, so that many values can be looked up in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        key: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        for char, span in _spell(text):
            key.append(char)
            self._starts.append(span.start)
            self._ends.append(span.end)
        self._key = "".join(key)

    def find_all(self, value: str, within: Span | None = None) -> list[Aligned]:
        """Return every place that says `value`, in order: the exact ones, else the normalised, else the nearest one."""
        value = value.strip()
        area = within or Span(0, len(self.text))
        if not value:
            return []
        exact = [Aligned(span, "EXACT") for span in _occurrences(self.text, value, area) if self._is_word(span)]
        if exact:
            return _prefer_whole_words(self.text, exact)
        key = "".join(char for char, _ in _spell(value))
        if not key:
            return []
        first, last = self._key_area(area)
        found = [
            Aligned(Span(self._starts[start], self._ends[end - 1]), "NORMALIZED")
            for start, end in _occurrences(self._key, key, Span(first, last))
        ]
        found = [aligned for aligned in found if self._is_word(aligned.span)]
        if found:
            return _prefer_whole_words(self.text, found)
        near = self._find_near(key, first, last)
        return [near] if near else []

    def _key_area(self, area: Span) -> tuple[int, int]:
        from bisect import bisect_left

        return bisect_left(self._starts, area.start), bisect_left(self._ends, area.end + 1)

    def _is_word(self, span: Span) -> bool:
        """Tell whether a match does not begin or end within a number or a Latin word: 3 is not in 13."""
        return not any(
            (pattern.match(self.text, span.start) and pattern.match(self.text[max(0, span.start - 1) : span.start]))
            or (pattern.match(self.text, span.end - 1) and pattern.match(self.text, span.end))
            for pattern in _WORD.values()
        )

    def _find_near(self, key: str, first: int, last: int) -> Aligned | None:
        if not _MIN_FUZZY_CHARACTERS <= len(key) <= _MAX_FUZZY_CHARACTERS:
            return None
        found = _nearest(key, self._key[first:last])
        if found is None:
            return None
        start, end, distance = found
        if 1 - distance / len(key) < _MIN_SIMILARITY or end <= start:
            return None
        if re.findall(r"\d", key) != re.findall(r"\d", self._key[first + start : first + end]):
            return None
        span = Span(self._starts[first + start], self._ends[first + end - 1])
        is_one_piece = "\n\n" not in span.cut(self.text)
        return Aligned(span, "FUZZY") if is_one_piece and self._is_word(span) else None


def _spell(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the characters of a text in one spelling (width, case, dashes, variants), without white space."""
    position = 0
    folded = fold(text)
    while position < len(text):
        end = position + 1
        if text[end : end + 1] and text[end] in _VOICING:
            end += 1
        source = folded[position] if end == position + 1 else text[position:end]
        for char in unicodedata.normalize("NFKC", source).lower().translate(_VARIANTS):
            if not char.isspace():
                yield char, Span(position, end)
        position = end


def _occurrences(text: str, value: str, area: Span) -> Iterator[Span]:
    start = text.find(value, area.start, area.end)
    while start >= 0:
        yield Span(start, start + len(value))
        start = text.find(value, start + len(value), area.end)


def _prefer_whole_words(text: str, found: list[Aligned]) -> list[Aligned]:
    """Leave out matches inside a longer katakana word (ロン in ロンドン), unless there are no others."""
    whole = [aligned for aligned in found if not _cuts_katakana(text, aligned.span)]
    return whole or found


def _cuts_katakana(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return bool(
        (_KATAKANA.match(before) and _KATAKANA.match(text, span.start))
        or (_KATAKANA.match(after) and _KATAKANA.match(text, span.end - 1))
    )


def _nearest(pattern: str, text: str) -> tuple[int, int, int] | None:
    """Return start, end and distance of the stretch of `text` with the fewest edits from `pattern` (Sellers)."""
    limit = int(len(pattern) * (1 - _MIN_SIMILARITY))
    row = [(index, 0) for index in range(len(pattern) + 1)]
    best: tuple[int, int, int] | None = None
    for column, char in enumerate(text, start=1):
        diagonal, row[0] = row[0], (0, column)
        for index, wanted in enumerate(pattern, start=1):
            above = row[index]
            cost, start = diagonal
            choice = (cost + (char != wanted), start)
            if above[0] + 1 < choice[0]:
                choice = (above[0] + 1, above[1])
            left = row[index - 1]
            if left[0] + 1 < choice[0]:
                choice = (left[0] + 1, left[1])
            diagonal, row[index] = above, choice
        cost, start = row[-1]
        if cost <= limit and (best is None or cost < best[2]):
            best = (start, column, cost)
    return best
