"""The commands as plain values, read off the typer application: what pages and completions are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import typer.main

from sakura_cli.cli.app import app
from sakura_cli.cli.lazy import LazyGroup
from sakura_cli.keigo import rule_names
from sakura_cli.settings import Settings

FILES = "files"
FOLDERS = "folders"
# What `sakura __complete` lists.
MODELS = "models"
INSTALLED = "installed-models"
PROMPTS = "prompts"
PRESETS = "presets"

_ENCODINGS = ("utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16-le", "utf-16-be")


@dataclass(frozen=True)
class Values:
    """What may stand for an argument or an option: certain words, and what `kinds` of things are found by looking."""

    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parameter:
    """An argument (its `names` are empty) or an option; a flag has no `metavar`."""

    name: str
    names: tuple[str, ...]
    metavar: str
    help: str
    default: str
    panel: str
    is_required: bool
    is_many: bool
    values: Values

    @property
    def is_flag(self) -> bool:
        """Whether the option takes no value."""
        return not self.metavar


@dataclass(frozen=True)
class Command:
    """A command; `path` is what is typed after `sakura`, `aliases` are other names for it."""

    path: tuple[str, ...]
    help: str
    arguments: tuple[Parameter, ...]
    options: tuple[Parameter, ...]
    commands: tuple[Command, ...]
    aliases: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The path as the completions keep it: /models/list."""
        return "".join(f"/{name}" for name in self.path)

    @property
    def keys(self) -> tuple[str, ...]:
        """The key under each of the command's names."""
        parent = self.key.rpartition("/")[0]
        return (self.key, *(f"{parent}/{alias}" for alias in self.aliases))

    def walk(self) -> Iterator[Command]:
        """Yield the command and all below it."""
        yield self
        for command in self.commands:
            yield from command.walk()


def read_tree() -> Command:
    """Return the command `sakura` with everything below it."""
    return _read((), typer.main.get_command(app), (), None)


def _read(path: tuple[str, ...], command: Any, aliases: tuple[str, ...], parent: Any) -> Command:
    below: dict[str, Any] = getattr(command, "commands", {})
    hidden = {name for name, each in below.items() if each.hidden}
    if isinstance(command, LazyGroup):
        below = {name: command.load(name) for name in below}
    shown = {name: each for name, each in below.items() if name not in hidden}
    also = {name: _aliases(each, {other: below[other] for other in hidden}) for name, each in shown.items()}
    context = command.context_class(command, parent=parent, **command.context_settings)
    parameters = [
        _read_parameter(path, each) for each in command.get_params(context) if not getattr(each, "hidden", False)
    ]
    return Command(
        path=path,
        help=command.help or "",
        arguments=tuple(each for each in parameters if not each.names),
        options=tuple(each for each in parameters if each.names),
        commands=tuple(_read((*path, name), each, also[name], context) for name, each in shown.items()),
        aliases=aliases,
    )


def _aliases(command: Any, hidden: dict[str, Any]) -> tuple[str, ...]:
    """Return the hidden names under which the same function is registered."""
    function = _function(command)
    return tuple(sorted(name for name, each in hidden.items() if _function(each) is function))


def _function(command: Any) -> Any:
    return getattr(command.callback, "__wrapped__", command.callback)


def _read_parameter(path: tuple[str, ...], parameter: Any) -> Parameter:
    is_argument = parameter.param_type_name == "argument"
    kind = _annotation(parameter)
    is_flag = not is_argument and bool(getattr(parameter, "is_flag", False))
    choices = tuple(each.value for each in kind) if isinstance(kind, type) and issubclass(kind, Enum) else ()
    names = () if is_argument else (*parameter.opts, *parameter.secondary_opts)
    return Parameter(
        name=parameter.name,
        names=tuple(sorted(names, key=len)),
        metavar="" if is_flag else parameter.metavar or "|".join(choices) or parameter.name.upper(),
        help=parameter.help or "",
        default="" if is_flag else _describe_default(parameter.default),
        panel=getattr(parameter, "rich_help_panel", None) or "",
        is_required=parameter.required,
        is_many=parameter.multiple or parameter.nargs == -1,
        values=Values() if is_flag else _find_values(path, parameter.name, kind, choices),
    )


def _annotation(parameter: Any) -> Any:
    """Return the type of a parameter's value, or of one of them; None for what typer adds itself (--help)."""
    descriptor = getattr(parameter, "type_descriptor", None)
    kind = getattr(descriptor, "annotation", None)
    members = getattr(kind, "__args__", ())
    return members[0] if members else kind


def _describe_default(default: Any) -> str:
    if isinstance(default, Enum):
        return str(default.value)
    return "" if default is None or default == () or callable(default) else str(default)


def _find_values(path: tuple[str, ...], name: str, kind: Any, choices: tuple[str, ...]) -> Values:
    if choices:
        return Values(words=choices)
    if name == "out_dir":
        return Values(kinds=(FOLDERS,))
    if isinstance(kind, type) and issubclass(kind, Path):
        return Values(kinds=(FILES,))
    return _BY_PLACE.get((*path[:2], name)) or _BY_PLACE.get((*path[:1], name)) or _BY_NAME.get(name, Values())


_BY_NAME = {
    "model": Values(kinds=(MODELS, FILES)),
    "lora": Values(kinds=(FILES,)),
    "gpu_layers": Values(words=("auto", "off")),
    "max_input": Values(words=("16M", "64M", "256M", "1G")),
    "encoding": Values(words=_ENCODINGS),
    "output_encoding": Values(words=("same", *_ENCODINGS)),
    "rules": Values(words=tuple(rule_names())),
    "no_rules": Values(words=tuple(rule_names())),
    "preset": Values(kinds=(PRESETS, FILES)),
    "template": Values(kinds=(PROMPTS, FILES)),
    "key": Values(words=tuple(Settings.__dataclass_fields__)),
}
_BY_PLACE = {
    ("models", "name"): Values(kinds=(MODELS,)),
    ("models", "rm", "name"): Values(kinds=(INSTALLED,)),
    ("models", "verify", "name"): Values(kinds=(INSTALLED,)),
    ("models", "export", "name"): Values(kinds=(INSTALLED,)),
    ("models", "path", "name"): Values(kinds=(INSTALLED,)),
    ("prompts", "name"): Values(kinds=(PROMPTS,)),
    ("prompts", "check", "file"): Values(kinds=(PROMPTS, FILES)),
}
