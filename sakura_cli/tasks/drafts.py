"""Drafts: what a model writes about passages of a document, checked against them and corrected once.

A draft that says what its passage does not, or is too long, is given back to the model with the problem named. If that
does not help the better of the two stands; reporting what is still wrong is left to the task.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sakura_cli.inference.prompt import Completion, GenerationRequest, Message, Prompt, Segment
from sakura_cli.tasks.passages import overlap
from sakura_cli.tasks.prompts import PromptTemplate
from sakura_cli.text.spans import Span
from sakura_cli.text.support import Unsupported, find_unsupported

# A draft may be this much longer than asked for before it is worth a second request.
_TOLERANCE = 1.3
_TOKENS_PER_CHARACTER = 1.2
_LOOP_PENALTY = 1.15


@dataclass(frozen=True)
class Passage:
    """A span of the document and what the model is shown for it: the text itself, or drafts that stand for it."""

    span: Span
    shown: str


@dataclass(frozen=True)
class Draft:
    """What was written about a passage; `is_whole` is false where it broke off."""

    passage: Passage
    text: str
    unsupported: Sequence[Unsupported] = ()
    is_whole: bool = True


@dataclass(frozen=True)
class Writing:
    """How drafts are to be written."""

    language: Literal["ja", "en"]
    max_tokens: int
    is_single_line: bool = True
    limit_characters: int | None = None
    focus: str | None = None
    temperature: float = 0.0
    seed: int = 0


@dataclass
class Writer:
    """Writes drafts about one document and keeps what they cost."""

    document: str
    completions: list[Completion] = field(default_factory=list)

    def write(
        self, template: PromptTemplate, passages: Sequence[Passage], writing: Writing
    ) -> Generator[Sequence[GenerationRequest], Sequence[Completion], list[Draft]]:
        """Return a draft for each passage, in at most two rounds of requests."""
        prompts = [_prompt(template, passage, writing) for passage in passages]
        requests = [self._request(prompt, passage, writing) for prompt, passage in zip(prompts, passages, strict=True)]
        completions = yield requests
        self.completions += completions
        drafts = [self._draft(passage, answer) for passage, answer in zip(passages, completions, strict=True)]
        flawed = [index for index, draft in enumerate(drafts) if _problems(template, draft, writing)]
        if not flawed:
            return drafts
        retries = [self._retry(template, prompts[index], drafts[index], writing) for index in flawed]
        completions = yield retries
        self.completions += completions
        for index, answer in zip(flawed, completions, strict=True):
            drafts[index] = _better(drafts[index], self._draft(passages[index], answer), writing)
        return drafts

    def _request(self, prompt: Prompt, passage: Passage, writing: Writing) -> GenerationRequest:
        return GenerationRequest(
            prompt,
            writing.max_tokens,
            language=writing.language,
            source_characters="".join(sorted(set(passage.shown))),
            temperature=writing.temperature,
            seed=writing.seed,
            is_single_line=writing.is_single_line,
        )

    def _retry(self, template: PromptTemplate, prompt: Prompt, draft: Draft, writing: Writing) -> GenerationRequest:
        correction = "".join(_problems(template, draft, writing))
        turns = (Message("assistant", (Segment(draft.text),)), Message("user", (Segment(correction),)))
        request = self._request(Prompt((*prompt.messages, *turns)), draft.passage, writing)
        return request if draft.is_whole else replace(request, prompt=prompt, repetition_penalty=_LOOP_PENALTY)

    def _draft(self, passage: Passage, completion: Completion) -> Draft:
        text = completion.text.strip()
        unsupported = find_unsupported(text, passage.span.cut(self.document))
        return Draft(passage, text, unsupported, is_whole=completion.finish_reason == "stop")


def _prompt(template: PromptTemplate, passage: Passage, writing: Writing) -> Prompt:
    condition = ""
    if writing.focus:
        condition += template.phrase("focus", focus=writing.focus)
    if writing.limit_characters:
        condition += template.phrase("limit", characters=writing.limit_characters)
    return template.render({"document": passage.shown, "condition": condition})


def _problems(template: PromptTemplate, draft: Draft, writing: Writing) -> list[str]:
    problems: list[str] = []
    if not draft.is_whole:
        problems.append(template.phrase("broken_off"))
    if draft.unsupported:
        excerpts = dict.fromkeys(fact.text_span.cut(draft.text) for fact in draft.unsupported)
        problems.append(template.phrase("unsupported", excerpts="」「".join(excerpts)))
    if _is_too_long(draft, writing):
        problems.append(template.phrase("too_long", characters=writing.limit_characters))
    return problems


def _is_too_long(draft: Draft, writing: Writing) -> bool:
    return writing.limit_characters is not None and len(draft.text) > _TOLERANCE * writing.limit_characters


def _better(first: Draft, second: Draft, writing: Writing) -> Draft:
    def flaws(draft: Draft) -> tuple[int, bool, bool]:
        return len(draft.unsupported), not draft.is_whole, _is_too_long(draft, writing)

    return second if flaws(second) <= flaws(first) else first


def select_passages(passages: Sequence[Passage], focus: str) -> list[Passage]:
    """Return the passages that bear on a question, or all of them where none does."""
    scores = [overlap(passage.shown, focus) for passage in passages]
    best = max(scores, default=0.0)
    return [passage for passage, score in zip(passages, scores, strict=True) if score >= best / 2 > 0] or list(passages)


def tokens_for(characters: int) -> int:
    """Return a generous token budget for text of a length in characters."""
    return int(characters * _TOKENS_PER_CHARACTER) + 24
