"""Who uses a weights file: a shared lock on the file itself for as long as a task may load it.

A task that runs has the weights open, but its worker loads them again when it has crashed. So whoever wants to delete
them asks here first. The lock needs no write access, and the system frees it when its holder dies. Where there are no
such locks (Windows, some network file systems) nobody is known to use anything.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from sakura_cli.platforms import lock_file


def hold(path: Path) -> int | None:
    """Say that the file is in use; return what `release` wants, None where it cannot be said."""
    return lock_file(path, is_exclusive=False)


def release(holding: int | None) -> None:
    """Say that the file is not in use any more."""
    if holding is not None:
        os.close(holding)


@contextlib.contextmanager
def nobody_using(path: Path) -> Iterator[bool]:
    """Tell whether nobody uses the file; while the context lasts nobody begins to."""
    holding = lock_file(path, is_exclusive=True)
    try:
        yield holding is not None or not _is_used(path)
    finally:
        release(holding)


def _is_used(path: Path) -> bool:
    """Tell why an exclusive lock was refused: somebody's shared one, or locks that do not work here."""
    holding = lock_file(path, is_exclusive=False)
    release(holding)
    return holding is not None
