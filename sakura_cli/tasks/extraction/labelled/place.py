"""A place with a label: what every source of labels gives. Left out: finding them (`places`, `party_places`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from sakura_cli.documents.blocks import Choice
from sakura_cli.tasks.extraction.source import Found, Place


@dataclass(frozen=True)
class LabelledPlace:
    """A label with the place of its value; `context` says whose it is or what it is about, the nearest first."""

    label: str
    value: Place
    found: Found = "label"
    context: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = field(default=(), compare=False)
    # Less than nothing for what is only likely.
    weight: int = 0
    unit: int = -1
    # Whether the value is the article of a contract, which says it in a sentence.
    is_article: bool = False
    # Whether its label says too little alone: that of a column over a sum.
    needs_owner: bool = False
