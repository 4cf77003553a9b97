"""An engine that answers from a script and records every request: tasks and commands without weights."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from sakura_cli.errors import SakuraError
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.requests import (
    Completion,
    Finished,
    GenerationEvent,
    GenerationRequest,
    PrefillProgress,
    Prompt,
    RenderedPrompt,
    TextDelta,
)

Answer = str | Completion | SakuraError
Script = Sequence[Answer] | Callable[[GenerationRequest], Answer]


def text_of(prompt: Prompt) -> str:
    """Return everything a prompt says, one message after the other."""
    return "\n".join(message.text for message in prompt.messages)


def last_turn(request: GenerationRequest) -> str:
    """Return the last message of a request: the passage, or in a second try the correction."""
    return request.prompt.messages[-1].text


class ScriptedEngine:
    """Implements `sakura_cli.inference.client.Engine`: one answer a request, in order or by a function."""

    def __init__(self, script: Script, *, context_limit_tokens: int = 32768, strong_at: Collection[str] = ()):
        self._script = script
        self._given = 0
        self._context_limit_tokens = context_limit_tokens
        self._strong_at = strong_at
        # The requests of each call of `generate`.
        self.rounds: list[list[GenerationRequest]] = []

    @property
    def requests(self) -> list[GenerationRequest]:
        """Every request made so far."""
        return [request for requests in self.rounds for request in requests]

    @property
    def prompts(self) -> list[str]:
        """Every prompt seen so far, as text."""
        return [text_of(request.prompt) for request in self.requests]

    @property
    def context_limit_tokens(self) -> int:
        """The largest number of tokens a prompt and its completion may have together."""
        return self._context_limit_tokens

    def is_strong_at(self, task: str) -> bool:
        """Tell whether the test says so."""
        return task in self._strong_at

    def count_text_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return one token a character."""
        return [len(text) for text in texts]

    def generate(self, requests: Sequence[GenerationRequest]) -> Iterator[GenerationEvent]:
        """Answer from the script, one request after the other, the text in two pieces."""
        answered: list[GenerationRequest] = []
        self.rounds.append(answered)
        waiting: list[int] = []
        while waiting or len(answered) < len(requests):
            # More may have come meanwhile.
            waiting = sorted({*waiting, *range(len(answered) + len(waiting), len(requests))})
            index = min(waiting, key=lambda index: requests[index].rank)
            waiting.remove(index)
            answered.append(requests[index])
            yield PrefillProgress(len(answered), len(requests))
            completion = self._answer(requests[index])
            half = len(completion.text) // 2
            for piece in (completion.text[:half], completion.text[half:]):
                yield TextDelta(index, piece)
            yield Finished(index, completion)

    def _answer(self, request: GenerationRequest) -> Completion:
        answer = self._script(request) if callable(self._script) else self._script[self._given]
        self._given += 1
        if isinstance(answer, SakuraError):
            raise answer
        if isinstance(answer, Completion):
            return answer
        prompt_tokens = len(text_of(request.prompt))
        # As sure as can be that it is what it says.
        weights = tuple(0.0 if answer == weighed else -20.0 for weighed in request.weighed)
        return Completion(answer, "stop", prompt_tokens, prompt_tokens // 2, len(answer), weights)


class ScriptedWorker(ScriptedEngine):
    """A scripted engine with the other methods of `WorkerEngine`, to stand in its place in the command."""

    def __init__(self, script: Script, **options: int):
        super().__init__(script, **options)
        self.models: list[Path] = []
        self.is_open = False

    def __call__(self, **_: Any) -> ScriptedWorker:
        """Stand for the class: the command makes its engine by calling it."""
        return self

    def start(self) -> None:
        """Do nothing: there is no process."""

    def load(self, model: Path, model_key: str, options: EngineOptions, cache_folder: Path | None) -> None:
        """Record which weights were to be loaded."""
        self.models.append(model)

    def render(self, prompts: Sequence[Prompt]) -> list[RenderedPrompt]:
        """Return prompts as plain text, one token a character."""
        texts = [text_of(prompt) for prompt in prompts]
        return [RenderedPrompt(text, len(text), len(text) // 2) for text in texts]

    def close(self) -> None:
        """End."""
        self.is_open = False

    def __enter__(self) -> ScriptedWorker:
        self.is_open = True
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
