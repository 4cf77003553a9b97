"""Many documents read, each in a process of its own that is forked from one with the reader ready; see `forking`.

What `isolated` promises of one document holds of each of many. A process from which others are forked is used again
only after an answer in order; whatever else happens ends it with all that it forked. Left out: systems without a safe
fork, where a process is started for every document.
"""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import threading
import time
from collections import defaultdict

from sakura_cli.documents.document import Document
from sakura_cli.documents.forking import STATUS
from sakura_cli.documents.isolated import WALL_SECONDS, compose, interpret, read_isolated, too_slow_error
from sakura_cli.documents.transfer import document_from_wire
from sakura_cli.isolation.environment import allowed_environment
from sakura_cli.isolation.starting import command_for
from sakura_cli.platforms import end_group

_BLOCK_BYTES = 1 << 16
_CAN_FORK = sys.platform.startswith("linux")


class ReaderProcesses:
    """Processes kept ready to read documents, for any number of threads; a context manager, whose end is theirs."""

    def __init__(self) -> None:
        self._idle: dict[str, list[_ForkingProcess]] = defaultdict(list)
        self._lock = threading.Lock()

    def __enter__(self) -> ReaderProcesses:
        return self

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            for processes in self._idle.values():
                for each in processes:
                    each.end()
            self._idle.clear()

    def read(self, data: bytes, *, module: str, source: str, encoding: str | None = None) -> Document:
        """Return the document that a module of `reading` finds in bytes; raises what `read_isolated` does."""
        if not _CAN_FORK:
            return read_isolated(data, module=module, source=source, encoding=encoding)
        message = compose({"op": "read", "module": module, "source": source, "encoding": encoding}, data)
        with self._lock:
            idle = self._idle[module]
            forking = idle.pop() if idle else None
        forking = forking or _ForkingProcess(module)
        try:
            output, status = forking.exchange(message, WALL_SECONDS)
        except TimeoutError:
            forking.end()
            raise too_slow_error(source) from None
        except BaseException:
            forking.end()
            raise
        if status == 0:
            with self._lock:
                self._idle[module].append(forking)
        else:
            forking.end()
        return document_from_wire(interpret(source, output, status), data)


class _ForkingProcess:
    """A process that forks one for every message it is sent."""

    def __init__(self, module: str):
        self._process = subprocess.Popen(
            [*command_for("sakura_cli.documents.forking"), module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=allowed_environment(os.environ),
            start_new_session=True,
        )
        pipes = (self._process.stdin, self._process.stdout, self._process.stderr)
        self._input, self._output, self._statuses = (pipe.fileno() for pipe in pipes if pipe is not None)
        if sys.platform != "win32":
            for descriptor in (self._input, self._output, self._statuses):
                os.set_blocking(descriptor, False)

    def end(self) -> None:
        """End it, and what it forked."""
        end_group(self._process)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def exchange(self, message: bytes, seconds: float) -> tuple[bytes, int]:
        """Send a message; return what the forked process wrote and how it ended, not 0 where it left some unread.

        Raises TimeoutError.
        """
        pending, output = memoryview(message), bytearray()
        last = time.monotonic() + seconds
        with selectors.DefaultSelector() as ready:
            ready.register(self._input, selectors.EVENT_WRITE)
            ready.register(self._output, selectors.EVENT_READ)
            ready.register(self._statuses, selectors.EVENT_READ)
            while True:
                found = {key.fd for key, _events in ready.select(max(0.0, last - time.monotonic()))}
                if not found:
                    raise TimeoutError
                if self._output in found:
                    output += os.read(self._output, _BLOCK_BYTES)
                if self._statuses in found:
                    # A status comes whole, and after everything that was written.
                    told = _read_ready(self._statuses)
                    output += _read_ready(self._output)
                    if len(told) != STATUS.size:
                        return bytes(output), self._process.wait() or 1
                    (status,) = STATUS.unpack(told)
                    return bytes(output), int(status) or bool(pending)
                if self._input in found and pending:
                    pending = pending[_write_ready(self._input, pending[:_BLOCK_BYTES]) :]
                    if not pending:
                        ready.unregister(self._input)


def _read_ready(descriptor: int) -> bytes:
    """Return all that can be read of what nobody writes to any more."""
    parts: list[bytes] = []
    try:
        while part := os.read(descriptor, _BLOCK_BYTES):
            parts.append(part)
    except BlockingIOError:
        pass
    return b"".join(parts)


def _write_ready(descriptor: int, data: memoryview) -> int:
    """Write what can be written now; return how much that was."""
    try:
        return os.write(descriptor, data)
    except (BlockingIOError, BrokenPipeError):
        return 0
