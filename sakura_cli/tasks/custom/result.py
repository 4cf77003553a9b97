"""What an answer to a prompt of the user's own knows besides its text, and what may be found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sakura_cli.localization import gettext_noop as noop
from sakura_cli.tasks.framework.result import FindingKind


class AnswerFinding(FindingKind):
    """What may be found in an answer."""

    BROKEN_OFF = "broken-off", noop("the answer is longer than {count} tokens and was cut there")
    REPETITION = "repetition", noop("the model repeated itself and was stopped")
    EMPTY = "empty", noop("the model answered nothing")
    EMPTY_PART = "empty", noop("the model answered nothing about a part of the document")
    WRONG_LANGUAGE = "wrong-language", noop("the model answered in another language than was asked for")
    UNSUPPORTED = "unsupported", noop("the source does not have this {fact}")


@dataclass(frozen=True)
class AnswerPayload:
    """The name of the prompt."""

    prompt: str


@dataclass(frozen=True)
class DataPayload(AnswerPayload):
    """Of a prompt with an `output_schema` also the answer as a value."""

    data: Any
