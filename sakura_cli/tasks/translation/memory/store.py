"""The file of a translation memory: read before a run, and added to whenever a document of it is done.

What a run looks up is what the file held before it: whatever is worked on first, the same text is translated the same
way. What others add meanwhile stays. Nothing is written but here, and only for who named a file.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sakura_cli.errors import (
    BadInputError,
    InputNotFoundError,
    LockTimeoutError,
    OutputRefusedError,
    PermissionRefusedError,
    StorageError,
)
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.platforms import lock_file
from sakura_cli.replacing import replaced_file
from sakura_cli.tasks.translation.memory.matching import Memory, normalize
from sakura_cli.tasks.translation.memory.tmx import MemoryUnit, TmxFile, is_writable, make_empty, read_tmx

MAX_BYTES = 512 << 20
_MOST_SECONDS = 10.0
_PAUSE_SECONDS = 0.02


class MemoryStore:
    """A translation memory in a file, which need not be there yet."""

    def __init__(self, path: Path):
        """Read the file. Raises BadInputError, InputNotFoundError and PermissionRefusedError, and OutputRefusedError.

        The last where it could not be written: that is known before any work is done.
        """
        # A symbolic link stays one.
        self._path = Path(os.path.realpath(path))
        self._file, self._stamp = self._read()
        self.memory = Memory(self._file.units)
        self._known = _list_known(self._file.units)
        folder = self._path.parent
        if not os.access(folder, os.W_OK) or (self._path.exists() and not os.access(self._path, os.W_OK)):
            raise OutputRefusedError(
                _("the translation memory {path} cannot be written").format(path=path),
                hint=_("give one in a folder of yours"),
            )

    def add(self, units: Sequence[MemoryUnit]) -> None:
        """Write what is new among units to the file. Raises StorageError, LockTimeoutError, and what reading
        it again raises."""
        new: list[MemoryUnit] = []
        with self._locked():
            if self._find_stamp() != self._stamp:
                self._file, self._stamp = self._read()
                self._known |= _list_known(self._file.units)
            for unit in units:
                known = _describe(unit)
                if known not in self._known and all(is_writable(text) for _, text in unit.texts):
                    self._known.add(known)
                    new.append(unit)
            if new:
                self._file = self._file.with_units(new)
                self._write()

    def _read(self) -> tuple[TmxFile, tuple[int, int] | None]:
        try:
            with self._path.open("rb") as file:
                status = os.fstat(file.fileno())
                data = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            if not self._path.parent.is_dir():
                raise InputNotFoundError(_("{path} does not exist").format(path=self._path.parent)) from None
            return read_tmx(make_empty(), source=self._path.name), None
        except OSError as error:
            kind = PermissionRefusedError if isinstance(error, PermissionError) else InputNotFoundError
            reason = describe_os_error(error)
            raise kind(_("{path} cannot be read: {reason}").format(path=self._path, reason=reason)) from error
        if len(data) > MAX_BYTES:
            message = _("{name} is larger than {limit} MB").format(name=self._path.name, limit=MAX_BYTES >> 20)
            raise BadInputError(message, kind="bad-memory")
        return read_tmx(data, source=self._path.name), (status.st_mtime_ns, status.st_size)

    def _write(self) -> None:
        try:
            mode = self._path.stat().st_mode & 0o777 if self._path.exists() else 0o600
            with replaced_file(self._path, mode) as sink:
                sink.write(self._file.data)
        except OSError as error:
            reason = describe_os_error(error)
            message = _("{path} cannot be written: {reason}").format(path=self._path, reason=reason)
            raise StorageError(message) from error
        self._stamp = self._find_stamp()

    def _find_stamp(self) -> tuple[int, int] | None:
        with contextlib.suppress(OSError):
            status = self._path.stat()
            return status.st_mtime_ns, status.st_size
        return None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other runs from writing the file meanwhile: it is replaced, so its folder is what is locked."""
        until = time.monotonic() + _MOST_SECONDS
        descriptor = lock_file(self._path.parent, is_exclusive=True)
        while descriptor is None and os.name == "posix" and time.monotonic() < until:
            time.sleep(_PAUSE_SECONDS)
            descriptor = lock_file(self._path.parent, is_exclusive=True)
        if descriptor is None and os.name == "posix":
            raise LockTimeoutError(_("{path} is in use by another process").format(path=self._path))
        try:
            yield
        finally:
            if descriptor is not None:
                os.close(descriptor)


def _list_known(units: Sequence[MemoryUnit]) -> set[tuple[tuple[str, str], ...]]:
    return {_describe(unit) for unit in units}


def _describe(unit: MemoryUnit) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((language, normalize(text)) for language, text in unit.texts))
