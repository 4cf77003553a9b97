"""What the API returns: the text, what verification found in it, and what the task knows besides.

Results are views of what the tasks return; spans are half-open, in code points: of `document.text` where they tell of
the source, of `text` where they tell of the result. A notebook shows them as HTML (`sakura_cli.api.html`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sakura_cli.documents.document import Document
from sakura_cli.tasks.framework.result import Finding, TaskResult, Usage

# Imported where they are made: no result waits for the types of another task.
if TYPE_CHECKING:
    from sakura_cli.keigo import Change, Severity
    from sakura_cli.tasks.summary.evidence import Support


@dataclass(frozen=True)
class Model:
    """The weights a result was made with; `sha256` is None for a file given by its path."""

    name: str
    sha256: str | None
    quantization: str


@dataclass(frozen=True)
class Coverage:
    """How many of a document's parts were read."""

    chunks: int
    of: int


@dataclass(frozen=True)
class Segment:
    """A stretch of the source and its translation."""

    source: str
    target: str
    start: int
    end: int


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
class ValueSpan:
    """A value of an extraction: its path in `data`, how the source writes it, and how surely it stands there."""

    path: str
    raw: str
    value: str | int | float | None
    start: int
    end: int
    alignment: str


@dataclass(frozen=True, repr=False)
class Result:
    """A finished task on one document; `model` is None where no weights were needed."""

    outcome: TaskResult
    document: Document
    model: Model | None = None

    @property
    def text(self) -> str:
        """The result as text."""
        return self.outcome.text

    @property
    def findings(self) -> Sequence[Finding]:
        """What verification found; their spans are in `text`."""
        return self.outcome.findings

    @property
    def usage(self) -> Usage:
        """Tokens and seconds the result took."""
        return self.outcome.usage

    @property
    def details(self) -> dict[str, Any]:
        """The task's own keys, as the command's JSON has them."""
        return self.outcome.details

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        kinds = ", ".join(finding.kind for finding in self.findings)
        return f"{type(self).__name__}({self.text!r}, findings=[{kinds}])"

    def _repr_html_(self) -> str:
        # Imported here: only notebooks ask for it.
        from sakura_cli.api.html import show_result

        return show_result(self)


class Summary(Result):
    """A summary."""

    @property
    def coverage(self) -> Coverage:
        """How many of the document's parts were read."""
        return Coverage(**self.details["coverage"])

    @property
    def left_out(self) -> Sequence[str]:
        """What of the document was not summarised: kinds of marks, mail headers, quotes, signatures."""
        return tuple(self.details.get("left_out", ()))

    @property
    def support(self) -> Sequence[Support]:
        """Where the source says each sentence; empty unless `explain` asked for it."""
        from sakura_cli.tasks.summary.evidence import Support

        return tuple(Support(**each) for each in self.details.get("support", ()))


class Translation(Result):
    """A translation."""

    @property
    def segments(self) -> Sequence[Segment]:
        """The stretches that were translated, with their spans in the source."""
        return tuple(Segment(**each) for each in self.details["segments"])


class KeigoRewrite(Result):
    """A text in another register."""

    @property
    def changes(self) -> Sequence[Change]:
        """What was changed, located in the source, and why."""
        return tuple(_read_change(each) for each in self.details["changes"])


class KeigoCheck(Result):
    """The keigo problems of a text; `text` has one a line."""

    @property
    def problems(self) -> Sequence[KeigoProblem]:
        """The problems of the source, in order."""
        return _read_problems(self.details["problems"])

    @property
    def is_passed(self) -> bool:
        """Whether no errors are left; problems of style and of usage in change count with `strict` only."""
        return not self.outcome.fails_check


class KeigoFix(KeigoCheck, KeigoRewrite):
    """A text with the suggestions of a check in their places; `findings` are the problems that are left."""


class Answer(Result):
    """What a prompt of the user's own was answered."""

    @property
    def data(self) -> Any:
        """The answer as a value where the prompt has an `output_schema`, else None."""
        return self.details.get("data")


class Extraction(Result):
    """Values found in a text; `text` is the JSON of `data`."""

    @property
    def text(self) -> str:
        """The values as JSON."""
        return json.dumps(self.data, ensure_ascii=False, indent=2)

    @property
    def data(self) -> Any:
        """The values, exactly in the shape that was asked for."""
        return self.details["data"]

    @property
    def spans(self) -> Sequence[ValueSpan]:
        """Where in the source every value of `data` stands."""
        return tuple(ValueSpan(**each) for each in self.details["spans"])


def _read_problems(listed: Sequence[dict[str, Any]]) -> Sequence[KeigoProblem]:
    from sakura_cli.keigo import Severity

    return tuple(KeigoProblem(**{**each, "severity": Severity(each["severity"])}) for each in listed)


def _read_change(values: dict[str, Any]) -> Change:
    from sakura_cli.keigo import Change, HonorificClass

    rest = {key: value for key, value in values.items() if key != "class"}
    return Change(**rest, honorific_class=HonorificClass(values["class"]))
