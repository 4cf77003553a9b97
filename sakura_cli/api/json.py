"""Results as values of JSON: the one place where they are made, for the command and for `Result.details`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from sakura_cli.documents.document import Document
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.result import HIDDEN, OPTIONAL, SPREAD

# What JSON calls a field that Python cannot call so.
_KEYS = {"honorific_class": "class"}


def to_json(value: Any, document: Document | None = None) -> Any:
    """Return a value of JSON: of a dataclass its fields in their order, of an enum its value.

    With the document that spans are positions in, each says where that is in the original, too.
    """
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return dict(_list_members(value, document))
    if isinstance(value, list | tuple):
        return [to_json(each, document) for each in value]
    return value


def _list_members(value: Any, document: Document | None) -> Iterator[tuple[str, Any]]:
    for each in fields(value):
        member = getattr(value, each.name)
        if each.metadata == HIDDEN:
            continue
        if each.metadata == SPREAD:
            yield from member.items()
        elif member is not None or each.metadata != OPTIONAL:
            yield _KEYS.get(each.name, each.name), to_json(member, document)
    if document is not None and (position := _find_position(value)) is not None:
        yield "origin", to_json(document.origin(Span(position, position)))


def _find_position(value: Any) -> int | None:
    """Return where something stands in the source: what stands in a result, too, says so by another name.

    What has an origin of its own stands in another document.
    """
    if hasattr(value, "origin"):
        return None
    found: int | None = getattr(value, "source_start", getattr(value, "start", None))
    return found if getattr(value, "end", 0) or found else None
