"""`sakura ask` and `sakura search`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.cli.terminal import console
from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _
from sakura_cli.options.answer import AskOptions, SearchOptions

if TYPE_CHECKING:
    from sakura_cli.documents.document import Document
    from sakura_cli.tasks.answer.result import GroundedPayload, SearchPayload
    from sakura_cli.tasks.framework.result import TaskResult

_EXAMPLE = "sakura ask '出張の日当はいくらですか' 規程/"


@task_command
def ask(
    options: TaskOptions,
    wanted: AskOptions,
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help=_("What to ask; a FILE or FOLDER with --questions."))
    ] = None,
    questions: Annotated[
        Path | None,
        typer.Option(metavar="FILE|-", readable=False, help=_("Read questions from FILE, one a line.")),
    ] = None,
) -> int:
    """Answer questions in the words of files and folders, with their place, or say that they have no answer."""
    from sakura_cli.api.jobs import make_ask_job
    from sakura_cli.cli.running.questions import make_inputs, open_sources, read_questions
    from sakura_cli.cli.running.runner import run_task

    if questions is not None:
        named = [Path(question)] if question is not None else []
        options = replace(options, files=[*named, *(options.files or ())])
        asked = read_questions(questions, options)
    elif question is None or not question.strip():
        raise UsageError(_("there is no question"), hint=_EXAMPLE)
    else:
        asked = [question]

    def show(result: TaskResult[GroundedPayload], document: Document, is_to_stdout: bool) -> None:
        if result.payload.answer is None:
            name = document.source if len(asked) > 1 else None
            _show_nearest(result.payload, name, is_quiet=options.quiet)
        elif is_to_stdout:
            console.write_result(result.text)

    job = make_ask_job(wanted, open_sources(options))
    return run_task("ask", options, job, show=show, given=make_inputs(asked, "question"))


@task_command
def search(
    options: TaskOptions,
    wanted: SearchOptions,
    words: Annotated[str, typer.Argument(metavar="WORDS", help=_("What to look for."))],
) -> int:
    """Find passages in files and folders by words; no model takes part."""
    from sakura_cli.api.jobs import make_search_job
    from sakura_cli.cli.running.questions import make_inputs, open_sources
    from sakura_cli.cli.running.runner import run_task

    def show(result: TaskResult[SearchPayload], document: Document, is_to_stdout: bool) -> None:
        if not result.payload.passages:
            console.note(_("nothing was found"))
        elif is_to_stdout:
            console.write_result(result.text)

    job = make_search_job(wanted, open_sources(options))
    return run_task("search", options, job, show=show, given=make_inputs([words], "search"))


def _show_nearest(payload: GroundedPayload, name: str | None, *, is_quiet: bool) -> None:
    """Say on stderr that there is no answer, and which passages are nearest."""
    told = _("the documents have no answer")
    console.warn(f"{name}: {told}" if name else told)
    for passage in () if is_quiet else payload.nearest or ():
        console.remark(passage.line)
