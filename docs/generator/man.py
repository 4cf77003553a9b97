"""Man pages: one for `sakura`, one for each of its commands (docs/man)."""

from __future__ import annotations

from collections.abc import Iterator

import sakura_cli
from docs.generator.pages import group_options, write_help, write_names, write_usage
from docs.generator.tree import Command

_STATUSES = (
    ("0", "Done."),
    ("1", "A check that was asked for found something (--strict, --check)."),
    ("2", "Usage."),
    ("3", "Some inputs of a batch failed; the others are done."),
    ("65", "Bad input: undecodable, empty, a bad glossary or schema, not a GGUF."),
    ("66", "An input is not there or cannot be read."),
    ("69", "No model is installed, or it cannot be fetched."),
    ("70", "The engine crashed or ran out of memory, or a bug."),
    ("73", "The output is refused: it would replace the input, or cannot be created."),
    ("74", "Input/output error, disk full."),
    ("75", "Somebody else holds a lock; try again."),
    ("76", "A hash does not match."),
    ("77", "Permission."),
    ("78", "Bad configuration."),
    ("130, 143", "Interrupted, terminated."),
)


def man_name(command: Command) -> str:
    """Return the name of a command's man page: sakura-summarize."""
    return "-".join(("sakura", *command.path))


def make_man(command: Command, root: Command) -> str:
    """Return the man page of a command."""
    name = man_name(command)
    lines = [
        "'\\\" -*- coding: utf-8 -*-",
        '.\\" Generated from the command itself by `make docs`.',
        f'.TH {_escape(name.upper())} 1 "" "sakura {sakura_cli.__version__}" "sakura"',
        ".SH NAME",
        f"{_escape(name)} \\- {_escape(_first_line(command.help))}",
        ".SH SYNOPSIS",
        _bold(write_usage(command)),
        ".SH DESCRIPTION",
        *_paragraphs(command.help),
        *_parameters(command, ".SH"),
    ]
    if command.commands:
        lines.append(".SH COMMANDS")
        for each in command.commands:
            lines += [*_item(_bold(f"sakura {' '.join(each.path)}")), _escape(_first_line(each.help))]
            if command.path:
                lines += [".RS", ".PP", _bold(write_usage(each)), *_parameters(each, ".PP"), ".RE"]
    lines.append(".SH EXIT STATUS")
    for status, meaning in _STATUSES:
        lines += [*_item(_bold(status)), _escape(meaning)]
    others = [man_name(each) for each in (root, *root.commands) if each is not command]
    lines += [".SH SEE ALSO", ",\n".join(f"{_bold(other)}(1)" for other in others)]
    return "\n".join([*lines, ""])


def _parameters(command: Command, heading: str) -> Iterator[str]:
    if command.arguments:
        yield from _head(heading, "ARGUMENTS")
        for argument in command.arguments:
            yield from (*_item(_bold(argument.metavar.strip("[]"))), _escape(write_help(argument)))
    for panel, options in group_options(command.options):
        yield from _head(heading, panel.upper())
        for option in options:
            yield from (*_item(_bold(write_names(option))), _escape(write_help(option)))


def _head(heading: str, text: str) -> tuple[str, ...]:
    return (f"{heading} {text}",) if heading == ".SH" else ()


def _item(term: str) -> tuple[str, str]:
    return (".TP", term)


def _bold(text: str) -> str:
    return f"\\fB{_escape(text)}\\fR"


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ".PP"
        yield _escape(paragraph.replace("\n", " "))


def _first_line(text: str) -> str:
    return text.partition("\n\n")[0].replace("\n", " ").rstrip(".")


def _escape(text: str) -> str:
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
