"""What a text states, statement by statement, and what another text says of it that it does not."""

from __future__ import annotations

from sakura_cli.text.meaning.checking import Misstatement, find_misstatements
from sakura_cli.text.meaning.conditions import find_condition
from sakura_cli.text.meaning.findings import MISSTATEMENT_KINDS, MisstatementKind

__all__ = ["MISSTATEMENT_KINDS", "Misstatement", "MisstatementKind", "find_condition", "find_misstatements"]
