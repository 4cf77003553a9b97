"""Asking a model: the request for some fields of a window, whose typed values it can only choose, not write."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.lexicon import read_table
from sakura_cli.options.sampling import Sampling
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.fields import CHOICE, Field, one_of, walk
from sakura_cli.tasks.extraction.source import IndexedDocument
from sakura_cli.tasks.framework.prompt_template import PromptTemplate

_MAX_CHOICES = 60
_MAX_CHARACTERS = 120
_MAX_ITEMS = 40
_TOKENS_PER_FIELD = 40
_MIN_LIST_TOKENS = 160
_MAX_LIST_TOKENS = 768
_FIELDS = "fields"
_TYPE_WORDS = {row["type"]: row["word"] for row in read_table("labels/value_types")}


def askable(source: IndexedDocument, window: Span, fields: Sequence[Field]) -> list[Field]:
    """Return the fields worth asking about: of a typed one the window has a candidate."""
    found: list[Field] = []
    for field in fields:
        if field.type == "honorific":
            continue
        if field.is_group:
            members = askable(source, window, field.fields)
            if any(True for _ in walk(members)):
                found.append(field)
        elif field.is_free or field.type == CHOICE or source.candidates(field, window):
            found.append(field)
    return found


def answer_schema(source: IndexedDocument, window: Span, fields: Sequence[Field], *, is_many: bool) -> dict[str, Any]:
    """Return the JSON schema of an answer about a window."""
    record = _record_schema(source, window, fields)
    return {"type": "array", "items": record, "maxItems": _MAX_ITEMS} if is_many else record


def make_request(
    template: PromptTemplate,
    source: IndexedDocument,
    window: Span,
    fields: Sequence[Field],
    schema: Mapping[str, Any],
    sampling: Sampling,
    shown: str | None = None,
) -> GenerationRequest:
    """Return the request for fields of a window, of which a model may be shown less."""
    text = window.cut(source.text) if shown is None else shown
    values = {"document": text}
    is_list = schema.get("type") == "array" or any(field.is_list for field in walk_all(fields))
    if _FIELDS in template.variables:
        described = "、".join(map(describe, fields))
        values[_FIELDS] = f"{described}（すべての組を一覧に）" if schema.get("type") == "array" else described
    budget = _TOKENS_PER_FIELD * sum(1 for _ in walk(fields)) + 16
    if is_list:
        budget += min(_MAX_LIST_TOKENS, max(_MIN_LIST_TOKENS, len(text) * 5 // 4))
    return GenerationRequest(
        template.render(values),
        sampling.budget(budget),
        language="ja",
        source_characters="".join(sorted(set(text))),
        temperature=sampling.temperature,
        seed=sampling.seed,
        json_schema=json.dumps(schema, ensure_ascii=False),
    )


def describe(field: Field) -> str:
    """Return how a prompt names a field: 日付（日付）, 明細（品名、単価）の一覧."""
    if field.is_group:
        said = f"{field.name}（{'、'.join(map(describe, field.fields))}）"
    elif field.type == CHOICE:
        said = f"{field.name}（{'・'.join(field.choices)}）"
    else:
        said = field.name if field.type == "string" else f"{field.name}（{_TYPE_WORDS.get(field.type, field.type)}）"
    if field.hint:
        said += f"＝{field.hint}"
    return f"{said}の一覧" if field.is_list else said


def walk_all(fields: Sequence[Field]) -> Sequence[Field]:
    """Return the fields, groups and their members."""
    return [each for field in fields for each in (field, *walk_all(field.fields))]


def _record_schema(source: IndexedDocument, window: Span, fields: Sequence[Field]) -> dict[str, Any]:
    asked = askable(source, window, fields)
    return {
        "type": "object",
        "properties": {field.name: _field_schema(source, window, field) for field in asked},
        "required": [field.name for field in asked],
    }


def _field_schema(source: IndexedDocument, window: Span, field: Field) -> dict[str, Any]:
    if field.is_list:
        item = _field_schema(source, window, one_of(field))
        most = min(field.max_items or _MAX_ITEMS, _MAX_ITEMS)
        return {"type": "array", "items": item, "maxItems": most}
    if field.is_group:
        return _record_schema(source, window, field.fields)
    if field.type == CHOICE:
        return {"enum": [*field.choices, None]}
    if field.is_free:
        return {"type": ["string", "null"], "maxLength": _MAX_CHARACTERS}
    written = dict.fromkeys(span.cut(source.text) for span in source.candidates(field, window))
    if len(written) > _MAX_CHOICES:
        return {"type": ["string", "null"], "maxLength": _MAX_CHARACTERS}
    return {"enum": [*written, None]}
