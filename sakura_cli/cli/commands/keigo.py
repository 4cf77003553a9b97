"""`sakura keigo-rewrite`, in short `sakura keigo`."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.cli.terminal import console
from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _

if TYPE_CHECKING:
    from sakura_cli.api.keywords import FixKeywords
    from sakura_cli.cli.running.report import ShowResult
    from sakura_cli.documents.document import Document
    from sakura_cli.tasks.framework.result import TaskResult

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
        LevelName, typer.Option(help=_("polite: です・ます; business: mail to clients; formal: ceremony; plain: 常体."))
    ] = LevelName.business,
    audience: Annotated[
        AudienceName, typer.Option(help=_("Outside one's organisation, inside it, or one's superiors in it."))
    ] = AudienceName.external,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help=_("Rewrite by rules in no time; no model takes part."))
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help=_("Report what is wrong and change nothing; exit with 1 on errors."))
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help=_("Apply what --check suggests, and change nothing else."))
    ] = False,
    rule: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help=_("Check this rule only; may be repeated."))
    ] = None,
    no_rule: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help=_("Leave this rule out of the check; may be repeated."))
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help=_("Print the words that change instead of the text."))] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help=_("Say on stderr why each change is made; with --check name the sources."))
    ] = False,
) -> int:
    """Rewrite texts into keigo, or check the keigo in them."""
    is_check = check or fix
    if diff and check and not fix:
        raise UsageError(_("--check changes nothing that --diff could show"), hint="sakura keigo --fix --diff FILE")
    if (rule or no_rule) and not is_check:
        raise UsageError(_("--rule and --no-rule choose what is checked"), hint="sakura keigo --check --rule NAME FILE")
    from sakura_cli.api.jobs import Job, make_check_job, make_fix_job, make_keigo_job
    from sakura_cli.cli.running.runner import run_task

    wanted: FixKeywords = {
        "audience": audience.value,
        "rules": rule or None,
        "no_rules": no_rule or [],
        "strict": options.strict,
    }
    job: Job[Any]
    if fix:
        job = make_fix_job(**wanted)
    elif check:
        job = make_check_job(**wanted, explain=explain)
    else:
        job = make_keigo_job(
            level=level.value, audience=audience.value, rules_only=rules_only, on_detail=console.detail
        )
    show = _show(diff=diff, explain=explain) if fix or not is_check else None
    return run_task(NAME, options, job, show=show)


def _show(*, diff: bool, explain: bool) -> ShowResult | None:
    """Return how the result is written where more or else than its text is wanted."""
    if not (diff or explain):
        return None

    from sakura_cli.cli.views.keigo import write_diff, write_reasons

    def show(result: TaskResult, document: Document, is_text_wanted: bool) -> None:
        changes = result.details["changes"]
        if diff:
            write_diff(document.source, document.text, changes)
        elif is_text_wanted:
            console.write_result(result.text)
        if explain:
            write_reasons(document.source, document.text, changes)

    return show
