"""What a sentence states that its source does not: each of its statements beside those of the source that carry it.

Reported only where the source has the words and uses them otherwise: what it says in other words is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.spans import Span
from sakura_cli.text.meaning.bearings import check_bearings
from sakura_cli.text.meaning.clauses import Clause, read_clauses
from sakura_cli.text.meaning.directions import check_direction
from sakura_cli.text.meaning.findings import MisstatementKind, Telling
from sakura_cli.text.meaning.limits import check_limits
from sakura_cli.text.meaning.modality import check_modality
from sakura_cli.text.meaning.roles import check_roles
from sakura_cli.text.meaning.source import SourceClauses, index_clauses

_JAPANESE = re.compile("[ぁ-ヿ一-龠]")


@dataclass(frozen=True)
class Misstatement:
    """A statement of a text that its source does not carry, and how it differs; `stated` are words of the source."""

    kind: MisstatementKind
    span: Span
    stated: str = ""


_CHECKS: Sequence[Callable[[Telling, SourceClauses], Iterator[tuple[MisstatementKind, str]]]] = (
    check_modality,
    check_roles,
    check_direction,
    check_bearings,
    check_limits,
)


def find_misstatements(candidate: str, source: str) -> list[Misstatement]:
    """List the statements of `candidate` that say something else than `source`, in order, each once."""
    index = index_clauses(source)
    found: list[Misstatement] = []
    before: frozenset[str] = frozenset()
    for span in split_sentences(candidate):
        if not _JAPANESE.search(span.cut(candidate)):
            continue
        statements = read_clauses(span.cut(candidate), span.start)
        words = frozenset(word for each in statements for word in each.words)
        for number, statement in enumerate(statements):
            if statement.is_question:
                continue
            earlier = statements[number - 1] if number else None
            reading = Telling(statement, words, words | before, span.cut(candidate), earlier)
            for check in _CHECKS:
                problem = next(iter(check(reading, index)), None)
                if problem is not None:
                    found.append(Misstatement(problem[0], _trim(statement), problem[1]))
                    break
        before = words
    return found


def _trim(clause: Clause) -> Span:
    """Return the span of a clause without the signs before it."""
    first = next((m for phrase in clause.phrases for m in phrase.morphemes if not m.is_sign), None)
    return Span(first.start if first else clause.span.start, clause.span.end)
