"""The problems of a text as an editor shows them, and the edits that its quick fixes make. Rules only, no model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from sakura_cli.api.project import apply_project
from sakura_cli.keigo import Severity
from sakura_cli.options.keigo import CheckOptions
from sakura_cli.tasks.keigo.check import find_problems

SOURCE = "sakura"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.SHIFTING: types.DiagnosticSeverity.Warning,
    Severity.STYLE: types.DiagnosticSeverity.Information,
}

ToPosition = Callable[[int], types.Position]


@dataclass(frozen=True)
class Remark:
    """A problem where an editor shows it, and what to put there; `suggestion` is empty where none is certain."""

    diagnostic: types.Diagnostic
    suggestion: str


def find_remarks(text: str, path: Path, to_position: ToPosition) -> list[Remark]:
    """Return the remarks on a text by the settings of its project. Raises ConfigurationError for a wrong project."""
    options = apply_project(CheckOptions(), str(path))
    return [
        Remark(
            types.Diagnostic(
                range=types.Range(to_position(problem.start), to_position(problem.end)),
                message=f"{problem.message} → {problem.suggestion}" if problem.suggestion else problem.message,
                severity=_SEVERITIES[problem.severity],
                source=SOURCE,
                code=problem.rule,
            ),
            problem.suggestion,
        )
        for problem in find_problems(text, options)
    ]
