"""Prompts of the user's own as jobs: found by name or file, with the settings and adapters that their file asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sakura_cli.api.jobs import Job
from sakura_cli.api.results import Answer
from sakura_cli.documents.document import Document
from sakura_cli.errors import UsageError
from sakura_cli.inference.client import Engine
from sakura_cli.localization import gettext as _
from sakura_cli.options.prompt import PromptOptions
from sakura_cli.options.sampling import Sampling
from sakura_cli.paths import config_file, prompts_dir
from sakura_cli.settings import Settings
from sakura_cli.tasks.custom.result import AnswerPayload
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.framework.prompts import find_own_file, load_prompt, load_prompt_file
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import Steps

if TYPE_CHECKING:
    from sakura_cli.text.evidence import Instruction

# The settings a prompt may ask for.
PREFERENCES = ("model", "temperature", "max_tokens")


@dataclass(frozen=True)
class PromptJob(Job[AnswerPayload, Answer]):
    """A prompt with its values, and what its file asks for: settings, and adapters as `--lora` takes them."""

    template: PromptTemplate = field(kw_only=True)
    preferences: Mapping[str, Any] = field(kw_only=True)
    lora: Sequence[str] = field(kw_only=True)


def make_prompt_job(options: PromptOptions) -> PromptJob:
    """Return the job of `Sakura.run`.

    Raises UsageError for a name that is not there and for values that do not fit, InputNotFoundError and BadInputError
    for the file.
    """
    from sakura_cli.tasks.custom.run import check_values, run_prompt

    template, folder = _find_template(options.prompt)
    values = check_values(template, options.values)

    def make_steps(document: Document, engine: Engine, sampling: Sampling) -> Steps[AnswerPayload]:
        return run_prompt(document, template, values, engine, sampling)

    def says_words(result: TaskResult[AnswerPayload], instructions: Sequence[Instruction]) -> bool:
        from sakura_cli.text.evidence import follows, hints_at_order

        own = "\n".join((template.system, template.user, *values.values())).lower()
        # One word of the document may be what was asked for.
        told = (each for each in instructions if not each.is_echoed or hints_at_order(each.sentence))
        return follows(result.text, [each for each in told if not any(word.lower() in own for word in each.words)])

    def says_nothing_else(result: TaskResult[AnswerPayload], instructions: Sequence[Instruction]) -> bool:
        from sakura_cli.text.evidence import is_dictated

        # What is only quoted may be the answer to what was asked.
        return is_dictated(result.text, [each for each in instructions if each.is_order])

    return PromptJob(
        make_steps,
        Answer,
        prompt_heavy=True,
        is_moved=says_words if template.run.is_checked else None,
        resists=says_nothing_else,
        template=template,
        preferences={name: value for name in PREFERENCES if (value := getattr(template.run, name)) is not None},
        lora=tuple(str(folder / file) for file in template.run.lora),
    )


def _find_template(prompt: str | Path) -> tuple[PromptTemplate, Path]:
    """Return a template, and the folder its file names are relative to."""
    if isinstance(prompt, Path):
        return load_prompt_file(prompt), prompt.absolute().parent
    template = load_prompt(prompt)
    own = find_own_file(prompt, prompts_dir())
    return template, own.parent if own else Path()


def read_preferences(job: PromptJob, flags: Mapping[str, Any], model: str | None, *, has_adapters: bool) -> Settings:
    """Return the settings of a prompt on an engine of a model. Raises UsageError where it wants another engine."""
    settings = Settings.resolve(flags, config_file=config_file(), preferences=job.preferences)
    if settings.model != model:
        message = _("prompt {name} asks for other weights").format(name=job.template.name)
        raise UsageError(message, hint=f'Sakura("{settings.model}")')
    if job.lora and not has_adapters:
        message = _("prompt {name} asks for LoRA adapters").format(name=job.template.name)
        raise UsageError(message, hint='Sakura(lora=[("FILE", 1.0)])')
    return settings
