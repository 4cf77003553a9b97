"""Checking keigo that is already written: problems with line and column, and the safe suggestions applied."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from difflib import get_close_matches

from sakura_cli.documents.document import Document
from sakura_cli.errors import UsageError
from sakura_cli.keigo import Audience, Change, Problem, Severity, analyze, check, rule_names
from sakura_cli.keigo.sense import says_the_same
from sakura_cli.localization import gettext as _
from sakura_cli.options.keigo import CheckOptions, FixOptions
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.result import Finding, TaskResult
from sakura_cli.tasks.framework.steps import Steps
from sakura_cli.tasks.keigo.changes import class_at, make_edits
from sakura_cli.tasks.keigo.result import CheckPayload, FixPayload, KeigoProblem


class Places:
    """Lines and columns of a text, both counted from 1, columns in code points."""

    def __init__(self, text: str):
        self._starts = [0, *(index + 1 for index, char in enumerate(text) if char == "\n")]

    def line(self, offset: int) -> int:
        """Return the line an offset is in."""
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        """Return an offset's place in its line."""
        return offset - self._starts[self.line(offset) - 1] + 1

    def describe(self, offset: int) -> str:
        """Return `line:column`."""
        return f"{self.line(offset)}:{self.column(offset)}"


def check_rule_names(names: Collection[str]) -> None:
    """Refuse a rule that does not exist. Raises UsageError with the nearest name."""
    known = rule_names()
    for name in names:
        if name not in known:
            nearest = get_close_matches(name, known, n=1, cutoff=0.0)[0]
            raise UsageError(
                _("there is no keigo rule named {name}").format(name=name),
                hint=f"--rule {nearest}",
                kind="unknown-rule",
            )


def check_keigo(document: Document, options: CheckOptions) -> Steps[CheckPayload]:
    """Report the problems of a document, one a line; makes no request."""
    yield from ()
    problems = find_problems(document.text, options)
    lines = describe_problems(document, problems, has_sources=options.explain)
    return TaskResult(
        "\n".join(lines),
        CheckPayload(_list_problems(document.text, problems)),
        has_text=False,
        fails_check=_fails(problems, options),
    )


def fix_keigo(document: Document, options: FixOptions) -> Steps[FixPayload]:
    """Apply every suggestion and report what is left; the check fails when errors are left. Makes no request."""
    yield from ()
    text = document.text
    problems = find_problems(text, options)
    fixed, changes = _apply(text, problems)
    remaining = find_problems(fixed, options)
    findings = [
        Finding(problem.rule, problem.message, problem.start, problem.end, fixed[problem.start : problem.end])
        for problem in remaining
    ]
    return TaskResult(
        fixed,
        FixPayload(changes, _list_problems(text, problems)),
        findings,
        fails_check=_fails(remaining, options),
        edits=make_edits(changes),
    )


def describe_problems(document: Document, problems: Sequence[Problem], *, has_sources: bool = False) -> list[str]:
    """Return problems as `file:line:column: rule: message → suggestion`, each with its source if wanted.

    What is no text has no lines: there it is the page, cell or paragraph.
    """
    places = Places(document.text)

    def describe(offset: int) -> str:
        if document.structure is None:
            return places.describe(offset)
        return str(document.origin(Span(offset, offset)))

    return [
        f"{document.source}:{describe(problem.start)}: {problem.rule}: {problem.message}"
        + (f" → {problem.suggestion}" if problem.suggestion else "")
        + (f" [{problem.source}]" if has_sources else "")
        for problem in problems
    ]


def find_problems(text: str, options: FixOptions) -> list[Problem]:
    """Return the problems of a text that options do not allow."""
    problems = check(
        text,
        audience=Audience(options.audience),
        enabled=options.rules,
        disabled=options.no_rules,
        also=options.also,
    )
    allowed = [match.span() for word in options.words if word for match in re.finditer(re.escape(word), text)]
    return [
        problem
        for problem in problems
        if not any(start <= problem.start and problem.end <= end for start, end in allowed)
    ]


def _fails(problems: Sequence[Problem], options: FixOptions) -> bool:
    return any(options.strict or problem.severity is Severity.ERROR for problem in problems)


def _apply(text: str, problems: Sequence[Problem]) -> tuple[str, list[Change]]:
    """Return the text with every suggestion in its place, and the changes made."""
    parts: list[str] = []
    applied: list[tuple[Problem, int]] = []
    position = length = 0
    for problem in problems:
        if problem.suggestion and problem.start >= position and _keeps_sense(text, problem):
            length += problem.start - position
            applied.append((problem, length))
            parts += (text[position : problem.start], problem.suggestion)
            length += len(problem.suggestion)
            position = problem.end
    fixed = "".join((*parts, text[position:]))
    expressions = analyze(fixed).expressions
    return fixed, [
        Change(
            problem.start,
            problem.end,
            text[problem.start : problem.end],
            problem.suggestion,
            class_at(expressions, start, start + len(problem.suggestion)),
            _("{message} ({source})").format(message=problem.message, source=problem.source),
        )
        for problem, start in applied
    ]


def _keeps_sense(text: str, problem: Problem) -> bool:
    """Tell whether a line says the same with a suggestion in its place."""
    start = text.rfind("\n", 0, problem.start) + 1
    end = text.find("\n", problem.end)
    line_end = len(text) if end < 0 else end
    mended = text[start : problem.start] + problem.suggestion + text[problem.end : line_end]
    return says_the_same(text[start:line_end], mended, is_set_wording=True)


def _list_problems(text: str, problems: Sequence[Problem]) -> list[KeigoProblem]:
    places = Places(text)
    return [
        KeigoProblem(
            problem.start,
            problem.end,
            places.line(problem.start),
            places.column(problem.start),
            problem.rule,
            problem.severity,
            problem.message,
            problem.suggestion,
        )
        for problem in problems
    ]
