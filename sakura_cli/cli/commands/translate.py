"""`sakura translate`."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.localization import gettext as _

if TYPE_CHECKING:
    from sakura_cli.documents.document import Document
    from sakura_cli.tasks.framework.result import TaskResult

_TSV = ".tsv"


class LanguageName(str, Enum):
    """The languages to translate from and to."""

    ja = "ja"
    en = "en"
    zh = "zh"
    ko = "ko"
    de = "de"
    fr = "fr"
    es = "es"


class FormatName(str, Enum):
    """What of an input is prose."""

    auto = "auto"
    text = "text"
    markdown = "markdown"
    srt = "srt"


class ToneName(str, Enum):
    """How Japanese sentences end."""

    desumasu = "desumasu"
    dearu = "dearu"


@task_command
def translate(
    options: TaskOptions,
    to: Annotated[LanguageName, typer.Option("--to", help=_("Language of the translation."))],
    source: Annotated[
        LanguageName | None, typer.Option("--from", help=_("Language of the text, instead of recognising it."))
    ] = None,
    glossary: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            readable=False,
            help=_("Terms: source,target[,note] a line, as CSV or TSV; or rules of prh."),
        ),
    ] = None,
    format_: Annotated[
        FormatName, typer.Option("--format", help=_("What the input is; auto goes by its name and its text."))
    ] = FormatName.auto,
    tone: Annotated[
        ToneName | None, typer.Option(help=_("How Japanese sentences end: です・ます or だ・である."))
    ] = None,
    bilingual: Annotated[
        bool, typer.Option("--bilingual", help=_("Source and translation side by side, as a table."))
    ] = False,
) -> int:
    """Translate texts; structure stays, and numbers, terms and code are checked against the source."""
    from sakura_cli.api.jobs import make_translation_job
    from sakura_cli.cli.running.runner import run_task

    job = make_translation_job(
        to.value,
        source=source.value if source else None,
        glossary=glossary,
        format=None if format_ is FormatName.auto else format_.value,
        tone=tone.value if tone else None,
        bilingual=bilingual,
    )
    if not bilingual or options.json:
        return run_task("translate", options, job)

    def finish(result: TaskResult, document: Document) -> TaskResult:
        is_tsv = options.out_dir is not None and _find_extension(document.source, format_) == _TSV
        return _write_tsv(result) if is_tsv else result

    return run_task(
        "translate", options, job, finish=finish, extension=lambda source: _find_extension(source.name, format_)
    )


def _find_extension(name: str, format_: FormatName) -> str | None:
    """Return the extension of a table of --out-dir, None for the input's own: known before the input is read."""
    from sakura_cli.documents.prose import detect_format

    is_named_markdown = detect_format(name, "") == "markdown"
    if format_ is FormatName.markdown:
        return None if is_named_markdown else ".md"
    return None if is_named_markdown and format_ is FormatName.auto else _TSV


def _write_tsv(result: TaskResult) -> TaskResult:
    """Return the result as tab-separated lines, also where its text was recognised as Markdown by what it says."""
    from sakura_cli.tasks.translation.layout import lay_out_table

    rows = [(segment["source"], segment["target"]) for segment in result.details["segments"]]
    return replace(result, text=lay_out_table(rows, "text"))
