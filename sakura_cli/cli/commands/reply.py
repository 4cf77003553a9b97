"""`sakura reply`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.cli.terminal import console
from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _
from sakura_cli.options.reply import ReplyOptions

if TYPE_CHECKING:
    from sakura_cli.documents.document import Document
    from sakura_cli.tasks.framework.result import TaskResult
    from sakura_cli.tasks.reply.result import ReplyPayload

_EXAMPLE = "sakura reply MAIL.eml --sources FOLDER"
_MAIL = ".eml"
_MAILS = (_MAIL, ".msg")


@task_command
def reply(
    options: TaskOptions,
    wanted: ReplyOptions,
    *,
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE|FOLDER",
            readable=False,
            help=_("Where the answers are: policies, FAQs, or a folder with an index; may be repeated."),
        ),
    ] = None,
) -> int:
    """Draft replies to mails from what documents say; what they do not say is left open."""
    if not sources:
        raise UsageError(_("there is nothing to answer from"), hint=_EXAMPLE)
    from sakura_cli.api.jobs import make_reply_job
    from sakura_cli.cli.running.questions import open_sources
    from sakura_cli.cli.running.runner import run_task

    files = _list_mails(options.files or ())

    def show(result: TaskResult[ReplyPayload], document: Document, is_to_stdout: bool) -> None:
        if is_to_stdout:
            console.write_result(result.text)
        if not options.quiet:
            _show_questions(result.payload)

    job = make_reply_job(wanted, open_sources(replace(options, files=sources, files_from=None, null=False)))
    return run_task("reply", replace(options, files=files), job, show=show, extension=_name_draft)


def _list_mails(files: Sequence[Path]) -> list[Path]:
    """Return the files, of a folder the mails and texts in it, in order. Raises UsageError for a folder without any."""
    found: list[Path] = []
    for file in files:
        if not file.is_dir():
            found.append(file)
            continue
        mails = sorted(each for each in file.iterdir() if each.suffix.lower() in (*_MAILS, ".txt") and each.is_file())
        if not mails:
            raise UsageError(_("there is no mail in the folder {name}").format(name=file), hint=_EXAMPLE)
        found += mails
    return found


def _name_draft(source: Path) -> str:
    """Return how the file of a draft ends: as a mail where the inquiry is one."""
    return _MAIL if source.suffix.lower() in _MAILS else ".txt"


def _show_questions(payload: ReplyPayload) -> None:
    """Show on stderr where each answer stands, and which questions have none."""
    for number, question in enumerate(payload.questions, 1):
        places = dict.fromkeys(citation.place for citation in question.citations)
        console.remark(f"{number}. {question.text}")
        for place in places or [_("open")]:
            console.remark(f"   {place}")
