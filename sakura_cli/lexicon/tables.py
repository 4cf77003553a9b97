"""Tables of words (TSV): a header line, a row a word, and the source of every row. Read when first asked for, once.

A table is named by its path below this folder without the ending: `names/honorifics`. Lines that begin with # are
comments. Every table has the column `source`; the word itself is in `word` unless the table says otherwise. Left out:
what the words are for, which is the business of the module that asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

Row = Mapping[str, str]


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """Return the rows of a table, in order. Raises ValueError where a row has more or fewer cells than the header."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    return tuple([dict(zip(header, row, strict=True)) for row in rows])


@cache
def words(name: str, *kinds: str, column: str = "word") -> tuple[str, ...]:
    """Return the words of a table, in order and each once; only those whose `kind` is one of `kinds`, if any."""
    return tuple(dict.fromkeys(row[column] for row in read_table(name) if not kinds or row["kind"] in kinds))


def word_set(name: str, *kinds: str, column: str = "word") -> frozenset[str]:
    """Return the words of a table as a set; see `words`."""
    return frozenset(words(name, *kinds, column=column))


def word_map(name: str, value: str, *kinds: str, column: str = "word") -> dict[str, str]:
    """Return what a column says of each word of a table; see `words`."""
    return {row[column]: row[value] for row in read_table(name) if not kinds or row["kind"] in kinds}


def alternation(listed: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words, the longest first; of no words nothing."""
    if not (listed := set(listed)):
        return "(?!)"
    return "(?:" + "|".join(map(re.escape, sorted(listed, key=lambda word: (-len(word), word)))) + ")"


def guarded(name: str, *kinds: str) -> str:
    """Return an alternation of a table's words, none of which counts where a word of its `not_before` follows it."""
    spelled = [
        (row["word"], f"(?!{alternation(row['not_before'].split())})" if row["not_before"] else "")
        for row in read_table(name)
        if not kinds or row["kind"] in kinds
    ]
    longest_first = sorted(spelled, key=lambda each: (-len(each[0]), each[0]))
    return "(?:" + "|".join(re.escape(word) + guard for word, guard in longest_first) + ")"
