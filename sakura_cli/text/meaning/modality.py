"""What is denied, planned or only thought in the source and told as it is not, or as done, or as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.lexicon import alternation, words
from sakura_cli.text.meaning.clauses import Clause
from sakura_cli.text.meaning.events import Event, mark
from sakura_cli.text.meaning.findings import MisstatementKind, Telling, find_meant
from sakura_cli.text.meaning.source import SourceClauses

_UNSETTLED = frozenset(("plan", "open"))
_CANCELLING = re.compile(alternation(words("meaning/modality", "cancelling")))
_DECIDED = words("meaning/modality", "decided")
_NEAR, _LEAST, _CLOSE = 0.8, 0.5, 0.7


def check_modality(reading: Telling, source: SourceClauses) -> Iterator[tuple[MisstatementKind, str]]:
    """Yield what is wrong with how far a statement holds."""
    for each in reading.statement.events:
        meant = find_meant(reading, each, source) if each.place in ("final", "quoted") else []
        meant = [pair for pair in meant if not _are_restricted(reading.statement, pair[0].statement)]
        if meant and all(same.is_negated != each.is_negated and "possible" not in same.marks for _, same in meant):
            yield "reversed", meant[0][0].statement.text
            return
        is_stated = each.place == "final" and not each.is_negated and not _CANCELLING.search(each.word + each.tail)
        if is_stated and not source.find_events(each.word) and (cancelled := _find_cancelled(each, source)):
            yield "reversed", cancelled
            return
    event = reading.statement.final
    if event is None:
        return
    meant = find_meant(reading, event, source)
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
    elif not meant and not source.find_events(event.word) and (planned := _find_planned(reading, source)):
        yield "planned", planned
    elif not meant and (mentions := _find_open_mentions(event, source)):
        yield "planned", mentions
    elif "decided" in mark(event.word + event.tail):
        yield from _check_decision(reading, source)


def _check_decision(reading: Telling, source: SourceClauses) -> Iterator[tuple[MisstatementKind, str]]:
    """Yield what is told as decided and is open in every statement that is about it."""
    closest = source.find_closest(frozenset(filter(source.knows, reading.statement.words)))
    if not closest or closest[0][0] < _LEAST:
        return
    near = [sourced.statement for share, sourced in closest if share >= _NEAR * closest[0][0]]
    settled = [
        event
        for each in near
        for event in each.events
        if (event.is_past and "decided" in mark(event.word + event.tail)) or event.tail.rstrip("。").endswith(_DECIDED)
    ]
    if not settled and any(each.marks & _UNSETTLED for each in near):
        yield "planned", near[0].text


def _are_restricted(clause: Clause, other: Clause) -> bool:
    """Say whether both tell an exception: 役員のみ貸し出す and 役員以外に貸し出さない are the same."""
    return all(any(limit.kind == "restriction" for limit in each.limits) for each in (clause, other))


def _find_planned(reading: Telling, source: SourceClauses) -> str:
    """Return the clause that plans what is told as done in a word of its own (…を進めたい, …が始まった)."""
    closest = source.find_closest(frozenset(filter(source.knows, reading.statement.words)))
    near = [sourced.statement for share, sourced in closest if share >= max(_CLOSE, _NEAR * closest[0][0])]
    is_planned = all(each.marks & _UNSETTLED and each.final and not each.final.ends_past for each in near)
    return near[0].text if near and is_planned else ""


def _find_cancelled(event: Event, source: SourceClauses) -> str:
    """Return a clause that says that something is not to be, where no other says that it is."""
    word = next((word for word in (event.word, event.word[:-1]) if source.knows(word)), "")
    homes = [source.sourced[place].statement for place in source.by_word.get(word, ())]
    homes = [each for each in homes if word in each.words and each.final is not None]
    ends = [each for each in homes if each.final is not None and _CANCELLING.search(each.final.word)]
    return ends[0].text if word and len(homes) == len(ends) > 0 else ""


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
    return bool(event.marks & _UNSETTLED) or not event.is_ongoing


def _is_opinion(event: Event) -> bool:
    return bool(event.marks & {"opinion", "claim"}) and "report" not in event.marks
