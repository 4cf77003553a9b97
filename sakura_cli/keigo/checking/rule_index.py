"""Run many rules over a passage in about the time of those that can match: a pattern waits for a word it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from sakura_cli.keigo.checking.passage import LEMMA, NORM, SURFACE, CheckedLine
from sakura_cli.keigo.checking.rule import Pattern, Rule, compile_tokens
from sakura_cli.keigo.checking.tables import read_words
from sakura_cli.keigo.checking.token_patterns import TokenPattern, can_match
from sakura_cli.keigo.types import Problem

_Waiting: TypeAlias = "dict[str, list[tuple[int, TokenPattern]]]"


class RuleIndex:
    """Rules by what a passage must hold for each of their patterns."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._entries: list[tuple[int, Rule, Pattern]] = []
        self._always: list[int] = []
        self._by_text: list[tuple[str, int]] = []
        self._by_word: dict[int, _Waiting] = {SURFACE: {}, LEMMA: {}, NORM: {}}
        self._by_word_and_stem: dict[int, _Waiting] = {SURFACE: {}, LEMMA: {}, NORM: {}}
        for rank, rule in enumerate(rules):
            for pattern in rule.patterns:
                self._add(len(self._entries), pattern)
                self._entries.append((rank, rule, pattern))

    def _add(self, number: int, pattern: Pattern) -> None:
        needed = [compile_tokens(source) for source in ([pattern.source] if pattern.kind == "match" else pattern.needs)]
        if needed and all(tokens.needs for tokens in needed):
            for tokens in needed:
                rarest = tokens.needs[0]
                waiting = (self._by_word_and_stem if tokens.has_stem else self._by_word)[rarest.attribute]
                for word in read_words(rarest.words):
                    waiting.setdefault(word, []).append((number, tokens))
        elif pattern.has:
            self._by_text += [(word, number) for word in pattern.has]
        else:
            self._always.append(number)

    def find(self, passage: CheckedLine) -> Iterator[Problem]:
        """Yield the problems of a passage, in the order of the rules."""
        text = passage.text
        numbers = {number for word, number in self._by_text if word in text}
        numbers.update(self._always)
        for index in (self._by_word, self._by_word_and_stem) if passage.stems else (self._by_word,):
            for attribute, waiting in index.items():
                for word in passage.places(attribute):
                    if word in waiting:
                        numbers.update(number for number, tokens in waiting[word] if can_match(tokens, passage))
        found = (self._entries[number] for number in sorted(numbers))
        for _, entries in groupby(found, key=lambda entry: entry[0]):
            chosen = list(entries)
            yield from chosen[0][1].find(passage, [pattern for _, _, pattern in chosen])
