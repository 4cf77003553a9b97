"""Summaries: a document in passages, each passage in a line, the lines combined into the style that was asked for.

A small model that is shown a whole page copies its headings; shown one passage at a time it says what each is about.
Strong weights are shown the whole (`whole`).
Long documents take more rounds: lines are put together and summarised again until they are few enough, so that the
cost grows with the length of the document and every passage is read.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from math import ceil

from sakura_cli.characters.width import weigh_characters
from sakura_cli.documents.document import Document
from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.inference.strength.strategy import ChooseStrategy, by_passages
from sakura_cli.options.sampling import GREEDY, Sampling
from sakura_cli.options.summary import SummaryOptions, SummaryStyle
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.drafts import Draft, Passage, Writer, Writing, select_passages, tokens_for
from sakura_cli.tasks.framework.fact_words import FACT_WORDS
from sakura_cli.tasks.framework.grounding import find_flaws
from sakura_cli.tasks.framework.passages import skip_form, split_passages
from sakura_cli.tasks.framework.result import Finding, TaskResult
from sakura_cli.tasks.framework.shorten import shorten, shorten_lines
from sakura_cli.tasks.framework.soundness import find_unsoundness
from sakura_cli.tasks.framework.steps import Steps
from sakura_cli.tasks.summary.body import Body, prepare_body
from sakura_cli.tasks.summary.entries import find_entries
from sakura_cli.tasks.summary.evidence import find_support
from sakura_cli.tasks.summary.layout import Layout, count_points, layout_for, paragraph_length
from sakura_cli.tasks.summary.minutes import arrange_minutes, drop_empty_sections, tag_lines
from sakura_cli.tasks.summary.result import Coverage, SummaryFinding, SummaryPayload
from sakura_cli.tasks.summary.short import tell_all
from sakura_cli.tasks.summary.whole import find_template, write_whole
from sakura_cli.text.chunks import CountTokens, split_chunks
from sakura_cli.text.languages import detect_language
from sakura_cli.text.meaning import MISSTATEMENT_KINDS

_Drafting = Generator[Sequence[GenerationRequest], Sequence[Completion], list[Draft]]

# Passages longer than this are left to `split_chunks`: a small model loses the thread beyond.
_PASSAGE_CHARACTERS = 700
_CHUNK_TOKENS = 600
_MAX_FAN_IN = 6
_MISSTATED = {finding.kind: finding for finding in SummaryFinding if finding.kind in MISSTATEMENT_KINDS}
_NUMBERING = re.compile(r"^[(（]?[0-9０-９]{1,2}[.．)）](?![0-9０-９])\s*")


def summarize(
    document: Document,
    options: SummaryOptions,
    count_tokens: CountTokens,
    sampling: Sampling = GREEDY,
    choose: ChooseStrategy = by_passages,
) -> Steps[SummaryPayload]:
    """Summarise a document, in the steps of `tasks.steps`; `count_tokens` is asked about long documents only.

    `choose` says whether it is shown whole or by passages.
    """
    body = prepare_body(document.text, keeps_marks=options.keep_marks)
    layout = layout_for(options.style, options.lang)
    points = count_points(body.text, options.style, layout, options.points, options.max_chars)
    is_whole = choose(body.text) == "whole"
    spans = [Span(0, len(body.text))] if is_whole else _split(body.text, points, count_tokens)
    passages = [Passage(span, _show(span.cut(body.text), options)) for span in spans]
    read = select_passages(passages, options.focus) if options.focus else passages
    writer = Writer(body.text, sampling)
    if is_whole:
        drafts = yield from write_whole(writer, read[0], points, layout, options)
    else:
        drafts = yield from _draft(writer, read, points, options)
    lines = _make_lines(drafts, body, options)
    summary, findings = _assemble(body.text, drafts, lines, layout, options)
    payload = SummaryPayload(
        Coverage(len(read), len(passages)),
        body.left_out or None,
        find_support(summary, body) if options.explain else None,
    )
    return TaskResult(summary, payload, findings, chunks=len(read))


def _draft(writer: Writer, passages: Sequence[Passage], points: int, options: SummaryOptions) -> _Drafting:
    """Write drafts until they are as few as the style wants."""
    style = options.style
    if style == "headline":
        while len(passages) > 1:
            name = "combine" if passages[0].is_combined else "bullets"
            drafts = yield from _write(writer, passages, "bullets", points, options, name)
            passages = _combine(drafts, 1)
    drafts = yield from _write(writer, passages, style, points, options, style)
    while style != "minutes" and len(drafts) > points:
        drafts = yield from _write(writer, _combine(drafts, points), style, points, options, "combine")
    return drafts


def _write(
    writer: Writer, passages: Sequence[Passage], style: SummaryStyle, points: int, options: SummaryOptions, name: str
) -> _Drafting:
    """Write a draft for each passage in the form of a style, asked for by the prompt `summarize-<name>`."""
    layout = layout_for(style, options.lang)
    is_last = len(passages) <= points or style == "headline"
    limit = layout.line_characters if style == "headline" else None
    if options.max_chars is not None and is_last:
        share = options.max_chars // max(1, len(passages)) - len(layout.mark + layout.separator)
        limit = max(1, min(share, layout.line_characters))
    aim = layout.line_characters
    if style == "paragraph" and is_last:
        length = paragraph_length(weigh_characters(writer.document), len(passages)) // len(passages)
        aim = length * layout.line_characters // 100
        limit = min(limit, aim) if limit else None
    most = writer.sampling.max_tokens or layout.max_line_tokens
    writing = Writing(
        options.lang,
        max_tokens=min(most, tokens_for(2 * (limit or aim))) if style != "minutes" else most,
        is_single_line=style != "minutes",
        avoids_titles=style in ("bullets", "paragraph"),
        fills=style == "paragraph" or (style == "bullets" and limit is not None),
        limit_characters=limit,
        aim_characters=aim,
        focus=options.focus,
        sampling=writer.sampling,
    )
    return (yield from writer.write(find_template(name, options.lang), passages, writing))


def _split(text: str, points: int, count_tokens: CountTokens) -> list[Span]:
    """Return as many passages as points, or as many chunks as a long document takes."""
    if len(text) <= points * _PASSAGE_CHARACTERS:
        return split_passages(text, points)
    return [chunk.span for chunk in split_chunks(text, max_tokens=_CHUNK_TOKENS, count_tokens=count_tokens)]


def _show(passage: str, options: SummaryOptions) -> str:
    """Return what the model is shown of a passage: shown the form of a record, it writes a title for it."""
    return passage if options.focus or options.style in ("minutes", "headline") else skip_form(passage)


def _combine(drafts: Sequence[Draft], target: int) -> list[Passage]:
    """Put neighbouring drafts together so that `target` passages are left, or as few as the fan-in allows."""
    size = min(_MAX_FAN_IN, ceil(len(drafts) / target))
    groups = [drafts[start : start + size] for start in range(0, len(drafts), size)]
    return [
        Passage(
            Span(group[0].passage.span.start, group[-1].passage.span.end),
            "\n".join(_line(draft) for draft in group),
            is_combined=True,
        )
        for group in groups
    ]


def _line(draft: Draft) -> str:
    return _NUMBERING.sub("", draft.text.lstrip("・-•* ").strip())


def _make_lines(drafts: Sequence[Draft], body: Body, options: SummaryOptions) -> list[str]:
    if options.style == "minutes":
        is_shown = options.lang == "ja" == detect_language(body.text) and not options.focus
        entries = find_entries(body.text) if is_shown else []
        shown = [(entry.tag, entry.text) for entry in entries]
        tagged = [tag_lines(draft.text, draft.passage.span.cut(body.text), options.lang, entries) for draft in drafts]
        return arrange_minutes([*shown, *(line for lines in tagged for line in lines)])
    lines = list(filter(None, map(_line, drafts)))
    if options.style == "headline":
        return [line.rstrip("。.") for line in lines]
    if options.points is None and options.max_chars is None and not options.focus:
        lines = tell_all(lines, body.text, options.lang)
    if options.style == "paragraph" and options.lang == "ja":
        return [line if line.endswith(("。", "！", "？")) else f"{line}。" for line in lines]
    return lines


def _assemble(
    document: str, drafts: Sequence[Draft], lines: Sequence[str], layout: Layout, options: SummaryOptions
) -> tuple[str, list[Finding]]:
    """Join lines into the summary, within the budget, and say what it could not be held to."""
    findings: list[Finding] = []
    kept = list(lines)
    if options.max_chars is not None:
        kept = shorten_lines(kept, options.max_chars, separator=layout.separator, mark=layout.mark)
        if kept != list(lines) or any(draft.is_condensed for draft in drafts):
            findings.append(SummaryFinding.SHORTENED.found(count=options.max_chars))
    if options.style == "minutes":
        # A budget that the first heading uses up leaves the first item, without it.
        kept = drop_empty_sections(kept) or [shorten(item, options.max_chars or len(item)) for item in lines[1:2]]
    summary = layout.separator.join(f"{layout.mark}{line}" for line in kept)
    findings += _find_replaced(summary, drafts)
    for flaw in find_flaws(summary, document):
        if flaw.kind == "object":  # a hint that a draft is wrong, not proof enough to report
            continue
        if flaw.is_relation:
            findings.append(_MISSTATED[flaw.kind].found(flaw.span, summary))
        else:
            findings.append(SummaryFinding.UNSUPPORTED.found(flaw.span, summary, fact=FACT_WORDS[flaw.kind]))
    if any(not draft.is_whole for draft in drafts):
        findings.append(SummaryFinding.BROKEN_OFF.found())
    unsoundness = {find_unsoundness(draft.text, draft.passage.shown, options.lang) for draft in drafts}
    if "empty" in unsoundness or not summary.strip():
        findings.append(SummaryFinding.EMPTY.found())
    if "wrong-language" in unsoundness:
        findings.append(SummaryFinding.WRONG_LANGUAGE.found())
    return summary, findings


def _find_replaced(summary: str, drafts: Sequence[Draft]) -> list[Finding]:
    """Tell where the source's words stand in the summary because the model's could not be vouched for."""
    findings: list[Finding] = []
    for draft in drafts:
        for words in draft.replaced:
            start = summary.find(words)
            if start >= 0:
                findings.append(SummaryFinding.REPLACED.found(Span(start, start + len(words)), summary))
    return findings
