"""Drafts: what a model writes about passages of a document, checked against them and corrected once.

A draft that says what its passage does not is given back to the model with the problem named; one that runs on (a small
model copies) is written again from the sentences that carry the passage. What is still wrong then falls back to the
passage's own words, where it has any; reporting the rest is left to the task.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sakura_cli.inference.requests import Completion, GenerationRequest, Message, MessagePart, Prompt
from sakura_cli.options.sampling import GREEDY, Sampling
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.grounding import Flaw, find_flaws, ground
from sakura_cli.tasks.framework.passages import overlap
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.framework.shorten import condense, split_fragments
from sakura_cli.tasks.framework.soundness import find_unsoundness
from sakura_cli.tasks.framework.wording import settle_wording
from sakura_cli.text.evidence import SentenceIndex, find_conclusions, find_core, select_salient, share

# A draft may be this much longer than asked for before it is worth a second request, and before sentences are dropped.
_TOLERANCE = 1.5
_SLACK = 1.3
# Of a passage that was copied so much is shown again, in lengths of what is asked for.
_NARROWED = 1.5
_TOKENS_PER_CHARACTER = 1.2
_LOOP_PENALTY = 1.15
_CHANCE = 0.6
_MAX_TITLE = 30
_LEAST_SHARE_OF_CORE = 0.35
# A draft shorter than this, of what it may have, has room for what it left out.
_THIN = 0.8
_LINE_BREAK = re.compile(r"\s*\n\s*")
# How a model is told of a flaw; a fact that is not there is "unsupported", another misstatement "misstated".
_PHRASES = {"object": "contradicted", "dropped-limit": "limited"}
_SENTENCE_ENDS = ("。", "！", "？", ".", "!", "?")


@dataclass(frozen=True)
class Passage:
    """A span of the document and what the model is shown for it: the text itself, or drafts that stand for it."""

    span: Span
    shown: str
    is_combined: bool = False


@dataclass(frozen=True)
class Draft:
    """What was written about a passage; `is_whole` is false where it broke off.

    `replaced` are the stretches of `text` that are the passage's words instead of the model's;
    `is_condensed` tells that sentences were left out to make it fit, `has_run_on` that the model had to be stopped.
    """

    passage: Passage
    text: str
    flaws: Sequence[Flaw] = ()
    is_whole: bool = True
    replaced: tuple[str, ...] = ()
    is_condensed: bool = False
    has_run_on: bool = False


@dataclass(frozen=True)
class Writing:
    """How drafts are to be written; `limit_characters` is asked for in the prompt, `aim_characters` only aimed at.

    `fills` says that the room is there to be used: a draft that leaves much of it says what it left out, too. `points`
    are the lines or sentences asked for of a whole document.
    """

    language: Literal["ja", "en"]
    max_tokens: int
    is_single_line: bool = True
    avoids_titles: bool = True
    fills: bool = False
    limit_characters: int | None = None
    aim_characters: int | None = None
    focus: str | None = None
    points: int | None = None
    sampling: Sampling = GREEDY

    @property
    def length(self) -> int | None:
        """The number of characters a draft should have at most, if one is set."""
        return self.limit_characters or self.aim_characters


@dataclass
class Writer:
    """Writes drafts about one document."""

    document: str
    sampling: Sampling = GREEDY

    def write(
        self, template: PromptTemplate, passages: Sequence[Passage], writing: Writing
    ) -> Generator[Sequence[GenerationRequest], Sequence[Completion], list[Draft]]:
        """Return a draft for each passage, in at most two rounds of requests."""
        prompts = [_prompt(template, passage, writing) for passage in passages]
        requests = [_request(prompt, passage, writing) for prompt, passage in zip(prompts, passages, strict=True)]
        completions = yield requests
        drafts = [self._draft(each, answer, writing) for each, answer in zip(passages, completions, strict=True)]
        retries = {
            index: retry
            for index, draft in enumerate(drafts)
            if (retry := _retry(template, prompts[index], draft, writing)) is not None
        }
        if retries:
            completions = yield list(retries.values())
            for index, answer in zip(retries, completions, strict=True):
                drafts[index] = _better(drafts[index], self._draft(passages[index], answer, writing), writing)
        return [self._finish(draft, writing) for draft in drafts]

    def _draft(self, passage: Passage, completion: Completion, writing: Writing) -> Draft:
        text, is_whole = completion.text.strip(), completion.finish_reason == "stop"
        if not is_whole and (ended := _drop_unended(text)):
            text, is_whole = ended, True
        text = _drop_repeated(text)
        if writing.language == "ja":
            text = settle_wording(text)
        flaws = find_flaws(text, passage.span.cut(self.document))
        return Draft(passage, text, flaws, is_whole, has_run_on=completion.finish_reason != "stop")

    def _finish(self, draft: Draft, writing: Writing) -> Draft:
        source = draft.passage.span.cut(self.document)
        text = draft.text
        if writing.length is not None and writing.is_single_line:
            text = condense(text, int(_SLACK * writing.length))
        is_condensed = text != draft.text
        # Words of the source must not hide that the model wrote nothing, or in another language.
        if find_unsoundness(text, draft.passage.shown, writing.language) is None:
            text = _fill(text, draft.passage.shown, writing)
        flaws = find_flaws(text, source) if text != draft.text else draft.flaws
        if not flaws:
            return replace(draft, text=text, flaws=(), is_condensed=is_condensed)
        grounded = ground(text, flaws, source)
        return replace(
            draft,
            text=grounded.text,
            flaws=find_flaws(grounded.text, source),
            replaced=tuple(grounded.replaced),
            is_condensed=is_condensed,
        )


def _request(prompt: Prompt, passage: Passage, writing: Writing) -> GenerationRequest:
    return GenerationRequest(
        prompt,
        writing.max_tokens,
        language=writing.language,
        source_characters="".join(sorted(set(passage.shown))),
        temperature=writing.sampling.temperature,
        seed=writing.sampling.seed,
        is_single_line=writing.is_single_line,
    )


def _prompt(template: PromptTemplate, passage: Passage, writing: Writing) -> Prompt:
    condition = ""
    if writing.focus:
        condition += template.phrase("focus", focus=writing.focus)
    if writing.points:
        condition += template.phrase("points", points=writing.points)
    if writing.limit_characters:
        condition += template.phrase("limit", characters=writing.limit_characters)
    return template.render({"document": passage.shown, "condition": condition})


def _retry(template: PromptTemplate, prompt: Prompt, draft: Draft, writing: Writing) -> GenerationRequest | None:
    """Return the second request for a draft that needs one."""
    if find_unsoundness(draft.text, draft.passage.shown, writing.language) is not None:
        # The same question has the same greedy answer: it is asked with some chance in it.
        return replace(_request(prompt, draft.passage, writing), temperature=max(_CHANCE, writing.sampling.temperature))
    narrowed = _narrow(draft, writing)
    if narrowed is not None:
        return _request(_prompt(template, narrowed, writing), narrowed, writing)
    correction = "".join(_problems(template, draft))
    if not correction:
        return None
    turns = (Message("assistant", (MessagePart(draft.text),)), Message("user", (MessagePart(correction),)))
    request = _request(replace(prompt, messages=(*prompt.messages, *turns)), draft.passage, writing)
    return request if draft.is_whole else replace(request, prompt=prompt, repetition_penalty=_LOOP_PENALTY)


def _narrow(draft: Draft, writing: Writing) -> Passage | None:
    """Return the sentences that carry a passage, for a draft that ran on, is a title of it or leaves out its core.

    None where there is nothing to leave out.
    """
    is_empty = writing.avoids_titles and (_is_title(draft) or _misses_core(draft) or _is_thin(draft, writing))
    if writing.length is None or not (is_empty or _is_too_long(draft, writing)):
        return None
    shown = draft.passage.shown
    spans = select_salient(shown, int(_NARROWED * writing.length))
    if is_empty:
        spans = [span for span in spans if span.cut(shown).endswith(_SENTENCE_ENDS)] or spans
    narrowed = "\n".join(span.cut(shown) for span in spans)
    return replace(draft.passage, shown=narrowed) if len(narrowed) < 0.9 * len(shown.strip()) else None


def _problems(template: PromptTemplate, draft: Draft) -> list[str]:
    problems: list[str] = []
    if not draft.is_whole:
        problems.append(template.phrase("broken_off"))
    groups: dict[str, list[Flaw]] = {}
    for flaw in draft.flaws:
        groups.setdefault(_PHRASES.get(flaw.kind, "misstated" if flaw.stated else "unsupported"), []).append(flaw)
    for phrase in ("unsupported", "contradicted", "limited", "misstated"):
        if flaws := groups.get(phrase):
            excerpts, stated = (
                "」「".join(dict.fromkeys(filter(None, said)))
                for said in ((flaw.span.cut(draft.text) for flaw in flaws), (flaw.stated for flaw in flaws))
            )
            problems.append(template.phrase(phrase, excerpts=excerpts, stated=stated))
    return problems


def _is_too_long(draft: Draft, writing: Writing) -> bool:
    """Say whether a draft ran on, or stays too long even when only the sentences that carry it are kept."""
    if not writing.is_single_line or writing.length is None:
        return False
    return draft.has_run_on or len(condense(draft.text, int(_SLACK * writing.length))) > _TOLERANCE * writing.length


def _is_title(draft: Draft) -> bool:
    """Say whether a draft only repeats a line of a passage that has much more to say, but is no sentence of it."""
    words = draft.text.strip("・-。. ")
    lines = (line.strip("・#*- 　") for line in draft.passage.shown.splitlines())
    return (
        len(words) < _MAX_TITLE
        and len(draft.passage.shown) > 4 * _MAX_TITLE
        and any(words in line and not line.endswith(_SENTENCE_ENDS) for line in lines)
    )


def _misses_core(draft: Draft) -> bool:
    """Say whether a passage has a sentence that says what it comes to, and the draft says next to nothing of it."""
    core = find_core(draft.passage.shown)
    return core is not None and share(core.cut(draft.passage.shown), [draft.text]) < _LEAST_SHARE_OF_CORE


def _is_thin(draft: Draft, writing: Writing) -> bool:
    return bool(_find_left_out(draft.text, draft.passage.shown, writing))


def _find_left_out(text: str, shown: str, writing: Writing) -> list[Span]:
    """Return the conclusions of a passage that a draft with room for them says next to nothing of."""
    if not writing.fills or writing.length is None or len(text) >= _THIN * writing.length:
        return []
    return [span for span in find_conclusions(shown) if share(span.cut(shown), [text]) < _LEAST_SHARE_OF_CORE]


def _fill(text: str, shown: str, writing: Writing) -> str:
    """Return a draft with the conclusions it left out, in the passage's words and order, as far as they fit."""
    left_out = _find_left_out(text, shown, writing)
    if not left_out or writing.length is None:
        return text
    separator = "" if writing.language == "ja" else " "
    index = SentenceIndex(shown)
    parts = [
        (match.span.start if (match := index.find_best(fragment)) else len(shown), fragment)
        for fragment in split_fragments(text)
    ]
    for span in left_out:
        words = _LINE_BREAK.sub(separator, span.cut(shown).strip())
        words = settle_wording(words) if writing.language == "ja" else words
        if sum(len(part) for _, part in parts) + len(words) <= writing.length:
            parts.append((span.start, words))
    return separator.join(part.strip() for _, part in sorted(parts, key=lambda part: part[0]))


