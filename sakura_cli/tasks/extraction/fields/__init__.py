"""What an extraction looks for, and the two ways to say it: the short form of `--fields`, and JSON Schema."""

from __future__ import annotations

from sakura_cli.tasks.extraction.fields.schema import parse_schema, read_schema, to_schema
from sakura_cli.tasks.extraction.fields.shape import CHOICE, GROUP, Field, Shape, one_of, walk
from sakura_cli.tasks.extraction.fields.spec import parse_fields

__all__ = [
    "CHOICE",
    "GROUP",
    "Field",
    "Shape",
    "one_of",
    "parse_fields",
    "parse_schema",
    "read_schema",
    "to_schema",
    "walk",
]
