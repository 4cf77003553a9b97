"""What the ends of Japanese names say about what they name, and words that only look like parts of names.

The words are tables; here is how they are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, cast, get_args

from sakura_cli.lexicon import alternation, read_table, word_map, words

Category = Literal["person", "company", "political", "organisation", "place", "facility", "product", "event"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
_ORGANISATIONS: tuple[Category, ...] = ("company", "political", "organisation")
_KINDS: dict[str, tuple[Category, ...]] = {
    **{category: (category,) for category in CATEGORIES},
    "any-organisation": _ORGANISATIONS,
    "other": (),
}
_NAMED = read_table("labels/categories")
SYNONYMS = {row["word"]: _KINDS[row["kind"]] for row in _NAMED}
"""The categories that a name people give them stands for; none for what is outside of all of them."""
CATEGORY_NAMES: dict[str, Category] = {
    next(row["word"] for row in _NAMED if row["kind"] == category): category for category in CATEGORIES
}
"""The categories by what a model is asked for."""

_LOOSE = frozenset(row["word"] for row in _NAMED if row["loose"])
# What a key of a schema adds to the name of a category: person_names, 人名一覧.
_ADDED = re.compile(rf"(?:^|(?<![\s_-])[\s_-]+)(?:names?|list)(?=$|[\s_-])|{alternation(words('labels/listed'))}$")
_ENOUGH = 3


def read_categories(names: Sequence[str]) -> dict[str, tuple[Category, ...]]:
    """Return the categories that each name of a list of names stands for, none for a class of one's own."""
    found = {name: _read_category(name) for name in names}
    is_few = sum(map(bool, found.values())) < _ENOUGH
    return {name: () if is_few and _singular(name) in _LOOSE else categories for name, categories in found.items()}


def _read_category(name: str) -> tuple[Category, ...]:
    return SYNONYMS.get(name.lower()) or SYNONYMS.get(_singular(name)) or ()


def _singular(name: str) -> str:
    bare = re.sub(r"[\s_-]+", " ", _ADDED.sub("", name.lower())).strip()
    if bare in SYNONYMS:
        return bare
    return re.sub("ies$", "y", bare) if bare.endswith("ies") else bare.removesuffix("s")


_ENDS = "names/ends"
SUFFIXES = cast(
    "dict[str, Category]", word_map(_ENDS, "kind") | dict.fromkeys(words("names/companies", "company"), "company")
)
# Before these even ordinary stems make names (経済産業省, 民主党), but for a few.
NAMING_SUFFIXES = frozenset(row["word"] for row in read_table(_ENDS) if row["stem"] == "any")
# Before these only a proper or foreign name makes one: 持株会社 is none, トヨタ自動車 is.
PROPER_ONLY_SUFFIXES = frozenset(row["word"] for row in read_table(_ENDS) if row["stem"] == "proper")
