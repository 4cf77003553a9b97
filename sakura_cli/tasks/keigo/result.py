"""What the keigo tasks know besides their text: what was changed, what is wrong, and what a rewriting leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakura_cli.localization import gettext_noop as noop
from sakura_cli.tasks.framework.result import FindingKind

# For type checkers only: who reads a result of another task does not wait for the rules.
if TYPE_CHECKING:
    from sakura_cli.keigo import Change, Severity


class KeigoFinding(FindingKind):
    """What may be found in a rewritten text; in a fixed one it is the rules of the check."""

    PLAIN_FORM = "plain-form", noop("this sentence could not be made polite")
    CASUAL_WORD = "casual-word", noop("this is said casually, and no rule puts it otherwise")
    ERROR = "keigo-error", "{rule}: {message}"


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
