"""What a figure, an event or a reason is said of: of something else in the source, or of nothing that it goes with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sakura_cli.lexicon import word_set
from sakura_cli.text.meaning.clauses import Clause
from sakura_cli.text.meaning.events import Event, mark
from sakura_cli.text.meaning.findings import MisstatementKind, Telling, find_meant
from sakura_cli.text.meaning.source import SourceClauses, Sourced

_CAUSE = word_set("meaning/clauses", "cause")
_BY = word_set("meaning/clauses", "postposition")
_COMPOUND = re.compile(r"[一-龠々]{2,}$")
_WEEKDAY = "曜"
_COUNTED = re.compile(r"#(?:第)?([0-9.]+)(.*)")


def check_bearings(reading: Telling, source: SourceClauses) -> Iterator[tuple[MisstatementKind, str]]:
    """Yield what the source says of something else."""
    statement = reading.statement
    known = frozenset(word for word in statement.words if source.knows(word))
    about = frozenset(word for word in known if word[0] != "#")
    for phrase_problem in _check_pairs(statement, source):
        yield "unrelated", phrase_problem
    topics = (statement.topic_words & known) or about
    for figure in (word for word in statement.words if word[0] == "#"):
        homes = source.find_figure(figure)
        paired = {
            noun for home in homes if not home.speaker for noun, own in _find_pairs(home.statement) if own == figure
        }
        if paired & about:
            continue
        if homes and all(_is_of_another(topics, home, reading, source) for home in homes):
            yield "unrelated", homes[0].statement.text
    for event in statement.events:
        if event.place not in ("final", "quoted") or not topics:
            continue
        yield from _check_conditions(reading, event, source)
        meant = find_meant(reading, event, source)
        if not meant and _COMPOUND.match(event.word):
            meant = source.find_events(event.word)
        homes = [home for home, same in meant if same.is_negated == event.is_negated]
        if homes and all(_is_of_another(topics - {event.word}, home, reading, source) for home in homes):
            yield "unrelated", homes[0].statement.text
        figures = [word for word in known if word[0] == "#" and word != event.word]
        if homes and any(_has_another(figure, homes, reading, source) for figure in figures):
            yield "unrelated", homes[0].statement.text
    yield from _check_join(reading, about, source)


def _check_conditions(reading: Telling, event: Event, source: SourceClauses) -> Iterator[tuple[MisstatementKind, str]]:
    """Yield a condition that the source makes of something else."""
    homes = [home for home, _ in find_meant(reading, event, source)]
    for limit in reading.statement.own_limits:
        known = frozenset(filter(source.knows, limit.words))
        is_condition = homes and known and limit.kind == "condition" and known == limit.words
        if is_condition and not any(known & source.sentence_words(home) for home in homes):
            yield "unrelated", limit.text


def _is_of_another(about: frozenset[str], home: Sourced, reading: Telling, source: SourceClauses) -> bool:
    """Say whether a statement of the source is about what a sentence does not name, and not about what it names."""
    around = home.words if home.statement.topics else source.sentence_words(home)
    missing, unnamed = about - around, home.topic - reading.known_words
    if home.speaker and (about & source.speakers) - home.statement.words - home.speaker:
        return not home.speaker & reading.known_words
    if home.is_spoken and not missing & source.speakers:
        return False
    if not missing or not unnamed or _shares(about, home, source):
        return False
    return home.is_topic_told or any(_has_like(word, home, source) for word in missing)


def _is_cause(left: frozenset[str], reading: Telling) -> bool:
    """Say whether some words of a statement are told as the cause of the rest."""
    phrases = reading.statement.phrases
    return any(
        phrase.head in left and (phrase.particle in _CAUSE or (following is not None and following.heads & _BY))
        for phrase, following in zip(phrases, [*phrases[1:], None], strict=True)
    )


def _is_apart(home: Sourced, anchor: Sourced) -> bool:
    """Say whether two statements have nothing to do with one another: each has a subject, and they share no word."""
    is_told = home.statement.topics and anchor.statement.topics
    own = home.statement.words | home.topic, anchor.statement.words | anchor.topic
    return bool(is_told) and home.sentence != anchor.sentence and not own[0] & own[1]


def _is_thought(home: Sourced) -> bool:
    """Say whether a statement is what somebody thinks or claims."""
    return any(event.place == "quoted" and event.marks & {"opinion", "claim"} for event in home.statement.events)


def _shares(about: frozenset[str], home: Sourced, source: SourceClauses) -> bool:
    return any(source.count(word) == 1 for word in (about & home.topic) - home.statement.topic_heads)


def _has_another(figure: str, homes: Sequence[Sourced], reading: Telling, source: SourceClauses) -> bool:
    """Say whether all of some statements have other figures of the kind of one, and not this one."""
    unit = _unit(figure)
    return bool(unit) and all(
        figure not in (home.words if unit == _WEEKDAY else source.sentence_words(home))
        and any(
            _unit(other) == unit and other not in reading.known_words
            for other in home.statement.words
            if other[0] == "#"
        )
        for home in homes
    )


def _has_like(word: str, home: Sourced, source: SourceClauses) -> bool:
    """Say whether what a word is told of has a figure of its own of a kind that a statement has."""
    units = {_unit(figure) for figure in home.statement.words if figure[0] == "#"}
    return any(
        _unit(figure) in units
        for place in source.by_word[word]
        for figure in source.sourced[place].statement.words
        if figure[0] == "#"
    )


def _check_join(
    reading: Telling, about: frozenset[str], source: SourceClauses
) -> Iterator[tuple[MisstatementKind, str]]:
    """Yield the statement from which several words come that the one closest to the others has nothing of."""
    event = reading.statement.final
    if event is None:
        return
    happening = [sourced for sourced, _ in source.find_events(event.word)]
    anchors = happening or [sourced for _, sourced in source.find_closest(about)[:1]]
    nouns = {word for phrase in reading.statement.phrases for word, m in phrase.words if m.is_noun} & about
    rests = [frozenset(nouns - source.sentence_words(each) - {event.word}) for each in anchors]
    left: frozenset[str] = min(rests, key=len, default=frozenset())
    if len(left) < 2:
        return
    homes = source.find_closest(left)
    most = homes[0][0]
    near = [home for share, home in homes if share >= most - 1e-9]
    if not mark(reading.text) & {"source", "opinion", "claim"} and all(map(_is_thought, near)):
        yield "opinion", near[0].statement.text
    if all(
        len(left & home.statement.words) > 1
        and (
            (home.topic - reading.known_words and not _shares(about, home, source))
            or (_is_cause(left, reading) and happening and all(_is_apart(home, anchor) for anchor in happening))
        )
        for home in near
    ):
        yield "unrelated", near[0].statement.text


def _check_pairs(statement: Clause, source: SourceClauses) -> Iterator[str]:
    """Yield numbers that the source gives to other things that it counts beside the one they are given to here."""
    for noun, figure in _find_pairs(statement):
        if not source.knows(noun):
            continue
        pairs = [
            (other, counted, source.sourced[place])
            for place in source.by_word[noun]
            for other, counted in _find_pairs(source.sourced[place].statement)
        ]
        own = {counted for other, counted, _ in pairs if other == noun}
        if own and figure not in own and any(_unit(counted) == _unit(figure) for counted in own):
            yield next(each.statement.text for other, _, each in pairs if other == noun)


def _find_pairs(statement: Clause) -> Iterator[tuple[str, str]]:
    for phrase in statement.phrases:
        listed = [word for word, _ in phrase.words]
        if len(listed) == 2 and listed[1][0] == "#" and listed[0][0] != "#":
            yield listed[0], listed[1]


def _unit(figure: str) -> str:
    if figure.endswith(_WEEKDAY):
        return _WEEKDAY
    match = _COUNTED.match(figure)
    return (re.sub("[0-9]+", "0", match[2]) or figure[1:2].strip("0123456789")) if match else ""
