"""Read rule files: YAML of the plainest kind, by a reader that costs a tenth of PyYAML and no import of it.

What they hold: mappings and lists by indentation, scalars on one line, plain or in single quotes, comment lines. A
test holds that PyYAML reads the same. Left out: what the keys mean, which is the business of `rule`.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

Node: TypeAlias = "str | list[Node] | dict[str, Node]"

_Line: TypeAlias = "tuple[int, str]"


_EXAMPLES: Final = re.compile(r"^  (?:right|wrong):\n(?:  - .*\n)+", re.MULTILINE)


def leave_out_examples(source: str) -> str:
    """Return a rule file without the sentences of its rules, which are half of it and checked by tests alone."""
    return _EXAMPLES.sub("", source)


def parse_rules(source: str) -> list[dict[str, Node]]:
    """Return the mappings that a rule file lists; ValueError where a line is not of the plain kind."""
    lines: list[_Line] = []
    for raw in source.splitlines():
        body = raw.lstrip(" ")
        if body and not body.startswith("#"):
            lines.append((len(raw) - len(body), body))
    if not lines:
        return []
    found, end = _parse_block(lines, 0)
    if end != len(lines) or not isinstance(found, list):
        raise ValueError("a rule file is one list")
    return [each for each in found if isinstance(each, dict)]


def _parse_block(lines: list[_Line], k: int) -> tuple[Node, int]:
    """Return the list or mapping that begins at line `k`, and the line after it."""
    indent, body = lines[k]
    if body.startswith("- "):
        return _parse_list(lines, k, indent)
    return _parse_mapping(lines, k, indent)


def _parse_list(lines: list[_Line], k: int, indent: int) -> tuple[Node, int]:
    items: list[Node] = []
    while k < len(lines) and lines[k][0] == indent and lines[k][1].startswith("- "):
        body = lines[k][1][2:]
        if _key_of(body):
            lines[k] = (indent + 2, body)
            item, k = _parse_mapping(lines, k, indent + 2)
        else:
            item, k = _parse_scalar(body), k + 1
        items.append(item)
    return items, k


def _parse_mapping(lines: list[_Line], k: int, indent: int) -> tuple[Node, int]:
    found: dict[str, Node] = {}
    while k < len(lines) and lines[k][0] == indent and not lines[k][1].startswith("- "):
        body = lines[k][1]
        key = _key_of(body)
        if not key:
            raise ValueError(f"no key in a line of a rule file: {body}")
        value = body[len(key) + 1 :].strip()
        if value:
            found[key], k = _parse_scalar(value), k + 1
        else:
            found[key], k = _parse_block(lines, k + 1)
    return found, k


def _key_of(body: str) -> str:
    """Return the key that a line begins with: plain words before a colon and a blank, or the end."""
    if body.startswith("'"):
        return ""
    key, sign, rest = body.partition(":")
    return key if sign and (not rest or rest.startswith(" ")) else ""


def _parse_scalar(value: str) -> str:
    if value.startswith("'"):
        if len(value) < 2 or not value.endswith("'"):
            raise ValueError(f"a quotation in a rule file does not end: {value}")
        return value[1:-1].replace("''", "'")
    return value
