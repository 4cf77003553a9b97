"""What a field of an options dataclass may say of itself, and the check of the values that it is given.

Left out: how the command line (`cli.own_options`) and the API (`api.keywords`) make use of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, fields
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin, get_type_hints

from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _

_KEY = "option"


@dataclass(frozen=True)
class Option:
    """What there is to know of an option besides its name, type and default.

    `flag` is what is typed where that is not the name; `none` is the word that is typed for None. `at_least` holds
    everywhere, `at_most` on the command line, where more is a slip of the finger. `read` makes a value of what is
    typed, where the type does not say how; it raises UsageError. What `grows` is a file that the run itself adds to.
    """

    help: str
    flag: str = ""
    metavar: str | None = None
    none: str = ""
    at_least: int | None = None
    at_most: int | None = None
    read: Callable[[str], Any] | None = None
    grows: bool = False


def option(help: str, **more: Any) -> Mapping[str, Option]:
    """Return the metadata of a field that is an option of the command line; `more` are the fields of `Option`."""
    return {_KEY: Option(help, **more)}


def find_option(field: Field[Any]) -> Option | None:
    """Return what a field says of itself; None where it is no option of the command line."""
    return field.metadata.get(_KEY)


def find_choices(kind: Any) -> tuple[str, ...]:
    """Return the words that a type allows, None left aside; nothing where it allows others."""
    literal = next((each for each in (kind, *get_args(kind)) if get_origin(each) is Literal), None)
    return get_args(literal)


@dataclass(frozen=True)
class Options:
    """The options of a task, which are made of allowed values only. Raises UsageError."""

    def __post_init__(self) -> None:
        kinds = get_type_hints(type(self))
        for each in fields(self):
            value, declared = getattr(self, each.name), find_option(each)
            if value is None:
                continue
            if choices := find_choices(kinds[each.name]):
                _check_choice(each.name, value, choices)
            if declared is not None and declared.at_least is not None:
                _check_least(each.name, value, declared.at_least)


def _check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    if value in choices:
        return
    near = get_close_matches(str(value), choices, 1)
    hint = (
        _("did you mean {name}?").format(name=near[0]) if near else _("one of {names}").format(names=", ".join(choices))
    )
    raise UsageError(_("{name} cannot be {value}").format(name=name, value=repr(value)), hint=hint)


def _check_least(name: str, value: int, least: int) -> None:
    if value < least:
        raise UsageError(
            _("{name} cannot be {value}").format(name=name, value=value), hint=_("{least} or more").format(least=least)
        )
