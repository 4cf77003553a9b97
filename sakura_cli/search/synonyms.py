"""Words that documents may use in place of those of a question, by the lexicon's groups.

A member of a group is an expression of one word or more; it is there where its words are. Left out: what only a model
knows (`tasks.answer`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sakura_cli.japanese.conjugation import base_of_godan_potential
from sakura_cli.japanese.morphology import is_known_word
from sakura_cli.lexicon import read_table
from sakura_cli.search.tokens import list_words

# An expression as the words a passage must hold.
WordRun = tuple[str, ...]
# Of words, the expressions that may stand in their place.
Alternatives = Mapping[str, Sequence[WordRun]]


def find_alternatives(words: Sequence[str]) -> Alternatives:
    """Return for the words of a question, in order, the expressions that may stand in their place."""
    expressions, groups = _read()
    found: dict[str, list[WordRun]] = defaultdict(list)
    plain = [_find_base(word) for word in words]
    for word, base in zip(words, plain, strict=True):
        if base != word:
            found[word].append((base,))
    starts: dict[str, list[int]] = defaultdict(list)
    for place, base in enumerate(plain):
        starts[base].append(place)
    for expression, names in expressions.items():
        places = starts.get(expression[0], ())
        start = next((each for each in places if tuple(plain[each : each + len(expression)]) == expression), None)
        if start is None:
            continue
        others = [each for name in names for each in groups[name] if each != expression]
        for word in words[start : start + len(expression)]:
            found[word] += [each for each in others if each not in found[word]]
    return found


def is_said(word: str, held: Iterable[str] | str, alternatives: Alternatives) -> bool:
    """Say whether words, or a string of them with blanks between, hold a word of a question or one in its place."""
    known = held if isinstance(held, str) else " ".join(held)
    return _holds(known, word) or any(all(_holds(known, one) for one in each) for each in alternatives.get(word, ()))


def _holds(known: str, word: str) -> bool:
    """Say whether words hold another, also as part of a compound (特別休暇: 休暇)."""
    return word in known if len(word) > 1 and not word.isdecimal() else f" {word} " in f" {known} "


def _find_base(word: str) -> str:
    """Return the verb whose potential a word is (休める: 休む), else the word."""
    base = base_of_godan_potential(word)
    return base.text if base is not None and is_known_word(base.text) else word


@cache
def _read() -> tuple[Mapping[WordRun, Sequence[str]], Mapping[str, Sequence[WordRun]]]:
    """Return the groups of each expression, and the expressions of each group."""
    expressions: dict[WordRun, list[str]] = defaultdict(list)
    groups: dict[str, list[WordRun]] = defaultdict(list)
    for row in read_table("search/synonyms"):
        expression = tuple(map(_find_base, list_words(row["word"])))
        if expression and row["group"] not in expressions[expression]:
            expressions[expression].append(row["group"])
            groups[row["group"]].append(expression)
    return expressions, groups
