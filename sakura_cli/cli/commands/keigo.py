"""`sakura keigo-rewrite`, in short `sakura keigo`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.cli.terminal import console
from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _
from sakura_cli.options.keigo import CheckOptions, KeigoOptions

if TYPE_CHECKING:
    from sakura_cli.cli.running.report import ShowResult
    from sakura_cli.documents.document import Document
    from sakura_cli.tasks.framework.result import TaskResult
    from sakura_cli.tasks.keigo.result import KeigoPayload

NAME = "keigo-rewrite"


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
    from sakura_cli.api.jobs import make_check_job, make_fix_job, make_keigo_job
    from sakura_cli.cli.running.runner import run_task

    if check and not fix:
        return run_task(NAME, options, make_check_job(replace(checking, strict=options.strict, explain=explain)))
    show = _show(diff=diff, explain=explain)
    if fix:
        return run_task(NAME, options, make_fix_job(replace(checking, strict=options.strict)), show=show)
    return run_task(NAME, options, make_keigo_job(rewriting, on_detail=console.detail), show=show)


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
