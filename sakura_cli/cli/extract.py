"""`sakura extract`."""

from __future__ import annotations

import datetime
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from sakura_cli.cli import console
from sakura_cli.cli.extract_views import ExtractView, render_result
from sakura_cli.cli.options import TaskOptions, task_command
from sakura_cli.cli.outputs import check_output, write_file
from sakura_cli.cli.task_runner import run_task
from sakura_cli.errors import InputNotFoundError, UsageError
from sakura_cli.inference.client import Engine
from sakura_cli.settings import Settings
from sakura_cli.tasks.extraction.fields import Shape
from sakura_cli.tasks.prompts import PromptTemplate
from sakura_cli.tasks.result import TaskResult
from sakura_cli.tasks.steps import Steps
from sakura_cli.text.document import Document

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
    fields: Annotated[
        str | None,
        typer.Option(metavar="SPEC", help="What to look for: '氏名, 日付:date, 明細[]:{品名, 単価:amount}'."),
    ] = None,
    schema: Annotated[
        Path | None, typer.Option(metavar="FILE", readable=False, help="The same as a JSON Schema, in JSON or YAML.")
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(metavar="NAME|FILE", help="contact, event, invoice, minutes, entities, or a prompt of your own."),
    ] = None,
    many: Annotated[bool, typer.Option("--many", help="Find every occurrence, not just one of each field.")] = False,
    format_name: Annotated[
        FormatName | None,
        typer.Option("--format", help="json with one input, jsonl with more; table on a terminal.", show_default=False),
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark, as Excel wants.")] = False,
    no_normalize: Annotated[bool, typer.Option("--no-normalize", help="Leave values as they are written.")] = False,
    reference_date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day from which 来週火曜 and 3日後 count.")
    ] = None,
    review: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", readable=False, help="Also write a page that shows the values in the text (HTML)."
        ),
    ] = None,
) -> int:
    """Extract fields from texts; every value stands in the source, with its place."""
    shape, template = _read_shape(fields, schema, preset)
    if many and not (len(shape.fields) == 1 and shape.fields[0].is_list):
        shape = replace(shape, is_many=True)
    is_csv = format_name is FormatName.csv
    if bom and not is_csv:
        raise UsageError("--bom is for CSV", hint="add --format csv")
    day = _read_day(reference_date)
    if review is not None:
        check_output(review, list(options.files or ()), may_replace_input=False)
    view = ExtractView(
        shape,
        format_name.value if format_name else _default_format(options),
        has_bom=bom,
        names_sources=_has_many_inputs(options) and options.out_dir is None,
    )
    pages: list[tuple[Document, TaskResult]] = []

    def make_steps(document: Document, engine: Engine, settings: Settings) -> Steps:
        from sakura_cli.tasks.extract import ExtractOptions
        from sakura_cli.tasks.extract import extract as extract_steps

        wanted = ExtractOptions(day, not no_normalize, settings.temperature, settings.seed, settings.max_tokens)
        steps = extract_steps(document, shape, wanted, engine.count_text_tokens, template)
        return _finish(document, steps, view, pages if review else None)

    extension = ".csv" if is_csv else ".json"
    status = run_task(
        "extract", options, make_steps, prompt_heavy=True, on_demand=True, show=view.show, extension=extension
    )
    if review is not None and pages:
        from sakura_cli.cli.review_page import make_review_page

        write_file(review, make_review_page(pages).encode("utf-8"))
        console.note(f"{review}: {len(pages)} texts to review")
    return status


def _finish(
    document: Document, steps: Steps, view: ExtractView, pages: list[tuple[Document, TaskResult]] | None
) -> Steps:
    """Run the steps, and give the result the text it has in a file."""
    result = yield from steps
    if pages is not None:
        pages.append((document, result))
    return replace(result, text=render_result(view, document, result))


def _read_shape(fields: str | None, schema: Path | None, preset: str | None) -> tuple[Shape, PromptTemplate | None]:
    if sum(given is not None for given in (fields, schema, preset)) != 1:
        raise UsageError("give one of --fields, --schema and --preset", hint=_EXAMPLE)
    if fields is not None:
        from sakura_cli.tasks.extraction.field_spec import parse_fields

        return Shape(parse_fields(fields)), None
    if schema is not None:
        from sakura_cli.tasks.extraction.field_schema import parse_schema

        return parse_schema(_read_file(schema)), None
    from sakura_cli.tasks.extraction.presets import load_preset

    chosen = load_preset(str(preset))
    return chosen.shape, chosen.template


def _read_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        from sakura_cli.errors import BadInputError

        raise BadInputError(f"the schema {path} is not UTF-8", kind="bad-schema") from None
    except OSError:
        raise InputNotFoundError(f"the schema {path} cannot be read", hint="check the name: ls") from None


def _read_day(text: str | None) -> datetime.date | None:
    try:
        return None if text is None else datetime.date.fromisoformat(text)
    except ValueError:
        hint = f"--reference-date {datetime.date.today().isoformat()}"
        raise UsageError("--reference-date wants a date like 2026-03-05", hint=hint) from None


def _has_many_inputs(options: TaskOptions) -> bool:
    return len(options.files or ()) > 1 or options.files_from is not None


def _default_format(options: TaskOptions) -> str:
    to_terminal = options.output is None and options.out_dir is None
    if to_terminal and console.is_output_terminal():
        return "table"
    return "jsonl" if to_terminal and _has_many_inputs(options) else "json"
