"""Files that take another's place whole or not at all, and leave nothing beside it when the process is killed.

Where the system has files without a name (Linux, on most file systems) what is being written has none until it is
complete; elsewhere a temporary file lies beside the target, and a process killed with -9 leaves it there.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

# How files are called until they take another's place, where they have a name at all.
TEMPORARY = ".sakura-"


@contextmanager
def replaced_file(target: Path, mode: int) -> Iterator[IO[bytes]]:
    """Return a file to write, which replaces `target` when the context ends without an error. Raises OSError."""
    temporary: Path | None = None
    try:
        descriptor = _open_nameless(target.parent)
        if descriptor is None:
            descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=TEMPORARY, suffix=".tmp")
            temporary = Path(name)
        with os.fdopen(descriptor, "wb") as sink:
            yield sink
            sink.flush()
            os.fsync(sink.fileno())
            if temporary is None:
                temporary = _give_name(sink.fileno(), target.parent)
        temporary.chmod(mode)
        temporary.replace(target)
        temporary = None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _open_nameless(folder: Path) -> int | None:
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, flag | os.O_WRONLY, 0o600)
    except OSError:
        return None  # a file system that has none, or a folder that refuses any file, as the next try will tell


def _give_name(descriptor: int, folder: Path) -> Path:
    path = folder / f"{TEMPORARY}{secrets.token_hex(8)}.tmp"
    # A folder's descriptor makes Python follow the link under /proc, which alone leads to the file.
    beside = os.open(folder, os.O_RDONLY)
    try:
        os.link(f"/proc/self/fd/{descriptor}", path.name, src_dir_fd=beside, dst_dir_fd=beside, follow_symlinks=True)
    finally:
        os.close(beside)
    return path
