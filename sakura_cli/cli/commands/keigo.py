"""`sakura keigo-rewrite`, in short `sakura keigo`."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.cli.terminal import console
from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _
from sakura_cli.options.keigo import CheckOptions, KeigoOptions

if TYPE_CHECKING:
    from sakura_cli.api.jobs import Job
    from sakura_cli.api.results import KeigoCheck
    from sakura_cli.cli.running.report import ShowResult
    from sakura_cli.documents.document import Document
    from sakura_cli.tasks.framework.result import TaskResult
    from sakura_cli.tasks.keigo.result import CheckPayload, KeigoPayload

NAME = "keigo-rewrite"


class CheckFormat(str, Enum):
    """How problems are written."""

    TEXT = "text"
    SARIF = "sarif"
    GITHUB = "github"
    CHECKSTYLE = "checkstyle"


@task_command
def keigo_rewrite(
    options: TaskOptions,
    rewriting: KeigoOptions,
    *,
    check: Annotated[
        bool, typer.Option("--check", help=_("Report what is wrong and change nothing; exit with 1 on errors."))
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help=_("Apply what --check suggests, and change nothing else."))
    ] = False,
    checking: CheckOptions,
    format_name: Annotated[
        CheckFormat,
        typer.Option("--format", help=_("How --check writes problems: to be read, or for programs.")),
    ] = CheckFormat.TEXT,
    diff: Annotated[bool, typer.Option("--diff", help=_("Print the words that change instead of the text."))] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help=_("Say on stderr why each change is made; with --check name the sources."))
    ] = False,
) -> int:
    """Rewrite texts into keigo, or check the keigo in them."""
    if diff and check and not fix:
        raise UsageError(_("--check changes nothing that --diff could show"), hint="sakura keigo --fix --diff FILE")
    if (checking.rules or checking.no_rules) and not (check or fix):
        raise UsageError(_("--rule and --no-rule choose what is checked"), hint="sakura keigo --check --rule NAME FILE")
    if format_name is not CheckFormat.TEXT and (not check or fix or options.json):
        raise UsageError(_("--format says how --check writes problems"), hint="sakura keigo --check --format sarif")
    from sakura_cli.api.jobs import make_check_job, make_fix_job, make_keigo_job
    from sakura_cli.api.project import apply_project
    from sakura_cli.cli.running.runner import run_task

    if check and not fix:
        job = make_check_job(replace(checking, strict=options.strict, explain=explain), apply_project)
        if format_name is CheckFormat.TEXT:
            return run_task(NAME, options, job)
        return _check_for_programs(options, job, format_name)
    show = _show(diff=diff, explain=explain)
    if fix:
        return run_task(NAME, options, make_fix_job(replace(checking, strict=options.strict), apply_project), show=show)
    return run_task(NAME, options, make_keigo_job(rewriting, on_detail=console.detail), show=show)


def _check_for_programs(options: TaskOptions, job: Job[CheckPayload, KeigoCheck], format_name: CheckFormat) -> int:
    """Check, and write the problems of all inputs at once as another program reads them."""
    from sakura_cli.cli.running.runner import run_task
    from sakura_cli.cli.views.problem_formats import FORMATS, CheckedText

    texts: list[CheckedText] = []

    def keep(result: TaskResult[CheckPayload], document: Document, is_text_wanted: bool) -> None:
        texts.append(CheckedText(document.source, document.text, result.payload.problems))

    status = run_task(NAME, options, job, show=keep)
    console.write_bytes(FORMATS[format_name.value](texts).encode("utf-8", "surrogatepass"))
    return status


def _show(*, diff: bool, explain: bool) -> ShowResult[KeigoPayload] | None:
    """Return how the result is written where more or else than its text is wanted."""
    if not (diff or explain):
        return None

    from sakura_cli.cli.views.keigo import write_diff, write_reasons

    def show(result: TaskResult[KeigoPayload], document: Document, is_text_wanted: bool) -> None:
        changes = result.payload.changes
        if diff:
            write_diff(document.source, document.text, changes)
        elif is_text_wanted:
            console.write_result(result.text)
        if explain:
            write_reasons(document.source, document.text, changes)

    return show
