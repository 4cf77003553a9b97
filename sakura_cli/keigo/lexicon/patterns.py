"""Regular expressions of tables, tried and compiled only where a text has a word that they cannot do without."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Generic, TypeVar

from sakura_cli.lexicon import Row

T = TypeVar("T")


class PatternTable(Generic[T]):
    """The patterns of some rows, in order, and what each stands for.

    `signs` of a row are words of which one is in every text that its pattern fits; without any, all texts may fit.
    """

    def __init__(self, rows: Iterable[tuple[Row, T]]) -> None:
        self._patterns: list[tuple[str, T]] = []
        self._signs: list[tuple[str, int]] = []
        for row, value in rows:
            self._signs += [(sign, len(self._patterns)) for sign in row["signs"].split() or [""]]
            self._patterns.append((row["pattern"], value))

    def find_candidates(self, text: str) -> list[tuple[re.Pattern[str], T]]:
        """Return the patterns that may fit a text."""
        found = sorted({index for sign, index in self._signs if sign in text})
        return [(_compile(pattern), value) for pattern, value in map(self._patterns.__getitem__, found)]


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
