"""Fields that ask for one end of a range of sums or numbers: of 月給 27万円～34万円 the 月給下限 is 270,000.

By the ends of their names. Left out: ranges of days and times (`range_ends`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from sakura_cli.lexicon import read_rows
from sakura_cli.tasks.extraction.fields import Field
from sakura_cli.tasks.extraction.source import Leaf
from sakura_cli.text.facts import NUMERIC_TYPES

Bound = Literal["lower", "upper"]
_BOUNDS: tuple[Bound, ...] = ("lower", "upper")
_SAYS = {"at-least": "lower", "at-most": "upper"}


def split_bound(field: Field) -> tuple[str, Bound] | None:
    """Return what a field asks the bound of, and which; None of another field."""
    if field.type not in NUMERIC_TYPES:
        return None
    for bound in _BOUNDS:
        for row in read_rows("labels/fields", bound):
            stem = field.name[: -len(row["word"])].rstrip("の_ ")
            if field.name.endswith(row["word"]) and stem:
                return stem, bound
    return None


def cut_bound(leaf: Leaf, bound: Bound) -> Leaf | None:
    """Return one end of a value that is a range, or that says itself to be this end; None of another value."""
    end = leaf.qualifiers.get(bound)
    if isinstance(end, int | float):
        return replace(leaf, value=end, reason=None, qualifiers={})
    said = leaf.qualifiers.get("bound")
    return leaf if isinstance(said, str) and _SAYS.get(said) == bound else None
