"""Finding the kept worker for a command, or starting it where the command asks for one to be kept.

Whatever is in the way, the command works: with a worker of its own. Why is told once.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sakura_cli.errors import EngineError
from sakura_cli.inference.links import Link
from sakura_cli.inference.warm.identity import identify
from sakura_cli.inference.warm.link import SharedLink
from sakura_cli.inference.warm.peers import check_system
from sakura_cli.inference.warm.place import make_folder, may_be_kept, socket_path, take_lock
from sakura_cli.inference.warm.starting import start_kept
from sakura_cli.isolation.wire import JsonObject
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _

# Another command that starts the worker at this moment has its socket there in some milliseconds; one that ends takes
# a little longer.
_PATIENCE_SECONDS = 3.0
_PAUSE_SECONDS = 0.05


class KeptWorker:
    """Implements `sakura_cli.inference.links.Sharing`."""

    def __init__(self, keep_alive_seconds: float | None, on_note: Callable[[str], None]):
        """Prepare; without `keep_alive_seconds` a worker is used that is there, and none is started."""
        self._keep_alive_seconds = keep_alive_seconds
        self._on_note = on_note

    def connect(self, load_message: JsonObject) -> Link | None:
        """Return a link to the kept worker if it has exactly this model and these options."""
        try:
            return self._connect(identify(load_message))
        except EngineError as error:
            self._on_note(_("{message}: this command uses a worker of its own").format(message=error.message))
        except OSError as error:
            reason = describe_os_error(error)
            self._on_note(_("no worker can be kept ({reason}): this command uses one of its own").format(reason=reason))
        return None

    def _connect(self, identity: JsonObject) -> Link | None:
        hello = {"op": "hello", "identity": identity, "keep_alive": self._keep_alive_seconds}
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            answer, link = _knock(hello)
            if answer is not None and answer["event"] == "welcome" and link is not None:
                link.open()
                return link
            if link is not None:
                link.close()
            if answer is not None and answer["event"] == "refused":
                self._tell_difference(answer["difference"])
                return None
            if self._keep_alive_seconds is None:
                return None
            if not self._start(identity, self._keep_alive_seconds) and time.monotonic() > deadline:
                self._on_note(_("the kept worker does not answer: this command uses one of its own"))
                return None

    def _start(self, identity: JsonObject, seconds: float) -> bool:
        """Start the worker unless there is one; otherwise wait a little."""
        lock = take_lock(make_folder())
        if lock is None:
            time.sleep(_PAUSE_SECONDS)
            return False
        start_kept(lock, identity, seconds)
        return True

    def _tell_difference(self, name: str) -> None:
        if name == "sakura":
            message = _("the kept worker is of another version of sakura: this command uses one of its own")
        elif name in {"model", "model_key"}:
            message = _("the kept worker has another model: this command uses one of its own")
        else:
            message = _("the kept worker was started with other settings ({name}): this command uses one of its own")
        self._on_note(message.format(name=name))


def find_sharing(keep_alive_seconds: float | None, on_note: Callable[[str], None]) -> KeptWorker | None:
    """Return the way to the kept worker: where the user wants one kept, and where there may be one.

    0 seconds is neither. Raises UsageError where the user wants one and the system cannot guard it.
    """
    if keep_alive_seconds is not None and keep_alive_seconds <= 0:
        return None
    if keep_alive_seconds is not None:
        check_system()
        return KeptWorker(keep_alive_seconds, on_note)
    return KeptWorker(None, on_note) if may_be_kept() else None


def _knock(hello: JsonObject) -> tuple[JsonObject | None, SharedLink | None]:
    """Return what the worker says to a greeting, and the connection; nothing where nobody is there."""
    try:
        link = SharedLink(socket_path())
    except (FileNotFoundError, ConnectionError):
        return None, None
    try:
        return link.ask(hello), link
    except (OSError, ValueError):
        link.close()
        return None, None
