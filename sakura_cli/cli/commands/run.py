"""`sakura run`: prompts of the user's own."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.errors import UsageError, write_command
from sakura_cli.localization import gettext as _
from sakura_cli.options.prompt import PromptOptions


@task_command
def run(
    options: TaskOptions,
    template: Annotated[
        str, typer.Argument(metavar="TEMPLATE", help=_("A name from `sakura prompts list`, or a YAML file."))
    ],
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", metavar="KEY=VALUE", help=_("Value of a variable; may be repeated.")),
    ] = None,
) -> int:
    """Run a prompt of your own on texts (docs/prompts.md)."""
    from sakura_cli.api.prompts import make_prompt_job
    from sakura_cli.cli.running.runner import run_task
    from sakura_cli.tasks.custom.run import settle

    is_file = os.sep in template or template.endswith((".yaml", ".yml"))
    job = make_prompt_job(PromptOptions(Path(template) if is_file else template, _read_parameters(parameter or [])))
    # What the prompt is counts for --resume, not only its name; the values are among the own options already.
    options = replace(
        options,
        own={**options.own, "prompt": repr(job.template)},
        lora=options.lora or list(job.lora),
        preferences=job.preferences,
    )
    has_schema = job.template.run.output_schema is not None
    is_verified = has_schema or job.template.run.is_checked
    return run_task(
        "run", options, job, extension=".json" if has_schema else None, settle=None if is_verified else settle
    )


def _read_parameters(texts: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for text in texts:
        key, separator, value = text.partition("=")
        if not separator or not key:
            raise UsageError(_("-p wants KEY=VALUE"), hint="sakura run TEMPLATE -p tone=丁寧 FILE")
        if key in values:
            raise UsageError(
                _("-p {key} is given twice").format(key=key),
                hint=write_command("sakura", "run", "TEMPLATE", "-p", f"{key}=…", "FILE"),
            )
        values[key] = value
    return values
