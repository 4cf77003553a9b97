"""A download in progress that survives being killed at any byte.

Next to the growing file lies a journal: who the bytes belong to, then the running sha256 at every full block. No link
in the place of either is followed. Opening the pair again re-hashes what is there and keeps only blocks the journal
vouches for, so a torn or rotten tail is never built upon. The sha256 of the whole decides in the end, and is known
without another pass.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from types import TracebackType

from sakura_cli.models.keeping.folders import OpenFolder

BLOCK_BYTES = 4 << 20


class PartialFile:
    """An append-only file with a running sha256; use it as a context manager."""

    def __init__(self, path: Path, identity: str, sha256: str | None = None) -> None:
        """Open or create `path`; bytes recorded for another `identity` (one line) are dropped.

        A file whose hash already is `sha256` is kept whole, whatever its journal says.
        """
        self.path = path
        self._identity = identity
        self._journal_name = path.name + ".journal"
        self._folder = OpenFolder(path.parent)
        self._open_file()
        self._hash = hashlib.sha256()
        self.size = 0
        digests = self._read_journal()
        self._recover(digests, sha256)

    def __enter__(self) -> PartialFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def sha256(self) -> str:
        """The hash of all bytes so far."""
        return self._hash.hexdigest()

    def append(self, data: bytes) -> None:
        """Write `data` at the end; OSError (disk full) leaves a state that can be resumed."""
        view = memoryview(data)
        while view:
            room = BLOCK_BYTES - self.size % BLOCK_BYTES
            piece = view[:room]
            written = self._file.write(piece)
            self._hash.update(piece[:written])
            self.size += written
            view = view[written:]
            if self.size % BLOCK_BYTES == 0:
                self._journal.write(self.sha256 + "\n")
                self._journal.flush()

    def restart(self) -> None:
        """Drop every byte."""
        self._file.seek(0)
        self._file.truncate()
        self._hash = hashlib.sha256()
        self.size = 0
        self._journal.close()
        self._open_journal([])

    def set_apart(self, target: Path) -> None:
        """Move the bytes to `target` and begin anew."""
        self._file.close()
        self.path.replace(target)
        self._open_file()
        self.restart()

    def flush(self) -> None:
        """Bring the bytes to the disk."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close both files; what they hold stays for the next run."""
        self._file.close()
        self._journal.close()
        self._folder.close()

    def discard(self) -> None:
        """Close and delete both files."""
        self._file.close()
        self._journal.close()
        for name in (self.path.name, self._journal_name):
            self._folder.unlink(name)
        self._folder.close()

    def _open_file(self) -> None:
        descriptor = self._folder.open(self.path.name, os.O_RDWR | os.O_CREAT)
        self._file = os.fdopen(descriptor, "r+b", buffering=0)

    def _read_journal(self) -> list[str]:
        try:
            descriptor = self._folder.open(self._journal_name, os.O_RDONLY)
        except FileNotFoundError:
            return []
        with os.fdopen(descriptor, encoding="ascii", errors="replace") as journal:
            lines = journal.read().split("\n")
        return lines[1:-1] if lines[0] == self._identity else []

    def _open_journal(self, digests: list[str]) -> None:
        temporary = self._journal_name + ".new"
        descriptor = self._folder.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        with os.fdopen(descriptor, "w", encoding="ascii") as journal:
            journal.write("".join(f"{line}\n" for line in (self._identity, *digests)))
        self._folder.replace(temporary, self._journal_name)  # closed: Windows moves no file that is open
        descriptor = self._folder.open(self._journal_name, os.O_WRONLY | os.O_APPEND)
        self._journal = os.fdopen(descriptor, "a", encoding="ascii")

    def _recover(self, digests: list[str], expected: str | None) -> None:
        kept = 0
        for digest in digests:
            block = self._file.read(BLOCK_BYTES)
            ahead = self._hash.copy()
            ahead.update(block)
            if len(block) < BLOCK_BYTES or ahead.hexdigest() != digest:
                break
            self._hash = ahead
            kept += 1
        self.size = kept * BLOCK_BYTES
        self._file.seek(self.size)
        ahead = self._hash.copy()
        while block := self._file.read(BLOCK_BYTES):
            ahead.update(block)
        if ahead.hexdigest() == expected:
            self.size, self._hash = self._file.tell(), ahead
        self._file.seek(self.size)
        self._file.truncate()
        self._open_journal(digests[:kept])
