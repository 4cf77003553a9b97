"""What `sakura doctor` says of a server that is asked instead of weights of this machine."""

from __future__ import annotations

from typing import Any

from sakura_cli.api.engine import ask_server
from sakura_cli.cli.terminal import console
from sakura_cli.errors import SakuraError
from sakura_cli.localization import gettext as _
from sakura_cli.settings import Settings


def describe_server(settings: Settings) -> dict[str, Any]:
    """Return where the server is, its model, and what it honours; `error` where it cannot be asked."""
    try:
        engine = ask_server(settings, console.note)
        found: dict[str, Any] = {"url": engine.address.url, "remote": engine.address.is_remote}
    except SakuraError as error:
        return {"url": settings.engine, "error": error.message}
    try:
        found |= {"model": engine.connect().name, "honours": engine.describe_forms()}
        found["context_limit_tokens"] = engine.context_limit_tokens
    except SakuraError as error:
        found["error"] = error.message
    return found


def tell_server(server: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what there is to say of a server as labels and words."""
    rows = [(_("server"), str(server["url"]))]
    if server.get("remote"):
        rows.append((_("promise"), _("none: your texts leave this machine")))
    elif "remote" in server:
        rows.append(
            (_("promise"), _("your texts go to that process of this machine, which may do with them what it likes"))
        )
    if "error" in server:
        return [*rows, (_("error"), server["error"])]
    held = [name for name, form in server["honours"].items() if form]
    return [
        *rows,
        (_("model"), server["model"]),
        (_("held by it"), ", ".join(held) or _("nothing: answers are checked, and asked for again")),
        (_("context"), _("{count} tokens").format(count=server["context_limit_tokens"])),
    ]
