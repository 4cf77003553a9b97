"""Words that mean the same by a dictionary of synonyms, for what is looked for in words that nobody foresaw.

Wider than `synonyms`, which holds what documents were seen to say for what people ask, and so worth less than it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from sakura_cli.lexicon import read_table
from sakura_cli.search.synonyms import Alternatives


def find_like(words: Iterable[str]) -> Alternatives:
    """Return for words, in the dictionary's normalized forms, those that mean the same."""
    known = _read()
    return {word: [(each,) for each in known[word]] for word in words if word in known}


@cache
def _read() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in read_table("search/thesaurus"):
        own = row["word"].split()
        for word in own:
            found[word] += [each for each in (*own, *row["also"].split()) if each != word]
    return dict(found)
