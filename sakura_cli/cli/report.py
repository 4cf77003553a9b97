"""What a command tells of its inputs, in their order: results to stdout or a file, findings and errors to stderr."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import sakura_cli
from sakura_cli.cli import boundary, console
from sakura_cli.cli.inputs import Input
from sakura_cli.cli.options import TaskOptions
from sakura_cli.cli.outputs import encode_result, write_file
from sakura_cli.errors import SakuraError
from sakura_cli.models.reference import ResolvedModel
from sakura_cli.tasks.result import Finding, TaskResult
from sakura_cli.text.document import Document

JSON_VERSION = 1
FOUND_SOMETHING = 1
SOME_FAILED = 3

# Writes a result in a way of the task's own; the last argument says whether its text is to go to stdout.
ShowResult = Callable[[TaskResult, Document, bool], None]


class Report:
    """Collects the outcome of each input and writes them as soon as all before them are written."""

    def __init__(
        self,
        task: str,
        options: TaskOptions,
        inputs: Sequence[Input],
        model: ResolvedModel | None = None,
        show: ShowResult | None = None,
    ):
        """Prepare; `show` writes each result in place of this class, unless JSON is wanted."""
        self._task = task
        self._options = options
        self.model = model
        self._show = show
        self._inputs = inputs
        # Outcomes are numbered by document; inputs that could not be read have theirs already.
        self._places = [place for place, each in enumerate(inputs) if each.document is not None]
        self._outcomes: dict[int, TaskResult | SakuraError] = {
            place: each.error for place, each in enumerate(inputs) if each.error is not None
        }
        self._written = 0
        self._statuses: list[int] = []
        self._has_findings = False
        self._has_failed_check = False

    def add(self, document_index: int, outcome: TaskResult | SakuraError) -> None:
        """Take the outcome of a document."""
        self._outcomes[self._places[document_index]] = outcome

    def finish(self) -> int:
        """Write everything, in the order of the inputs, and return the exit status of the command."""
        while self._written in self._outcomes:
            self._statuses.append(self._write(self._inputs[self._written], self._outcomes.pop(self._written)))
            self._written += 1
        failures = [status for status in self._statuses if status]
        if failures:
            return failures[0] if len(self._inputs) == 1 else SOME_FAILED
        is_failed = self._has_failed_check or (self._has_findings and self._options.strict)
        return FOUND_SOMETHING if is_failed else 0

    def _write(self, each: Input, outcome: TaskResult | SakuraError) -> int:
        try:
            if isinstance(outcome, SakuraError):
                raise outcome
            self._write_result(each, outcome)
        except SakuraError as error:
            if self._options.json:
                console.write_json(self._envelope(each, {"status": "error", "error": _describe_error(error)}))
            # One input: the message alone, as every command of a pipeline would print it.
            return boundary.report(error, source=each.name if len(self._inputs) > 1 else None)
        return 0

    def _write_result(self, each: Input, result: TaskResult) -> None:
        options = self._options
        if options.output is not None and each.document is not None:
            write_file(options.output, encode_result(result.text, each.document, options.output_encoding))
        if options.json:
            console.write_json(self._result_json(each, result))
        elif self._show is not None and each.document is not None:
            self._show(result, each.document, options.output is None)
        elif options.output is None and (result.text or result.has_text):
            console.write_result(result.text)
        self._has_findings = self._has_findings or bool(result.findings)
        self._has_failed_check = self._has_failed_check or result.fails_check
        for finding in result.findings:
            console.warn(_describe_finding(each, finding))

    def _envelope(self, each: Input, outcome: dict[str, Any]) -> dict[str, Any]:
        head = {"version": JSON_VERSION, "task": self._task, "source": each.name}
        return {**head, **outcome, "sakura": sakura_cli.__version__}

    def _result_json(self, each: Input, result: TaskResult) -> dict[str, Any]:
        model = None
        if self.model:
            model = {key: getattr(self.model, key) for key in ("name", "sha256", "quantization")}
        outcome = {
            "status": "ok",
            "result": {**({"text": result.text} if result.has_text else {}), **result.details},
            "findings": [asdict(finding) for finding in result.findings],
            "usage": asdict(result.usage),
            "model": model,
        }
        return self._envelope(each, outcome)


def _describe_finding(each: Input, finding: Finding) -> str:
    """Return a finding as one line; where it is, not what it says: messages never hold the user's text."""
    place = f" at {finding.start}-{finding.end} of the result" if finding.end else ""
    return f"{each.name}: {finding.kind}: {finding.message}{place}"


def _describe_error(error: SakuraError) -> dict[str, Any]:
    return {"code": error.exit_status, "kind": error.kind, "message": error.message, "hint": error.hint}
