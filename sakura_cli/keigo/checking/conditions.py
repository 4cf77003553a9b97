"""What must hold beside a rule's pattern: who acts, whom the act reaches, whether it asks, who is addressed.

`subject が は: own|post|お客様`: who the nearest subject is, by side, as a post alone, or by word. `goal: raised|own`;
`reaches: @table`: there is a raised goal, and the act is in the table. `asks: verb`: the predicate of that name ends a
question; `asks: sentence`. `audience: external`. `again: sentence`: it is not the first in its sentence. `part few:
plain`: what the part named holds is one of these words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sakura_cli.japanese.predicate import FORMAL_NOUNS
from sakura_cli.keigo.actors import Nominal
from sakura_cli.keigo.checking.match import Match
from sakura_cli.keigo.checking.passage import CheckedLine
from sakura_cli.keigo.checking.subjects import (
    MARKS,
    addressed,
    farther_subject,
    has_own_goal,
    has_raised_goal,
    nearest_subject,
)
from sakura_cli.keigo.checking.tables import read_words
from sakura_cli.keigo.lexicon import persons
from sakura_cli.lexicon import word_set

_HEARING: Final = word_set("keigo/rules/own", "hearing")
_MANNERS: Final = word_set("keigo/rules/own", "manner")
_THINGS: Final = "@things"
_PREFIXES: Final = frozenset("おご")
_NEAR: Final = 12
_ARRIVALS: Final = word_set("keigo/rules/own", "arrival")


def hold_all(conditions: Mapping[str, str], match: Match) -> bool:
    """Tell whether every one of the conditions holds of a match."""
    return all(_holds(key, value, match) for key, value in conditions.items())


def hold_any(conditions: Mapping[str, str], match: Match) -> bool:
    """Tell whether any of the conditions holds of a match."""
    return any(_holds(key, value, match) for key, value in conditions.items())


def check_conditions(conditions: Mapping[str, str]) -> None:
    """Raise ValueError for a condition there is not."""
    for key in conditions:
        if key.split()[0] not in _CONDITIONS:
            raise ValueError(f"no condition of a rule: {key}")


def _holds(key: str, value: str, match: Match) -> bool:
    name, *marks = key.split()
    return _CONDITIONS[name](match, value, marks)


def _is_subject(match: Match, value: str, marks: Sequence[str]) -> bool:
    subject = nearest_subject(match.passage, match.first, marks or MARKS, of_things=value.startswith(_THINGS))
    if subject is None and "、" in marks:
        subject = addressed(match.passage, match.first)
    if subject is None and "は" in marks:
        subject = farther_subject(match.passage, match.first, match.last, marks)
    if subject is None or (_is_attributive(match) and match.passage.at(subject.last).surface in ("は", "も")):
        return False
    side = subject.side
    for each in value.split("|"):
        wanted, _, word = each.partition(":")
        if each.startswith("@"):
            words = read_words(each)
            if subject.text in words or (
                each.startswith(_THINGS) and subject.text[:1] in _PREFIXES and subject.text[1:] in words
            ):
                return True
        elif word:
            if side.value == wanted and subject.text == word:
                return True
        elif (
            each == "any"
            or (each == "own" and side.is_own)
            or (each == "raised" and side.is_raised)
            or (each == "post" and _is_own_post(match, subject))
            or each in (side.value, subject.text)
        ):
            return True
    return False


def _is_attributive(match: Match) -> bool:
    """Tell whether a predicate says something of the noun after it: a topic before it need not be who acts then."""
    passage, k = match.passage, match.last
    while passage.at(k).pos == "助動詞":
        k += 1
    noun = passage.at(k)
    is_formal = noun.norm in FORMAL_NOUNS or noun.sub2 == "副詞可能"
    return (noun.is_noun or noun.pos == "接頭辞") and not is_formal and passage.at(k - 1).cform.startswith("連体形")


def _is_own_post(match: Match, subject: Nominal) -> bool:
    """Tell whether a post alone is the subject: told to outsiders it is one's own (部長が参ります).

    Who arrives (お見えになる) is the other side's.
    """
    if any(t.norm in _ARRIVALS for t in match.passage.tokens[match.first : match.last]):
        return False
    passage = match.passage
    k = match.last
    while passage.at(k).pos == "助動詞":
        k += 1
    if passage.at(k).is_noun and passage.at(k).norm not in FORMAL_NOUNS - _MANNERS:
        return False  # 部長がおっしゃったとおりに: whoever reads it may be under them, too
    end = min(passage.sentence_end(match.last), match.last + _NEAR)
    rest = passage.tokens[match.last : end]
    if any(t.surface == "と" for t in rest) and any(t.norm in _HEARING for t in rest):
        return False  # 会長がお亡くなりになったと伺いました
    return subject.text in persons.TITLES and subject.text not in persons.THEIRS and not subject.owner


def _is_goal(match: Match, value: str, marks: Sequence[str]) -> bool:
    has_goal = has_own_goal if value == "own" else has_raised_goal
    return has_goal(match.passage, match.first)


def _reaches(match: Match, value: str, marks: Sequence[str]) -> bool:
    words = read_words(value)
    is_listed = match.value("stem", "bare") in words or match.value("stem", "norm") in words
    return is_listed and has_raised_goal(match.passage, match.first)


def _asks(match: Match, value: str, marks: Sequence[str]) -> bool:
    if value == "sentence":
        return match.passage.asks(match.first)
    return _ends_question(match.passage, match.parts[value][0])


def _ends_question(p: CheckedLine, k: int) -> bool:
    """Tell whether the predicate at `k` itself ends the question; offers in ましょうか are none."""
    j = k + 1
    while p.at(j).pos == "助動詞" or p.at(j).surface in _BETWEEN or p.at(j).norm in ("居る", "おる"):
        if p.at(j).cform == "意志推量形" and p.at(j).lemma == "ます":
            return False
        j += 1
    return p.at(j).surface in ("か", "？", "?") and j > k + 1


_BETWEEN: Final = frozenset("てのん")


def _is_part(match: Match, value: str, marks: Sequence[str]) -> bool:
    return match.value(marks[0]) in read_words(value)


def _is_audience(match: Match, value: str, marks: Sequence[str]) -> bool:
    return match.passage.audience.value in value.split("|")


def _is_again(match: Match, value: str, marks: Sequence[str]) -> bool:
    return match.is_repeated


_CONDITIONS: Final[dict[str, Callable[[Match, str, Sequence[str]], bool]]] = {
    "subject": _is_subject,
    "goal": _is_goal,
    "reaches": _reaches,
    "asks": _asks,
    "part": _is_part,
    "audience": _is_audience,
    "again": _is_again,
}
