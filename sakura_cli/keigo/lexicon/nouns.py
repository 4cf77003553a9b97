"""Nouns, pronouns, interrogatives and adverbs, by `formal_words.tsv`, `honorific_nouns.tsv` and `nouns.tsv`.

Only pairs whose sense is safe out of context are in the tables; what depends on context is said there as a condition.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sakura_cli.keigo.types import HonorificClass
from sakura_cli.lexicon import read_rows, word_map, word_set, words


class FormalWord(NamedTuple):
    """What stands for a casual word of one or more tokens, and where: `condition` as in the table, what may not and
    what has to follow."""

    tokens: tuple[str, ...]
    honorific_class: HonorificClass
    polite: str
    business: str
    condition: str
    not_before: frozenset[str]
    only_before: frozenset[str]


def _read_formal(*kinds: str) -> dict[str, list[FormalWord]]:
    """Return the entries of the words of some kinds by the first token."""
    found: dict[str, list[FormalWord]] = {}
    for row in read_rows("keigo/formal_words", *kinds):
        tokens = tuple(row["word"].split())
        entry = FormalWord(
            tokens,
            HonorificClass(row["class"] or HonorificClass.FORMAL_WORD),
            row["polite"] or "".join(tokens),
            row["business"],
            row["condition"],
            frozenset(row["not_before"].split()),
            frozenset(row["only_before"].split()),
        )
        found.setdefault(tokens[0], []).append(entry)
    return found


PREDICATIVE: Final = word_map("keigo/formal_words", "polite", "predicative")
"""Words that are replaced as the head of a predicate, too."""
WORDS: Final = _read_formal("word", "predicative")
INTERROGATIVES: Final = _read_formal("interrogative")
"""Interrogatives and their polite counterparts, in a question to the other side."""

HONORIFIC_NOUNS: Final = word_map("keigo/honorific_nouns", "honorific", "possession")
HONORIFIC_ADJECTIVES: Final = word_map("keigo/honorific_nouns", "honorific", "state")
TROUBLES: Final = word_map("keigo/honorific_nouns", "honorific", "trouble")
REQUEST_ADVERBS: Final = word_map("keigo/honorific_nouns", "honorific", "manner")
FEELINGS: Final = word_map("keigo/honorific_nouns", "honorific", "feeling")

VISITED: Final = words("keigo/nouns", "visited")
"""Parts of a text that make going a visit to the other side."""
ANIMATE: Final = word_set("keigo/nouns", "animate")
ACTED_ON: Final = word_set("keigo/nouns", "acted-on")
"""Nouns that before は name what is acted on more often than who acts (資料は送った)."""
WORKS_OF_OTHERS: Final = words("keigo/nouns", "work-of-others")
"""What the other side has made or sent: one looks at it with 拝見 and reads it with 拝読."""
HEARD: Final = words("keigo/nouns", "heard")
MATTERS: Final = word_set("keigo/nouns", "matter")
ORGANISATIONS: Final = word_set("keigo/nouns", "organisation")
UNOWNED: Final = word_set("keigo/nouns", "unowned")
"""Nouns after の that nobody owns (うちのほう)."""
