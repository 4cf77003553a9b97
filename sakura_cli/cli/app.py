"""The commands of `sakura`, registered one line each."""

from __future__ import annotations

from typing import Annotated

import typer

import sakura_cli
from sakura_cli.cli.lazy import LazyCommand, LazyGroup
from sakura_cli.cli.terminal import console
from sakura_cli.localization import gettext as _

_ABOUT = _("Private Japanese text work on your own machine: nothing you give it leaves.")


class Commands(LazyGroup):
    """Every command: its name, where it is, and the first line of its help."""

    entries = (
        LazyCommand(
            "summarize",
            "sakura_cli.cli.commands.summarize:summarize",
            _("Summarize texts; every number, date and name is checked against the source."),
        ),
        LazyCommand(
            "translate",
            "sakura_cli.cli.commands.translate:translate",
            _("Translate texts; structure stays, and numbers, terms and code are checked against the source."),
        ),
        LazyCommand(
            "extract",
            "sakura_cli.cli.commands.extract:extract",
            _("Extract fields from texts; every value stands in the source, with its place."),
        ),
        LazyCommand(
            "keigo-rewrite",
            "sakura_cli.cli.commands.keigo:keigo_rewrite",
            _("Rewrite texts into keigo, or check the keigo in them."),
        ),
        LazyCommand(
            "keigo", "sakura_cli.cli.commands.keigo:keigo_rewrite", _("The same as keigo-rewrite."), is_hidden=True
        ),
        LazyCommand(
            "ask",
            "sakura_cli.cli.commands.ask:ask",
            _("Answer questions in the words of files and folders, with their place, or say that they have no answer."),
        ),
        LazyCommand(
            "search",
            "sakura_cli.cli.commands.ask:search",
            _("Find passages in files and folders by words; no model takes part."),
        ),
        LazyCommand(
            "reply",
            "sakura_cli.cli.commands.reply:reply",
            _("Draft replies to mails from what documents say; what they do not say is left open."),
        ),
        LazyCommand(
            "index",
            "sakura_cli.cli.commands.index:index",
            _("Keep an index of a folder for `search` and `ask`; it holds the text of its documents."),
        ),
        LazyCommand(
            "read",
            "sakura_cli.cli.commands.read:read",
            _("Print documents (Word, Excel, PDF, mail …) as they are read."),
        ),
        LazyCommand(
            "run", "sakura_cli.cli.commands.run:run", _("Run a prompt of your own on texts (docs/prompts.md).")
        ),
        LazyCommand(
            "prompts", "sakura_cli.cli.commands.prompts:prompts_app", _("List, show, begin and check prompts.")
        ),
        LazyCommand("models", "sakura_cli.cli.commands.models:models_app", _("List, fetch and check the weights.")),
        LazyCommand("config", "sakura_cli.cli.commands.config:config_app", _("Show and change the settings.")),
        LazyCommand(
            "batch",
            "sakura_cli.cli.commands.engine.batch:batch",
            _("Run a task on the records of a file, here or on a cluster."),
        ),
        LazyCommand(
            "worker",
            "sakura_cli.cli.commands.engine.worker:worker_app",
            _("Show and stop the engine that --keep-alive keeps."),
        ),
        LazyCommand(
            "doctor",
            "sakura_cli.cli.commands.doctor:doctor",
            _("Check the installation: versions, processor, accelerator, weights, guards and caches."),
        ),
        LazyCommand(
            "lsp",
            "sakura_cli.cli.commands.lsp:lsp",
            _("Tell an editor what is wrong with the keigo (LSP)."),
        ),
        LazyCommand(
            "bench",
            "sakura_cli.cli.commands.bench:bench",
            _("Measure load, prefill, decode, batches and the prompt cache, in tokens a second; takes about a minute."),
        ),
    )


app = typer.Typer(
    name="sakura",
    cls=Commands,
    help=_ABOUT,
    # Plain text: importing what draws the boxes takes as long as everything else that this help needs.
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(is_wanted: bool) -> None:
    if is_wanted:
        console.write_result(f"sakura {sakura_cli.__version__}")
        raise typer.Exit


def _install_completion(is_wanted: bool) -> None:
    if is_wanted:
        from sakura_cli.cli.terminal.completion_setup import install_completion

        install_completion()
        raise typer.Exit


def _show_completion(is_wanted: bool) -> None:
    if is_wanted:
        from sakura_cli.cli.terminal.completion_setup import find_shell, read_script

        console.write_result(read_script(find_shell()))
        raise typer.Exit


@app.callback(help=_ABOUT)
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=_("Show the version and exit."))
    ] = False,
    install_completion: Annotated[
        bool,
        typer.Option(
            "--install-completion",
            callback=_install_completion,
            help=_("Install completion for bash, zsh or fish."),
        ),
    ] = False,
    show_completion: Annotated[
        bool,
        typer.Option("--show-completion", callback=_show_completion, help=_("Print the completion of this shell.")),
    ] = False,
) -> None:
    """Take the options of `sakura` itself, which do all they do in their callbacks."""
