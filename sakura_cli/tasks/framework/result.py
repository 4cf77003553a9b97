"""What a task returns: the text, what verification found, and what it cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sakura_cli.inference.requests import Completion


@dataclass(frozen=True)
class Finding:
    """What verification found in a result. The span is half-open, in code points of the result's text."""

    kind: str
    message: str
    start: int = 0
    end: int = 0
    excerpt: str = ""


@dataclass(frozen=True)
class Usage:
    """Tokens and seconds a result took."""

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    chunks: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, completions: Iterable[Completion], *, chunks: int) -> Usage:
        """Add up completions."""
        done = list(completions)
        return cls(
            prompt_tokens=sum(completion.prompt_tokens for completion in done),
            cached_tokens=sum(completion.cached_tokens for completion in done),
            completion_tokens=sum(completion.completion_tokens for completion in done),
            chunks=chunks,
        )


@dataclass(frozen=True)
class TaskResult:
    """A finished task; `details` are the task's own keys of the JSON result, beside `text` unless `has_text` is false.

    `fails_check` says that a check that was asked for found something.
    """

    text: str
    findings: Sequence[Finding] = ()
    usage: Usage = field(default_factory=Usage)
    details: dict[str, Any] = field(default_factory=dict)
    has_text: bool = True
    fails_check: bool = False
