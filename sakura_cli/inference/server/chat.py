"""A request as a chat of OpenAI's interface, and its streamed answer as a completion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sakura_cli.inference.requests import Completion, FinishReason, GenerationRequest, Message
from sakura_cli.inference.server.transport import JsonAnswer, bad_answer

# What chat templates mark turns with. A server reads it as that wherever it stands, in a document, too.
_MARKS = re.compile(
    r"<(?=\|[^|<>\s]{1,40}\|?>|/?s>|(?:start|end)_of_turn>|/?think>|/?tool_(?:call|response)>)|\[(?=/?INST\])"
)
_LEAST_LOG_PROBABILITY = -30.0
_TOP = 20
# A token rarely has more characters; an answer beyond is one of a server that does not stop.
_MOST_CHARACTERS_A_TOKEN = 64


def disarm(text: str) -> str:
    """Return text in which nothing is a mark of a chat template any more: a blank stands behind its first character."""
    return _MARKS.sub(lambda match: f"{match[0]} ", text)


def to_messages(messages: tuple[Message, ...]) -> list[JsonAnswer]:
    """Return the turns of a prompt as the interface has them, what is not of a template disarmed."""
    return [
        {
            "role": message.role,
            "content": "".join(part.text if part.is_static else disarm(part.text) for part in message.parts),
        }
        for message in messages
    ]


def to_body(request: GenerationRequest, model: str, *, is_plain: bool) -> JsonAnswer:
    """Return the body of a request; `is_plain` leaves out what is not of OpenAI's own interface."""
    body: JsonAnswer = {
        "model": model,
        "messages": to_messages(request.prompt.messages),
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
        "seed": request.seed % 2**31,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if request.weighed:
        body |= {"logprobs": True, "top_logprobs": _TOP}
    if not is_plain:
        body |= {"chat_template_kwargs": {"enable_thinking": False}, "cache_prompt": True}
        if request.repetition_penalty != 1.0:
            # Each is the name that another kind of server has for it.
            body |= {"repeat_penalty": request.repetition_penalty, "repetition_penalty": request.repetition_penalty}
    return body


@dataclass
class StreamedAnswer:
    """An answer as far as it has come."""

    request: GenerationRequest
    text: str = ""
    reason: FinishReason | None = None
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    log_probability: float = 0.0
    _first_choices: list[JsonAnswer] = field(default_factory=list)

    def take(self, parts: Iterator[JsonAnswer]) -> None:
        """Read the parts of a stream to their end, or to the end of the one line that was asked for.

        Raises PassingError for what is no answer of this interface.
        """
        for part in parts:
            try:
                self._take(part)
            except (KeyError, TypeError, IndexError, AttributeError, ValueError):
                raise bad_answer() from None
            if self.request.is_single_line and "\n" in self.text.lstrip():
                self.reason = "stop"
                return
            if len(self.text) > self.request.max_tokens * _MOST_CHARACTERS_A_TOKEN:
                raise bad_answer()
        if self.reason is None:
            raise bad_answer()

    def completion(self) -> Completion:
        """Return the finished completion."""
        text = self.text.lstrip().split("\n")[0] if self.request.is_single_line else self.text
        return Completion(
            text=text,
            finish_reason=self.reason or "length",
            prompt_tokens=self.prompt_tokens,
            cached_tokens=self.cached_tokens,
            completion_tokens=self.completion_tokens,
            weights=tuple(self._weigh(each) for each in self.request.weighed),
            log_probability=self.log_probability,
        )

    def _take(self, part: JsonAnswer) -> None:
        if usage := part.get("usage"):
            self.prompt_tokens, self.completion_tokens = int(usage["prompt_tokens"]), int(usage["completion_tokens"])
            self.cached_tokens = int((usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0)
        for choice in part.get("choices", ())[:1]:
            text = choice["delta"].get("content") or ""
            if not isinstance(text, str):
                raise TypeError
            self.text += text
            if reason := choice.get("finish_reason"):
                self.reason = "length" if reason == "length" else "stop"
            for token in (choice.get("logprobs") or {}).get("content") or ():
                self._first_choices = self._first_choices or list(token.get("top_logprobs") or [token])
                self.log_probability += float(token["logprob"])

    def _weigh(self, text: str) -> float:
        """Return how likely the answer was to begin as a text does: by the tokens that were likeliest to begin it."""
        if not self._first_choices:
            return 0.0 if self.text == text else _LEAST_LOG_PROBABILITY
        found: list[Any] = [each for each in self._first_choices if each["token"] and text.startswith(each["token"])]
        # What is not among them is less likely than the last of them.
        least = min(float(each["logprob"]) for each in self._first_choices) - 1.0
        return max((float(each["logprob"]) for each in found), default=max(least, _LEAST_LOG_PROBABILITY))
