"""Summaries: a document in passages, each passage in a line, the lines combined into the style that was asked for.

A small model that is shown a whole page copies its headings; shown one passage at a time it says what each is about.
Long documents take more rounds: lines are put together and summarised again until they are few enough, so that the
cost grows with the length of the document and every passage is read.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from sakura_cli.inference.prompt import Completion, GenerationRequest
from sakura_cli.tasks.drafts import Draft, Passage, Writer, Writing, select_passages, tokens_for
from sakura_cli.tasks.minutes import arrange_minutes
from sakura_cli.tasks.passages import split_passages
from sakura_cli.tasks.prompts import PromptTemplate, load_prompt
from sakura_cli.tasks.result import Finding, TaskResult, Usage
from sakura_cli.tasks.shorten import shorten_lines
from sakura_cli.tasks.steps import Steps
from sakura_cli.text.chunks import split_chunks
from sakura_cli.text.document import Document
from sakura_cli.text.spans import Span
from sakura_cli.text.support import find_unsupported

SummaryStyle = Literal["bullets", "paragraph", "headline", "minutes"]
Language = Literal["ja", "en"]
CountTokens = Callable[[Sequence[str]], Sequence[int]]
_Drafting = Generator[Sequence[GenerationRequest], Sequence[Completion], list[Draft]]

# Passages longer than this are left to `split_chunks`: a small model loses the thread beyond.
_PASSAGE_CHARACTERS = 700
_CHUNK_TOKENS = 500
_MAX_FAN_IN = 6
_HEADLINE_CHARACTERS = 30


@dataclass(frozen=True)
class SummaryOptions:
    """What kind of summary is wanted; None leaves a number to the length of the document."""

    style: SummaryStyle = "bullets"
    points: int | None = None
    max_chars: int | None = None
    focus: str | None = None
    language: Language = "ja"
    temperature: float = 0.0
    seed: int = 0
    max_tokens: int | None = None


@dataclass(frozen=True)
class _Layout:
    """How the lines of a style become its text, and how many characters a line is worth."""

    mark: str
    separator: str
    characters_per_point: int
    most_points: int
    characters_per_line: int
    line_tokens: int = 160


_LAYOUTS: dict[SummaryStyle, _Layout] = {
    "bullets": _Layout("・", "\n", 150, 5, 35),
    "paragraph": _Layout("", "", 250, 4, 60),
    "headline": _Layout("", "", 1 << 30, 1, 1, 48),
    "minutes": _Layout("", "\n", 300, 12, 30, 240),
}


def summarize(document: Document, options: SummaryOptions, count_tokens: CountTokens) -> Steps:
    """Summarise a document, in the steps of `tasks.steps`; `count_tokens` is asked about long documents only."""
    text, layout = document.text, _LAYOUTS[options.style]
    points = _count_points(len(text), layout, options)
    passages = [Passage(span, span.cut(text)) for span in _split(text, points, count_tokens)]
    if options.focus:
        passages = select_passages(passages, options.focus)
    writer = Writer(text)
    drafts = yield from _draft(writer, passages, points, options)
    chunks = len(passages)
    lines = _join_minutes(drafts) if options.style == "minutes" else [_line(draft) for draft in drafts]
    summary, findings = _assemble(text, drafts, lines, layout, options)
    return TaskResult(
        summary,
        findings,
        Usage.of(writer.completions, chunks=chunks),
        {"coverage": {"chunks": chunks, "of": chunks}},
    )


def _draft(writer: Writer, passages: Sequence[Passage], points: int, options: SummaryOptions) -> _Drafting:
    """Write drafts until they are as few as the style wants."""
    style = options.style
    if style == "headline":
        while len(passages) > 1:
            drafts = yield from _write(writer, passages, "bullets", points, options)
            passages = _combine(drafts, 1)
    drafts = yield from _write(writer, passages, style, points, options)
    while style != "minutes" and len(drafts) > points:
        drafts = yield from _write(writer, _combine(drafts, points), style, points, options)
    return drafts


def _write(
    writer: Writer, passages: Sequence[Passage], style: SummaryStyle, points: int, options: SummaryOptions
) -> _Drafting:
    layout = _LAYOUTS[style]
    limit = _HEADLINE_CHARACTERS if style == "headline" else None
    if options.max_chars is not None and (len(passages) <= points or style == "headline"):
        share = options.max_chars // max(1, len(passages)) - len(layout.mark + layout.separator)
        limit = max(1, min(share, limit or share))
    most = options.max_tokens or layout.line_tokens
    writing = Writing(
        options.language,
        max_tokens=min(most, tokens_for(2 * limit)) if limit else most,
        is_single_line=style != "minutes",
        limit_characters=limit,
        focus=options.focus,
        temperature=options.temperature,
        seed=options.seed,
    )
    return (yield from writer.write(_template(style, options.language), passages, writing))


def _template(style: SummaryStyle, language: Language) -> PromptTemplate:
    return load_prompt(f"summarize-{style}" if language == "ja" else f"summarize-{style}-{language}")


def _count_points(characters: int, layout: _Layout, options: SummaryOptions) -> int:
    points = options.points or min(max(1, round(characters / layout.characters_per_point)), layout.most_points)
    if options.max_chars is not None:
        points = min(points, max(1, options.max_chars // layout.characters_per_line))
    return points


def _split(text: str, points: int, count_tokens: CountTokens) -> list[Span]:
    """Return as many passages as points, or as many chunks as a long document takes."""
    if len(text) <= points * _PASSAGE_CHARACTERS:
        return split_passages(text, points)
    return [chunk.span for chunk in split_chunks(text, max_tokens=_CHUNK_TOKENS, count_tokens=count_tokens)]


def _combine(drafts: Sequence[Draft], target: int) -> list[Passage]:
    """Put neighbouring drafts together so that `target` passages are left, or as few as the fan-in allows."""
    size = min(_MAX_FAN_IN, ceil(len(drafts) / target))
    groups = [drafts[start : start + size] for start in range(0, len(drafts), size)]
    return [
        Passage(
            Span(group[0].passage.span.start, group[-1].passage.span.end), "\n".join(_line(draft) for draft in group)
        )
        for group in groups
    ]


def _line(draft: Draft) -> str:
    return draft.text.lstrip("・-•* ").strip()


def _join_minutes(drafts: Sequence[Draft]) -> list[str]:
    return arrange_minutes([draft.text for draft in drafts])


def _assemble(
    document: str, drafts: Sequence[Draft], lines: Sequence[str], layout: _Layout, options: SummaryOptions
) -> tuple[str, list[Finding]]:
    """Join lines into the summary, within the budget, and say what it could not be held to."""
    findings: list[Finding] = []
    kept = list(lines)
    if options.max_chars is not None:
        kept = shorten_lines(kept, options.max_chars, separator=layout.separator, mark=layout.mark)
        if kept != list(lines):
            findings.append(
                Finding("shortened", f"the summary was cut at a sentence end to keep to {options.max_chars} characters")
            )
    summary = layout.separator.join(f"{layout.mark}{line}" for line in kept)
    for fact in find_unsupported(summary, document):
        start, end = fact.text_span
        findings.append(
            Finding("unsupported", f"the source does not say this {fact.kind}", start, end, summary[start:end])
        )
    if any(not draft.is_whole for draft in drafts):
        findings.append(Finding("broken-off", "a passage's summary did not come to an end and was cut"))
    return summary, findings
