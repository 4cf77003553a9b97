"""`sakura summarize`."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.cli.terminal import console
from sakura_cli.localization import gettext as _

if TYPE_CHECKING:
    from sakura_cli.documents.document import Document
    from sakura_cli.tasks.framework.result import TaskResult


class StyleName(str, Enum):
    """The styles of a summary."""

    bullets = "bullets"
    paragraph = "paragraph"
    headline = "headline"
    minutes = "minutes"


class LanguageName(str, Enum):
    """The languages of a summary."""

    ja = "ja"
    en = "en"


@task_command
def summarize(
    options: TaskOptions,
    style: Annotated[StyleName, typer.Option(help=_("What the summary looks like."))] = StyleName.bullets,
    points: Annotated[int | None, typer.Option(metavar="N", min=1, max=50, help=_("Most points or sentences."))] = None,
    max_chars: Annotated[
        int | None, typer.Option(metavar="N", min=10, help=_("Most characters of the summary; always held."))
    ] = None,
    focus: Annotated[str | None, typer.Option(metavar="TEXT", help=_("What the reader wants to know."))] = None,
    lang: Annotated[LanguageName, typer.Option(help=_("Language of the summary."))] = LanguageName.ja,
    explain: Annotated[
        bool, typer.Option("--explain", help=_("Tell where in the source each sentence is said."))
    ] = False,
    keep_marks: Annotated[
        bool, typer.Option("--keep-marks", help=_("Keep Aozora marks, mail headers, quotes and signatures."))
    ] = False,
) -> int:
    """Summarize texts; every number, date and name is checked against the source."""
    # Imported late, here as in every task: `--help` has no use for what runs it.
    from sakura_cli.api.jobs import make_summary_job
    from sakura_cli.cli.running.runner import run_task

    job = make_summary_job(
        style=style.value,
        points=points,
        max_chars=max_chars,
        focus=focus,
        lang=lang.value,
        explain=explain,
        keep_marks=keep_marks,
    )

    def tell(result: TaskResult, document: Document) -> TaskResult:
        _tell(result, document, is_json=options.json)
        return result

    return run_task("summarize", options, job, finish=tell)


def _tell(result: TaskResult, document: Document, *, is_json: bool) -> None:
    """Say on stderr what was left out of a document and what supports its summary."""
    from sakura_cli.tasks.summary.evidence import describe_support

    left_out = result.details.get("left_out")
    if left_out:
        console.note(
            _("{source}: left out: {left_out}; --keep-marks keeps them").format(
                source=document.source, left_out=", ".join(left_out)
            )
        )
    if not is_json:
        for line in describe_support(result.details.get("support", ()), document.text):
            console.note(f"{document.source}: {line}")
