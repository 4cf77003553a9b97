"""`sakura run`: prompts of the user's own."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.cli.task_runner import run_task
from sakura_cli.errors import UsageError
from sakura_cli.inference.client import Engine
from sakura_cli.paths import prompts_dir
from sakura_cli.settings import Settings
from sakura_cli.tasks.prompts import PromptTemplate, find_own_file, load_prompt, load_prompt_file
from sakura_cli.tasks.steps import Steps
from sakura_cli.text.document import Document

PARAMETERS = ("model", "temperature", "max_tokens")


@task_command
def run(
    options: TaskOptions,
    template: Annotated[
        str, typer.Argument(metavar="TEMPLATE", help="A name from `sakura prompts list`, or a YAML file.")
    ],
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", metavar="KEY=VALUE", help="Value of a variable; may be repeated."),
    ] = None,
) -> int:
    """Run a prompt of your own on texts (docs/prompts.md)."""
    from sakura_cli.tasks.custom import CustomOptions, check_values, run_prompt

    prompt, folder = find_template(template)
    values = check_values(prompt, _read_parameters(parameter or []))
    # What the prompt is counts for --resume, not only its name; the values are among the own options already.
    options = replace(
        options,
        own={**options.own, "prompt": repr(prompt)},
        lora=options.lora or [str(folder / file) for file in prompt.run.lora],
        preferences={name: value for name in PARAMETERS if (value := getattr(prompt.run, name)) is not None},
    )

    def make_steps(document: Document, engine: Engine, settings: Settings) -> Steps:
        wanted = CustomOptions(values, settings.temperature, settings.seed, settings.max_tokens)
        return run_prompt(document, prompt, wanted, engine)

    extension = None if prompt.run.output_schema is None else ".json"
    return run_task("run", options, make_steps, prompt_heavy=True, extension=extension)


def find_template(template: str) -> tuple[PromptTemplate, Path]:
    """Return a template by name or file, and the folder its file names are relative to."""
    if os.sep in template or template.endswith((".yaml", ".yml")):
        path = Path(template)
        return load_prompt_file(path), path.absolute().parent
    prompt = load_prompt(template)
    own = find_own_file(template, prompts_dir())
    return prompt, own.parent if own else Path()


def _read_parameters(texts: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for text in texts:
        key, separator, value = text.partition("=")
        if not separator or not key:
            raise UsageError("-p wants KEY=VALUE", hint="sakura run TEMPLATE -p tone=丁寧 FILE")
        if key in values:
            raise UsageError(f"-p {key} is given twice", hint=f"sakura run TEMPLATE -p {key}=… FILE")
        values[key] = value
    return values
