"""A prompt of the user's own run on a document: one request, or one for each part of a long document.

What is known of such a prompt is only what its file says, so the checks are those that hold for any: the answer came to
an end, is JSON where a schema asks for it, and says no number, date or name that neither document nor prompt has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Literal

from sakura_cli.documents.document import Document
from sakura_cli.errors import BadInputError, EngineError, UsageError
from sakura_cli.inference.client import Engine
from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.localization import gettext as _
from sakura_cli.options.sampling import GREEDY, Sampling
from sakura_cli.tasks.custom.result import AnswerFinding, AnswerPayload, DataPayload
from sakura_cli.tasks.framework.fact_words import FACT_WORDS
from sakura_cli.tasks.framework.prompt_template import DOCUMENT, PromptTemplate
from sakura_cli.tasks.framework.result import Finding, TaskResult
from sakura_cli.tasks.framework.soundness import find_unsoundness
from sakura_cli.tasks.framework.steps import Steps
from sakura_cli.text.chunks import split_chunks
from sakura_cli.text.facts import find_unsupported

_DEFAULT_MAX_TOKENS = 512
# A small model loses the thread of longer parts.
_PART_TOKENS = 4000
# For what a chat template writes around the messages.
_FORMAT_TOKENS = 128
_CHECKED_LANGUAGES: tuple[Literal["ja", "en"], ...] = ("ja", "en")
_MARK = re.compile(r"^\[/?[0-9a-f]{4}\]$\n?", re.MULTILINE)


def check_values(template: PromptTemplate, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values of all variables, defaults included. Raises UsageError for unknown and missing ones."""
    wanted = template.variables - {DOCUMENT}
    for name in values:
        if name not in wanted:
            near = get_close_matches(name, wanted, 1)
            known = f"sakura run {template.name} FILE"
            if near:
                known = _("did you mean -p {name}=…?").format(name=near[0])
            elif wanted:
                known = _("its variables: {names}").format(names=", ".join(sorted(wanted)))
            raise UsageError(
                _("prompt {prompt} has no variable {name}").format(prompt=template.name, name=name),
                hint=known,
                kind="unknown-variable",
            )
    complete = {**template.defaults, **values}
    missing = sorted(wanted - set(complete))
    if missing:
        raise UsageError(
            _("prompt {prompt} wants a value for {names}").format(prompt=template.name, names=", ".join(missing)),
            hint=f"sakura run {template.name} {' '.join(f'-p {name}=…' for name in missing)}",
            kind="missing-variable",
        )
    return complete


def run_prompt(
    document: Document,
    template: PromptTemplate,
    values: Mapping[str, str],
    engine: Engine,
    sampling: Sampling = GREEDY,
) -> Steps[AnswerPayload]:
    """Run a prompt on a document, in the steps of `tasks.steps`; values must have passed `check_values`."""
    max_tokens = sampling.max_tokens or _DEFAULT_MAX_TOKENS
    parts: Sequence[str] = [document.text]
    if template.run.splits_long:
        parts = _split(document.text, template, values, max_tokens, engine)
    schema = template.run.output_schema
    completions = yield [
        GenerationRequest(
            template.render({**values, DOCUMENT: part}),
            max_tokens,
            language=template.run.language,
            source_characters="".join(sorted({*part, *"".join(values.values())})),
            temperature=sampling.temperature,
            seed=sampling.seed,
            json_schema=None if schema is None else json.dumps(schema, ensure_ascii=False),
            is_single_line=template.run.is_single_line,
        )
        for part in parts
    ]
    texts = [_MARK.sub("", completion.text).strip() for completion in completions]
    text = "\n".join(filter(None, texts))
    payload = AnswerPayload(template.name) if schema is None else DataPayload(template.name, _read_json(text))
    findings = _find_ends(completions, max_tokens)
    if not text:
        findings.append(AnswerFinding.EMPTY.found())
    if template.run.is_checked and schema is None:
        findings += _find_unsound(texts, parts, template) if text else []
        findings += _find_unsupported(text, document, template, values)
    return TaskResult(text, payload, findings, chunks=len(parts))


def settle(text: str) -> str:
    """Return how much of an answer that is still being written is sure to begin the result.

    The end of it may still turn out to be white space or a delimiter, which are left out of a result.
    """
    lines = text.splitlines(keepends=True)
    if lines and (lines[-1].startswith("[") or not lines[-1].strip()):
        lines.pop()
    return _MARK.sub("", "".join(lines)).strip()


def _split(
    text: str, template: PromptTemplate, values: Mapping[str, str], max_tokens: int, engine: Engine
) -> Sequence[str]:
    """Return a document's parts that fit into the context; all of it where it fits."""
    empty = template.render({**values, DOCUMENT: ""})
    [own] = engine.count_text_tokens(["\n".join(message.text for message in empty.messages)])
    room = engine.context_limit_tokens - max_tokens - own - _FORMAT_TOKENS
    if room < 1:
        raise BadInputError(
            _(
                "prompt {name} leaves no room for a document: {own} tokens, {answer} for the answer, and a context of "
                "{context}"
            ).format(name=template.name, own=own, answer=max_tokens, context=engine.context_limit_tokens),
            hint=_("sakura run --max-tokens N, or a shorter prompt"),
            kind="context-exceeded",
        )
    chunks = split_chunks(text, max_tokens=min(room, _PART_TOKENS), count_tokens=engine.count_text_tokens)
    return [chunk.text for chunk in chunks]


def _read_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        message = _("the model's answer is no JSON")
        raise EngineError(message, hint="sakura run --max-tokens N", kind="bad-json") from None


def _find_ends(completions: Sequence[Completion], max_tokens: int) -> list[Finding]:
    reasons = {completion.finish_reason for completion in completions}
    findings: list[Finding] = []
    if "length" in reasons:
        findings.append(AnswerFinding.BROKEN_OFF.found(count=max_tokens))
    if "repetition" in reasons:
        findings.append(AnswerFinding.REPETITION.found())
    return findings


def _find_unsound(texts: Sequence[str], parts: Sequence[str], template: PromptTemplate) -> list[Finding]:
    """Tell of parts without an answer, and of answers in another language than the prompt's file asks for."""
    findings: list[Finding] = []
    if not all(texts):
        findings.append(AnswerFinding.EMPTY_PART.found())
    for language in _CHECKED_LANGUAGES:
        kinds = [find_unsoundness(text, part, language) for text, part in zip(texts, parts, strict=True)]
        if template.run.language == language and "wrong-language" in kinds:
            findings.append(AnswerFinding.WRONG_LANGUAGE.found())
    return findings


def _find_unsupported(
    text: str, document: Document, template: PromptTemplate, values: Mapping[str, str]
) -> list[Finding]:
    known = "\n".join((document.text, template.system, template.user, *values.values()))
    return [
        AnswerFinding.UNSUPPORTED.found(each.text_span, text, fact=FACT_WORDS[each.kind])
        for each in find_unsupported(text, known)
    ]
