"""Keigo rewriting: rules first, a model for the sentences that the rules leave in doubt, a gate between the two.

What the rules put into keigo stands as it is: on small models a second version of it is seldom better and often worse.
A model is asked only about a sentence whose rule-based version still ends in 常体, breaks a rule or keeps slang; its
answer stands only where the gate finds nothing against it. Checking is in `keigo_check`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace

from sakura_cli.documents.document import Document
from sakura_cli.inference.requests import Completion, GenerationRequest, Message, MessagePart, Prompt
from sakura_cli.keigo import Audience, Change, Level, SentenceRewrite, Severity, check, rewrite, rewrite_sentences
from sakura_cli.keigo.doubts import Doubt, find_casual, find_flaws, find_plain, is_polite
from sakura_cli.lexicon import alternation, words
from sakura_cli.localization import gettext as _
from sakura_cli.options.keigo import KeigoOptions
from sakura_cli.options.sampling import GREEDY, Sampling
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.drafts import tokens_for
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.framework.prompts import load_prompt
from sakura_cli.tasks.framework.result import Finding, TaskResult
from sakura_cli.tasks.framework.steps import Steps
from sakura_cli.tasks.keigo.changes import describe_changes, make_edits, shift_changes
from sakura_cli.tasks.keigo.gate import Reason, Wanted, find_objections
from sakura_cli.tasks.keigo.result import KeigoFinding, KeigoPayload

# Formal letters are business letters with graver set phrases, which are the rules' part.
_TEMPLATES = {Level.POLITE: "keigo-polite", Level.BUSINESS: "keigo-business", Level.FORMAL: "keigo-business"}
_MARKS = "。．.！!？?"
_LONGEST_SENTENCE = 200
# Endings that need no analysis: most sentences of a result have one of them.
_SURELY_POLITE = re.compile(alternation(words("keigo/contexts", "polite")) + "(?:[かがねよ]|ので|から)*[。！？!?]?$")


@dataclass(frozen=True)
class _Manner:
    """How to rewrite, in the terms of the rules, and how a model is asked."""

    level: Level
    audience: Audience
    sampling: Sampling


@dataclass(frozen=True)
class _Doubt:
    """A sentence that the rules leave in doubt, why, and its place among the sentences."""

    index: int
    source: str
    sentence: SentenceRewrite
    flaws: Sequence[Doubt]


Note = Callable[[str], None]


def rewrite_keigo(
    document: Document, options: KeigoOptions, note: Note = lambda _: None, sampling: Sampling = GREEDY
) -> Steps[KeigoPayload]:
    """Rewrite a document, in the steps of `tasks.steps`; `note` is told where the rule-based version stood."""
    text = document.text
    manner = _Manner(Level(options.level), Audience(options.audience), sampling)
    if manner.level is Level.PLAIN:
        result = rewrite(text, level=Level.PLAIN, audience=manner.audience)
        return TaskResult(result.text, KeigoPayload(result.changes), edits=make_edits(result.changes))
    sentences = rewrite_sentences(text, level=manner.level, audience=manner.audience)
    if not options.rules_only:
        doubts = _find_doubts(text, sentences, manner)
        chosen = yield from _ask(doubts, manner, note)
        for index, version in chosen.items():
            sentence = sentences[index]
            source = text[sentence.start : sentence.end]
            changes = describe_changes(source, version, sentence.changes)
            sentences[index] = replace(sentence, text=version, changes=changes)
    written, spans, changes = _assemble(text, sentences)
    findings = _find_remaining(written, spans, None if options.rules_only else manner.audience)
    return TaskResult(written, KeigoPayload(changes), findings, chunks=len(sentences), edits=make_edits(changes))


def _assemble(text: str, sentences: Sequence[SentenceRewrite]) -> tuple[str, list[Span], list[Change]]:
    """Put the sentences in their places; everything between them is copied. The spans are of the whole sentences."""
    parts: list[str] = []
    spans: list[Span] = []
    changes: list[Change] = []
    position = length = 0
    for sentence in sentences:
        length += sentence.start - position
        parts += (text[position : sentence.start], sentence.text)
        if sentence.is_whole:
            spans.append(Span(length, length + len(sentence.text)))
        changes += shift_changes(sentence.changes, sentence.start)
        length += len(sentence.text)
        position = sentence.end
    parts.append(text[position:])
    return "".join(parts), spans, changes


def _find_doubts(text: str, sentences: Sequence[SentenceRewrite], manner: _Manner) -> list[_Doubt]:
    doubts = []
    for index, sentence in enumerate(sentences):
        source = text[sentence.start : sentence.end]
        if not sentence.is_whole or len(source) > _LONGEST_SENTENCE:
            continue
        flaws = find_flaws(sentence.text, manner.audience)
        if flaws:
            doubts.append(_Doubt(index, source, sentence, flaws))
    return doubts


def _ask(
    doubts: Sequence[_Doubt], manner: _Manner, note: Note
) -> Generator[Sequence[GenerationRequest], Sequence[Completion], dict[int, str]]:
    """Return the versions that may stand, by sentence, after at most two rounds of requests."""
    if not doubts:
        return {}
    template = load_prompt(_TEMPLATES[manner.level])
    prompts = [_prompt(template, doubt) for doubt in doubts]
    answers = yield [_request(prompt, doubt, manner) for prompt, doubt in zip(prompts, doubts, strict=True)]
    chosen: dict[int, str] = {}
    retries: list[tuple[_Doubt, GenerationRequest]] = []
    for doubt, prompt, answer in zip(doubts, prompts, answers, strict=True):
        version, objections = _judge(doubt, answer, manner)
        if not objections:
            chosen[doubt.index] = version
        elif correction := _correct(template, prompt, version, objections):
            retries.append((doubt, _request(correction, doubt, manner)))
    if retries:
        answers = yield [request for _, request in retries]
        for doubt, answer in zip((doubt for doubt, _ in retries), answers, strict=True):
            version, objections = _judge(doubt, answer, manner)
            if not objections:
                chosen[doubt.index] = version
    if len(chosen) < len(doubts):
        note(
            _("of {doubtful} sentences in doubt the rule-based version stands in {kept}").format(
                doubtful=len(doubts), kept=len(doubts) - len(chosen)
            )
        )
    return chosen


def _prompt(template: PromptTemplate, doubt: _Doubt) -> Prompt:
    flaws = "」「".join(dict.fromkeys(flaw.excerpt for flaw in doubt.flaws))
    shown = template.phrase("shown", source=doubt.source, draft=doubt.sentence.text, flaws=flaws)
    return template.render({"document": shown})


def _request(prompt: Prompt, doubt: _Doubt, manner: _Manner) -> GenerationRequest:
    budget = tokens_for(2 * len(doubt.sentence.text))
    return GenerationRequest(
        prompt,
        manner.sampling.budget(budget),
        language="ja",
        source_characters="".join(sorted(set(doubt.source + doubt.sentence.text))),
        temperature=manner.sampling.temperature,
        seed=manner.sampling.seed,
        is_single_line=True,
    )


def _judge(doubt: _Doubt, answer: Completion, manner: _Manner) -> tuple[str, list[Reason]]:
    """Return a completion with the sentence's own closing mark, and what is against it."""
    version = _with_mark_of(doubt.sentence.text, answer.text.strip())
    if answer.finish_reason != "stop":
        return version, ["layout"]
    wanted = Wanted(doubt.source, doubt.sentence.text, manner.level, manner.audience)
    objections = find_objections(version, wanted)
    # What is no better than the rule-based version does not replace it.
    if not objections and len(find_flaws(version, manner.audience)) >= len(doubt.flaws):
        objections = ["plain"]
    return version, objections


