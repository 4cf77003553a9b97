"""Asking a model which of some classes candidates of a text belong to; it chooses for each, and writes nothing itself.

Left out: what the candidates are, and what is made of the answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.options.sampling import Sampling
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.answers import read_answer
from sakura_cli.tasks.extraction.source import IndexedDocument
from sakura_cli.tasks.extraction.windows import split_windows
from sakura_cli.tasks.framework.prompt_template import PromptTemplate

_WINDOW_TOKENS = 300
_MAX_ASKED = 12
_TOKENS_PER_NAME = 24


@dataclass(frozen=True)
class Question:
    """What is asked about all candidates: a prompt with `document` and `candidates`, its other values, the classes.

    The answer has a class or null for each candidate; with `is_by_class` it lists the candidates of each class, which
    is shorter where many have none.
    """

    template: PromptTemplate
    classes: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    is_by_class: bool = False

    def schema(self, names: Sequence[str]) -> dict[str, Any]:
        """Return the schema of the answer about some candidates."""
        if self.is_by_class:
            listed = {"type": "array", "items": {"enum": list(names)}, "maxItems": len(names)}
            return {
                "type": "object",
                "properties": dict.fromkeys(self.classes, listed),
                "required": list(self.classes),
            }
        choice = {"enum": [*self.classes, None]}
        return {"type": "object", "properties": dict.fromkeys(names, choice), "required": list(names)}

    def read(self, names: Sequence[str], text: str) -> dict[str, str]:
        """Return the classes that an answer gives some of the candidates; of several the last."""
        answer = read_answer(text, self.schema(names))
        members = answer if isinstance(answer, Mapping) else {}
        if not self.is_by_class:
            return {name: members[name] for name in names if members.get(name) in self.classes}
        listed = ((name, members.get(name)) for name in self.classes)
        return {each: name for name, items in listed if isinstance(items, list) for each in items if each in names}


@dataclass(frozen=True)
class Choices:
    """The class of each candidate that has one, how many requests it took, whether every answer came to its end."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    requests: int = 0
    is_whole: bool = True


def choose(
    source: IndexedDocument,
    candidates: Sequence[Span],
    question: Question,
    sampling: Sampling,
    count_tokens: Callable[[Sequence[str]], Sequence[int]],
) -> Generator[Sequence[GenerationRequest], Sequence[Completion], Choices]:
    """Ask what the candidates are, all windows in one round; the same words are asked about once."""
    if not candidates:
        return Choices()
    asked: list[list[str]] = []
    requests: list[GenerationRequest] = []
    known: set[str] = set()
    for window in split_windows(source.text, _WINDOW_TOKENS, count_tokens):
        names = dict.fromkeys(
            span.cut(source.text) for span in candidates if window.start <= span.start and span.end <= window.end
        )
        fresh = [name for name in names if name not in known]
        known.update(fresh)
        for first in range(0, len(fresh), _MAX_ASKED):
            part = fresh[first : first + _MAX_ASKED]
            asked.append(part)
            requests.append(_request(source.text, window, part, question, sampling))
    completions = list((yield requests)) if requests else []
    chosen: dict[str, str] = {}
    for names_asked, completion in zip(asked, completions, strict=True):
        chosen |= question.read(names_asked, completion.text)
    return Choices(chosen, len(requests), all(completion.finish_reason == "stop" for completion in completions))


def _request(
    text: str, window: Span, names: Sequence[str], question: Question, sampling: Sampling
) -> GenerationRequest:
    shown = window.cut(text)
    budget = (_TOKENS_PER_NAME * len(names)) + sum(map(len, names)) + 16
    return GenerationRequest(
        question.template.render({**question.values, "candidates": "、".join(names), "document": shown}),
        sampling.budget(budget),
        language="ja",
        source_characters="".join(sorted(set(shown).union(*question.classes))),
        temperature=sampling.temperature,
        seed=sampling.seed,
        json_schema=json.dumps(question.schema(names), ensure_ascii=False),
    )
