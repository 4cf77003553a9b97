"""`sakura keigo-rewrite`, in short `sakura keigo`."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from sakura_cli.cli import console
from sakura_cli.cli.keigo_views import write_diff, write_reasons
from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.cli.report import ShowResult
from sakura_cli.cli.task_runner import MakeSteps, run_task
from sakura_cli.errors import UsageError
from sakura_cli.inference.client import Engine
from sakura_cli.keigo import Audience, Level
from sakura_cli.settings import Settings
from sakura_cli.tasks.result import TaskResult
from sakura_cli.tasks.steps import Steps
from sakura_cli.text.document import Document

NAME = "keigo-rewrite"


class LevelName(str, Enum):
    """The levels of a rewriting."""

    polite = "polite"
    business = "business"
    formal = "formal"
    plain = "plain"


class AudienceName(str, Enum):
    """Whom the text is for."""

    external = "external"
    internal = "internal"
    superior = "superior"


@task_command
def keigo_rewrite(
    options: TaskOptions,
    level: Annotated[
        LevelName, typer.Option(help="polite: です・ます; business: mail to clients; formal: ceremony; plain: 常体.")
    ] = LevelName.business,
    audience: Annotated[
        AudienceName, typer.Option(help="Outside one's organisation, inside it, or one's superiors in it.")
    ] = AudienceName.external,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Rewrite by rules in no time; no model takes part.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Report what is wrong and change nothing; exit with 1 on errors.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Apply what --check suggests, and change nothing else.")] = False,
    rule: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Check this rule only; may be repeated.")
    ] = None,
    no_rule: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Leave this rule out of the check; may be repeated.")
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Print the words that change instead of the text.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say on stderr why each change is made; with --check name the sources.")
    ] = False,
) -> int:
    """Rewrite texts into keigo, or check the keigo in them."""
    is_check = check or fix
    if diff and check and not fix:
        raise UsageError("--check changes nothing that --diff could show", hint="sakura keigo --fix --diff FILE")
    if (rule or no_rule) and not is_check:
        raise UsageError("--rule and --no-rule choose what is checked", hint="sakura keigo --check --rule NAME FILE")
    if is_check:
        make_steps = _checking(options, Audience(audience.value), rule, no_rule or [], fix=fix, explain=explain)
    else:
        make_steps = _rewriting(Level(level.value), Audience(audience.value), uses_model=not rules_only)
    show = _show(diff=diff, explain=explain) if fix or not is_check else None
    return run_task(NAME, options, make_steps, prompt_heavy=False, on_demand=True, show=show)


def _rewriting(level: Level, audience: Audience, *, uses_model: bool) -> MakeSteps:
    from sakura_cli.tasks.keigo import KeigoOptions, rewrite_keigo

    def make_steps(document: Document, engine: Engine, settings: Settings) -> Steps:
        wanted = KeigoOptions(level, audience, uses_model, settings.temperature, settings.seed, settings.max_tokens)
        return rewrite_keigo(document, wanted, console.detail)

    return make_steps


def _checking(
    options: TaskOptions,
    audience: Audience,
    rules: list[str] | None,
    no_rules: list[str],
    *,
    fix: bool,
    explain: bool,
) -> MakeSteps:
    from sakura_cli.tasks.keigo_check import CheckOptions, check_keigo, check_rule_names, fix_keigo

    check_rule_names([*(rules or ()), *no_rules])
    wanted = CheckOptions(audience, rules or None, no_rules, is_strict=options.strict, has_sources=explain)

    def make_steps(document: Document, engine: Engine, settings: Settings) -> Steps:
        return fix_keigo(document, wanted) if fix else check_keigo(document, wanted)

    return make_steps


def _show(*, diff: bool, explain: bool) -> ShowResult | None:
    """Return how the result is written where more or else than its text is wanted."""
    if not (diff or explain):
        return None

    def show(result: TaskResult, document: Document, is_text_wanted: bool) -> None:
        changes = result.details["changes"]
        if diff:
            write_diff(document.source, document.text, changes)
        elif is_text_wanted:
            console.write_result(result.text)
        if explain:
            write_reasons(document.source, document.text, changes)

    return show
