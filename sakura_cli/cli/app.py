"""The commands of `sakura`, registered one line each."""

from __future__ import annotations

from typing import Annotated

import typer

import sakura_cli
from sakura_cli.cli import console
from sakura_cli.cli.bench import bench
from sakura_cli.cli.doctor import doctor
from sakura_cli.cli.keigo import keigo_rewrite
from sakura_cli.cli.models import models_app
from sakura_cli.cli.summarize import summarize

app = typer.Typer(
    name="sakura",
    help="Private Japanese text work on your own machine: nothing you give it leaves.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("summarize")(summarize)
app.command("keigo-rewrite")(keigo_rewrite)
app.command("keigo", hidden=True)(keigo_rewrite)
app.add_typer(models_app, name="models")
app.command("doctor")(doctor)
app.command("bench")(bench)


def _show_version(is_wanted: bool) -> None:
    if is_wanted:
        console.write_result(f"sakura {sakura_cli.__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Private Japanese text work on your own machine: nothing you give it leaves."""
