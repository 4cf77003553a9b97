"""How long a kept worker lives: its time runs only while no command is connected to it, so that none waits there."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from sakura_cli.inference.worker.service import Peer

# The command that had the worker started comes in when the worker is ready, which may take a while.
_FIRST_SECONDS = 60.0


class Lifetime:
    """Who is connected, and how much time is left when nobody is. Safe to use from any thread."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic):
        """Begin with nobody there and all the time left."""
        self._lock = threading.Lock()
        self._clock = clock
        self._seconds = seconds
        self._idle_since = clock()
        self._peers: set[Peer] = set()
        self._is_over = False
        self._served = 0

    @property
    def seconds(self) -> float:
        """How long the worker stays when nobody is there."""
        return self._seconds

    @property
    def peers(self) -> list[Peer]:
        """Who is there."""
        with self._lock:
            return list(self._peers)

    @property
    def served(self) -> int:
        """How many have been there."""
        return self._served

    def enter(self, peer: Peer, seconds: float | None) -> bool:
        """Let somebody in, who may say how long to stay from now on; False where it is over."""
        with self._lock:
            if self._is_over:
                return False
            self._peers.add(peer)
            self._served += 1
            if seconds is not None:
                self._seconds = seconds
            return True

    def leave(self, peer: Peer) -> bool:
        """Let somebody go; return whether nobody is left."""
        with self._lock:
            self._peers.discard(peer)
            if not self._peers:
                self._idle_since = self._clock()
            return not self._peers

    def stop(self) -> int:
        """Let nobody in any more; return how many are there still."""
        with self._lock:
            self._is_over = True
            return len(self._peers)

    def seconds_left(self) -> float | None:
        """Return the time that is left; None while somebody is there."""
        with self._lock:
            return None if self._peers else self._left()

    def is_over(self) -> bool:
        """Tell whether nobody is there and nobody will come in any more: decided once and for all."""
        with self._lock:
            if not self._peers and self._left() <= 0:
                self._is_over = True
            return self._is_over and not self._peers

    def _left(self) -> float:
        seconds = self._seconds if self._served else max(self._seconds, _FIRST_SECONDS)
        return 0.0 if self._is_over else max(0.0, self._idle_since + seconds - self._clock())
