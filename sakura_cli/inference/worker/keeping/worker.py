"""A worker that several commands share, and that forgets each of them when it goes.

Of a command that is gone nothing is gone on from: what its requests read and wrote is dropped at once, and when the
last command is gone the whole context is freed. What is freed is written over, where the starter saw to that.
"""

from __future__ import annotations

import ctypes
import gc
import os
import socket
import sys
import time

from sakura_cli.inference.weights import access_for
from sakura_cli.inference.worker.keeping.door import Door
from sakura_cli.inference.worker.keeping.lifetime import Lifetime
from sakura_cli.inference.worker.service import Peer, Worker
from sakura_cli.isolation import sandbox
from sakura_cli.isolation.wire import JsonObject
from sakura_cli.platforms import resident_memory_bytes

# A command gives an engine up after some minutes of silence, and those before it may take as long.
_REASSURE_SECONDS = 5.0


class SharedWorker(Worker):
    """Serves who comes in at the door."""

    # Commands that come one by one find room beside those that run.
    expected_requests = 4

    def __init__(
        self,
        layers: sandbox.Layers,
        listener: socket.socket,
        user: int,
        identity: JsonObject,
        keep_alive_seconds: float,
    ):
        super().__init__(layers)
        self._identity = identity
        self._lifetime = Lifetime(keep_alive_seconds)
        self._started = self._reassured = time.monotonic()
        # What the user should know is told to every command.
        self._notes: list[JsonObject] = []
        self._door = Door(
            listener,
            user,
            identity,
            self._lifetime,
            describe=self._describe,
            on_peer=self._serve_peer,
            on_stop=self._wake,
        )

    def _begin(self) -> None:
        access = access_for(self._identity)
        self._confine(list(map(str, access.readable)), list(map(str, access.writable)))
        self._load(self._identity, self._tell_all)
        self._door.open()

    def _serve_peer(self, peer: Peer) -> None:
        for note in self._notes:
            peer.tell(note)
        self.listen_to(peer)

    def _is_over(self) -> bool:
        is_useless = self._missing_engine is not None or (self._runtime is not None and self._runtime.is_broken)
        if is_useless and self._lifetime.served:
            self._lifetime.stop()
        if not self._lifetime.is_over():
            return False
        self._door.shut()
        return True

    def _patience_seconds(self) -> float | None:
        return self._lifetime.seconds_left()

    def _wake(self) -> None:
        self._inbox.put((_NOBODY, None))

    def _leave(self, peer: Peer) -> None:
        callers = self._forget_callers(peer)
        is_last = self._lifetime.leave(peer)
        if self._runtime is None:
            return
        self._runtime.forget(callers)
        if is_last:
            self._runtime.forget_all()
            release_memory()

    def _between_steps(self) -> None:
        now = time.monotonic()
        if now - self._reassured > _REASSURE_SECONDS:
            self._reassured = now
            for peer in self._lifetime.peers:
                peer.tell({"event": "alive"})

    def _tell_all(self, note: JsonObject) -> None:
        self._notes.append(note)
        for peer in self._lifetime.peers:
            peer.tell(note)

    def _describe(self) -> JsonObject:
        """Return what is told of the worker, from any thread and in the middle of a step."""
        return {
            "process": os.getpid(),
            "sakura": self._identity["sakura"],
            "model": self._identity["model"],
            "network_guard": sandbox.network_guard(self._layers),
            "sandbox": self._layers,
            "keep_alive_seconds": self._lifetime.seconds,
            "seconds_left": self._lifetime.seconds_left(),
            "age_seconds": round(time.monotonic() - self._started, 1),
            "commands": len(self._lifetime.peers),
            "served": self._lifetime.served,
            "memory_bytes": resident_memory_bytes(),
        }


class _Nobody(Peer):
    """Says and hears nothing."""

    def __init__(self) -> None:
        pass


_NOBODY = _Nobody()


def release_memory() -> None:
    """Free what Python holds on to, and give freed memory back to the system, where that can be asked for."""
    gc.collect()
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
