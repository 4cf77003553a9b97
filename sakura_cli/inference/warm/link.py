"""A connection to the kept worker, which is nobody's own: it is left, never ended."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path

from sakura_cli.errors import EngineError
from sakura_cli.inference.links import LOST
from sakura_cli.inference.warm.peers import find_user
from sakura_cli.inference.warm.place import check_folder, check_socket
from sakura_cli.isolation.wire import JsonObject, read_message, write_message
from sakura_cli.localization import gettext as _
from sakura_cli.platforms import current_user, unix_socket

# The worker answers while it decodes; a machine may be busy.
_ANSWER_SECONDS = 15.0


class SharedLink:
    """Implements `sakura_cli.inference.links.Link`."""

    def __init__(self, path: Path):
        """Connect. Raises OSError where nobody answers, and EngineError where somebody else might."""
        check_folder(path.parent)
        check_socket(path)
        self._socket = unix_socket()
        try:
            self._socket.settimeout(_ANSWER_SECONDS)
            self._socket.connect(str(path))
            if find_user(self._socket) != current_user():
                message = _("the worker at {path} is not yours: it is not asked").format(path=path)
                raise EngineError(message, kind="unsafe-socket")
        except BaseException:
            self._socket.close()
            raise
        self._source, self._sink = self._socket.makefile("rb"), self._socket.makefile("wb")

    @property
    def process_id(self) -> int | None:
        """None: the process is not this command's."""
        return None

    @property
    def is_loaded(self) -> bool:
        """Whether the worker has the model: always, or it would not have taken the command."""
        return True

    def ask(self, message: JsonObject) -> JsonObject | None:
        """Return the answer to the first thing that is said; None where there is none. Raises OSError."""
        self.send(message)
        return self.receive()

    def open(self) -> None:
        """Wait for answers as long as it takes, from now on."""
        self._socket.settimeout(None)

    def send(self, message: JsonObject) -> None:
        """Tell the worker something. Raises OSError."""
        write_message(self._sink, message)

    def receive(self) -> JsonObject | None:
        """Return what the worker says next; None when it is gone. Raises OSError and ValueError."""
        return read_message(self._source)

    def close(self) -> None:
        """Leave: what runs for this command is given up there."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def give_up(self) -> None:
        """Leave a worker that does not answer."""
        self.close()

    def explain(self) -> EngineError:
        """Return what is known of a worker that is gone: nothing, it may have died of others' requests."""
        self.close()
        return EngineError(_("the kept worker ended unexpectedly"), kind=LOST)
