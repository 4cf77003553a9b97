"""The process of a kept worker: it is handed its socket and its lock, gives up all else, and serves."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from sakura_cli.inference.holding import hold
from sakura_cli.inference.worker.keeping.worker import SharedWorker
from sakura_cli.isolation import sandbox
from sakura_cli.isolation.wire import read_message
from sakura_cli.platforms import current_user


def main() -> None:
    """Serve the commands of this user until nobody has come for as long as was said."""
    os.umask(0o077)
    handed = read_message(sys.stdin.buffer)
    if handed is None:
        return
    # Asked before the worker's user namespace is another: there other users may look like this one.
    user = current_user()
    # Both are held as long as the process lives: the lock that says that there is a worker, and that of its weights.
    locks = (handed["lock"], hold(Path(handed["identity"]["model"])))
    listener = socket.socket(fileno=handed["listener"])
    layers = sandbox.leave()
    SharedWorker(layers, listener, user, handed["identity"], handed["keep_alive"]).serve()
    for lock in locks:
        if lock is not None:
            os.close(lock)
