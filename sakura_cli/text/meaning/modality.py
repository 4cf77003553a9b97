"""What is denied, planned or only thought in the source and told as it is not, or as done, or as a fact."""

from __future__ import annotations

from collections.abc import Iterator

from sakura_cli.lexicon import words
from sakura_cli.text.meaning.events import Event
from sakura_cli.text.meaning.findings import MisstatementKind, Telling, find_meant
from sakura_cli.text.meaning.source import SourceClauses

_UNSETTLED = frozenset(("plan", "open"))
_DECIDED = words("meaning/modality", "decided")
_NEAR, _LEAST = 0.8, 0.5


def check_modality(reading: Telling, source: SourceClauses) -> Iterator[tuple[MisstatementKind, str]]:
    """Yield what is wrong with how far a statement holds."""
    event = reading.statement.final
    if event is None:
        return
    meant = find_meant(reading, event, source)
    if meant and all(same.is_negated != event.is_negated and "possible" not in same.marks for _, same in meant):
        yield "reversed", meant[0][0].statement.text
        return
    meant = [pair for pair in meant if pair[1].is_negated == event.is_negated]
    is_told_so = reading.statement.marks & {"source", "opinion", "claim"}
    if meant and all(_is_opinion(same) for _, same in meant) and not is_told_so:
        yield "opinion", meant[0][0].statement.text
        return
    is_settled = event.tail.rstrip("。").endswith(_DECIDED)
    if not (event.is_past or is_settled) or event.marks & {"plan", "open", "source"}:
        return
    if is_settled:
        yield from _check_decision(reading, source)
        return
    meant = [
        pair
        for pair in find_meant(reading, event, source, plans=True, once=True)
        if pair[1].is_negated == event.is_negated
    ]
    if meant and all(_is_open(same) for _, same in meant):
        yield "planned", meant[0][0].statement.text
    elif not meant and (mentions := _find_open_mentions(event, source)):
        yield "planned", mentions
    elif "decided" in reading.statement.marks:
        yield from _check_decision(reading, source)


def _check_decision(reading: Telling, source: SourceClauses) -> Iterator[tuple[MisstatementKind, str]]:
    """Yield what is told as decided and is open in every statement that is about it."""
    closest = source.find_closest(frozenset(filter(source.knows, reading.statement.words)))
    if not closest or closest[0][0] < _LEAST:
        return
    near = [sourced.statement for share, sourced in closest if share >= _NEAR * closest[0][0]]
    is_open = all(
        any(event.marks & _UNSETTLED for event in each.events)
        and not any(event.is_past and "decided" in event.marks for event in each.events)
        for each in near
    )
    if is_open:
        yield "planned", near[0].text


def _find_open_mentions(event: Event, source: SourceClauses) -> str:
    """Return a statement that speaks of what happens as not settled yet, where all that name it do."""
    homes = [source.sourced[place].statement for place in source.by_word.get(event.word, ())]
    homes = [each for each in homes if event.word in each.words]
    if (
        event.word[0] != "#"
        and homes
        and all(each.marks & _UNSETTLED and "decided" not in each.marks for each in homes)
    ):
        return homes[0].text
    return ""


def _is_open(event: Event) -> bool:
    if event.place == "inner":
        return True
    if event.ends_past:
        return bool(event.marks & _UNSETTLED and "decided" not in event.marks)
    return not event.is_ongoing


def _is_opinion(event: Event) -> bool:
    return bool(event.marks & {"opinion", "claim"}) and "report" not in event.marks
