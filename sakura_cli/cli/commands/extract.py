"""`sakura extract`."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sakura_cli.cli.options import Before, TaskOptions, task_command
from sakura_cli.cli.terminal import console
from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _
from sakura_cli.options.extraction import ExtractionOptions

if TYPE_CHECKING:
    from sakura_cli.documents.document import Document
    from sakura_cli.tasks.extraction.result import ExtractionPayload
    from sakura_cli.tasks.framework.result import TaskResult

_EXAMPLE = "sakura extract --fields '氏名, 日付:date' FILE"


class FormatName(str, Enum):
    """The formats of a result."""

    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    table = "table"


@task_command
def extract(
    options: TaskOptions,
    wanted: ExtractionOptions,
    *,
    format_name: Annotated[
        FormatName | None,
        typer.Option(
            "--format", help=_("json with one input, jsonl with more; table on a terminal."), show_default=False
        ),
        Before("normalize"),
    ] = None,
    bom: Annotated[
        bool,
        typer.Option("--bom", help=_("Begin CSV with a byte order mark, as Excel wants.")),
        Before("normalize"),
    ] = False,
    safe_cells: Annotated[
        bool | None,
        typer.Option(
            "--safe-cells/--no-safe-cells",
            help=_("Begin CSV cells that look like formulas with an apostrophe (default with --bom)."),
            show_default=False,
        ),
        Before("normalize"),
    ] = None,
    review: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", readable=False, help=_("Also write a page that shows the values in the text (HTML).")
        ),
    ] = None,
) -> int:
    """Extract fields from texts; every value stands in the source, with its place."""
    if sum(given is not None for given in (wanted.fields, wanted.schema, wanted.preset)) != 1:
        raise UsageError(_("give one of --fields, --schema and --preset"), hint=_EXAMPLE)
    is_csv = format_name is FormatName.csv
    if bom and not is_csv:
        raise UsageError(_("--bom is for CSV"), hint=_("add --format csv"))
    if safe_cells and not is_csv:
        raise UsageError(_("--safe-cells is for CSV"), hint=_("add --format csv"))
    from sakura_cli.api.jobs import make_extraction_job
    from sakura_cli.api.saving import write_file
    from sakura_cli.cli.running.outputs import check_output
    from sakura_cli.cli.running.runner import run_task
    from sakura_cli.cli.views.extraction import ExtractView, render_result

    job = make_extraction_job(wanted)
    if review is not None:
        check_output(review, list(options.files or ()), may_replace_input=False)
    view = ExtractView(
        job.shape,
        format_name.value if format_name else _default_format(options),
        has_bom=bom,
        has_safe_cells=bom if safe_cells is None else safe_cells,
        names_sources=_has_many_inputs(options) and options.out_dir is None,
    )
    pages: list[tuple[Document, TaskResult[ExtractionPayload]]] = []

    def finish(result: TaskResult[ExtractionPayload], document: Document) -> TaskResult[ExtractionPayload]:
        if review is not None:
            pages.append((document, result))
        return replace(result, text=render_result(view, document, result))

    extension = ".csv" if is_csv else ".json"
    status = run_task("extract", options, job, finish=finish, show=view.show, extension=extension)
    if review is not None and pages:
        from sakura_cli.cli.views.review_page import make_review_page

        write_file(review, make_review_page(pages).encode("utf-8"))
        console.note(_("{path}: texts to review: {count}").format(path=review, count=len(pages)))
    return status


def _has_many_inputs(options: TaskOptions) -> bool:
    return len(options.files or ()) > 1 or options.files_from is not None


def _default_format(options: TaskOptions) -> str:
    to_terminal = options.output is None and options.out_dir is None
    if to_terminal and console.is_output_terminal():
        return "table"
    return "jsonl" if to_terminal and _has_many_inputs(options) else "json"
