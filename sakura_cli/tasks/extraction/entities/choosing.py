"""Named entities: rules find them and tell most categories, a model is asked what the doubtful ones are.

A small model that lists names by itself writes ordinary nouns and cuts names short; shown candidates it only has to
choose. So nothing can be invented, and a text without doubtful names needs no model at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.options.sampling import Sampling
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.answers import read_answer
from sakura_cli.tasks.extraction.entities.phrases import Mention
from sakura_cli.tasks.extraction.entities.rules import drop_overlaps, find_mentions
from sakura_cli.tasks.extraction.entities.words import CATEGORY_NAMES, SYNONYMS, Category
from sakura_cli.tasks.extraction.fields import CHOICE, Field, Shape
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node
from sakura_cli.tasks.extraction.windows import split_windows
from sakura_cli.tasks.framework.prompts import load_prompt
from sakura_cli.text.facts import tidy

_WINDOW_TOKENS = 300
_MAX_ASKED = 12
_TOKENS_PER_NAME = 24
_SURE = 2
Entities = Generator[Sequence[GenerationRequest], Sequence[Completion], tuple[list[Node], int, bool]]


@dataclass(frozen=True)
class EntityShape:
    """A list of names with categories: its name in the result (None: the result itself), its fields, its choices."""

    list_name: str | None
    name: str
    category: str
    choices: Mapping[Category, str]


def find_entity_shape(shape: Shape) -> EntityShape | None:
    """Return the entity list a shape is, or None: one name and one choice whose values are categories of names."""
    if shape.is_many:
        return _read_shape(None, shape.fields)
    if len(shape.fields) == 1 and shape.fields[0].is_group and shape.fields[0].is_list:
        return _read_shape(shape.fields[0].name, shape.fields[0].fields)
    return None


def _read_shape(list_name: str | None, fields: Sequence[Field]) -> EntityShape | None:
    names = [field for field in fields if field.is_free and not field.is_list]
    choices = [field for field in fields if field.type == CHOICE and not field.is_list]
    if len(fields) != 2 or len(names) != 1 or len(choices) != 1:
        return None
    known: dict[Category, str] = {}
    for choice in choices[0].choices:
        categories = SYNONYMS.get(choice.lower())
        if categories is None:
            return None
        for category in categories:
            # The narrower of two choices that cover a category stands: 法人名 beside 組織名.
            if category not in known or len(categories) == 1:
                known[category] = choice
    return EntityShape(list_name, names[0].name, choices[0].name, known) if known else None


def extract_entities(
    source: IndexedDocument,
    shape: EntityShape,
    sampling: Sampling,
    count_tokens: Callable[[Sequence[str]], Sequence[int]],
) -> Entities:
    """Return the entities of a source, how many requests it took, and whether every answer came to its end."""
    mentions = _adopt_parts(source.text, find_mentions(source.text))
    doubtful = [mention for mention in mentions if mention.weight < _SURE]
    asked: list[list[str]] = []
    requests: list[GenerationRequest] = []
    known: set[str] = set()
    if doubtful:
        for window in split_windows(source.text, _WINDOW_TOKENS, count_tokens):
            names = dict.fromkeys(
                mention.span.cut(source.text)
                for mention in doubtful
                if window.start <= mention.span.start and mention.span.end <= window.end
            )
            fresh = [name for name in names if name not in known]
            known.update(fresh)
            for first in range(0, len(fresh), _MAX_ASKED):
                part = fresh[first : first + _MAX_ASKED]
                asked.append(part)
                requests.append(_request(source.text, window, part, sampling))
    completions = list((yield requests)) if requests else []
    chosen: dict[str, Category] = {}
    for names_asked, completion in zip(asked, completions, strict=True):
        answer = read_answer(completion.text, _schema(names_asked))
        for name in names_asked:
            value = answer.get(name) if isinstance(answer, Mapping) else None
            if value in CATEGORY_NAMES:
                chosen[name] = CATEGORY_NAMES[value]
    settled = [_settle(source.text, mention, chosen) for mention in mentions]
    kept = drop_overlaps([mention for mention in settled if mention.weight >= _SURE])
    is_whole = all(completion.finish_reason == "stop" for completion in completions)
    return (
        [_node(source, shape, mention) for mention in kept if mention.category in shape.choices],
        len(requests),
        is_whole,
    )


def _adopt_parts(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Take a doubtful name for a person's where it is a part of a person's full name: クレーマー."""
    people = [mention for mention in mentions if mention.category == "person" and mention.weight >= _SURE]
    parts = {part for mention in people for part in mention.span.cut(text).replace("＝", "・").split("・")}
    return [
        replace(mention, category="person", weight=_SURE)
        if mention.weight < _SURE and mention.span.cut(text) in parts
        else mention
        for mention in mentions
    ]


def _settle(text: str, mention: Mention, chosen: Mapping[str, Category]) -> Mention:
    if mention.weight >= _SURE:
        return mention
    category = chosen.get(mention.span.cut(text))
    return mention if category is None else replace(mention, category=category, weight=_SURE)


def _request(text: str, window: Span, names: Sequence[str], sampling: Sampling) -> GenerationRequest:
    shown = window.cut(text)
    template = load_prompt("extract-entities")
    candidates = "、".join(names)
    budget = (_TOKENS_PER_NAME * len(names)) + sum(map(len, names)) + 16
    return GenerationRequest(
        template.render({"candidates": candidates, "document": shown}),
        sampling.budget(budget),
        language="ja",
        source_characters="".join(sorted(set(shown))),
        temperature=sampling.temperature,
        seed=sampling.seed,
        json_schema=json.dumps(_schema(names), ensure_ascii=False),
    )


def _schema(names: Sequence[str]) -> dict[str, Any]:
    choice = {"enum": [*CATEGORY_NAMES, None]}
    return {"type": "object", "properties": dict.fromkeys(names, choice), "required": list(names)}


def _node(source: IndexedDocument, shape: EntityShape, mention: Mention) -> Node:
    raw = mention.span.cut(source.text)
    name = Leaf(mention.span, "EXACT", raw, tidy(raw) if source.normalizes else raw)
    return {shape.name: name, shape.category: Leaf(mention.span, "EXACT", raw, shape.choices[mention.category])}
