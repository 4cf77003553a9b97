"""What can be wrong with a statement, and a statement of a text as its checks see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from sakura_cli.text.meaning.clauses import Clause
from sakura_cli.text.meaning.events import Event
from sakura_cli.text.meaning.source import SourceClauses, Sourced

MisstatementKind = Literal[
    "reversed", "dropped-limit", "exchanged-roles", "turned-direction", "planned", "opinion", "unrelated"
]

MISSTATEMENT_KINDS: frozenset[str] = frozenset(get_args(MisstatementKind))

# A statement of the source that holds less of another's weight than the closest one by this is not meant by it.
_NEAR = 0.8
_LEAST = 0.35
_COMPOUND = re.compile(r"[一-龠々]{2,}$")


@dataclass(frozen=True)
class Telling:
    """A statement with the words of its sentence, and those of the sentence before as well."""

    statement: Clause
    sentence_words: frozenset[str]
    known_words: frozenset[str]
    text: str
    earlier: Clause | None = None


def find_meant(
    reading: Telling, event: Event, source: SourceClauses, *, plans: bool = False, once: bool = False
) -> list[tuple[Sourced, Event]]:
    """Return the statements of the source in which the same happens and that are meant by a statement.

    With `once` the only one is, whatever it is told of; with `plans` also those that speak of a plan to do it.
    """
    words = frozenset(word for word in reading.statement.words if source.knows(word))
    scored = []
    for sourced, same in source.find_events(event.word):
        if sourced.statement.is_question or same.place == "condition":
            continue
        if same.place == "inner" and not (plans and same.later & {"plan", "open"}):
            continue
        rest = words - {event.word}
        around = source.sentence_words(sourced)
        share = (
            (source.weigh(rest & sourced.words) + source.weigh(rest & around)) / 2 / source.weigh(rest)
            if source.weigh(rest)
            else 1.0
        )
        scored.append((share, sourced, same))
    if source.speakers and scored:
        # Of what people say to one another the last word holds.
        last = max(sourced.sentence for _, sourced, _ in scored)
        scored = [each for each in scored if each[1].sentence == last]
    best = max((share for share, _, _ in scored), default=0.0)
    least = (
        0.0 if once and len(scored) == 1 and _COMPOUND.match(event.word) and source.count(event.word) == 1 else _LEAST
    )
    return [(sourced, same) for share, sourced, same in scored if share >= max(least, _NEAR * best)]
