"""What is asked of a model: messages of parts, and the requests made of them. Plain values, ready for the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Role = Literal["system", "user", "assistant"]
FinishReason = Literal["stop", "length", "repetition"]


@dataclass(frozen=True)
class MessagePart:
    """A piece of a message. Static parts come from a template and are the same in every run."""

    text: str
    is_static: bool = False


@dataclass(frozen=True)
class Message:
    """One turn of a chat."""

    role: Role
    parts: tuple[MessagePart, ...]

    @property
    def text(self) -> str:
        """The whole text of the turn."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True)
class Prompt:
    """A chat up to the assistant's turn; its static prefix ends before the first part that is not static.

    The prefix is kept on the disk for later runs only where `is_kept` says that nothing of the user's is in it.
    """

    messages: tuple[Message, ...]
    is_kept: bool = False


@dataclass(frozen=True)
class GenerationRequest:
    """One completion to make.

    `language` holds decoding to the characters of that language plus those of `source_characters`; None allows any.
    `temperature` 0 is greedy. With a `json_schema` (JSON text, see that module) the completion is JSON that fits it,
    also when it breaks off. With `quotations`, texts by their words, it is a run of whole words of one of them. A
    single-line completion ends at a newline. Where requests wait, those of the lowest `rank` come first. How likely a
    completion was to begin as each of `weighed` does is told with it.
    """

    prompt: Prompt
    max_tokens: int
    language: str | None = None
    source_characters: str = ""
    temperature: float = 0.0
    seed: int = 0
    json_schema: str | None = None
    quotations: tuple[tuple[str, ...], ...] = ()
    weighed: tuple[str, ...] = ()
    repetition_penalty: float = 1.0
    is_single_line: bool = False
    rank: int = 0


@dataclass(frozen=True)
class Completion:
    """A finished request: its text and what it cost, in tokens.

    Of a request that weighs something: the log-probabilities, before any constraint, of the first tokens of what it
    weighs (`weights`) and of all tokens chosen, the end included (`log_probability`).
    """

    text: str
    finish_reason: FinishReason
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    weights: tuple[float, ...] = ()
    log_probability: float = 0.0


@dataclass(frozen=True)
class RenderedPrompt:
    """A prompt as the model sees it, with the token counts of all of it and of its static prefix."""

    text: str
    total_tokens: int
    prefix_tokens: int


@dataclass(frozen=True)
class TextDelta:
    """More text of the request at `index` of the batch."""

    index: int
    text: str


@dataclass(frozen=True)
class Finished:
    """The request at `index` of the batch is done."""

    index: int
    completion: Completion


@dataclass(frozen=True)
class PrefillProgress:
    """How many prompt tokens of the batch have been read."""

    done: int
    total: int


GenerationEvent = TextDelta | Finished | PrefillProgress


def to_wire(request: GenerationRequest) -> dict[str, Any]:
    """Return a request as JSON values."""
    return asdict(request)


def prompt_from_wire(data: Mapping[str, Any]) -> Prompt:
    """Rebuild a prompt from JSON values."""
    return Prompt(tuple(_message(message) for message in data["messages"]), is_kept=bool(data["is_kept"]))


def request_from_wire(data: Mapping[str, Any]) -> GenerationRequest:
    """Rebuild a request from JSON values."""
    texts = tuple(tuple(words) for words in data.get("quotations", ()))
    return GenerationRequest(**{**data, "prompt": prompt_from_wire(data["prompt"]), "quotations": texts})


def completion_from_wire(data: Mapping[str, Any]) -> Completion:
    """Rebuild a completion from JSON values."""
    return Completion(**{**data, "weights": tuple(data.get("weights", ()))})


def _message(data: Mapping[str, Any]) -> Message:
    parts: Sequence[Mapping[str, Any]] = data["parts"]
    return Message(data["role"], tuple(MessagePart(**part) for part in parts))
