"""`sakura translate`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.options.translation import ProseFormat, TranslationOptions

if TYPE_CHECKING:
    from sakura_cli.documents.document import Document
    from sakura_cli.tasks.framework.result import TaskResult
    from sakura_cli.tasks.translation.result import TranslationPayload

_TSV = ".tsv"


@task_command
def translate(options: TaskOptions, wanted: TranslationOptions) -> int:
    """Translate texts; structure stays, and numbers, terms and code are checked against the source."""
    from sakura_cli.api.jobs import make_translation_job
    from sakura_cli.cli.running.runner import run_task

    job = make_translation_job(wanted)
    if not wanted.bilingual or options.json:
        return run_task("translate", options, job)

    def finish(result: TaskResult[TranslationPayload], document: Document) -> TaskResult[TranslationPayload]:
        is_tsv = options.out_dir is not None and _find_extension(document.source, wanted.format) == _TSV
        return _write_tsv(result) if is_tsv else result

    return run_task(
        "translate", options, job, finish=finish, extension=lambda source: _find_extension(source.name, wanted.format)
    )


def _find_extension(name: str, format_: ProseFormat | None) -> str | None:
    """Return the extension of a table of --out-dir, None for the input's own: known before the input is read."""
    from sakura_cli.documents.formats import recognise_format

    is_named_markdown = recognise_format(name, "") == "markdown"
    if format_ == "markdown":
        return None if is_named_markdown else ".md"
    return None if is_named_markdown and format_ is None else _TSV


def _write_tsv(result: TaskResult[TranslationPayload]) -> TaskResult[TranslationPayload]:
    """Return the result as tab-separated lines, also where its text was recognised as Markdown by what it says."""
    from sakura_cli.tasks.translation.layout import lay_out_table

    rows = [(segment.source, segment.target) for segment in result.payload.segments]
    return replace(result, text=lay_out_table(rows, "text"))
