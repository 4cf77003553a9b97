"""Requests for the engine's tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sakura_cli.inference.client import Engine
from sakura_cli.inference.requests import Completion, Finished, GenerationRequest, Message, MessagePart, Prompt

STATIC = "あなたは日本語の編集者です。渡された文書の要点を短くまとめます。"


def make_prompt(document: str, static: str = STATIC) -> Prompt:
    """Return a prompt with a static system message and a document."""
    system = Message("system", (MessagePart(static, is_static=True),))
    return Prompt(
        (system, Message("user", (MessagePart("要約:\n", is_static=True), MessagePart(document)))), is_kept=True
    )


def make_request(document: str, max_tokens: int = 16, **fields: Any) -> GenerationRequest:
    """Return a request for Japanese text about a document."""
    return GenerationRequest(make_prompt(document), max_tokens, **{"language": "ja", **fields})


def complete(engine: Engine, requests: Sequence[GenerationRequest]) -> list[Completion]:
    """Run requests and return their completions in order."""
    found = {event.index: event.completion for event in engine.generate(requests) if isinstance(event, Finished)}
    return [found[index] for index in range(len(requests))]
