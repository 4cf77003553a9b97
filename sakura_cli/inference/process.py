"""A worker that belongs to one command: a process on pipes, which ends when the command does."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Sequence

from sakura_cli.errors import EngineError
from sakura_cli.inference.patience import ended_after
from sakura_cli.isolation.environment import allowed_environment
from sakura_cli.isolation.starting import command_for
from sakura_cli.isolation.wire import JsonObject, read_message, write_message
from sakura_cli.localization import gettext as _
from sakura_cli.platforms import flags_of_own_group

_SHUTDOWN_SECONDS = 5.0
_BARRIER_SPINS = "1000"


class ProcessLink:
    """Implements `sakura_cli.inference.links.Link`."""

    def __init__(self, command: Sequence[str] | None = None):
        """Start the process without waiting for it; `command` replaces the worker's command line."""
        self._process = subprocess.Popen(
            list(command) if command else command_for("sakura_cli.inference.worker.__main__"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=worker_environment(),
            # The terminal's Ctrl-C is for the command, which then ends its worker in order.
            start_new_session=True,
            creationflags=flags_of_own_group(),
        )
        self._last_words: deque[str] = deque(maxlen=20)
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def process_id(self) -> int | None:
        """The process."""
        return self._process.pid

    @property
    def is_loaded(self) -> bool:
        """Whether the worker has its model: never by itself."""
        return False

    def send(self, message: JsonObject) -> None:
        """Tell the worker something. Raises OSError."""
        if self._process.stdin:
            write_message(self._process.stdin, message)

    def receive(self) -> JsonObject | None:
        """Return what the worker says next; None when it is gone. Raises OSError and ValueError."""
        return read_message(self._process.stdout) if self._process.stdout else None

    def close(self) -> None:
        """End the worker: in order when it listens, else by force."""
        with contextlib.suppress(OSError, ValueError), ended_after(_SHUTDOWN_SECONDS, self._process.kill):
            if self._process.stdin:
                write_message(self._process.stdin, {"op": "cancel"})
                self._process.stdin.close()
        self._end()

    def give_up(self) -> None:
        """End a worker that hangs."""
        self._process.kill()
        self._process.wait()

    def explain(self) -> EngineError:
        """Collect a worker that died; return what it died of."""
        status, was_killed = self._end()
        if was_killed:
            return EngineError(_("the inference worker no longer answers"), kind="crash")
        return EngineError(
            _("the inference worker ended unexpectedly ({status})").format(status=_describe_status(status)),
            hint=_("a smaller --context or model needs less memory; sakura --debug shows what llama.cpp said"),
            kind="out-of-memory" if status == -getattr(signal, "SIGKILL", 9) else "crash",
            detail="\n".join(self._last_words),
        )

    def _listen(self) -> None:
        if self._process.stderr:
            with contextlib.suppress(OSError, ValueError):
                for line in self._process.stderr:
                    self._last_words.append(line.decode("utf-8", errors="replace").rstrip())

    def _end(self) -> tuple[int, bool]:
        """Wait for a worker that is about to end; return its status, and whether it had to be killed."""
        try:
            return self._process.wait(timeout=_SHUTDOWN_SECONDS), False
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait(), True


def worker_environment() -> dict[str, str]:
    """Return what a worker gets of this process's environment, with settings for the libraries it loads.

    numpy's own threads are not used, and would run before the worker is confined. Waits at OpenMP's barriers are short
    unless the user chose otherwise: GNU OpenMP spins for about a millisecond by default. On a machine that does more
    than this, a thread then spins while the one it waits for has no processor: decoding was five times slower under one
    other busy process.
    """
    environment = allowed_environment(os.environ)
    environment["OPENBLAS_NUM_THREADS"] = "1"
    if "OMP_WAIT_POLICY" not in environment:
        environment.setdefault("GOMP_SPINCOUNT", _BARRIER_SPINS)
    return environment


def _describe_status(status: int) -> str:
    if status >= 0:
        return _("status {number}").format(number=status)
    with contextlib.suppress(ValueError):
        return signal.Signals(-status).name
    return _("signal {number}").format(number=-status)
