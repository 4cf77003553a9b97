"""What an answer to a prompt of the user's own knows besides its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AnswerPayload:
    """The name of the prompt."""

    prompt: str


@dataclass(frozen=True)
class DataPayload(AnswerPayload):
    """Of a prompt with an `output_schema` also the answer as a value."""

    data: Any
