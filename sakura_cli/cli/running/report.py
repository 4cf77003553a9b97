"""What a command tells of its inputs, in their order: results to stdout or files, findings and errors to stderr."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import sakura_cli
from sakura_cli.api.engine import OnDemandEngine
from sakura_cli.api.jobs import P
from sakura_cli.api.json import to_json
from sakura_cli.api.saving import encode_result, write_file
from sakura_cli.bounds import unexpected_error
from sakura_cli.cli.options import TaskOptions
from sakura_cli.cli.running.batch import Done, OutputFolder
from sakura_cli.cli.running.inputs import Input
from sakura_cli.cli.terminal import console, failures
from sakura_cli.documents.document import Document
from sakura_cli.errors import SakuraError
from sakura_cli.localization import gettext as _
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.result import Finding, TaskResult

JSON_VERSION = 1
FOUND_SOMETHING = 1
SOME_FAILED = 3

# Writes a result in a way of the task's own; the last argument says whether its text is to go to stdout.
ShowResult = Callable[[TaskResult[P], Document, bool], None]


class Report:
    """Takes the outcome of each input; writes its file at once, and tells of it when all before it are told."""

    def __init__(
        self,
        task: str,
        options: TaskOptions,
        inputs: int,
        engine: OnDemandEngine,
        folder: OutputFolder | None = None,
        show: ShowResult[Any] | None = None,
    ):
        """Prepare for so many inputs; `show` writes each result in place of this class, unless JSON is wanted."""
        self._task = task
        self._options = options
        self._inputs = inputs
        self._engine = engine
        self._folder = folder
        self._show = show
        # What the results are made with, for the manifest of the folder.
        self.recipe_sha256 = ""
        # Outcomes whose turn has not come, by the place of their input; of what was done before, its note.
        self._waiting: dict[int, tuple[Input, TaskResult[Any] | SakuraError | Done | None]] = {}
        self._told = 0
        self._failures: list[int] = []
        self._has_findings = False
        self._has_failed_check = False
        self.done = self.skipped = 0

    def add(self, place: int, each: Input, outcome: TaskResult[Any] | SakuraError | Done | None) -> None:
        """Take the outcome of the input at a place: `Done` where it is skipped, None where nothing is to be told."""
        if isinstance(outcome, TaskResult) and self._folder is not None and each.document is not None:
            try:
                self._write_file(self._folder, place, each, each.document, outcome)
            except SakuraError as error:
                outcome = error
            except Exception as error:  # a bug ends the input that finds it, and no other
                outcome = unexpected_error(error)
        self.done += 1
        self.skipped += isinstance(outcome, Done)
        self._waiting[place] = (each, outcome)
        if self._inputs > 1:
            self._tell()

    def finish(self) -> int:
        """Tell what is left to be told and return the exit status of the command."""
        self._tell()
        if self.skipped:
            console.note(_("{done} of {all} inputs were done already").format(done=self.skipped, all=self._inputs))
        if self._failures:
            return self._failures[0] if self._inputs == 1 else SOME_FAILED
        is_failed = self._has_failed_check or (self._has_findings and self._options.strict)
        return FOUND_SOMETHING if is_failed else 0

    def abandon(self, names: Sequence[str], error: SakuraError) -> None:
        """Tell of each input that is left, in JSON, what ended the command; who called says it to people."""
        if not self._options.json:
            return
        for place in range(self._told, self._inputs):
            if place in self._waiting:
                self._tell_one(place, *self._waiting.pop(place))
            else:
                console.write_json(self._error_json(names[place], error))
        self._told = self._inputs

    def _tell(self) -> None:
        # A single result waits for `finish`: its preview is on the terminal until then.
        while self._told in self._waiting:
            place = self._told
            self._told += 1
            status = self._tell_one(place, *self._waiting.pop(place))
            if status:
                self._failures.append(status)

    def _tell_one(self, place: int, each: Input, outcome: TaskResult[Any] | SakuraError | Done | None) -> int:
        try:
            if isinstance(outcome, SakuraError):
                raise outcome
            if isinstance(outcome, Done):
                self._tell_done(place, outcome)
            elif outcome is not None:
                self._tell_result(each, outcome)
        except console.ReaderGoneError:
            raise
        except Exception as failure:
            error = failure if isinstance(failure, SakuraError) else unexpected_error(failure)
            if self._options.json:
                console.write_json(self._error_json(each.name, error))
            # One input: the message alone, as every command of a pipeline would print it.
            is_named = self._inputs == 1 or each.name in error.message
            return failures.report(error, source=None if is_named else each.name)
        return 0

    def _tell_done(self, place: int, done: Done) -> None:
        self._has_findings = self._has_findings or done.findings > 0
        self._has_failed_check = self._has_failed_check or done.fails_check
        if self._folder is not None:
            console.detail(_("{path} is done already").format(path=self._folder.path(place)))
            if self._options.json:
                console.write_json(self._folder.read_json(place))

    def _tell_result(self, each: Input, result: TaskResult[Any]) -> None:
        options = self._options
        is_to_stdout = options.output is None and self._folder is None
        if options.output is not None and each.document is not None:
            write_file(options.output, self._encode(each, each.document, result, options.output))
        if options.json:
            console.write_json(self._result_json(each, result))
        elif self._show is not None and each.document is not None:
            self._show(result, each.document, is_to_stdout)
        elif is_to_stdout and (result.text or result.has_text):
            console.write_result(result.text)
        self._has_findings = self._has_findings or bool(result.findings)
        self._has_failed_check = self._has_failed_check or result.fails_check
        for finding in result.findings:
            console.warn(_describe_finding(each, finding, is_in_result=result.has_text))

    def _write_file(
        self, folder: OutputFolder, place: int, each: Input, document: Document, result: TaskResult[Any]
    ) -> None:
        path = folder.path(place)
        done = Done(path.name, each.sha256, self.recipe_sha256, len(result.findings), result.fails_check)
        folder.write(place, self._encode(each, document, result, path), done)

    def _encode(self, each: Input, document: Document, result: TaskResult[Any], path: Path) -> bytes:
        """Return the bytes of an input's file: with --json the line that goes to stdout, else the text or document."""
        if not self._options.json:
            return encode_result(result, document, self._options.output_encoding, path)
        line = json.dumps(self._result_json(each, result), ensure_ascii=False)
        return f"{line}\n".encode("utf-8", errors="surrogatepass")

    def _envelope(self, name: str, outcome: dict[str, Any]) -> dict[str, Any]:
        head = {"version": JSON_VERSION, "task": self._task, "source": name}
        return {**head, **outcome, "sakura": sakura_cli.__version__}

    def _error_json(self, name: str, error: SakuraError) -> dict[str, Any]:
        told = {"code": error.exit_status, "kind": error.kind, "message": error.message, "hint": error.hint}
        return self._envelope(name, {"status": "error", "error": told})

    def _result_json(self, each: Input, result: TaskResult[Any]) -> dict[str, Any]:
        model = None
        if self._engine.model:
            model = {key: getattr(self._engine.model, key) for key in ("name", "sha256", "quantization")}
        outcome = {
            "status": "ok",
            "result": {**({"text": result.text} if result.has_text else {}), **to_json(result.payload, each.document)},
            # Those of a result that has no text are about the input.
            "findings": to_json(list(result.findings), None if result.has_text else each.document),
            "usage": to_json(result.usage),
            "model": model,
        }
        if (server := self._engine.server) is not None:
            outcome["engine"] = {"url": server.url, "remote": server.is_remote}
        if each.document is not None and each.document.left_out:
            left_out = [{"kind": part.kind.label, "count": part.count} for part in each.document.left_out]
            outcome["left_out"] = left_out
        return self._envelope(each.name, outcome)


def _describe_finding(each: Input, finding: Finding, *, is_in_result: bool) -> str:
    """Return a finding as one line; where it is, not what it says: messages never hold the user's text."""
    message = finding.message
    if finding.end:
        told = (
            _("{message} at {start}-{end} of the result")
            if is_in_result
            else _("{message} at {start}-{end} of the input")
        )
        if not is_in_result and each.document is not None and each.document.structure is not None:
            told = _("{message} at {place}")
            where = each.document.origin(Span(finding.start, finding.end)).place
            return f"{each.name}: {finding.kind}: {told.format(message=message, place=where)}"
        message = told.format(message=message, start=finding.start, end=finding.end)
    return f"{each.name}: {finding.kind}: {message}"
