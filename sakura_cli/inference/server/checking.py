"""What an answer must be, checked after it was given: a server's promise to hold it to a form is not taken on trust."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sakura_cli.characters.script import find_foreign, repertoire
from sakura_cli.inference.json_schema import choices_of, types_of
from sakura_cli.inference.requests import GenerationRequest

_PYTHON_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def find_fault(text: str, request: GenerationRequest) -> str | None:
    """Return in what an answer is not what was asked for: `quotation`, `shape`, `script`, `empty`; None for nothing."""
    if not text.strip():
        return "empty"
    if request.quotations and not any(is_quotation(text, words) for words in request.quotations):
        return "quotation"
    known = request.source_characters
    if request.json_schema is not None:
        if not _is_json_of(text, json.loads(request.json_schema)):
            return "shape"
        # Characters may be spelled by numbers there; and the names of members are those that were asked for.
        text = json.dumps(json.loads(text), ensure_ascii=False)
        known += json.dumps(json.loads(request.json_schema), ensure_ascii=False)
    allowed = repertoire(request.language, known) if request.language else None
    return "script" if allowed is not None and find_foreign(text, allowed) else None


def is_quotation(text: str, words: Sequence[str]) -> bool:
    """Tell whether a text is a run of whole words, blanks among them."""
    whole = "".join(words)
    starts, ends = set(), set()
    position = 0
    for word in words:
        if word.strip():
            starts.add(position)
            ends.add(position + len(word))
        position += len(word)
    place = whole.find(text) if text else -1
    while place >= 0:
        if place in starts and place + len(text) in ends:
            return True
        place = whole.find(text, place + 1)
    return False


def _is_json_of(text: str, schema: Mapping[str, Any]) -> bool:
    try:
        return fits(json.loads(text), schema)
    except ValueError:
        return False


def fits(value: Any, schema: Mapping[str, Any]) -> bool:
    """Tell whether a value is one that a schema of the supported subset allows."""
    choices = choices_of(schema)
    if choices is not None:
        return any(value == choice and type(value) is type(choice) for choice in choices)
    kinds = [kind for kind in types_of(schema) if isinstance(value, _PYTHON_TYPES[kind])]
    if not kinds or (isinstance(value, bool) and "boolean" not in kinds):
        return False
    if isinstance(value, str):
        longest = schema.get("maxLength")
        return longest is None or len(value) <= longest
    if isinstance(value, list):
        most = schema.get("maxItems")
        is_size_right = schema.get("minItems", 0) <= len(value) and (most is None or len(value) <= most)
        return is_size_right and all(fits(each, schema.get("items", {})) for each in value)
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        required = schema.get("required", ())
        return (
            set(value) <= set(properties)
            and set(required) <= set(value)
            and all(fits(each, properties[name]) for name, each in value.items())
        )
    return True
