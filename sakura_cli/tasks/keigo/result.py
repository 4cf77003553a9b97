"""What the keigo tasks know besides their text: what was changed, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

# For type checkers only: who reads a result of another task does not wait for the rules.
if TYPE_CHECKING:
    from sakura_cli.keigo import Change, Severity


@dataclass(frozen=True)
class KeigoProblem:
    """A keigo problem; line and column count from 1, `suggestion` is empty where none is certain."""

    start: int
    end: int
    line: int
    column: int
    rule: str
    severity: Severity
    message: str
    suggestion: str


@dataclass(frozen=True)
class KeigoPayload:
    """What a rewriting changed, located in the source, and why."""

    changes: Sequence[Change]


@dataclass(frozen=True)
class CheckPayload:
    """The problems of the source, in order."""

    problems: Sequence[KeigoProblem]


@dataclass(frozen=True)
class FixPayload(CheckPayload, KeigoPayload):
    """The problems of the source, and what was changed because of them."""