def _with_mark_of(draft: str, version: str) -> str:
    mark = draft[len(draft.rstrip(_MARKS)) :]
    return version.rstrip(_MARKS) + mark


def _correct(template: PromptTemplate, prompt: Prompt, version: str, objections: Sequence[Reason]) -> Prompt | None:
    """Return the prompt of a second try that names what was wrong; None where nothing can be said of it."""
    names = [reason for reason in dict.fromkeys(objections) if reason in template.texts]
    if not names or not version:
        return None
    correction = "".join(template.phrase(name) for name in names) + template.phrase("again")
    turns = (Message("assistant", (MessagePart(version),)), Message("user", (MessagePart(correction),)))
    return replace(prompt, messages=(*prompt.messages, *turns))


def _find_remaining(written: str, spans: Sequence[Span], audience: Audience | None) -> list[Finding]:
    """Return what could not be put into keigo, and for an audience the keigo errors that are left, too."""
    findings = [
        KeigoFinding.PLAIN_FORM.found(span, written)
        for span in spans
        if not _SURELY_POLITE.search(written, span.start, span.end) and _is_plain(span.cut(written))
    ]
    findings += [
        KeigoFinding.CASUAL_WORD.found(word.shift(span.start), written)
        for span in spans
        for word in find_casual(span.cut(written))
    ]
    if audience is not None:
        findings += [
            KeigoFinding.ERROR.found(
                Span(problem.start, problem.end), written, rule=problem.rule, message=problem.message
            )
            for problem in check(written, audience=audience)
            if problem.severity is Severity.ERROR
        ]
    return sorted(findings, key=lambda finding: finding.start)


def _is_plain(sentence: str) -> bool:
    return bool(find_plain(sentence)) and not is_polite(sentence)
