"""Asking the kept worker how it is, and ending it."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass

from sakura_cli.errors import EngineError
from sakura_cli.inference.warm.link import SharedLink
from sakura_cli.inference.warm.place import check_folder, read_process_id, socket_path, take_lock
from sakura_cli.isolation.wire import JsonObject
from sakura_cli.localization import gettext as _
from sakura_cli.platforms import kill

_POLL_SECONDS = 0.05
# A worker that obeys ends well within this once nothing runs in it.
_PATIENCE_SECONDS = 10.0


@dataclass(frozen=True)
class Stopped:
    """What became of the wish that the kept worker end: whether there was one, and how many commands it works for."""

    was_there: bool
    commands: int = 0
    was_killed: bool = False


def ask_status() -> JsonObject | None:
    """Return what the kept worker says of itself; None where there is none.

    Raises EngineError where it does not answer, or something else is in its place.
    """
    answer = _ask({"op": "status"})
    if answer is None and _is_alive():
        raise EngineError(_("the kept worker does not answer"), hint="sakura worker stop", kind="hang")
    return answer


def stop() -> Stopped:
    """End the kept worker: at once, or when the commands that use it have ended; by force if it does not answer."""
    if not _is_alive():
        return Stopped(was_there=False)
    with contextlib.suppress(EngineError):
        answer = _ask({"op": "stop"})
        if answer is not None and answer["commands"]:
            return Stopped(was_there=True, commands=answer["commands"])
        if answer is not None and _wait():
            return Stopped(was_there=True)
    process = read_process_id()
    if process is None or not _is_alive():
        return Stopped(was_there=True)
    kill(process)
    _wait()
    return Stopped(was_there=True, was_killed=True)


def _ask(message: JsonObject) -> JsonObject | None:
    try:
        link = SharedLink(socket_path())
    except OSError:
        return None
    try:
        return link.ask(message)
    except (OSError, ValueError):
        return None
    finally:
        link.close()


def _is_alive() -> bool:
    """Tell whether somebody holds the lock of the kept worker."""
    folder = socket_path().parent
    if not (folder / "lock").exists():
        return False
    check_folder(folder)
    lock = take_lock(folder)
    if lock is not None:
        os.close(lock)
    return lock is None


def _wait() -> bool:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while _is_alive():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True
