"""Commands that are imported when they are run: until then a command is its name and its line of help.

Importing all tasks takes ten times as long as showing which there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
import typer.main

from sakura_cli.cli.application import Application, Command, Group
from sakura_cli.cli.terminal import console


@dataclass(frozen=True)
class LazyCommand:
    """A command: what is typed, the `module:name` of its function or of its own application, and its line of help."""

    name: str
    target: str
    help: str
    is_hidden: bool = False


class LazyGroup(Group):
    """The group of the commands that a subclass lists in `entries`."""

    entries: Sequence[LazyCommand] = ()

    def __init__(self, **attributes: Any):
        super().__init__(**attributes)
        for entry in self.entries:
            self.commands[entry.name] = Command(entry.name, short_help=entry.help, hidden=entry.is_hidden)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the options before the command; where nothing was typed show the help and end with 2."""
        if not args:
            console.write_result(self.get_help(ctx))
            raise typer.Exit(2)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command that arguments begin with, imported, and the arguments that are left."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command if name is None else self.load(name), rest

    def load(self, name: str) -> Any:
        """Import a command and return it."""
        entry = next(entry for entry in self.entries if entry.name == name)
        module, _, attribute = entry.target.partition(":")
        target = getattr(import_module(module), attribute)
        if isinstance(target, typer.Typer):
            return typer.main.get_group(target)
        # Under another name it is the same command.
        shown = next(each for each in self.entries if each.target == entry.target)
        application = Application()
        application.command(name, help=shown.help)(target)
        return typer.main.get_command(application)
