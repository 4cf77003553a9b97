"""Figures that go the other way than in the source: rises told as falls, early as late, profits as losses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from sakura_cli.lexicon import read_table, word_set
from sakura_cli.text.meaning.clauses import Clause
from sakura_cli.text.meaning.content import spell
from sakura_cli.text.meaning.findings import MisstatementKind, Telling
from sakura_cli.text.meaning.source import SourceClauses

_DIRECTIONS: Final = {spell(row["word"]): (row["axis"], row["sign"]) for row in read_table("meaning/directions")}
_OTHER: Final = {"+": "-", "-": "+"}
# Words of this axis are names of accounts, too: they tell a direction beside a figure only.
_AMOUNT: Final = "amount"
_CHANGE: Final = spell("変える")
_COUNTED: Final = re.compile(r"#([0-9]+(?:\.[0-9]+)?)(.+)")
_TIMES: Final = word_set("meaning/content", "time-unit")
_RESULT: Final = "result"
_OF: Final = word_set("meaning/clauses", "of-figure")
_NEAR, _LEAST = 0.8, 0.4
# A clause without a subject of its own may tell the same word of what is spoken of so many sentences before or after.
_AROUND = 4


class Direction(NamedTuple):
    """A word that tells a direction, and the figure it goes with."""

    axis: str
    sign: str
    word: str
    figure: str


def check_direction(reading: Telling, source: SourceClauses) -> Iterator[tuple[MisstatementKind, str]]:
    """Yield the direction that the source tells the other way of the same figure, or of the same thing."""
    directions = list(find_directions(reading.statement))
    for each in directions:
        stated = [
            (other, sourced)
            for sourced in (source.sourced[place] for place in source.by_word.get(each.figure, ()))
            for other in find_directions(sourced.statement)
            if other.axis == each.axis and other.figure == each.figure
        ]
        if not stated and each.axis != _RESULT:
            rest = reading.statement.words - {other.word for other in directions}
            closest = source.find_closest(frozenset(filter(source.knows, rest)))
            best = closest[0][0] if closest else 0.0
            stated = [
                (other, sourced)
                for share, sourced in closest
                if share >= max(_LEAST, _NEAR * best)
                for other in find_directions(sourced.statement)
                if other.axis == each.axis
            ]
        if stated and all(other.sign != each.sign for other, _ in stated):
            near = {
                place
                for _, sourced in stated
                for place in range(sourced.sentence - _AROUND, sourced.sentence + _AROUND + 1)
            }
            if not any(other.sentence in near and not other.statement.topics for other in source.find_with(each.word)):
                yield "turned-direction", stated[0][1].statement.text
    ways = {(old, new) for old, new in _find_ways(reading.statement) if old != new}
    for sourced in source.sourced if ways else ():
        if any((new, old) in ways for old, new in _find_ways(sourced.statement)):
            yield "turned-direction", sourced.statement.text


def _find_ways(statement: Clause) -> Iterator[tuple[str, str]]:
    """Yield from what to what something goes (午前から午後に)."""
    old = ""
    for phrase in statement.phrases:
        if phrase.particle == "から":
            old = phrase.head
        elif old and phrase.particle in ("に", "へ"):
            yield old, phrase.head
            old = ""


def find_directions(statement: Clause) -> Iterator[Direction]:
    """Yield the directions that a statement tells."""
    event = statement.final
    if event is not None and event.word == _CHANGE and event.is_negated:
        yield Direction(_AMOUNT, "0", event.word, "")
    for old, new in _find_ways(statement):
        before, after = _COUNTED.match(old), _COUNTED.match(new)
        if before and after and before[2] == after[2] and before[2] not in _TIMES and before[1] != after[1]:
            yield Direction(_AMOUNT, "+" if Decimal(after[1]) > Decimal(before[1]) else "-", new, new)
    for index, phrase in enumerate(statement.phrases):
        for place, (word, _) in enumerate(phrase.words):
            axis, sign = _DIRECTIONS.get(word, ("", ""))
            if not axis:
                continue
            figure = _find_figure(statement, index, place)
            if axis == _RESULT and not figure:
                continue
            if sign in _OTHER and event is not None and event.word == word and event.is_negated and axis == _AMOUNT:
                sign = _OTHER[sign]
            yield Direction(axis, sign, word, figure)


def _find_figure(statement: Clause, index: int, place: int) -> str:
    """Return the figure nearest before a word, or right after it."""
    before = [word for word, _ in statement.phrases[index].words[:place]]
    if index and not before:
        before = [word for word, _ in statement.phrases[index - 1].words]
    figures = [word for word in before if word[0] == "#"]
    if figures:
        return figures[-1]
    after = [word for word, _ in statement.phrases[index].words[place + 1 :]]
    if statement.phrases[index].particle in _OF:
        after += [word for phrase in statement.phrases[index + 1 : index + 2] for word, _ in phrase.words]
    return next((word for word in after if word[0] == "#"), "")
