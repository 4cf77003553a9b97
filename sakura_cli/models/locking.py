"""One fetch at a time: an inter-process lock that names its holder.

The operating system frees the lock when the holder dies, however it dies. A holder that makes progress is waited for as
long as it does; one that hangs is named after a while.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sakura_cli.errors import LockTimeoutError
from sakura_cli.localization import gettext as _
from sakura_cli.paths import private_directory

_POLL_SECONDS = 0.25


@contextmanager
def exclusive(
    lock_file: Path, *, patience_seconds: float, state: Callable[[], object], on_wait: Callable[[str], None]
) -> Iterator[None]:
    """Hold `lock_file`; wait while `state()` keeps changing, and `patience_seconds` beyond its last change.

    `on_wait` is called once with the holder's description. Raise LockTimeoutError (75) naming the holder.
    """
    # Imported here: most commands find their weights installed and lock nothing.
    from filelock import FileLock, Timeout

    private_directory(lock_file.parent)
    holder_file = lock_file.with_suffix(".holder")
    lock = FileLock(lock_file, mode=0o600)
    last, deadline, has_told = state(), time.monotonic() + patience_seconds, False
    while True:
        try:
            lock.acquire(timeout=_POLL_SECONDS)
            break
        except Timeout:
            if not has_told:
                on_wait(describe_holder(lock_file))
                has_told = True
        now = state()
        if now != last:
            last, deadline = now, time.monotonic() + patience_seconds
        elif time.monotonic() > deadline:
            raise LockTimeoutError(
                _("{holder} is fetching this model but makes no progress").format(holder=describe_holder(lock_file)),
                hint=_("end that process, then repeat the command"),
            )
    try:
        with os.fdopen(os.open(holder_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"{os.getpid()}\n")
        yield
    finally:
        holder_file.unlink(missing_ok=True)
        lock.release()


def describe_holder(lock_file: Path) -> str:
    """Return who holds a lock, as far as that is known."""
    holder_file = lock_file.with_suffix(".holder")
    try:
        return _("process {number}").format(number=int(holder_file.read_text(encoding="ascii")))
    except (OSError, ValueError):
        return _("another process")
