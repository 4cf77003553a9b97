"""Who comes in at the socket of a kept worker: commands of its own user that want exactly this worker.

What the first message of a connection may be: a command's greeting, the question how the worker is, the wish that it
end. Everybody else is shut out without a word.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable

from sakura_cli.inference.warm.identity import find_difference
from sakura_cli.inference.warm.peers import find_user
from sakura_cli.inference.worker.keeping.lifetime import Lifetime
from sakura_cli.inference.worker.service import Peer
from sakura_cli.isolation.wire import JsonObject

_FLUSH_SECONDS = 1.0


class SocketPeer(Peer):
    """A command at a socket. What it is told waits in a thread of its own: one that stands still holds up no other."""

    def __init__(self, connection: socket.socket):
        super().__init__(connection.makefile("rb"), connection.makefile("wb"))
        self._connection = connection
        self._answers: queue.SimpleQueue[JsonObject | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._writer.start()

    def tell(self, message: JsonObject) -> None:
        """Put a message into the queue."""
        self._answers.put(message)

    def close(self) -> None:
        """Say what waits to be said, if somebody listens, and hang up."""
        self._answers.put(None)

    def flush(self) -> None:
        """Wait a little until all is said after `close`."""
        self._writer.join(_FLUSH_SECONDS)

    def _write(self) -> None:
        while (message := self._answers.get()) is not None:
            super().tell(message)
        self._connection.close()
        self._source.close()
        self._sink.close()


class Door:
    """Takes connections until it is shut."""

    def __init__(
        self,
        listener: socket.socket,
        user: int,
        identity: JsonObject,
        lifetime: Lifetime,
        *,
        describe: Callable[[], JsonObject],
        on_peer: Callable[[Peer], None],
        on_stop: Callable[[], None],
    ):
        """Prepare; `on_peer` is given every command that comes in, in a thread of its own, and returns when it goes."""
        self._listener = listener
        self._user = user
        self._identity = identity
        self._lifetime = lifetime
        self._describe = describe
        self._on_peer = on_peer
        self._on_stop = on_stop

    def open(self) -> None:
        """Take connections from now on, in a thread."""
        threading.Thread(target=self._accept, daemon=True).start()

    def shut(self) -> None:
        """Take no more; who tries is refused by the system."""
        self._listener.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            if find_user(connection) != self._user:
                connection.close()
                continue
            threading.Thread(target=self._receive, args=(connection,), daemon=True).start()

    def _receive(self, connection: socket.socket) -> None:
        peer = SocketPeer(connection)
        match peer.read():
            case {"op": "hello", "identity": dict(wanted), "keep_alive": float() | int() | None as seconds}:
                self._greet(peer, wanted, seconds)
            case {"op": "status"}:
                peer.tell({"event": "status", **self._describe()})
            case {"op": "stop"}:
                peer.tell({"event": "stopping", "commands": self._lifetime.stop()})
                peer.close()
                peer.flush()
                self.shut()
                self._on_stop()
        peer.close()

    def _greet(self, peer: Peer, wanted: JsonObject, seconds: float | None) -> None:
        difference = find_difference(self._identity, wanted)
        if difference is not None:
            peer.tell({"event": "refused", "difference": difference})
        elif not self._lifetime.enter(peer, seconds):
            peer.tell({"event": "closing"})
        else:
            peer.tell({"event": "welcome"})
            self._on_peer(peer)
