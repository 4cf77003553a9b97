"""A task's own options on the command line: made of the fields of its dataclass, and the dataclass of what is typed.

Fields that say nothing of the command line are left to the command; the options of every task are `cli.options`'.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import typer

from sakura_cli.options.declaring import Option, Options, find_choices, find_option

_O = TypeVar("_O", bound=Options)


def make_parameters(options: type[Options]) -> list[inspect.Parameter]:
    """Return the parameters from which typer reads a task's options."""
    kinds = get_type_hints(options)
    return [
        _make_parameter(each, declared, kinds[each.name])
        for each in fields(options)
        if (declared := find_option(each)) is not None
    ]


def read_options(options: type[_O], typed: Mapping[str, Any]) -> _O:
    """Return the options that were typed, by the names of the parameters. Raises UsageError."""
    values: dict[str, Any] = {}
    for each in fields(options):
        declared = find_option(each)
        if declared is None:
            continue
        value = typed[each.name]
        if value is None or value == []:
            continue
        if each.default is True:
            value = not value
        elif declared.none and value == declared.none:
            value = None
        elif declared.read is not None:
            value = declared.read(value)
        values[each.name] = value
    return options(**values)


def _make_parameter(field: Field[Any], declared: Option, kind: Any) -> inspect.Parameter:
    kind, default = _typed_kind(field, declared, kind)
    flag = "--no-" if field.default is True else "--"
    typed = typer.Option(
        declared.flag or flag + field.name.replace("_", "-"),
        metavar=declared.metavar,
        min=declared.at_least,
        max=declared.at_most,
        # Whether a file can be read is found by reading it: typer would make a usage error of it.
        readable=Path not in (kind, *get_args(kind)),
        help=declared.help,
    )
    return inspect.Parameter(
        field.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, typed]
    )


def _typed_kind(field: Field[Any], declared: Option, kind: Any) -> tuple[Any, Any]:
    """Return the type that typer is to read, and its default."""
    default = inspect.Parameter.empty if field.default is MISSING else field.default
    if isinstance(default, bool):
        return bool, False
    if choices := find_choices(kind):
        return _make_choice(field.name, choices, default, declared.none)
    if declared.read is not None:
        return str | None, default
    several = (kind, *get_args(kind))
    if any(get_origin(each) is Sequence for each in several):
        return list[str] | None, None
    # Of what a program may give, a file is what can be typed.
    return (Path | None if Path in several else kind), default


def _make_choice(name: str, choices: Sequence[str], default: Any, none: str) -> tuple[Any, Any]:
    """Return the enum of the words that may be typed, and the default among them."""
    allowed = (none, *choices) if none else choices
    words = Enum(name, {each: each for each in allowed}, type=str)  # type: ignore[misc]
    if default is None:
        return (words, words(none)) if none else (words | None, None)
    return words, default if default is inspect.Parameter.empty else words(default)
