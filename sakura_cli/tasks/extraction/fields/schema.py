"""A subset of JSON Schema as fields, and fields as the JSON Schema of the result.

Every value has to stand in the source, so only what can stand in a text is supported: objects, arrays, strings (with
`format` or `enum`), numbers. Anything else that constrains is refused by its keyword rather than ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sakura_cli.errors import BadInputError
from sakura_cli.lexicon import word_set
from sakura_cli.localization import gettext as _
from sakura_cli.tasks.extraction.fields.shape import CHOICE, GROUP, Field, Shape
from sakura_cli.text.facts import NUMERIC_TYPES, VALUE_TYPES
from sakura_cli.user_files import UserFileError, parse_yaml

_ANNOTATIONS = frozenset(
    {"$schema", "$id", "title", "description", "examples", "default", "$comment", "deprecated", "readOnly", "nullable"}
)
_KEYWORDS: dict[str, frozenset[str]] = {
    "object": frozenset({"properties", "required", "additionalProperties"}),
    "array": frozenset({"items", "maxItems"}),
    "string": frozenset({"format", "enum", "const"}),
    "number": frozenset({"format"}),
    "integer": frozenset({"format"}),
}
_FORMATS = {
    "date": "date",
    "date-time": "date",
    "time": "time",
    "email": "email",
    "idn-email": "email",
    "uri": "url",
    "url": "url",
    "iri": "url",
    "uri-reference": "url",
    **{name: name for name in VALUE_TYPES if name not in ("string", "number", "integer")},
}
_HONORIFIC_NAMES = word_set("labels/fields", "honorific")
_MAX_DEPTH = 8


def parse_schema(text: str) -> Shape:
    """Return the shape a JSON or YAML schema describes. Raises BadInputError naming what is not supported."""
    try:
        schema = parse_yaml(text)
    except UserFileError as error:
        what = _("is too large or nested too deeply") if error.is_too_complex else _("is neither JSON nor YAML")
        raise _bad(what) from error
    if not isinstance(schema, Mapping):
        raise _bad(_("is not an object"))
    return read_schema(schema)


def read_schema(schema: Mapping[str, Any]) -> Shape:
    """Return the shape of a schema: an object, or an array of objects. Raises BadInputError."""
    root = _read("", schema, 0)
    if not root.is_group:
        raise _bad(_("has at its root something other than an object or an array of objects"))
    return Shape(root.fields, is_many=root.is_list, max_items=root.max_items)


def to_schema(shape: Shape) -> dict[str, Any]:
    """Return the JSON Schema that results of a shape fit."""
    record = _object(shape.fields)
    if not shape.is_many:
        return record
    limit = {} if shape.max_items is None else {"maxItems": shape.max_items}
    return {"type": "array", "items": record, **limit}


def _object(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _field_schema(field) for field in fields},
        "required": [field.name for field in fields if not field.may_be_absent],
        "additionalProperties": False,
    }


def _field_schema(field: Field) -> dict[str, Any]:
    if field.is_group:
        item: dict[str, Any] = _object(field.fields)
    elif field.type == CHOICE:
        item = {"enum": [*field.choices, *([] if field.is_list else [None])]}
    else:
        kind = "integer" if field.type == "integer" else "number" if field.type in NUMERIC_TYPES else "string"
        item = {"type": [kind, "null"] if field.has_null_items else kind}
    if not field.is_list:
        return item
    limit = {} if field.max_items is None else {"maxItems": field.max_items}
    return {"type": "array", "items": item, **limit}


def _read(name: str, schema: Any, depth: int) -> Field:
    if not isinstance(schema, Mapping):
        raise _bad(_("has a part that is not an object"))
    if depth > _MAX_DEPTH:
        raise _unsupported(_("nesting this deep"))
    kind = _type_of(schema)
    for keyword in schema:
        if keyword != "type" and keyword not in _KEYWORDS[kind] and keyword not in _ANNOTATIONS:
            raise _unsupported(str(keyword))
    hint = schema.get("description", "")
    hint = hint.strip() if isinstance(hint, str) else ""
    if kind == "array":
        item = _read(name, schema.get("items", {"type": "string"}), depth + 1)
        if item.is_list:
            raise _unsupported(_("an array of arrays"))
        most = schema.get("maxItems")
        if most is not None and (isinstance(most, bool) or not isinstance(most, int) or most < 1):
            raise _unsupported(_("maxItems other than a positive number"))
        has_null = item.is_group or _is_nullable(schema.get("items", {}))
        return Field(name, item.type, hint or item.hint, True, item.fields, item.choices, most, has_null_items=has_null)
    if kind == "object":
        return Field(name, GROUP, hint, fields=_read_members(schema, depth))
    if kind == "string" and ("enum" in schema or "const" in schema):
        listed = schema.get("enum", [schema.get("const")])
        choices = [choice for choice in listed if choice is not None] if isinstance(listed, list) else []
        if not choices or not all(isinstance(choice, str) for choice in choices):
            raise _unsupported(_("enum of other values than strings"))
        return Field(name, CHOICE, hint, choices=tuple(choices))
    return Field(name, _value_type(name, kind, schema.get("format")), hint)


def _read_members(schema: Mapping[str, Any], depth: int) -> tuple[Field, ...]:
    properties = schema.get("properties", {})
    if not isinstance(properties, Mapping) or not properties:
        raise _bad(_("has an object without properties"))
    if schema.get("additionalProperties", False) is not False:
        raise _unsupported(_("additionalProperties other than false"))
    required = schema.get("required", [])
    if not isinstance(required, list) or not all(isinstance(name, str) and name in properties for name in required):
        raise _unsupported(_("required names without a property"))
    fields = []
    for name, member in properties.items():
        field = _read(str(name), member, depth + 1)
        is_nullable = isinstance(member, Mapping) and _is_nullable(member)
        # What a plain validator would refuse as null is left out instead, where it may be.
        is_absent = name not in required and not is_nullable and not field.is_list and not field.is_group
        fields.append(field if not is_absent else _absent(field))
    return tuple(fields)


def _absent(field: Field) -> Field:
    from dataclasses import replace

    return replace(field, may_be_absent=True)


def _type_of(schema: Mapping[str, Any]) -> str:
    declared = schema.get("type")
    listed = declared if isinstance(declared, list) else [] if declared is None else [declared]
    if not all(isinstance(name, str) for name in listed):
        raise _unsupported(_("type {name}").format(name=declared))
    types = [name for name in listed if name != "null"]
    if not types:
        types = ["object" if "properties" in schema else "array" if "items" in schema else "string"]
    if len(types) > 1:
        raise _unsupported(_("more than one type beside null"))
    if types[0] not in _KEYWORDS:
        raise _unsupported(_("type {name}").format(name=types[0]))
    return str(types[0])


def _is_nullable(schema: Mapping[str, Any]) -> bool:
    types = schema.get("type")
    has_null = isinstance(types, list) and "null" in types
    choices = schema.get("enum")
    return has_null or schema.get("nullable") is True or (isinstance(choices, list) and None in choices)


def _value_type(name: str, kind: str, style: Any) -> str:
    if style is None:
        return "honorific" if name in _HONORIFIC_NAMES and kind == "string" else kind
    value_type = _FORMATS.get(style) if isinstance(style, str) else None
    if value_type is None or (kind != "string") != (value_type in NUMERIC_TYPES):
        raise _unsupported(_("format {name}").format(name=style))
    return value_type


def _unsupported(what: str) -> BadInputError:
    message = _("the schema uses {what}, which is not supported").format(what=what)
    return BadInputError(message, hint="sakura extract --help", kind="unsupported-schema")


def _bad(what: str) -> BadInputError:
    """Return the error of a schema; `what` is what it is or has, to follow its name."""
    message = _("the schema {what}").format(what=what)
    return BadInputError(message, hint="sakura extract --help", kind="bad-schema")
