"""`sakura translate`."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sakura_cli.cli.inputs import read_input
from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.cli.task_runner import run_task
from sakura_cli.errors import BadInputError

if TYPE_CHECKING:
    from sakura_cli.inference.client import Engine
    from sakura_cli.settings import Settings
    from sakura_cli.tasks.steps import Steps
    from sakura_cli.text.document import Document
    from sakura_cli.text.glossary import Term


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
    to: Annotated[LanguageName, typer.Option("--to", help="Language of the translation.")],
    source: Annotated[
        LanguageName | None, typer.Option("--from", help="Language of the text, instead of recognising it.")
    ] = None,
    glossary: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", readable=False, help="Terms: source,target[,note] a line, as CSV or TSV; or rules of prh."
        ),
    ] = None,
    format_: Annotated[
        FormatName, typer.Option("--format", help="What the input is; auto goes by its name and its text.")
    ] = FormatName.auto,
    tone: Annotated[ToneName | None, typer.Option(help="How Japanese sentences end: です・ます or だ・である.")] = None,
    bilingual: Annotated[
        bool, typer.Option("--bilingual", help="Source and translation side by side, as a table.")
    ] = False,
) -> int:
    """Translate texts; structure stays, and numbers, terms and code are checked against the source."""
    # Imported late: `sakura --help` has no use for the patterns that find numbers and names.
    from sakura_cli.tasks.translate import TranslationOptions
    from sakura_cli.tasks.translate import translate as translate_steps

    terms = _read_terms(glossary)

    def make_steps(document: Document, engine: Engine, settings: Settings) -> Steps:
        wanted = TranslationOptions(
            target=to.value,
            source=source.value if source else None,
            terms=terms,
            format=None if format_ is FormatName.auto else format_.value,
            tone=tone.value if tone else None,
            is_bilingual=bilingual,
            temperature=settings.temperature,
            seed=settings.seed,
            max_tokens=settings.max_tokens,
        )
        return translate_steps(document, wanted)

    is_tsv = bilingual and format_ in (FormatName.text, FormatName.srt)
    return run_task("translate", options, make_steps, prompt_heavy=False, extension=".tsv" if is_tsv else None)


def _read_terms(glossary: Path | None) -> Sequence[Term]:
    """Return the terms of a glossary file. Raises what keeps it from being read."""
    if glossary is None:
        return ()
    from sakura_cli.text.glossary import parse_glossary

    read = read_input(glossary, encoding=None)
    if read.document is None:
        raise read.error or BadInputError(f"{read.name} cannot be read")
    return parse_glossary(read.document.text, name=read.name)
