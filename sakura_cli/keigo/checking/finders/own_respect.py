"""Find 尊敬語 as predicates, and what one says of one's own side instead (`after`): いらっしゃいます, おります."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sakura_cli.keigo.checking.match import Match
from sakura_cli.keigo.checking.passage import CheckedLine
from sakura_cli.lexicon import word_map, word_set

_VERBS: Final = word_set("keigo/rules/respect_verbs", "act")
_CHANGED: Final = word_map("keigo/rules/own_forms", "own")
_MOVED: Final = word_map("keigo/rules/own_forms", "moving")
_MOTION: Final = word_set("keigo/rules/own", "motion")
_KNOWING: Final = frozenset(("存じる", "知る"))
_BEING: Final = frozenset(("有る", "無い"))
_WAYS: Final = word_set("keigo/rules/own", "way")


def find_respectful_predicate(p: CheckedLine) -> Iterator[Match]:
    """Yield each predicate in 尊敬語, from where it begins."""
    for k, t in enumerate(p.tokens):
        if t.is_verb and t.norm in _VERBS:
            if p.at(k + 1).lemma != "れる":
                first = _start_of_predicate(p, k)
                yield _make(p, first, k + 1, _own_form(p, first, k))
        elif t.lemma in ("れる", "られる") and t.pos == "助動詞":
            verb = p.at(k - 1)
            noun = p.at(k - 2).surface if verb.norm == "為る" else ""
            if verb.is_verb and (verb.norm in _MOTION or noun in _MOTION) and verb.norm != "話す":
                yield _make(p, k - 2 if noun else k - 1, k + 1)
    for stem in p.stems:
        if (
            (stem.is_verb or stem.is_sahen)
            and p.at(stem.last).surface == "に"
            and p.at(stem.last + 1).norm == "成る"
            and p.at(stem.last + 2).lemma != "れる"
        ):
            yield _make(p, stem.first, stem.last + 2)
        elif stem.norm in _KNOWING and (p.at(stem.last).pos == "助動詞" or p.at(stem.last).norm in _BEING):
            yield _make(p, stem.first, stem.last)


def _make(p: CheckedLine, first: int, last: int, after: str = "") -> Match:
    return Match(p, first, first, last, groups={"after": after})


def _start_of_predicate(p: CheckedLine, k: int) -> int:
    norm = p.at(k).norm
    if p.at(k - 1).surface in ("て", "で") and norm == "いらっしゃる":
        first = k - 2
        return first - 1 if p.at(first).norm == "為る" and p.at(first - 1).is_noun else first
    return k - 1 if p.at(k - 1).is_noun and norm == "為さる" else k


def _own_form(p: CheckedLine, first: int, k: int) -> str:
    """Return the predicate as it is said of one's own side; "" where that takes more than another verb."""
    verb = p.at(k)
    if first != k and verb.norm != "為さる":
        return ""
    is_moving = any(t.surface in _WAYS for t in p.tokens[max(0, first - 3) : first])
    after = (is_moving and _MOVED.get(verb.surface)) or _CHANGED.get(verb.surface, "")
    return after and p.surface(first, k) + after
