"""`sakura batch`: a task on records of a file, in this process or on a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sakura_cli.cli.terminal import console
from sakura_cli.errors import UsageError
from sakura_cli.localization import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakura_cli.batch.records import Record

_SOME_FAILED = 3
_LOCAL = "local"
_RAY = "ray"
_WORDS = {"true": True, "false": False}


def batch(
    task: Annotated[str, typer.Argument(metavar="TASK", help=_("summarize, translate, extract, keigo-rewrite …"))],
    source: Annotated[Path, typer.Argument(metavar="IN", readable=False, help=_("Records: .jsonl or .parquet."))],
    target: Annotated[
        Path, typer.Argument(metavar="OUT", readable=False, help=_("Where they go, with their results."))
    ],
    on: Annotated[
        str, typer.Option("--on", metavar="local|ray|ray://…", help=_("Where to work: here, or on a cluster of Ray."))
    ] = _LOCAL,
    column: Annotated[str, typer.Option(metavar="NAME", help=_("The column with the texts."))] = "text",
    key: Annotated[str, typer.Option(metavar="NAME", help=_("The column that tells records apart."))] = "id",
    resume: Annotated[bool, typer.Option("--resume", help=_("Go on with OUT: do what has no result there."))] = False,
    parameters: Annotated[
        list[str] | None,
        typer.Option(
            "-p", "--param", metavar="KEY=VALUE", help=_("An option of the task, as in Python; may be repeated.")
        ),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", "-m", metavar="NAME|PATH|hf:…", help=_("Weights to use."))
    ] = None,
    actors: Annotated[
        int | None, typer.Option(min=1, metavar="N", help=_("Engines on the cluster (one for each node)."))
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=_("Only errors on stderr."))] = False,
) -> int:
    """Run a task on records; each gets a result, or the error that kept it from one."""
    from sakura_cli.batch.records import Output, name_of, read_records

    console.set_verbosity(-1 if quiet else 0)
    if on not in {_LOCAL, _RAY} and not on.startswith("ray://"):
        raise UsageError(_("--on wants local, ray or ray://HOST:PORT"))
    records = read_records(source, key)
    output = Output(target, key, resumes=resume)
    left = [record for record in records if name_of(record, key) not in output.done]
    options = dict(map(_read_parameter, parameters or ()))
    keywords: dict[str, Any] = {"column": column, "options": options, "engine": {"model": model} if model else {}}
    done = failed = 0
    for part in _run(left, task, keywords, on, actors) if left else ():
        output.append(part)
        done += len(part)
        failed += sum(record["error"] is not None for record in part)
        console.detail(_("{done} of {all} records").format(done=done, all=len(left)))
    output.finish()
    told = _("{done} records done, {failed} of them failed, {skipped} were done already")
    console.note(told.format(done=done, failed=failed, skipped=len(records) - len(left)))
    return _SOME_FAILED if failed else 0


def _run(
    records: list[Record], task: str, keywords: dict[str, Any], on: str, actors: int | None
) -> Iterator[list[Record]]:
    from sakura_cli.batch.running import run_local, run_on_ray

    if on == _LOCAL:
        return run_local(records, task, keywords)
    return run_on_ray(records, task, keywords, address=None if on == _RAY else on, actors=actors)


def _read_parameter(text: str) -> tuple[str, Any]:
    name, separator, value = text.partition("=")
    if not separator or not name.isidentifier():
        raise UsageError(_("-p wants KEY=VALUE"), hint="-p to=en")
    return name, _WORDS.get(value, int(value) if value.isdecimal() else value)
