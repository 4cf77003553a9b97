"""Extraction: the fields somebody wants of a document, each with its place in it, or null.

Rules come first: tables, labelled lines and typed values need no model. What is left a model is asked, window by
window, under a grammar of the wanted shape; of its answer only what the document says is kept.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sakura_cli.documents.document import Document
from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.inference.strength.strategy import ChooseStrategy, by_passages
from sakura_cli.localization import gettext as _
from sakura_cli.localization import ngettext
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.options.sampling import GREEDY, Sampling
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.answers import Grounding, read_answer
from sakura_cli.tasks.extraction.asking import answer_schema, askable, make_request
from sakura_cli.tasks.extraction.entities.choices import Choices
from sakura_cli.tasks.extraction.entities.choosing import EntityShape, extract_entities, find_entity_shape
from sakura_cli.tasks.extraction.entities.classes import extract_classes, is_class
from sakura_cli.tasks.extraction.fields import Field, Shape
from sakura_cli.tasks.extraction.merging import ListLimits, merge_lists, merge_records
from sakura_cli.tasks.extraction.relations.arithmetic import check_days, check_sums, decide_sums
from sakura_cli.tasks.extraction.relations.openness import OpenText
from sakura_cli.tasks.extraction.relations.short_years import complete_days
from sakura_cli.tasks.extraction.result import ExtractionFinding, ExtractionPayload, TurnedDown, ValueNote, ValueSpan
from sakura_cli.tasks.extraction.rules import (
    RuleReading,
    extract_blocks,
    extract_every,
    extract_rows,
    fill_honorifics,
    settle_places,
)
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node, leaves_of
from sakura_cli.tasks.extraction.windows import split_windows
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.framework.prompts import load_prompt
from sakura_cli.tasks.framework.result import Finding, TaskResult
from sakura_cli.tasks.framework.steps import Steps
from sakura_cli.text.chunks import CountTokens
from sakura_cli.text.quantities import Unread

_Asking = Generator[Sequence[GenerationRequest], Sequence[Completion], list[Node]]

_WINDOW_TOKENS = 1200
_LIST_WINDOW_TOKENS = 500


@dataclass
class _Run:
    """What the windows of one document have given so far."""

    source: IndexedDocument
    sampling: Sampling
    choose: ChooseStrategy
    requests: int = 0
    findings: list[Finding] = field(default_factory=list)
    turned_down: Sequence[TurnedDown] = ()


def extract(
    document: Document,
    shape: Shape,
    options: ExtractionOptions,
    count_tokens: CountTokens,
    template: PromptTemplate | None = None,
    sampling: Sampling = GREEDY,
    choose: ChooseStrategy = by_passages,
) -> Steps[ExtractionPayload]:
    """Extract a shape from a document, in the steps of `tasks.steps`; the template is a preset's own prompt.

    `choose` says whether a model is shown the document whole or in windows.
    """
    source = IndexedDocument(document, reference=options.reference_date, normalizes=options.normalize)
    run = _Run(source, sampling, choose)
    entities = find_entity_shape(shape)
    if entities is not None:
        found = yield from _read_entities(run, entities, shape, count_tokens)
    elif shape.is_many:
        found = yield from _read_many(run, shape, count_tokens, template)
    else:
        found = yield from _read_single(run, shape.fields, count_tokens, template)
    if options.normalize:
        found = complete_days(source, shape.fields, found)
    return _report(run, found, shape)


def _read_single(
    run: _Run, fields: Sequence[Field], count_tokens: CountTokens, template: PromptTemplate | None
) -> Generator[Sequence[GenerationRequest], Sequence[Completion], Node]:
    reading = RuleReading(run.source)
    settled = reading.read(fields)
    run.turned_down = reading.turned_down()
    settle_places(run.source, fields, settled)
    missing = [each for each in fields if each.name not in settled]
    classes = [each for each in missing if is_class(each)] if template is None else []
    if classes:
        named = yield from _read_classes(run, classes, count_tokens)
        if any(not each.is_list and isinstance(settled.get(each.name), Leaf) for each in fields):
            named = _keep_told(OpenText(reading.layout, settled), classes, named)
        settled.update(named)
        missing = [each for each in missing if each not in classes]
    rest = OpenText(reading.layout, settled)
    asked = [each for each in missing if rest.is_worth_asking(each)]
    if template is None:
        asked.sort(key=lambda each: each.name)  # in whatever order they were named
    answers = yield from _ask(run, asked, count_tokens, template, is_many=False, rest=rest)
    merged = merge_records([answer for answer in answers if isinstance(answer, dict)], missing)
    node: dict[str, Node] = {**merged, **settled}
    node = decide_sums(fields, node, {each.name: reading.others_of(each) for each in fields})
    run.findings += [
        *check_sums(fields, node, run.source.text, reading.discounts_and_fees()),
        *check_days(fields, node, run.source.text),
    ]
    for each in missing:
        if node.get(each.name) is None and not each.is_list and (near := reading.near_miss(each)) is not None:
            run.findings.append(ExtractionFinding.NEAR_MISS.found(near, run.source.text, path=each.name))
    for each in missing:
        found = [leaf for __, leaf in leaves_of({each.name: merged.get(each.name)}) if leaf.found == "model"]
        if found and not any(rest.has_witness(each, leaf.span) for leaf in found):
            run.findings.append(ExtractionFinding.UNWITNESSED.found(found[0].span, run.source.text, path=each.name))
    return fill_honorifics(run.source, fields, {each.name: node.get(each.name) for each in fields})


def _read_many(
    run: _Run, shape: Shape, count_tokens: CountTokens, template: PromptTemplate | None
) -> Generator[Sequence[GenerationRequest], Sequence[Completion], Node]:
    fields = shape.fields
    for rule in (extract_rows, extract_blocks):
        rows = rule(run.source, fields)
        if rows is not None:
            return rows
    every = extract_every(run.source, shape)
    if every is not None:
        return every
    answers = yield from _ask(run, fields, count_tokens, template, is_many=True)
    return merge_lists([answer for answer in answers if isinstance(answer, list)])


def _read_entities(
    run: _Run, entities: EntityShape, shape: Shape, count_tokens: CountTokens
) -> Generator[Sequence[GenerationRequest], Sequence[Completion], Node]:
    items, choices = yield from extract_entities(run.source, entities, run.sampling, count_tokens)
    _note(run, choices)
    if entities.list_name is None:
        return items
    return {each.name: items if each.name == entities.list_name else None for each in shape.fields}


def _read_classes(
    run: _Run, fields: Sequence[Field], count_tokens: CountTokens
) -> Generator[Sequence[GenerationRequest], Sequence[Completion], dict[str, list[Node]]]:
    lists, choices = yield from extract_classes(run.source, fields, run.sampling, count_tokens)
    _note(run, choices)
    return lists


def _keep_told(rest: OpenText, fields: Sequence[Field], named: dict[str, list[Node]]) -> dict[str, list[Node]]:
    """Return the lists of a paper with only what words of it tell is meant: a model finds too much there."""
    return {
        each.name: [
            leaf for leaf in named.get(each.name, []) if isinstance(leaf, Leaf) and rest.has_witness(each, leaf.span)
        ]
        for each in fields
    }


def _note(run: _Run, choices: Choices) -> None:
    run.requests += choices.requests
    if not choices.is_whole:
        run.findings.append(ExtractionFinding.BROKEN_OFF.found())


def _ask(
    run: _Run,
    fields: Sequence[Field],
    count_tokens: CountTokens,
    template: PromptTemplate | None,
    *,
    is_many: bool,
    rest: OpenText | None = None,
) -> _Asking:
    """Ask a model about the fields, all windows in one round, and return what of its answers is in the source.

    Of a text that labels have read in part only the rest is shown, and only what may be there is taken.
    """
    fields = [each for each in fields if each.type != "honorific"] if not is_many else fields
    if not askable(run.source, Span(0, len(run.source.text)), fields):
        return []
    chosen = template or load_prompt("extract-fields")
    has_lists = is_many or any(each.is_list for each in fields)
    size = _LIST_WINDOW_TOKENS if has_lists else _WINDOW_TOKENS
    text = run.source.text
    whole = [Span(0, len(text))]
    is_whole = run.choose(text) == "whole"
    windows: list[Span] = []
    schemas: list[dict[str, Any]] = []
    requests: list[GenerationRequest] = []
    for window in whole if is_whole else split_windows(text, size, count_tokens):
        asked = askable(run.source, window, fields)
        if asked:
            schema = answer_schema(run.source, window, asked, is_many=is_many)
            windows.append(window)
            schemas.append(schema)
            shown = rest.show(window, asked) if rest is not None else None
            requests.append(make_request(chosen, run.source, window, asked, schema, run.sampling, shown))
    answers = (yield requests) if requests else []
    run.requests += len(requests)
    found: list[Node] = []
    for window, schema, answer in zip(windows, schemas, answers, strict=True):
        grounding = Grounding(run.source, window)
        if rest is not None:
            grounding.allows = rest.allows
        value = read_answer(answer.text, schema)
        if is_many:
            found.append(grounding.records(value, fields))
        else:
            found.append(grounding.record(value, fields))
        run.findings += [_ungrounded(path) for path in dict.fromkeys(grounding.ungrounded)]
        run.findings += [_unrelated(path) for path in dict.fromkeys(grounding.unrelated)]
        if answer.finish_reason != "stop" or value is None:
            run.findings.append(ExtractionFinding.BROKEN_OFF.found())
    return found


def _report(run: _Run, everything: Node, shape: Shape) -> TaskResult[ExtractionPayload]:
    limits = ListLimits()
    found = limits.apply(everything, shape)
    leaves = list(leaves_of(found))
    spans = [ValueSpan(path, leaf.raw, leaf.value, *leaf.span, leaf.alignment, leaf.found) for path, leaf in leaves]
    notes = [ValueNote(path, leaf.qualifiers) for path, leaf in leaves if leaf.qualifiers]
    run.findings += _find_unread([*leaves, *limits.unreadable], run.source.text)
    run.findings += [_surplus(path, items) for path, items in limits.surplus.items()]
    fields = shape.fields
    data = [_plain(item, fields) for item in found] if isinstance(found, list) else _plain(found, fields)
    return TaskResult(
        "",
        ExtractionPayload(data, spans, notes or None, run.turned_down),
        list(dict.fromkeys(run.findings)),
        chunks=max(1, run.requests),
        has_text=False,
    )


def _find_unread(leaves: Sequence[tuple[str, Leaf]], source: str) -> Iterator[Finding]:
    """Yield what there is to say of values that cannot be read; of relative dates once."""
    is_relative_told = False
    for path, leaf in leaves:
        reason = leaf.reason or Unread.NO_SINGLE_READING
        is_relative = reason is Unread.NEEDS_REFERENCE
        if leaf.value is not None and leaf.reason is not None:
            yield ExtractionFinding.DOUBTFUL.found(leaf.span, source, path=path, reason=_(leaf.reason.value))
        if leaf.value is not None or (is_relative and is_relative_told):
            continue
        kind = ExtractionFinding.UNREADABLE if reason.says_nothing else ExtractionFinding.AMBIGUOUS
        if is_relative:
            is_relative_told, kind = True, ExtractionFinding.RELATIVE
        yield kind.found(leaf.span, source, path=path, reason=_(reason.value))


def _plain(node: Node, fields: Sequence[Field]) -> dict[str, Any]:
    """Return a record as JSON values, exactly in the shape of its fields."""
    members = node if isinstance(node, dict) else {}
    plain: dict[str, Any] = {}
    for each in fields:
        member = members.get(each.name)
        if each.is_list:
            items = member if isinstance(member, list) else []
            plain[each.name] = [_plain(item, each.fields) if each.is_group else _value(item) for item in items]
        elif each.is_group:
            plain[each.name] = _plain(member, each.fields)
        elif (value := _value(member)) is not None or not each.may_be_absent:
            plain[each.name] = value
    return plain


def _value(node: Node) -> str | int | float | None:
    return node.value if isinstance(node, Leaf) else None


def _ungrounded(path: str) -> Finding:
    return ExtractionFinding.UNGROUNDED.found(path=path or _("an item"))


def _unrelated(path: str) -> Finding:
    return ExtractionFinding.UNRELATED.found(path=path or _("an item"))


def _surplus(path: str, items: int) -> Finding:
    message = ngettext(
        "{path}: {items} item more stands in the source than the schema allows; it is left out",
        "{path}: {items} items more stand in the source than the schema allows; they are left out",
        items,
    )
    return Finding("left-out", message.format(path=path or "[]", items=items))
