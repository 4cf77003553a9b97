"""Commands and groups as typer makes them, with what typer says in every help in the language of the interface.

Left out: the headings that typer looks up in the catalogue by itself; they are named here for the catalogue's sake.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import CommandFunctionType

from sakura_cli.localization import choose_language, localize_parser
from sakura_cli.localization import gettext as _

# Before typer's help is imported: it looks its headings up once.
localize_parser()

# What typer asks the catalogue for.
HEADINGS = (
    _("Arguments"),
    _("Options"),
    _("Commands"),
    _("Error"),
    _("required"),
    _("default: {default}"),
    _("[required]"),
    _("[default: {}]"),
)


class Help:
    """What a command and a group have in common: the line of usage, and the option that shows the help."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_("Usage: "))

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        if self.rich_markup_mode is not None and choose_language(os.environ) == "ja":
            from sakura_cli.cli.terminal.folding import fold_helps

            fold_helps()
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that shows the help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this message and exit.")
        return option


class Command(Help, TyperCommand):
    """A command."""


class Group(Help, TyperGroup):
    """A group of commands."""


class Application(typer.Typer):
    """A group of commands that are declared with `command`."""

    def __init__(self, **attributes: Any):
        super().__init__(cls=Group, add_completion=False, pretty_exceptions_enable=False, **attributes)

    def command(
        self, name: str | None = None, **attributes: Any
    ) -> Callable[[CommandFunctionType], CommandFunctionType]:
        """Return the decorator that makes a function a command."""
        return super().command(name, cls=Command, **attributes)
