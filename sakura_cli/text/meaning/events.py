"""Events of a clause: its predicates, with how each is denied, when it is, and how far it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sakura_cli.japanese.morphology import Morpheme
from sakura_cli.lexicon import alternation, word_set, words
from sakura_cli.text.meaning.phrases import Phrase

_DENYING: Final = re.compile(alternation(words("meaning/negation", "denying")))
_DENYING_SUFFIXES: Final = words("meaning/negation", "denying-suffix")
_AFFIRMING: Final = re.compile(alternation(words("meaning/negation", "affirming")))
_MODALITY: Final = {
    kind: re.compile(alternation(words("meaning/modality", kind)))
    for kind in ("plan", "open", "opinion", "claim", "report", "source", "decided", "possible")
}
_SUFFIX: Final = "接尾辞"
_KEPT: Final = {*_DENYING_SUFFIXES, *words("meaning/acts", "party"), *words("meaning/limits", "after-group")}
_SAID: Final = word_set("meaning/clauses", "said") | {""}
_ABOUT: Final = word_set("meaning/clauses", "about")
_ONGOING: Final = re.compile(alternation(words("meaning/clauses", "ongoing")))
_UNTIL: Final = word_set("meaning/clauses", "until")
# No more of a clause is looked at for how far an event of it holds.
_MOST_AFTER: Final = 200

Standing = Literal["final", "inner", "quoted", "condition"]


@dataclass(frozen=True)
class Event:
    """A predicate: its word, what follows up to its end, and where it stands."""

    word: str
    tail: str
    place: Standing
    is_negated: bool
    is_past: bool
    is_ongoing: bool
    marks: frozenset[str]
    later: frozenset[str] = frozenset()
    """The marks of all that follows in its clause."""
    ends_past: bool = False
    """It has been, by the tense of what follows it in its sentence."""


def find_events(group: Sequence[Phrase], sentence: str, offset: int) -> Iterator[Event]:
    """Yield the events of a clause, in order."""
    index = 0
    while index < len(group):
        # A predicate without content (申請が必要です) says that of which it is said.
        last = index
        while last + 1 < len(group) and not group[last + 1].words and not _is_apart(group[last]):
            last += 1
        if any(group[place].is_predicate for place in range(index, last + 1)) or last == len(group) - 1:
            event = _read_event(group, index, last, sentence, offset)
            if event is not None:
                yield event
        index = last + 1


def _is_apart(phrase: Phrase) -> bool:
    """Say whether what follows says nothing of a phrase itself."""
    return phrase.joint in ("quote", "condition") or (phrase.is_predicate and phrase.particle in _UNTIL)


def _read_event(group: Sequence[Phrase], index: int, last: int, sentence: str, offset: int) -> Event | None:
    phrase = group[index]
    if phrase.particle == "の" and last == index and last < len(group) - 1:
        return None
    said = phrase
    is_said = phrase.is_predicate or phrase.particle in _SAID
    if not phrase.words or not is_said or phrase.head[0] == "#":
        said = _find_said(group[:index]) or phrase
    if not said.words:
        return None
    word = said.head
    after = next((m for m in said.morphemes if m.start >= said.words[-1][1].end), None)
    if after is not None and after.pos == _SUFFIX and after.surface not in _KEPT and word[0] != "#":
        # 予約制 is no 予約.
        word += after.surface
    place: Standing = "final"
    own_end = end = group[last].span.end
    joint = group[last].joint
    if joint == "condition":
        place = "condition"
    elif joint == "quote":
        place, end = "quoted", group[-1].span.end
    elif last + 1 < len(group) and joint in ("attributive", ""):
        place = "inner"
    start = phrase.words[-1][1].end if phrase.words else phrase.span.start
    own = sentence[start - offset : own_end - offset]
    tail = sentence[start - offset : min(end, start + _MOST_AFTER) - offset]
    morphemes = [m for each in group[index : last + 1] for m in each.morphemes if m.start >= start]
    rest = sentence[start - offset : min(group[-1].span.end, start + _MOST_AFTER) - offset]
    is_past = _is_past(morphemes)
    is_ongoing = bool(_ONGOING.search(own))
    return Event(word, tail, place, is_denied(own), is_past, is_ongoing, mark(tail), mark(rest), is_past)


def _find_said(before: Sequence[Phrase]) -> Phrase | None:
    """Return the noun that a predicate without content says something of: the nearest, or what the clause is about."""
    is_near = True
    for phrase in reversed(before):
        is_near = is_near and phrase.joint == "" and not phrase.is_predicate
        if phrase.words and phrase.particle in (_SAID if is_near else _ABOUT):
            return phrase
    return None


def mark(text: str) -> frozenset[str]:
    """Return what a text says of how far something holds."""
    return frozenset(kind for kind, pattern in _MODALITY.items() if pattern.search(text))


def is_denied(tail: str) -> bool:
    """Say whether what follows a word denies it."""
    if tail.startswith(_DENYING_SUFFIXES):
        return True
    return len(_DENYING.findall(_AFFIRMING.sub("", tail))) % 2 == 1


def _is_past(morphemes: Sequence[Morpheme]) -> bool:
    finite = [m for m in morphemes if m.pos == "助動詞"]
    return any(m.lemma == "た" and not m.cform.startswith("仮定形") for m in finite)
