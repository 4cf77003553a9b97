"""A disk of a few megabytes: a tmpfs in a user and mount namespace, which no privilege is needed for."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_HOLD = 'mount -t tmpfs -o size="$1" none "$2" && echo mounted && exec sleep 600'


@dataclass(frozen=True)
class SmallDisk:
    """A folder that is a disk of its own, to whoever runs inside."""

    path: Path
    _holder: int

    def start(self, command: Sequence[str | Path], env: Mapping[str, str], cwd: Path) -> subprocess.Popen[str]:
        """Start a command that sees the disk; its stderr can be read."""
        inside = ["nsenter", "--target", str(self._holder), "--user", "--mount", "--preserve-credentials"]
        return subprocess.Popen(
            [*inside, f"--wd={cwd}", *map(str, command)], env=dict(env), stderr=subprocess.PIPE, text=True
        )


@contextmanager
def mount_small_disk(path: Path, size_bytes: int) -> Iterator[SmallDisk]:
    """Mount a disk of a size at a folder, for as long as the context lasts."""
    path.mkdir(parents=True, exist_ok=True)
    command = ["unshare", "-Urm", "sh", "-c", _HOLD, "sh", str(size_bytes), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout is not None and holder.stdout.readline() == "mounted\n"
            yield SmallDisk(path, holder.pid)
        finally:
            holder.kill()
