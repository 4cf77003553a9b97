"""What a text says that can be checked: facts found, looked up in another text, written in another language."""

from __future__ import annotations

from sakura_cli.text.facts.finding import Fact, find_facts
from sakura_cli.text.facts.foreign_numerals import to_checkable
from sakura_cli.text.facts.renderings import list_renderings, render_facts
from sakura_cli.text.facts.support import SourceFacts, find_unsupported, is_japanese, missing_facts
from sakura_cli.text.facts.values import (
    FREE_TYPES,
    NUMERIC_TYPES,
    VALUE_TYPES,
    Reading,
    find_values,
    is_amount,
    read_dates,
    read_value,
    tidy,
)

__all__ = [
    "FREE_TYPES",
    "NUMERIC_TYPES",
    "VALUE_TYPES",
    "Fact",
    "Reading",
    "SourceFacts",
    "find_facts",
    "find_unsupported",
    "find_values",
    "is_amount",
    "is_japanese",
    "list_renderings",
    "missing_facts",
    "read_dates",
    "read_value",
    "render_facts",
    "tidy",
    "to_checkable",
]
