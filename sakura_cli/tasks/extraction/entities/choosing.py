"""Named entities: rules find them and tell most categories, a model is asked what the doubtful ones are.

A small model that lists names by itself writes ordinary nouns and cuts names short; shown candidates it only has to
choose. So nothing can be invented, and a text without doubtful names needs no model at all.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace

from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.options.sampling import Sampling
from sakura_cli.tasks.extraction.entities.choices import Choices, Question, choose
from sakura_cli.tasks.extraction.entities.phrases import Mention
from sakura_cli.tasks.extraction.entities.rules import drop_overlaps, find_mentions
from sakura_cli.tasks.extraction.entities.words import CATEGORY_NAMES, SYNONYMS, Category
from sakura_cli.tasks.extraction.fields import CHOICE, Field, Shape
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node
from sakura_cli.tasks.framework.prompts import load_prompt
from sakura_cli.text.facts import tidy

SURE = 2
"""The weight from which on a mention is what its rule says."""

Entities = Generator[Sequence[GenerationRequest], Sequence[Completion], tuple[list[Node], Choices]]
Mentions = Generator[Sequence[GenerationRequest], Sequence[Completion], tuple[list[Mention], Choices]]


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
    listed = {choice: SYNONYMS.get(choice.lower()) for choice in choices[0].choices}
    if None in listed.values():
        return None
    known = assign_categories({choice: categories or () for choice, categories in listed.items()})
    return EntityShape(list_name, names[0].name, choices[0].name, known) if known else None


def assign_categories(named: Mapping[str, Sequence[Category]]) -> dict[Category, str]:
    """Return which of some names stands for each category: the narrower of two (法人名 beside 組織名)."""
    known: dict[Category, str] = {}
    for name, categories in named.items():
        for category in categories:
            if category not in known or len(categories) == 1:
                known[category] = name
    return known


def extract_entities(
    source: IndexedDocument,
    shape: EntityShape,
    sampling: Sampling,
    count_tokens: Callable[[Sequence[str]], Sequence[int]],
) -> Entities:
    """Return the entities of a source, and what the model was asked for them."""
    mentions, choices = yield from settle_mentions(source, find_named(source.text), sampling, count_tokens)
    return [_node(source, shape, mention) for mention in mentions if mention.category in shape.choices], choices


def settle_mentions(
    source: IndexedDocument,
    mentions: Sequence[Mention],
    sampling: Sampling,
    count_tokens: Callable[[Sequence[str]], Sequence[int]],
) -> Mentions:
    """Return the mentions that are names, each with its category, without overlaps; of the doubtful a model says it."""
    doubtful = [mention.span for mention in mentions if mention.weight < SURE]
    question = Question(load_prompt("extract-entities"), tuple(CATEGORY_NAMES))
    choices = yield from choose(source, doubtful, question, sampling, count_tokens)
    chosen = {name: CATEGORY_NAMES[category] for name, category in choices.chosen.items()}
    settled = [_settle(source.text, mention, chosen) for mention in mentions]
    return drop_overlaps([mention for mention in settled if mention.weight >= SURE]), choices


def find_named(text: str) -> list[Mention]:
    """Return the names that rules find; one that is a part of a person's full name (クレーマー) is that person's."""
    mentions = find_mentions(text)
    people = [mention for mention in mentions if mention.category == "person" and mention.weight >= SURE]
    parts = {part for mention in people for part in mention.span.cut(text).replace("＝", "・").split("・")}
    return [
        replace(mention, category="person", weight=SURE)
        if mention.weight < SURE and mention.span.cut(text) in parts
        else mention
        for mention in mentions
    ]


def _settle(text: str, mention: Mention, chosen: Mapping[str, Category]) -> Mention:
    if mention.weight >= SURE:
        return mention
    category = chosen.get(mention.span.cut(text))
    return mention if category is None else replace(mention, category=category, weight=SURE)


def _node(source: IndexedDocument, shape: EntityShape, mention: Mention) -> Node:
    raw = mention.span.cut(source.text)
    name = Leaf(mention.span, "EXACT", raw, tidy(raw) if source.normalizes else raw)
    return {shape.name: name, shape.category: Leaf(mention.span, "EXACT", raw, shape.choices[mention.category])}
