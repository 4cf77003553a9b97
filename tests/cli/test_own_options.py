"""Options of the command line made of a dataclass, and the dataclass made of what was typed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.testing import CliRunner

from sakura_cli.cli.options import Before, TaskOptions, task_command
from sakura_cli.cli.own_options import read_options
from sakura_cli.options.declaring import Options, option


@dataclass(frozen=True, kw_only=True)
class Wanted(Options):
    kind: Literal["a", "b"] = field(default="b", metadata=option(help="A word."))
    other: Literal["c", "d"] | None = field(default=None, metadata=option(help="A word or none.", none="auto"))
    source: Literal["e", "f"] | None = field(default=None, metadata=option(help="A word.", flag="--from"))
    size: int | None = field(default=None, metadata=option(help="A number.", metavar="N", at_least=2, at_most=4))
    table: Path | dict[str, str] | None = field(default=None, metadata=option(help="A file.", metavar="FILE"))
    names: Sequence[str] = field(default=(), metadata=option(help="Names.", flag="--name"))
    cleans: bool = field(default=True, metadata=option(help="Leave it as it is."))
    day: datetime.date | None = field(default=None, metadata=option(help="A day.", read=datetime.date.fromisoformat))
    strict: bool = False


@dataclass(frozen=True, kw_only=True)
class More(Options):
    kind: Literal["a", "b"] = field(default="b", metadata=option(help="A word."))
    loud: bool = field(default=False, metadata=option(help="Say it."))


def run(*arguments: str) -> tuple[Any, Any, str]:
    seen: list[Any] = []

    @task_command
    def command(options: TaskOptions, wanted: Wanted, *, more: More, first: bool = False) -> int:
        seen.extend((wanted, more))
        return 0

    app = typer.Typer()
    app.command()(command)
    result = CliRunner().invoke(app, list(arguments), standalone_mode=False)
    return (*seen, result.output) if seen else (None, None, str(result.exception))


def test_what_is_not_typed_has_the_default_of_its_field() -> None:
    assert run()[:2] == (Wanted(), More())


def test_what_is_typed_becomes_the_value_of_its_field() -> None:
    typed = "--kind a --other d --from e --size 3 --table t.csv --name x --name y --no-cleans --day 2026-03-05 --loud"
    wanted, more, _ = run(*typed.split())
    assert wanted == Wanted(
        kind="a",
        other="d",
        source="e",
        size=3,
        table=Path("t.csv"),
        names=["x", "y"],
        cleans=False,
        day=datetime.date(2026, 3, 5),
    )
    # Two dataclasses share an option.
    assert more == More(kind="a", loud=True)


def test_the_word_for_none_is_none_and_other_values_are_refused() -> None:
    assert run("--other", "auto")[0] == Wanted()
    assert "'a', 'b'" in run("--kind", "c")[2]
    assert run("--size", "5")[0] is None and run("--size", "1")[0] is None


def test_fields_without_metadata_are_left_to_the_command() -> None:
    assert read_options(More, {"kind": "a", "loud": None}) == More(kind="a")
    assert run("--no-strict")[0] is None


def test_an_option_of_the_command_may_stand_among_those_of_a_dataclass() -> None:
    @task_command
    def command(options: TaskOptions, more: More, *, extra: Annotated[bool, Before("loud")] = False) -> int:
        return 0

    names = list(command.__signature__.parameters)  # type: ignore[attr-defined]
    assert names[:4] == ["files", "kind", "extra", "loud"]
