"""The options every task has, declared once and added to each task's command.

Typer reads a command's options off its signature; `task_command` gives a command the union of its own and these.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer
from typer.models import ArgumentInfo

from sakura_cli.cli.own_options import make_parameters, read_options
from sakura_cli.cli.terminal import console
from sakura_cli.cli.terminal.failures import set_debugging
from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _
from sakura_cli.options.declaring import Options, find_option
from sakura_cli.paths import config_file
from sakura_cli.settings import Settings, environment_name, read_gpu_layers, read_keep_alive, read_size

_ENGINE = _("Engine")
_OUTPUT = _("Input and output")

# The options that are settings: they may also come from the environment or the configuration file.
_SETTINGS = frozenset(each.name for each in fields(Settings)) - {"timeout"}


def _gpu_layers(value: str | None) -> str | None:
    try:
        return None if value is None else read_gpu_layers(value)
    except ValueError as error:
        raise UsageError(_("--gpu-layers wants {wanted}").format(wanted=error)) from None


def _size(value: str | int | None) -> int | None:
    try:
        return None if value is None else read_size(str(value))
    except ValueError as error:
        raise UsageError(_("--max-input wants {wanted}").format(wanted=error)) from None


def _keep_alive(value: str | None) -> str | None:
    try:
        return None if value is None else read_keep_alive(value)
    except ValueError as error:
        raise UsageError(_("--keep-alive wants {wanted}").format(wanted=error)) from None


def _setting(name: str, help_text: str) -> str:
    # In parentheses: typer reads square brackets as markup and drops them.
    return _("{help} (env: {name})").format(help=help_text, name=environment_name(name))


def _variable(name: str, help_text: str) -> dict[str, Any]:
    """Return what makes typer read an option that is no setting from the environment, too."""
    return {"help": _setting(name, help_text), "envvar": environment_name(name), "show_envvar": False}


def _read_adapter(text: str) -> tuple[str, float]:
    path, separator, scale = text.rpartition(":")
    if not separator or Path(text).exists():
        path, scale = text, "1"
    try:
        number = float(scale)
    except ValueError:
        raise UsageError(_("--lora wants FILE or FILE:SCALE, and {scale} is no number").format(scale=scale)) from None
    # Imported here: only a task that runs has adapters to find.
    from sakura_cli.api.engine import find_adapter

    return find_adapter(path, number)


@dataclass(frozen=True)
class TaskOptions:
    """What was given on the command line besides the task's own options."""

    files: Annotated[
        list[Path] | None,
        # Whether a file can be read is found by reading it: typer would make a usage error of it.
        typer.Argument(metavar="FILE", readable=False, help=_("Files to read; none or - is standard input.")),
    ] = None
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            "-m",
            metavar="NAME|PATH|hf:…",
            help=_setting("model", _("Weights to use.")),
            rich_help_panel=_ENGINE,
        ),
    ] = None
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            readable=False,
            help=_("Write the result to FILE."),
            rich_help_panel=_OUTPUT,
        ),
    ] = None
    out_dir: Annotated[
        Path | None,
        typer.Option(
            "--out-dir",
            metavar="DIR",
            readable=False,
            help=_("Write one file per input to DIR, under the input's name (.json with --json)."),
            rich_help_panel=_OUTPUT,
        ),
    ] = None
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help=_("Skip what --out-dir holds already, of the same input, prompt, model and settings."),
            rich_help_panel=_OUTPUT,
        ),
    ] = False
    files_from: Annotated[
        Path | None,
        typer.Option(
            "--files-from",
            metavar="FILE|-",
            readable=False,
            help=_("Read the names of more inputs from FILE, ended by newlines or NULs."),
            rich_help_panel=_OUTPUT,
        ),
    ] = None
    null: Annotated[
        bool,
        typer.Option(
            "--null", "-0", help=_("The names of --files-from are ended by NULs only."), rich_help_panel=_OUTPUT
        ),
    ] = False
    stdin_filename: Annotated[
        Path | None,
        typer.Option(
            "--stdin-filename",
            metavar="NAME",
            readable=False,
            help=_("What standard input is called: its format and its messages go by it."),
            rich_help_panel=_OUTPUT,
        ),
    ] = None
    in_place: Annotated[
        bool,
        typer.Option("--in-place", help=_("Allow -o or --out-dir to replace an input."), rich_help_panel=_OUTPUT),
    ] = False
    json: Annotated[
        bool,
        typer.Option("--json", **_variable("json", _("Print JSON, one object an input.")), rich_help_panel=_OUTPUT),
    ] = False
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            **_variable("encoding", _("Encoding of the input, instead of recognising it.")),
            rich_help_panel=_OUTPUT,
        ),
    ] = None
    max_input: Annotated[
        str | None,
        typer.Option(
            metavar="SIZE",
            callback=_size,
            help=_setting("max_input", _("Most bytes of one input (64M): 500K, 2G.")),
            rich_help_panel=_OUTPUT,
        ),
    ] = None
    output_encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|same",
            **_variable("output_encoding", _("Encoding of written files (UTF-8); same: the input's.")),
            rich_help_panel=_OUTPUT,
        ),
    ] = None
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            **_variable("strict", _("Exit with 1 when verification found something.")),
            rich_help_panel=_OUTPUT,
        ),
    ] = False
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", "-q", **_variable("quiet", _("Only errors and findings on stderr.")), rich_help_panel=_OUTPUT
        ),
    ] = False
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", "-v", **_variable("verbose", _("Say on stderr what is done.")), rich_help_panel=_OUTPUT
        ),
    ] = False
    debug: Annotated[
        bool,
        typer.Option(
            "--debug", **_variable("debug", _("Show tracebacks and what llama.cpp said.")), rich_help_panel=_OUTPUT
        ),
    ] = False
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=_("Print the prompt and its token counts only."), rich_help_panel=_ENGINE),
    ] = False
    offline: Annotated[
        bool | None,
        typer.Option("--offline", help=_setting("offline", _("Never touch the network.")), rich_help_panel=_ENGINE),
    ] = None
    seed: Annotated[
        int | None, typer.Option(metavar="N", help=_setting("seed", _("Seed for sampling.")), rich_help_panel=_ENGINE)
    ] = None
    temperature: Annotated[
        float | None,
        typer.Option(
            metavar="T",
            min=0.0,
            max=5.0,
            help=_setting("temperature", _("0 (default): the same input gives the same output.")),
            rich_help_panel=_ENGINE,
        ),
    ] = None
    max_tokens: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help=_setting("max_tokens", _("Most tokens of one completion.")),
            rich_help_panel=_ENGINE,
        ),
    ] = None
    context: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help=_setting("context", _("Most tokens of one request.")), rich_help_panel=_ENGINE
        ),
    ] = None
    threads: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help=_setting("threads", _("Threads (default: physical cores).")),
            rich_help_panel=_ENGINE,
        ),
    ] = None
    gpu_layers: Annotated[
        str | None,
        typer.Option(
            metavar="auto|N|off",
            callback=_gpu_layers,
            help=_setting("gpu_layers", _("Layers to put on the accelerator.")),
            rich_help_panel=_ENGINE,
        ),
    ] = None

    parallel: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help=_setting("parallel", _("Most requests at once.")), rich_help_panel=_ENGINE
        ),
    ] = None
    lora: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE[:SCALE]",
            **_variable("lora", _("LoRA adapter in GGUF; may be repeated.")),
            rich_help_panel=_ENGINE,
        ),
    ] = None
    keep_alive: Annotated[
        str | None,
        typer.Option(
            metavar="DURATION|off",
            callback=_keep_alive,
            help=_setting("keep_alive", _("Keep the engine so long for the next command (10m, 2h).")),
            rich_help_panel=_ENGINE,
        ),
    ] = None

    engine: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help=_setting("engine", _("Ask a server (llama-server, vLLM …) instead of loading weights.")),
            rich_help_panel=_ENGINE,
        ),
    ] = None
    allow_remote: Annotated[
        bool | None,
        typer.Option(
            "--allow-remote",
            help=_setting("allow_remote", _("Let --engine be another machine: your texts leave this one.")),
            rich_help_panel=_ENGINE,
        ),
    ] = None

    # What the task's own options are, by name.
    own: Mapping[str, Any] = field(default_factory=dict)
    # Those of them that are files which the run itself adds to.
    growing: frozenset[str] = frozenset()
    # Settings that a prompt asks for; the environment and the command line go before them.
    preferences: Mapping[str, Any] = field(default_factory=dict)

    @property
    def adapters(self) -> tuple[tuple[str, float], ...]:
        """The LoRA files and their scales. Raises UsageError or InputNotFoundError."""
        return tuple(_read_adapter(text) for text in self.lora or ())

    def settings(self) -> Settings:
        """Return the settings of this run, all sources merged."""
        flags = {name: getattr(self, name) for name in _SETTINGS}
        return Settings.resolve(flags, config_file=config_file(), preferences=self.preferences)


