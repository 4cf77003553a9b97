"""What is promised of every extraction, checked without the code that makes it: its shape, and nothing invented.

A result is read back from the JSON a user gets. Spans are held against the text, plain values against the spans.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

_INDEX = re.compile(r"\[\d+\]")
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "integer": int,
    "null": type(None),
}


def find_mismatch(value: Any, schema: Mapping[str, Any], path: str = "") -> str | None:
    """Return where and how a value does not fit a schema of objects, arrays and plain values; None where it does."""
    if "enum" in schema:
        return None if value in schema["enum"] else f"{path}: not one of its values"
    declared = schema["type"]
    kinds = [declared] if isinstance(declared, str) else declared
    if isinstance(value, bool) or not any(isinstance(value, _TYPES[kind]) for kind in kinds):
        return f"{path}: {type(value).__name__} instead of {declared}"
    if isinstance(value, dict):
        for name in schema.get("required", ()):
            if name not in value:
                return f"{path}.{name}: missing"
        for name, member in value.items():
            if name not in schema["properties"]:
                return f"{path}.{name}: not in the schema"
            if found := find_mismatch(member, schema["properties"][name], f"{path}.{name}"):
                return found
    if isinstance(value, list):
        if len(value) > schema.get("maxItems", len(value)):
            return f"{path}: too many items"
        for index, item in enumerate(value):
            if found := find_mismatch(item, schema["items"], f"{path}[{index}]"):
                return found
    return None


def find_ungrounded(result: Mapping[str, Any], text: str, quoted: frozenset[str]) -> list[str]:
    """Return the paths of values that do not stand where they say, or say other words than stand there.

    `quoted` are the paths (without indices) whose values are words of the text and nothing else; of the others, a date
    or an amount, only the place is checked.
    """
    data = dict(list_values(result["data"]))
    spans = {span["path"]: span for span in result["spans"]}
    wrong = [path for path in data if path not in spans or spans[path]["value"] != data[path]]
    for path, span in spans.items():
        start, end, raw = span["start"], span["end"], span["raw"]
        is_quoted = _INDEX.sub("", path).lstrip(".") in quoted
        if (
            not 0 <= start < end <= len(text)
            or text[start:end] != raw
            or (span["value"] is not None and data.get(path) != span["value"])
            or (is_quoted and span["value"] is not None and _bare(span["value"]) != _bare(raw))
        ):
            wrong.append(path)
    return wrong


def list_values(data: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the values that are not null with their paths, written as in `spans`."""
    if isinstance(data, dict):
        for name, member in data.items():
            yield from list_values(member, f"{path}.{name}" if path else name)
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from list_values(item, f"{path}[{index}]")
    elif data is not None:
        yield path, data


def is_in(text: str, value: Any) -> bool:
    """Return whether a plain answer's value stands in a text, whatever the width, case and spaces of either."""
    return _bare(value) in _bare(text)


def _bare(value: Any) -> str:
    return "".join(unicodedata.normalize("NFKC", str(value)).casefold().split())
