"""Find clauses of a text that say the opposite of what another text says of the same thing.

A predicate counts only with the word it is about (購入を決めない), and is reported only where the other text has the
same word with the same predicate and nowhere in the same sense: false alarms would cost more trust than a miss. Works
by form, without a dictionary. Left out: synonyms (見送る for 買わない), double negation and questions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from sakura_cli.characters.fold import fold
from sakura_cli.lexicon import alternation, read_table, words
from sakura_cli.spans import Span

# What a form says of its topic: what its verb says, ある or する.
_Predicate = Literal["verb", "being", "action"]
_TOPIC = r"(?P<topic>[一-龠々]{2,8}|[ァ-ヺー]{3,16}|[A-Za-z][A-Za-z0-9-]{1,16})"
_POSSIBLE = words("evidence/polarity", "possible")
_CAN = re.compile(alternation(_POSSIBLE))


class Claim(NamedTuple):
    """What a clause says of a topic: `is_affirmed` of a predicate."""

    topic: str
    predicate: str
    is_affirmed: bool
    span: Span


def find_reversed(candidate: str, source: str) -> list[Span]:
    """List the spans of `candidate` that say of something the opposite of what `source` says of it."""
    stated: dict[tuple[str, str], set[bool]] = defaultdict(set)
    folded = fold(source)
    for claim in _find_claims(folded):
        stated[claim.topic, claim.predicate].add(claim.is_affirmed)
    spans = [
        claim.span
        for claim in _find_claims(fold(candidate))
        if stated.get((claim.topic, claim.predicate)) == {not claim.is_affirmed}
        # A bare noun that the source also uses in other ways proves nothing.
        and (not claim.is_affirmed or _is_always_negated(claim, folded))
    ]
    spans.extend(_find_opposites(fold(candidate), folded))
    return sorted(set(spans))


@cache
def _compile_forms() -> tuple[tuple[re.Pattern[str], _Predicate, bool], ...]:
    """Compile the forms of claims, each with its predicate and whether it affirms it."""

    def words_of(kind: str) -> str:
        return alternation(words("evidence/polarity", kind))

    # What follows decides: a stem in 未然形 before one of these is negated, but not where that is itself undone.
    undone = rf"(?!{words_of('undone')}|と(?!{words_of('quoted')})|か(?:[、。とを?]|$))"
    negation = rf"(?:{words_of('negation')}|ず(?!に[は済す]))(?:でした)?{undone}|ぬ(?=[。、]|$)"
    # 一段 verbs end their stem in a syllable of the e or i row, 五段 verbs in the a row before a negation.
    particle = r"(?:[はをがも]|[にでと]は)"
    verb = rf"{_TOPIC}{particle}(?P<verb>[一-龠][ぁ-ん]{{0,2}}?|[ぁ-ん]?でき|出来)"
    action = r"(?P<topic>[一-龠々]{2,4})[はをがも]?"
    # 増加すると is no statement, 増加するとの (見通し) is.
    condition = r"と(?![のし]|され)"
    done = (
        rf"する(?!{words_of('open-do')}|{condition})|した(?!{words_of('open-did')})|できる(?!{words_of('open-can')})"
        rf"|{words_of('done')}|(?=[。]|$)"
    )
    absent = rf"{words_of('absent')}(?=[、。で]|$)|(?:あり|ござい)ません"
    present = rf"{words_of('present')}(?=[、。]|$)|ございま(?:す|した)"
    return (
        (re.compile(rf"{verb}(?:{negation})"), "verb", False),
        (re.compile(rf"{verb}(?:{words_of('affirmation')}|て(?=[、。])|(?=[、。]|$))"), "verb", True),
        (re.compile(rf"{_TOPIC}[はがも]?(?:{absent})"), "being", False),
        (re.compile(rf"{_TOPIC}[はがも](?:{present})"), "being", True),
        (re.compile(rf"{action}(?:[しせ]|でき|され)(?:て)?(?:い)?(?:{negation})"), "action", False),
        (re.compile(rf"{action}(?:{done})"), "action", True),
    )


def _find_claims(folded: str) -> Iterator[Claim]:
    for pattern, predicate, is_affirmed in _compile_forms():
        for match in pattern.finditer(folded):
            yield Claim(match["topic"], _name_predicate(predicate, match), is_affirmed, Span(*match.span()))


def _name_predicate(predicate: _Predicate, match: re.Match[str]) -> str:
    if predicate == "being":
        return "ある"
    if predicate == "action":
        return "できる" if _CAN.search(match.group()) else "する"
    return "できる" if match["verb"] in _POSSIBLE else match["verb"]


def _is_always_negated(claim: Claim, source: str) -> bool:
    """Say whether every mention of the topic in the source lies in a negated clause of the claim's predicate."""
    negated = {
        other.span.start for other in _find_claims(source) if other.topic == claim.topic and not other.is_affirmed
    }
    return all(match.start() in negated for match in re.finditer(re.escape(claim.topic), source))


def _find_opposites(candidate: str, source: str) -> Iterator[Span]:
    """Yield words whose opposite the source uses of the same topic, while it never uses the word itself."""
    opposites = [(row["word"], row["opposite"]) for row in read_table("evidence/opposites")]
    for word, opposite in (*opposites, *((second, first) for first, second in opposites)):
        pattern, other = _standing_alone(word, opposite), _standing_alone(opposite, word)
        if not re.search(pattern, candidate) or re.search(pattern, source) or re.search(other, candidate):
            continue
        for match in re.finditer(
            rf"{_TOPIC}(?:[はがも][^、。]{{0,12}}?|[をにの])?(?:[0-9.,]+\S{{0,3}}?)?{pattern}", candidate
        ):
            topic = match["topic"]
            if len(topic) > 1 and re.search(rf"{re.escape(topic)}[^。]{{0,24}}?{other}", source):
                yield Span(*match.span())


def _standing_alone(word: str, opposite: str) -> str:
    """Return a pattern for a word where it is not a part of its opposite (可能 in 不可能)."""
    return rf"(?<!{opposite.removesuffix(word)}){word}" if opposite.endswith(word) else word
