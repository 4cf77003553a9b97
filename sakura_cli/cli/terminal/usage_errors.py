"""What typer says of a command line it cannot read, in the language of the interface.

Typer and pydantic say it in English only. An error is told apart by the name of its class (typer's click must not be
imported by name), by its attributes, and at last by its words; one that is none of these is said as typer says it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sakura_cli.localization import gettext as _

_NO_COMMAND = re.compile(r"No such command '(.*)'\.(?: Did you mean (.*)\?)?", re.DOTALL)
_NO_CHOICE = re.compile(r".*?(?P<value>'.*') is not one of (?P<choices>'.*')\.", re.DOTALL)
_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)


def describe_usage_error(error: Any) -> str:
    """Return the message of one of typer's usage errors."""
    said = str(error.format_message())
    match type(error).__name__:
        case "NoSuchOption":
            return _describe_no_option(error.option_name, error.possibilities or ())
        case "MissingParameter" if error.param is not None:
            return _describe_missing(error)
        case "BadParameter" if error.param is not None:
            reason = _describe_value(error)
            return _("Invalid value for {name}: {reason}").format(name=_name(error), reason=reason)
        case "BadOptionUsage" if "does not take a value" in said:
            return _("Option {name} does not take a value.").format(name=f"'{error.option_name}'")
        case "BadOptionUsage" if "requires" in said:
            return _("Option {name} requires an argument.").format(name=f"'{error.option_name}'")
    if found := _NO_COMMAND.fullmatch(said):
        return _describe_no_command(*found.groups())
    if found := _EXTRA.fullmatch(said):
        return _("Got unexpected extra arguments ({arguments})").format(arguments=found[1])
    return said


def _name(error: Any) -> str:
    return str(error.param_hint or error.param.get_error_hint())


def _describe_no_option(name: str, near: Sequence[str]) -> str:
    if not near:
        return _("No such option: {name}").format(name=name)
    return _("No such option: {name} (Possible options: {options})").format(name=name, options=", ".join(sorted(near)))


def _describe_no_command(name: str, near: str | None) -> str:
    if near is None:
        return _("No such command '{name}'.").format(name=name)
    return _("No such command '{name}'. Did you mean {near}?").format(name=name, near=near)


def _describe_missing(error: Any) -> str:
    is_option = error.param.param_type_name == "option"
    message = _("Missing option {name}.") if is_option else _("Missing argument {name}.")
    text = message.format(name=_name(error))
    # The values to choose from come with tabs and newlines, one a line.
    choices = [each.strip() for each in str(error.param.get_missing_message(ctx=error.ctx) or "").split("\t")[1:]]
    if not choices:
        return text
    return _("{message} Choose from: {choices}").format(message=text, choices=", ".join(c.strip(",") for c in choices))


def _describe_value(error: Any) -> str:
    """Return what is wrong with a value, from what pydantic tells of it."""
    told: dict[str, Any] = next(iter(getattr(error.__cause__, "errors", list)()), {})
    limits = told.get("ctx", {})
    match told.get("type"):
        case "int_parsing" | "int_from_float" | "int_type":
            return _("a whole number is needed")
        case "float_parsing" | "float_type":
            return _("a number is needed")
        case "bool_parsing" | "bool_type":
            return _("1 or 0 is needed")
        case "greater_than_equal":
            return _("the least is {limit}").format(limit=f"{limits['ge']:g}")
        case "less_than_equal":
            return _("the most is {limit}").format(limit=f"{limits['le']:g}")
    if found := _NO_CHOICE.fullmatch(error.message):
        return _("{value} is not one of {choices}").format(**found.groupdict())
    return str(error.message)
