"""A subset of JSON Schema as a grammar (GBNF) that decoding can be held to.

llama.cpp's own converter breaks on characters outside the BMP, on backslashes and on Japanese rule names; this one
writes ASCII rule names and raw characters. Supported: object, array, string, number, integer, boolean, null, enum,
const, properties, required, items, minItems, maxItems, maxLength, and null as a second type. Anything else that
constrains is refused by name rather than ignored.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sakura_cli.errors import BadInputError
from sakura_cli.localization import gettext as _

Schema = Mapping[str, Any]

_ANNOTATIONS = frozenset(
    {"$schema", "$id", "title", "description", "examples", "default", "$comment", "deprecated", "readOnly"}
)
_KEYWORDS: dict[str, frozenset[str]] = {
    "object": frozenset({"properties", "required", "additionalProperties"}),
    "array": frozenset({"items", "minItems", "maxItems"}),
    "string": frozenset({"maxLength"}),
    "number": frozenset(),
    "integer": frozenset(),
    "boolean": frozenset(),
    "null": frozenset(),
}
_EVERYWHERE = frozenset({"type", "enum", "const", "nullable"})
_MAX_DEPTH = 16


def _is_size(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)


# What a keyword may hold: schemas are also what people and programs write by mistake.
_VALUES: dict[str, Callable[[Any], bool]] = {
    "type": lambda value: value is None or isinstance(value, str) or _is_list_of_texts(value),
    "enum": lambda value: isinstance(value, list | tuple) and len(value) > 0,
    "properties": lambda value: isinstance(value, Mapping) and all(isinstance(name, str) for name in value),
    "required": _is_list_of_texts,
    "minItems": _is_size,
    "maxItems": lambda value: value is None or _is_size(value),
    "maxLength": lambda value: value is None or _is_size(value),
}
# llama.cpp expands repetitions: longer ones are bounded by the token budget instead.
_MAX_REPETITION = 400

_TERMINALS = {
    "char": r'[^"\\\x00-\x1F\x7F] | "\\" ["\\/bfnrt]',
    "integer": '"-"? ("0" | [1-9] [0-9]{0,14})',
    "number": '"-"? ("0" | [1-9] [0-9]{0,14}) ("." [0-9]{1,9})?',
    "boolean": '"true" | "false"',
    "null": '"null"',
    "ws": '" "?',
}


def to_grammar(schema: Schema) -> str:
    """Return the GBNF grammar, with the rule `root`, of the JSON texts a schema allows.

    Object members come in the order of `properties`. Raises BadInputError naming the keyword that is not supported.
    """
    writer = _Writer()
    writer.rules["root"] = writer.value(schema, 0)
    return "".join(f"{name} ::= {body}\n" for name, body in {**writer.rules, **_TERMINALS}.items())


def types_of(schema: Schema) -> list[str]:
    """Return the types a schema allows, null last; an enum or const without a type allows the types of its values."""
    declared = schema.get("type")
    types = [declared] if isinstance(declared, str) else list(declared or [])
    if not types:
        types = [] if "enum" in schema or "const" in schema else ["object"] if "properties" in schema else ["string"]
    if schema.get("nullable") and "null" not in types:
        types.append("null")
    return sorted(types, key=lambda name: name == "null")


def choices_of(schema: Schema) -> list[Any] | None:
    """Return the values of an enum or const, or None."""
    if "const" in schema:
        return [schema["const"]]
    return list(schema["enum"]) if "enum" in schema else None


class _Writer:
    def __init__(self) -> None:
        self.rules: dict[str, str] = {}

    def value(self, schema: Any, depth: int) -> str:
        if not isinstance(schema, Mapping):
            raise _unsupported(_("a schema that is not an object"))
        if depth > _MAX_DEPTH:
            raise _unsupported(_("nesting this deep"))
        _check_values(schema)
        types = types_of(schema)
        _check_keywords(schema, types)
        choices = choices_of(schema)
        if choices is not None:
            literals = [_literal(_to_json(choice)) for choice in choices]
            if "null" in types and None not in choices:
                literals.append('"null"')
            return f"({' | '.join(literals)})"
        alternatives = [self._type(name, schema, depth) for name in types]
        return alternatives[0] if len(alternatives) == 1 else f"({' | '.join(alternatives)})"

    def _type(self, name: str, schema: Schema, depth: int) -> str:
        if name == "string":
            most = schema.get("maxLength")
            bounded = isinstance(most, int) and 0 <= most <= _MAX_REPETITION
            return rf'"\"" char{{0,{most}}} "\""' if bounded else r'"\"" char* "\""'
        if name == "array":
            return self._array(schema, depth)
        if name == "object":
            return self._object(schema, depth)
        return name

    def _array(self, schema: Schema, depth: int) -> str:
        item = self._rule(self.value(schema.get("items", {"type": "string"}), depth + 1))
        least, most = schema.get("minItems", 0), schema.get("maxItems")
        if least > _MAX_REPETITION:
            raise _unsupported(_("minItems above {most}").format(most=_MAX_REPETITION))
        if most == 0:
            return '"[]"'
        upper = str(min(most, _MAX_REPETITION) - 1) if most is not None else ""
        more = f'("," ws {item}){{{max(0, least - 1)},{upper}}}'
        items = f"{item} {more}"
        return f'"[" {items} "]"' if least > 0 else f'"[" ({items})? "]"'

    def _object(self, schema: Schema, depth: int) -> str:
        properties: Mapping[str, Any] = schema.get("properties", {})
        required = set(schema.get("required", ()))
        unknown = required - set(properties)
        if unknown:
            raise _unsupported(_("required names without a property"))
        first, following = '""', '""'
        # From the last member to the first: what may follow when something, or nothing, has been written before.
        for name, member in reversed(list(properties.items())):
            pair = self._rule(
                f'{_literal(json.dumps(name, ensure_ascii=False))} ":" ws {self._rule(self.value(member, depth + 1))}'
            )
            after = self._rule(following)
            if name in required:
                first, following = f"{pair} {after}", f'"," ws {pair} {after}'
            else:
                first = f"{pair} {after} | {self._rule(first)}"
                following = f'("," ws {pair})? {after}'
        return f'"{{" ({first}) "}}"'

    def _rule(self, body: str) -> str:
        for name, known in self.rules.items():
            if known == body:
                return name
        name = f"r{len(self.rules)}"
        self.rules[name] = body
        return name


def _check_values(schema: Schema) -> None:
    for keyword, is_right in _VALUES.items():
        if keyword in schema and not is_right(schema[keyword]):
            raise _unsupported(_("another kind of value for {keyword}").format(keyword=keyword))


def _to_json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        raise _unsupported(_("another kind of value for {keyword}").format(keyword="enum")) from None


def _check_keywords(schema: Schema, types: Sequence[str]) -> None:
    for name in types:
        if name not in _KEYWORDS:
            raise _unsupported(_("type {name}").format(name=name))
    known = _EVERYWHERE.union(*(_KEYWORDS[name] for name in types))
    for keyword, value in schema.items():
        if keyword not in known and keyword not in _ANNOTATIONS:
            raise _unsupported(str(keyword))
        if keyword == "additionalProperties" and value is not False:
            raise _unsupported(_("additionalProperties other than false"))
    if len([name for name in types if name != "null"]) > 1:
        raise _unsupported(_("more than one type beside null"))


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _unsupported(what: str) -> BadInputError:
    return BadInputError(
        _("the schema uses {what}, which is not supported").format(what=what), kind="unsupported-schema"
    )
