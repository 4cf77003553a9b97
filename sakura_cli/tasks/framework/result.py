"""What a task returns: the text, what else the task knows, what verification found, and what it cost.

Left out: JSON, which is made of it where it leaves the program (`api.json`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Generic, TypeVar

from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.envelope import OutgoingMail
from sakura_cli.inference.requests import Completion
from sakura_cli.localization import gettext as _
from sakura_cli.spans import Span

# Metadata of a payload's field: its key is left out of JSON where it is None.
OPTIONAL: Mapping[str, bool] = {"optional": True}
# It is for those who show the result, and not in JSON.
HIDDEN: Mapping[str, bool] = {"hidden": True}
# Its keys stand among those of the payload itself.
SPREAD: Mapping[str, bool] = {"spread": True}

P_co = TypeVar("P_co", covariant=True)
_NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class Finding:
    """What verification found in a result. The span is half-open, in code points of the result's text."""

    kind: str
    message: str
    start: int = 0
    end: int = 0
    excerpt: str = ""


class FindingKind(Enum):
    """What a task may find: a kind, the same in every language, and what is said of it.

    A member is written `NAME = "kind", noop("message with {places}")`; several may be of one kind.
    """

    def __init__(self, kind: str, message: str):
        self.kind = kind
        self.message = message

    def found(self, span: Span = _NOWHERE, text: str = "", **values: object) -> Finding:
        """Return the finding at a span of a text, whose words it quotes; `values` fill the message."""
        return Finding(self.kind, _(self.message).format(**values), *span, span.cut(text))


@dataclass(frozen=True)
class Usage:
    """Tokens and seconds a result took."""

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    chunks: int = 0
    seconds: float = 0.0

    def plus(self, completions: Iterable[Completion]) -> Usage:
        """Return what it is with more completions."""
        done = list(completions)
        return replace(
            self,
            prompt_tokens=self.prompt_tokens + sum(completion.prompt_tokens for completion in done),
            cached_tokens=self.cached_tokens + sum(completion.cached_tokens for completion in done),
            completion_tokens=self.completion_tokens + sum(completion.completion_tokens for completion in done),
        )


@dataclass(frozen=True)
class TaskResult(Generic[P_co]):
    """A finished task; the `payload` is a dataclass of the task's own, whose fields are keys of the JSON result.

    They stand beside `text` unless `has_text` is false. `chunks` are the parts that the document was worked on in;
    `usage` is filled in by what runs the steps. `fails_check` says that a check that was asked for found something.
    `edits` make the text of that of the document, for a document whose format can take other words; None where the
    text is something else. `table` are the rows of two columns that the text sets side by side. `mail` is the mail that
    the text is sent as.
    """

    text: str
    payload: P_co
    findings: Sequence[Finding] = ()
    chunks: int = 0
    has_text: bool = True
    fails_check: bool = False
    usage: Usage = field(default_factory=Usage)
    edits: Sequence[WordEdit] | None = field(default=None, repr=False)
    table: Sequence[tuple[str, str]] | None = field(default=None, repr=False)
    mail: OutgoingMail | None = field(default=None, repr=False)
