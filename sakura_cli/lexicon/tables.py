"""Tables of words (TSV): a header line, a row a word, and the source of every row. Read when first asked for, once.

A table is named by its path below this folder without the ending: `names/honorifics`. Lines that begin with # are
comments. Every table has the column `source`; the word itself is in `word` unless the table says otherwise; a row of
several kinds names them all in `kind`, with commas between. Left out: what the words are for, which is the business of
the module that asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

Row = Mapping[str, str]


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """Return the rows of a table, in order. Raises ValueError where a row has more or fewer cells than the header."""
    header, rows = _read_cells(name)
    return tuple([dict(zip(header, row, strict=True)) for row in rows])


def read_rows(name: str, *kinds: str) -> tuple[Row, ...]:
    """Return the rows of a table that are of one of `kinds`, all without any; KeyError for a kind it does not have."""
    rows = read_table(name)
    return tuple([rows[k] for k in _find_rows(name, kinds)]) if kinds else rows


@cache
def words(name: str, *kinds: str, column: str = "word") -> tuple[str, ...]:
    """Return the words of a table, in order and each once; see `read_rows` for `kinds`."""
    return tuple(dict.fromkeys(_read_column(name, column, kinds)))


@cache
def _read_cells(name: str) -> tuple[list[str], list[list[str]]]:
    """Return the header of a table and the cells of its rows: a list of words needs no more, which is made often."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    # A note is "# ": ### begins a word.
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    if any(len(row) != len(header) for row in rows):
        raise ValueError(f"a row of {name} has more or fewer cells than the header")
    return header, rows


@cache
def _index_kinds(name: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for k, kinds in enumerate(_read_column(name, "kind", ())):
        for kind in kinds.split(", "):
            found.setdefault(kind, []).append(k)
    return found


def _find_rows(name: str, kinds: Sequence[str]) -> list[int]:
    index = _index_kinds(name)
    return index[kinds[0]] if len(kinds) == 1 else sorted({k for kind in kinds for k in index[kind]})


def _read_column(name: str, column: str, kinds: Sequence[str]) -> list[str]:
    header, rows = _read_cells(name)
    cell = header.index(column)
    return [rows[k][cell] for k in _find_rows(name, kinds)] if kinds else [row[cell] for row in rows]


def word_set(name: str, *kinds: str, column: str = "word") -> frozenset[str]:
    """Return the words of a table as a set; see `words`."""
    return frozenset(words(name, *kinds, column=column))


def word_map(name: str, value: str, *kinds: str, column: str = "word") -> dict[str, str]:
    """Return what a column says of each word of a table; see `words`."""
    return dict(zip(_read_column(name, column, kinds), _read_column(name, value, kinds), strict=True))


def alternation(listed: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words, the longest first; of no words nothing."""
    if not (listed := set(listed)):
        return "(?!)"
    return "(?:" + "|".join(map(re.escape, sorted(listed, key=lambda word: (-len(word), word)))) + ")"


def guarded(name: str, *kinds: str) -> str:
    """Return an alternation of a table's words, none of which counts where a word of its `not_before` follows it."""
    spelled = [
        (row["word"], f"(?!{alternation(row['not_before'].split())})" if row["not_before"] else "")
        for row in read_rows(name, *kinds)
    ]
    longest_first = sorted(spelled, key=lambda each: (-len(each[0]), each[0]))
    return "(?:" + "|".join(re.escape(word) + guard for word, guard in longest_first) + ")"
