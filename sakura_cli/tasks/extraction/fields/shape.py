"""What an extraction looks for: named fields with types, lists and groups of them, and the shape of the result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sakura_cli.text.facts import FREE_TYPES

GROUP = "group"
CHOICE = "choice"


@dataclass(frozen=True)
class Field:
    """Something to look for.

    `type` is one of `text.facts.VALUE_TYPES`, GROUP (then `fields` are its members) or CHOICE (then `choices` are the
    values it may have). Where `may_be_absent` the result leaves the name out instead of giving null; a list without
    `has_null_items` leaves out the item.
    """

    name: str
    type: str = "string"
    hint: str = ""
    is_list: bool = False
    fields: tuple[Field, ...] = ()
    choices: tuple[str, ...] = ()
    max_items: int | None = None
    may_be_absent: bool = False
    has_null_items: bool = True

    @property
    def is_group(self) -> bool:
        """Whether the field has members instead of a value."""
        return self.type == GROUP

    @property
    def is_free(self) -> bool:
        """Whether only reading the text tells its value: no rule lists what it may be."""
        return self.type in FREE_TYPES


@dataclass(frozen=True)
class Shape:
    """The fields of an extraction; with `is_many` the result is a list of records, `max_items` of them at most."""

    fields: tuple[Field, ...]
    is_many: bool = False
    max_items: int | None = None


def walk(fields: Sequence[Field]) -> Iterator[Field]:
    """Yield the fields that have values, in order."""
    for field in fields:
        if field.is_group:
            yield from walk(field.fields)
        else:
            yield field


def one_of(field: Field) -> Field:
    """Return what an item of a list field is."""
    return replace(field, is_list=False, max_items=None)
