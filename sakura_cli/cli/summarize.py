"""`sakura summarize`."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from sakura_cli.cli import console
from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.cli.task_runner import run_task
from sakura_cli.inference.client import Engine
from sakura_cli.settings import Settings
from sakura_cli.tasks.evidence import describe_support
from sakura_cli.tasks.steps import Steps
from sakura_cli.tasks.summarize import SummaryOptions
from sakura_cli.tasks.summarize import summarize as summarize_steps
from sakura_cli.text.document import Document


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
    style: Annotated[StyleName, typer.Option(help="What the summary looks like.")] = StyleName.bullets,
    points: Annotated[int | None, typer.Option(metavar="N", min=1, max=50, help="Most points or sentences.")] = None,
    max_chars: Annotated[
        int | None, typer.Option(metavar="N", min=10, help="Most characters of the summary; always held.")
    ] = None,
    focus: Annotated[str | None, typer.Option(metavar="TEXT", help="What the reader wants to know.")] = None,
    lang: Annotated[LanguageName, typer.Option(help="Language of the summary.")] = LanguageName.ja,
    explain: Annotated[bool, typer.Option("--explain", help="Tell where in the source each sentence is said.")] = False,
    keep_marks: Annotated[
        bool, typer.Option("--keep-marks", help="Keep Aozora marks, mail headers, quotes and signatures.")
    ] = False,
) -> int:
    """Summarize texts; every number, date and name is checked against the source."""

    def make_steps(document: Document, engine: Engine, settings: Settings) -> Steps:
        wanted = SummaryOptions(
            style=style.value,
            points=points,
            max_chars=max_chars,
            focus=focus,
            language=lang.value,
            temperature=settings.temperature,
            seed=settings.seed,
            max_tokens=settings.max_tokens,
            explains=explain,
            keeps_marks=keep_marks,
        )
        return _tell(document, summarize_steps(document, wanted, engine.count_text_tokens), is_json=options.json)

    return run_task("summarize", options, make_steps, prompt_heavy=True)


def _tell(document: Document, steps: Steps, *, is_json: bool) -> Steps:
    """Run the steps and say on stderr what was left out of a document and what supports its summary."""
    result = yield from steps
    left_out = result.details.get("left_out")
    if left_out:
        console.note(f"{document.source}: left out: {', '.join(left_out)}; --keep-marks keeps them")
    if not is_json:
        for line in describe_support(result.details.get("support", ()), document.text):
            console.note(f"{document.source}: {line}")
    return result
