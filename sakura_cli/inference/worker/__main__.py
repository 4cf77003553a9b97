"""The worker process: the only one that loads native code and sees a model.

It speaks to one command on its standard streams (`service`) and ends when its input does, in the middle of a step if
need be. Its first message names the files that it will need, and closes all others to it.
"""

from __future__ import annotations

import os
import sys
import threading

from sakura_cli.inference.worker.service import AllGoneError, Peer, Worker
from sakura_cli.isolation import sandbox


class OwnWorker(Worker):
    """Belongs to one command, and ends with it."""

    def __init__(self, layers: sandbox.Layers, parent: Peer):
        super().__init__(layers)
        self._parent = parent

    def _begin(self) -> None:
        first = self._parent.read()
        if first is None or first["op"] != "confine":
            raise AllGoneError
        self._confine(first["readable"], first["writable"])
        threading.Thread(target=self.listen_to, args=(self._parent,), daemon=True).start()

    def _on_silence(self) -> None:
        if self._runtime:
            self._runtime.abort.set()


def main() -> None:
    """Serve the parent on the standard streams."""
    os.umask(0o077)
    layers = sandbox.leave()
    # Native code may print; the protocol's pipe must be nobody else's standard output.
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    OwnWorker(layers, Peer(sys.stdin.buffer, sink)).serve()


if __name__ == "__main__":
    main()
