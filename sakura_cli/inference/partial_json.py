"""JSON that broke off, closed so that it parses and fits its schema.

Nothing is invented: a value that was cut becomes null where the schema allows it, a string keeps what there is of it,
and what never came is empty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from sakura_cli.inference.json_schema import Schema, choices_of, types_of

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)("?)', re.DOTALL)
_SCALAR = re.compile(r"[^\s,\]}]+")
_SPACE = re.compile(r"\s*")
_MISSING = object()


def close_json(text: str, schema: Schema) -> str:
    """Return JSON text that parses and fits `schema`, from text a grammar of that schema allowed but did not finish."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except json.JSONDecodeError:
        value, _ = _Reader(text).value(schema, _skip(text, 0))
        return json.dumps(_fill(value, schema), ensure_ascii=False)


class _Reader:
    def __init__(self, text: str):
        self._text = text

    def value(self, schema: Schema, position: int) -> tuple[Any, int]:
        """Read a value at a position; returns it, or `_MISSING` where it is cut beyond use, and where it ends."""
        character = self._text[position : position + 1]
        if character == "{":
            return self._object(schema, position + 1)
        if character == "[":
            return self._array(schema, position + 1)
        if character == '"':
            return self._string(schema, position)
        match = _SCALAR.match(self._text, position)
        # A scalar at the very end may be the beginning of a longer one: 12 of 128.
        if not match or match.end() == len(self._text):
            return _MISSING, len(self._text)
        return json.loads(match[0]), match.end()

    def _string(self, schema: Schema, position: int) -> tuple[Any, int]:
        match = _STRING.match(self._text, position)
        if match is None:
            return _MISSING, len(self._text)
        if match[2]:
            return json.loads(match[0]), match.end()
        if choices_of(schema) is not None:
            return _MISSING, len(self._text)
        return json.loads(f'"{match[1]}"'), len(self._text)

    def _array(self, schema: Schema, position: int) -> tuple[Any, int]:
        items: list[Any] = []
        member: Schema = schema.get("items", {"type": "string"})
        while True:
            position = _skip(self._text, position)
            character = self._text[position : position + 1]
            if character in {"", "]"}:
                return items, position + 1
            if character == ",":
                position += 1
                continue
            item, position = self.value(member, position)
            if item is not _MISSING:
                items.append(_fill(item, member))

    def _object(self, schema: Schema, position: int) -> tuple[Any, int]:
        members: dict[str, Any] = {}
        properties: Mapping[str, Any] = schema.get("properties", {})
        while True:
            position = _skip(self._text, position)
            character = self._text[position : position + 1]
            if character in {"", "}"}:
                return members, position + 1
            if character == ",":
                position += 1
                continue
            match = _STRING.match(self._text, position)
            if match is None or not match[2]:
                return members, len(self._text)
            name = json.loads(match[0])
            position = _skip(self._text, match.end())
            if self._text[position : position + 1] != ":":
                return members, len(self._text)
            value, position = self.value(properties.get(name, {}), _skip(self._text, position + 1))
            if value is not _MISSING:
                members[name] = value


def _fill(value: Any, schema: Schema) -> Any:
    """Add what the schema requires and the text lacks."""
    if value is _MISSING:
        return _empty(schema)
    if isinstance(value, dict):
        properties: Mapping[str, Any] = schema.get("properties", {})
        required = set(schema.get("required", ()))
        return {
            name: _fill(value.get(name, _MISSING), member)
            for name, member in properties.items()
            if name in value or name in required
        }
    if isinstance(value, list):
        member = schema.get("items", {"type": "string"})
        missing = int(schema.get("minItems", 0)) - len(value)
        return [*value, *(_empty(member) for _ in range(missing))]
    return value


def _empty(schema: Schema) -> Any:
    types, choices = types_of(schema), choices_of(schema)
    if "null" in types or (choices is not None and None in choices):
        return None
    if choices is not None:
        return choices[0]
    empty: dict[str, Any] = {"object": {}, "array": [], "string": "", "number": 0, "integer": 0, "boolean": False}
    return _fill(empty[types[0]], schema)


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
