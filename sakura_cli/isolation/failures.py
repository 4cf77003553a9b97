"""Errors of another process as messages, and back: the same class here as there."""

from __future__ import annotations

from sakura_cli import errors
from sakura_cli.errors import SakuraError
from sakura_cli.isolation.wire import JsonObject


def error_to_wire(error: SakuraError) -> JsonObject:
    """Return an error as a message."""
    return {
        "event": "error",
        "type": type(error).__name__,
        "message": error.message,
        "hint": error.hint,
        "kind": error.kind,
        "detail": error.detail,
    }


def error_from_wire(message: JsonObject, otherwise: type[SakuraError]) -> SakuraError:
    """Return the error of a message; one of a class of its own there is `otherwise` here."""
    kind = getattr(errors, message["type"], None)
    if not (isinstance(kind, type) and issubclass(kind, SakuraError)):
        kind = otherwise
    return kind(message["message"], hint=message["hint"], kind=message["kind"], detail=message["detail"])
