"""A page in Markdown for each command, with those below it: docs/commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from docs.generator.tree import Command, Parameter

_NOTE = "<!-- Generated from the command itself by `make docs`. -->"
_ALL = "Options"


def make_page(command: Command) -> str:
    """Return the page of a command."""
    return "\n".join((_NOTE, *_describe(command, "#")))


def make_index(root: Command) -> str:
    """Return the page that leads to the others."""
    lines = [_NOTE, "# Commands", "", root.help, ""]
    for command in root.commands:
        name = command.path[-1]
        lines.append(f"- [`sakura {name}`]({name}.md): {_first_line(command.help)}")
    return "\n".join([*lines, "", *_tables(root), ""])


def write_usage(command: Command) -> str:
    """Return how a command is typed."""
    words = ["sakura", *command.path]
    if command.commands:
        words.append("COMMAND")
    if command.options:
        words.append("[OPTIONS]")
    for argument in command.arguments:
        shown = argument.metavar.strip("[]")
        shown = shown if argument.is_required else f"[{shown}]"
        words.append(f"{shown}..." if argument.is_many else shown)
    return " ".join(words)


def group_options(options: Iterable[Parameter]) -> Iterator[tuple[str, list[Parameter]]]:
    """Yield a heading and its options, the command's own first."""
    ordered = sorted(options, key=lambda option: (option.panel != "", option.panel))
    for panel, group in groupby(ordered, key=lambda option: option.panel):
        yield panel or _ALL, list(group)


def write_names(option: Parameter) -> str:
    """Return how an option is typed: -m, --model NAME."""
    return ", ".join(option.names) + (f" {option.metavar}" if option.metavar else "")


def write_help(parameter: Parameter) -> str:
    """Return what is said of a parameter, with its default and whether it may be repeated."""
    said = parameter.help.replace("\n", " ")
    if parameter.default and f"({parameter.default})" not in said:
        said += f" Default: {parameter.default}."
    if parameter.is_required and parameter.names:
        said += " Required."
    return said


def _describe(command: Command, mark: str) -> Iterator[str]:
    yield f"{mark} sakura {' '.join(command.path)}"
    yield from ("", command.help, "", "```", write_usage(command), "```", "")
    if command.aliases:
        names = ", ".join(f"`sakura {' '.join((*command.path[:-1], alias))}`" for alias in command.aliases)
        yield from (f"Also {names}.", "")
    yield from _tables(command)
    for each in command.commands:
        yield from _describe(each, f"{mark}#")


def _tables(command: Command) -> Iterator[str]:
    if command.arguments:
        rows = [(each.metavar.strip("[]"), write_help(each)) for each in command.arguments]
        yield from _table("argument", rows)
    for heading, options in group_options(each for each in command.options if each.name != "help"):
        yield from _table(heading.lower(), [(write_names(each), write_help(each)) for each in options])


def _table(heading: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"| {heading} | |"
    yield "|---|---|"
    for name, said in rows:
        yield f"| `{_escape(name)}` | {_escape(said)} |"
    yield ""


def _first_line(text: str) -> str:
    return text.partition("\n\n")[0].replace("\n", " ")


def _escape(text: str) -> str:
    return text.replace("|", "\\|")
