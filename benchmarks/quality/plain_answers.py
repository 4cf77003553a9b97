"""What a model answers to a plain prompt: one request alone, without examples, grammar or verification."""

from __future__ import annotations

import re

from sakura_cli.inference.client import Engine
from sakura_cli.inference.requests import Finished, GenerationRequest, Message, MessagePart, Prompt

_FENCE = re.compile(r"^```(?:json)?\s*|\s*```$")


def ask_plainly(engine: Engine, prompt: str, max_tokens: int) -> str:
    """Return the answer to one message."""
    request = GenerationRequest(Prompt((Message("user", (MessagePart(prompt),)),)), max_tokens)
    [answer] = [event.completion.text for event in engine.generate([request]) if isinstance(event, Finished)]
    return answer


def strip_fence(answer: str) -> str:
    """Return an answer without the code fence around it."""
    return _FENCE.sub("", answer.strip())
