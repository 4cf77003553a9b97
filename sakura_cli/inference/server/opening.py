"""A server by its URL, as the user's settings have it: refused, or announced, where it is not on this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sakura_cli.errors import UsageError
from sakura_cli.inference.server.address import check_allowed, parse_address
from sakura_cli.inference.server.credentials import find_key
from sakura_cli.inference.server.engine import ServerEngine
from sakura_cli.inference.server.transport import Transport
from sakura_cli.localization import gettext as _


@dataclass(frozen=True)
class ServerOptions:
    """How a server is asked; None leaves a choice to the engine."""

    allow_remote: bool = False
    model: str | None = None
    context_tokens: int | None = None
    parallel: int | None = None
    silence_seconds: float = 300.0


def open_server(url: str, options: ServerOptions, on_note: Callable[[str], None]) -> ServerEngine:
    """Return the engine that asks a server; it is not asked yet.

    Raises UsageError for what is no URL, and for another machine that texts may not go to; ConfigurationError for a key
    that is none.
    """
    try:
        address = parse_address(url)
    except ValueError as error:
        raise UsageError(_("--engine wants {wanted}").format(wanted=error)) from None
    check_allowed(address, allow_remote=options.allow_remote)
    if address.is_remote:
        on_note(_("your texts are sent to {url}, which is not this machine").format(url=address.url))
    return ServerEngine(
        Transport(address, find_key(), options.silence_seconds),
        model=options.model,
        context_tokens=options.context_tokens,
        parallel=options.parallel,
        on_note=on_note,
    )