def _better(first: Draft, second: Draft, writing: Writing) -> Draft:
    def badness(draft: Draft) -> tuple[bool, bool, int, bool, bool, bool, bool]:
        return (
            not draft.text,
            writing.avoids_titles and _is_title(draft),
            len(draft.flaws),
            writing.avoids_titles and _misses_core(replace(draft, passage=first.passage)),
            _is_thin(replace(draft, passage=first.passage), writing),
            not draft.is_whole,
            _is_too_long(draft, writing),
        )

    return second if badness(second) <= badness(first) else first


def _drop_unended(text: str) -> str:
    """Return what was written up to its last end of a sentence."""
    fragments = split_fragments(text)
    return "".join(fragments[:-1]).rstrip() if len(fragments) > 1 else ""


def _drop_repeated(text: str) -> str:
    """Return text without the sentences it has said before: a model in a loop says little else."""
    return "".join(dict.fromkeys(split_fragments(text))).rstrip()


def select_passages(passages: Sequence[Passage], focus: str) -> list[Passage]:
    """Return the passages that bear on a question, or all of them where none does."""
    scores = [overlap(passage.shown, focus) for passage in passages]
    best = max(scores, default=0.0)
    return [passage for passage, score in zip(passages, scores, strict=True) if score >= best / 2 > 0] or list(passages)


def tokens_for(characters: int) -> int:
    """Return a generous token budget for text of a length in characters."""
    return int(characters * _TOKENS_PER_CHARACTER) + 24
