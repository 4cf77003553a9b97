"""Results as values of JSON: the one place where they are made, for the command and for `Result.details`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from sakura_cli.tasks.framework.result import OPTIONAL, SPREAD

# What JSON calls a field that Python cannot call so.
_KEYS = {"honorific_class": "class"}


def to_json(value: Any) -> Any:
    """Return a value of JSON: of a dataclass its fields in their order, of an enum its value."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return dict(_list_members(value))
    if isinstance(value, list | tuple):
        return [to_json(each) for each in value]
    return value


def _list_members(value: Any) -> Iterator[tuple[str, Any]]:
    for each in fields(value):
        member = getattr(value, each.name)
        if each.metadata == SPREAD:
            yield from member.items()
        elif member is not None or each.metadata != OPTIONAL:
            yield _KEYS.get(each.name, each.name), to_json(member)
