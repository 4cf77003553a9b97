"""`sakura summarize`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.cli.terminal import console
from sakura_cli.localization import gettext as _
from sakura_cli.options.summary import SummaryOptions

if TYPE_CHECKING:
    from sakura_cli.documents.document import Document
    from sakura_cli.tasks.framework.result import TaskResult
    from sakura_cli.tasks.summary.result import SummaryPayload


@task_command
def summarize(options: TaskOptions, wanted: SummaryOptions) -> int:
    """Summarize texts; every number, date and name is checked against the source."""
    # Imported late, here as in every task: `--help` has no use for what runs it.
    from sakura_cli.api.jobs import make_summary_job
    from sakura_cli.cli.running.runner import run_task

    def tell(result: TaskResult[SummaryPayload], document: Document) -> TaskResult[SummaryPayload]:
        _tell(result, document, is_json=options.json)
        return result

    return run_task("summarize", options, make_summary_job(wanted), finish=tell)


def _tell(result: TaskResult[SummaryPayload], document: Document, *, is_json: bool) -> None:
    """Say on stderr what was left out of a document and what supports its summary."""
    from sakura_cli.tasks.summary.evidence import describe_support

    if left_out := result.payload.left_out:
        console.note(
            _("{source}: left out: {left_out}; --keep-marks keeps them").format(
                source=document.source, left_out=", ".join(left_out)
            )
        )
    if not is_json:
        for line in describe_support(result.payload.support or (), document):
            console.note(f"{document.source}: {line}")
