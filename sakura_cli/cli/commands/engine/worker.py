"""`sakura worker`: the engine that --keep-alive keeps for the next command."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from sakura_cli.cli.application import Application
from sakura_cli.cli.terminal import console
from sakura_cli.cli.views.columns import pad
from sakura_cli.inference.warm import control
from sakura_cli.localization import gettext as _
from sakura_cli.localization import ngettext
from sakura_cli.models.fetch import format_size

worker_app = Application(help=_("Show and stop the engine that --keep-alive keeps."), no_args_is_help=True)

_VERSION = 1
_LABEL_COLUMNS = 16

AsJson = Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))]


@worker_app.command("status", help=_("Show the kept engine: its model, who uses it, how long it stays."))
def status(as_json: AsJson = False) -> None:
    """Run `sakura worker status`."""
    found = control.ask_status()
    if as_json:
        console.write_json(describe_kept(found))
    elif found is None:
        console.write_result(_("no engine is kept"))
    else:
        for line in _lines(found):
            console.write_result(line)


@worker_app.command("stop", help=_("End the kept engine, when the commands that use it have ended."))
def stop(as_json: AsJson = False) -> None:
    """Run `sakura worker stop`."""
    outcome = control.stop()
    if as_json:
        console.write_json(
            {
                "version": _VERSION,
                "stopped": outcome.was_there,
                "commands": outcome.commands,
                "killed": outcome.was_killed,
            }
        )
    elif not outcome.was_there:
        console.write_result(_("no engine is kept"))
    elif outcome.commands:
        message = ngettext(
            "the engine ends when {count} command has ended",
            "the engine ends when {count} commands have ended",
            outcome.commands,
        )
        console.write_result(message.format(count=outcome.commands))
    elif outcome.was_killed:
        console.write_result(_("the engine did not answer and was killed"))
    else:
        console.write_result(_("the engine has ended"))


def describe_kept(found: dict[str, Any] | None) -> dict[str, Any]:
    """Return what the kept worker says of itself, for JSON."""
    told = {name: value for name, value in (found or {}).items() if name != "event"}
    return {"version": _VERSION, "running": found is not None, **told}


def _lines(found: dict[str, Any]) -> list[str]:
    left = found["seconds_left"]
    ends = _("not while a command uses it") if left is None else _("in {time}").format(time=format_seconds(left))
    return [
        _line(_("process"), str(found["process"])),
        _line("sakura", found["sakura"]),
        _line(_("model"), found["model"]),
        _line(_("memory"), format_size(found["memory_bytes"])),
        _line(_("network guard"), found["network_guard"]),
        _line(_("commands"), _("{count} now, {served} so far").format(count=found["commands"], served=found["served"])),
        _line(_("ends"), ends),
    ]


def format_seconds(seconds: float) -> str:
    """Return a duration as people say it."""
    if seconds < 100:
        return _("{count} s").format(count=round(seconds))
    return _("{count} min").format(count=round(seconds / 60))


def _line(label: str, value: str) -> str:
    return f"{pad(label, _LABEL_COLUMNS)} {value}"
