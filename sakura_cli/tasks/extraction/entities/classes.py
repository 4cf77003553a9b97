"""Lists of names by classes, known ones and any of one's own: 地名, 部品, 症状.

Candidates come of analysis, and a model only chooses the class of each. Classes that are categories of entities are
found like these. Left out: lists whose items are clauses (決定, 理由), which somebody has to quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping, Sequence

from sakura_cli.inference.requests import Completion, GenerationRequest
from sakura_cli.lexicon import alternation, words
from sakura_cli.options.sampling import Sampling
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.entities.choices import Choices, Question, choose
from sakura_cli.tasks.extraction.entities.choosing import SURE, assign_categories, find_named, settle_mentions
from sakura_cli.tasks.extraction.entities.phrases import Mention
from sakura_cli.tasks.extraction.entities.terms import find_terms
from sakura_cli.tasks.extraction.entities.words import Category, read_categories
from sakura_cli.tasks.extraction.fields import Field, one_of
from sakura_cli.tasks.extraction.source import IndexedDocument, Leaf, Node
from sakura_cli.tasks.framework.prompts import load_prompt
from sakura_cli.text.evidence import Aligned

ClassLists = Generator[Sequence[GenerationRequest], Sequence[Completion], tuple[dict[str, list[Node]], Choices]]

_CLAUSES = re.compile(
    rf"(?:{alternation(words('labels/clauses', 'end'))}$|^{alternation(words('labels/clauses', 'whole'))}$)",
    re.IGNORECASE,
)


def is_class(field: Field) -> bool:
    """Say whether a field is a list of names or terms."""
    return field.is_list and field.is_free and not _CLAUSES.search(field.name)


def extract_classes(
    source: IndexedDocument,
    fields: Sequence[Field],
    sampling: Sampling,
    count_tokens: Callable[[Sequence[str]], Sequence[int]],
) -> ClassLists:
    """Return the names of each class in the order of the text, and what the model was asked for them."""
    kinds = read_categories([field.name for field in fields])
    known = assign_categories({name: categories for name, categories in kinds.items() if categories})
    own = [field for field in fields if not kinds[field.name]]
    mentions = find_named(source.text)
    if own:
        found, choices = yield from _choose_terms(source, fields, own, known, mentions, sampling, count_tokens)
    else:
        settled, choices = yield from settle_mentions(source, mentions, sampling, count_tokens)
        found = [(mention.span, known[mention.category]) for mention in settled if mention.category in known]
    lists: dict[str, list[Node]] = {field.name: [] for field in fields}
    by_name = {field.name: field for field in fields}
    for span, name in found:
        lists[name].append(_leaf(source, by_name[name], span))
    return lists, choices


def _choose_terms(
    source: IndexedDocument,
    fields: Sequence[Field],
    own: Sequence[Field],
    known: Mapping[Category, str],
    mentions: Sequence[Mention],
    sampling: Sampling,
    count_tokens: Callable[[Sequence[str]], Sequence[int]],
) -> Generator[Sequence[GenerationRequest], Sequence[Completion], tuple[list[tuple[Span, str]], Choices]]:
    """Give every term a class or none; names of a category that is asked for are those of that class without asking."""
    sure = {m.span: known[m.category] for m in mentions if m.weight >= SURE and m.category in known}
    if all(field.type == "name" for field in own):
        terms = [mention.span for mention in mentions if mention.category == "person" or mention.weight < SURE]
    else:
        terms = find_terms(source.text, mentions)
    labels = {field.name for field in fields}
    asked = [span for span in terms if span not in sure and span.cut(source.text) not in labels]
    # In whatever order they were named.
    ordered = sorted(fields, key=lambda field: field.name)
    described = "、".join(f"{field.name}（{field.hint}）" if field.hint else field.name for field in ordered)
    question = Question(
        load_prompt("classify-terms"),
        tuple(field.name for field in ordered),
        {"classes": described},
        is_by_class=True,
    )
    choices = yield from choose(source, asked, question, sampling, count_tokens)
    chosen = {span: choices.chosen.get(span.cut(source.text)) for span in asked}
    found = [(span, name) for span, name in {**sure, **chosen}.items() if name is not None]
    return sorted(found), choices


def _leaf(source: IndexedDocument, field: Field, span: Span) -> Leaf:
    return source.leaf(one_of(field), Aligned(span, "EXACT"))
