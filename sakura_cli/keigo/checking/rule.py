"""A rule of the checker: what it looks for, what it says and suggests, its source, and sentences wrong and right.

A rule's patterns are tried in order; of two findings at one place the first stands. A pattern is a token pattern
(`match`), a regular expression over the line (`text`, where a group `span` is what is reported) or a function of
`finders` (`find`). A line is worth a try only with the text `has` or one of the token patterns `needs`. What matches
must be followed by the text `then`; `if` and `unless` are conditions; `except` are patterns (a regular expression
between slashes) that must not touch what is reported, within its sentence. What stands at a rule holds for all its
patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Final, NamedTuple, cast

from sakura_cli.keigo.checking.conditions import hold_all, hold_any
from sakura_cli.keigo.checking.match import Match
from sakura_cli.keigo.checking.passage import CheckedLine
from sakura_cli.keigo.checking.suggestions import fill
from sakura_cli.keigo.checking.tables import insert_words
from sakura_cli.keigo.checking.token_patterns import TokenPattern, compile_pattern, find_matches
from sakura_cli.keigo.types import Problem, Severity
from sakura_cli.localization import gettext

Finder = Callable[[CheckedLine], Iterator[Match]]

_FINDERS: Final = "sakura_cli.keigo.checking.finders"
_SENTENCE: Final = re.compile(r"[。！？]")


class Pattern(NamedTuple):
    """One pattern of a rule as its file has it: of what `kind`, and its `source` in that kind's notation."""

    kind: str
    source: str
    has: Sequence[str]
    needs: Sequence[str]
    then: str
    wanted: Mapping[str, str]
    unwanted: Mapping[str, str]
    exceptions: Sequence[str]
    suggestions: Sequence[str]
    message: str

    def find(self, passage: CheckedLine) -> Iterator[Match]:
        """Yield what the pattern finds in a passage and none of its conditions and exceptions takes away."""
        for match in self._candidates(passage):
            if self.then and not _compile_text(self.then).match(passage.text, match.span[1] - passage.start):
                continue
            if not hold_all(self.wanted, match) or hold_any(self.unwanted, match):
                continue
            if not any(_touches(exception, match) for exception in self.exceptions):
                yield match

    def _candidates(self, passage: CheckedLine) -> Iterable[Match]:
        if self.kind == "match":
            return find_matches(compile_tokens(self.source), passage)
        if self.kind == "text":
            return _find_text(_compile_text(self.source), passage)
        found = passage.found.get(self.source)
        if found is None:
            found = passage.found[self.source] = list(import_finder(self.source)(passage))
        return cast("list[Match]", found)


class Rule(NamedTuple):
    """A named rule: `name` is a stable slug, `source` the authority with page, `summary` what it forbids.

    `right` are sentences that it leaves alone, `wrong` ones with 〔what is reported→what is suggested〕. A rule of the
    text looks at it as a whole, not line by line. One that is no default is looked for only where it is asked for.
    """

    name: str
    severity: Severity
    source: str
    summary: str
    patterns: Sequence[Pattern]
    right: Sequence[str]
    wrong: Sequence[str]
    is_of_text: bool
    is_default: bool = True

    def find(self, passage: CheckedLine, patterns: Iterable[Pattern] | None = None) -> Iterator[Problem]:
        """Yield the problems that the rule (or only some patterns of it) sees in a passage, one for a place."""
        seen = set()
        for pattern in self.patterns if patterns is None else patterns:
            for match in pattern.find(passage):
                start, end = match.span
                if (start, end) not in seen:
                    seen.add((start, end))
                    message, suggestion = gettext(pattern.message), fill(pattern.suggestions, match)
                    yield Problem(self.name, self.severity, start, end, message, suggestion, self.source)


@lru_cache(maxsize=512)
def compile_tokens(source: str) -> TokenPattern:
    """Return a token pattern made ready, once."""
    return compile_pattern(source)


@lru_cache(maxsize=64)
def import_finder(name: str) -> Finder:
    """Return the function that a rule names: `verb_forms:find_missing_ra`."""
    module, _, function = name.partition(":")
    return cast(Finder, getattr(import_module(f"{_FINDERS}.{module}"), function))


@lru_cache(maxsize=512)
def _compile_text(source: str) -> re.Pattern[str]:
    return re.compile(insert_words(source))


def _find_text(pattern: re.Pattern[str], passage: CheckedLine) -> Iterator[Match]:
    before = -1
    for found in pattern.finditer(passage.text):
        group = "span" if "span" in pattern.groupindex else 0
        groups = {name: text or "" for name, text in found.groupdict().items()}
        is_repeated = before >= 0 and not _SENTENCE.search(passage.text, before, found.start())
        before = found.start()
        yield Match(passage, start=found.start(group), end=found.end(group), groups=groups, is_repeated=is_repeated)


def _touches(exception: str, match: Match) -> bool:
    """Tell whether an exception matches in the sentence of a match and shares a character with what is reported."""
    passage = match.passage
    start, end = match.span
    if exception.startswith("/"):
        spans = _find_spans(_compile_text(exception[1:-1]), passage, start - passage.start, end - passage.start)
    else:
        spans = (found.span for found in find_matches(compile_tokens(exception), passage))
    return any(first < end and start < last for first, last in spans)


def _find_spans(pattern: re.Pattern[str], passage: CheckedLine, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a pattern matches in the sentence around `start` and `end`, which count from the passage."""
    marks = [found.end() for found in _SENTENCE.finditer(passage.text)]
    first = max((mark for mark in marks if mark <= start), default=0)
    last = min((mark for mark in marks if mark >= end), default=len(passage.text))
    for found in pattern.finditer(passage.text, first, last):
        yield found.start() + passage.start, found.end() + passage.start
