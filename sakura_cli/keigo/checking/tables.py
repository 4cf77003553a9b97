"""The tables that rules name with @: `@things:thing` is kind `thing` of lexicon/keigo/rules/things.tsv.

`@persons.TITLES` is a list that rules share with the rewriting: a name of `sakura_cli.keigo.lexicon`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

from sakura_cli.lexicon import alternation, word_map, word_set

_REFERENCE: Final = re.compile(r"@(?P<path>[a-z_]+)(?:\.(?P<name>[A-Z_]+))?(?::(?P<kinds>[a-z,-]+))?")


@lru_cache(maxsize=512)
def read_words(values: str) -> frozenset[str]:
    """Return the words of `に|@things:thing`: those written out, and those of the tables named."""
    if "@" not in values:
        return frozenset(values.split("|"))
    found: set[str] = set()
    for value in values.split("|"):
        reference = _REFERENCE.fullmatch(value)
        found |= {value} if reference is None else _read(reference)
    return frozenset(found)


def look_up(word: str, table: str, column: str) -> str:
    """Return what a column of a table says of a word; "" where it does not know it."""
    known: Mapping[str, str] = _shared(table, column) if column.isupper() else word_map(_locate(table), column)
    return known.get(word, "")


def insert_words(pattern: str) -> str:
    """Return a regular expression with the tables it names in it: `@manual:thingの方`."""
    return _REFERENCE.sub(lambda found: alternation(_read(found)), pattern)


def _read(reference: re.Match[str]) -> frozenset[str]:
    path, name, kinds = reference["path"], reference["name"], reference["kinds"]
    if name:
        return frozenset(_shared(path, name))
    return word_set(_locate(path), *(kinds.split(",") if kinds else ()))


def _locate(table: str) -> str:
    return f"keigo/rules/{table}"


def _shared(module: str, name: str) -> Any:
    return getattr(import_module(f"sakura_cli.keigo.lexicon.{module}"), name)