# The fields that are typed by the user.
_PARAMETERS = tuple(each for each in fields(TaskOptions) if each.name not in {"own", "growing", "preferences"})


@dataclass(frozen=True)
class Before:
    """Marks an option of a command that help lists among those of a dataclass, before another."""

    option: str


def task_command(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of every task, handed to it as `options`, its first parameter.

    A parameter that is a dataclass of `sakura_cli.options` stands for the options it declares.
    """
    hints = get_type_hints(TaskOptions, include_extras=True)
    shared = [
        inspect.Parameter(each.name, inspect.Parameter.KEYWORD_ONLY, default=each.default, annotation=hints[each.name])
        for each in _PARAMETERS
    ]
    own_hints = get_type_hints(function, include_extras=True)
    declared = {name: hint for name, hint in own_hints.items() if isinstance(hint, type) and issubclass(hint, Options)}
    own = _own_parameters(function, own_hints, declared)
    growing = frozenset(
        each.name
        for options in declared.values()
        for each in fields(options)
        if (known := find_option(each)) and known.grows
    )

    @functools.wraps(function)
    def command(**values: Any) -> int:
        shared_values = {each.name: values.pop(each.name) for each in _PARAMETERS}
        typed = {name: each.value if isinstance(each, Enum) else each for name, each in values.items()}
        options = TaskOptions(**shared_values, own=typed, growing=growing)
        console.set_verbosity(-1 if options.quiet else 1 if options.verbose else 0)
        set_debugging(options.debug)
        direct = {name: value for name, value in values.items() if name in own_hints}
        return function(options, **direct, **{name: read_options(kind, typed) for name, kind in declared.items()})

    # The task's own arguments and the files come first, then its own options, then what all tasks share.
    arguments = [each for each in own if _is_argument(each)]
    parameters = [*arguments, shared[0], *(each for each in own if each not in arguments), *shared[1:]]
    command.__signature__ = inspect.Signature(parameters, return_annotation=int)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


def _own_parameters(
    function: Callable[..., int], hints: Mapping[str, Any], declared: Mapping[str, type[Options]]
) -> list[inspect.Parameter]:
    """Return the parameters of a command besides those of every task; what two dataclasses share is typed once."""
    own: dict[str, inspect.Parameter] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name in declared:
            own.update({each.name: each for each in make_parameters(declared[name])})
        elif name != "options":
            own[name] = parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[name])
    ordered = list(own)
    for name, parameter in own.items():
        for mark in getattr(parameter.annotation, "__metadata__", ()):
            if isinstance(mark, Before):
                ordered.remove(name)
                ordered.insert(ordered.index(mark.option), name)
    return [own[name] for name in ordered]


def _is_argument(parameter: inspect.Parameter) -> bool:
    return any(isinstance(each, ArgumentInfo) for each in getattr(parameter.annotation, "__metadata__", ()))
