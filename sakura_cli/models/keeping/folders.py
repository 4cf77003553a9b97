"""Folders inside the store: never a link that leads out of it, and held by a descriptor while files in them change.

The store itself may lie behind a link: where it is, is the user's affair. Windows has no such descriptors; there, paths
are used.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sakura_cli.errors import StorageError, write_command
from sakura_cli.localization import gettext as _
from sakura_cli.paths import private_directory

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_HAS_DESCRIPTORS = os.open in os.supports_dir_fd


def own_folder(root: Path, top: str, *rest: str) -> Path:
    """Return a folder of the store, made where it is missing.

    A link in the place of one that holds downloads is taken away, not followed. Raises StorageError for one in the
    place of a folder that holds models.
    """
    private_directory(root)
    path = root
    for number, part in enumerate((top, *rest)):
        path = path / part
        if path.is_symlink():
            if number == 0:
                raise StorageError(
                    _("{path} is a link, and sakura follows none inside its store").format(path=path),
                    hint=write_command("mv", path, f"{path}.moved"),
                )
            path.unlink()
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700)
            path.chmod(0o700)
    return path


def take_away(path: Path) -> None:
    """Delete what a path names, a folder with all that is in it; of a link only the link."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


def sizes_below(folder: Path) -> Iterator[int]:
    """Yield the sizes of the files in a folder and below, which another process may be moving and taking away."""
    for parent, _folders, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                yield Path(parent, name).stat().st_size


class OpenFolder:
    """A folder whose files are opened, renamed and deleted without following a link in their place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        if _HAS_DESCRIPTORS:
            self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NOFOLLOW)

    def open(self, name: str, flags: int) -> int:
        """Open or create a file, private to the user; a link in its place is deleted."""
        try:
            return self._open(name, flags)
        except OSError as error:
            if error.errno != errno.ELOOP:
                raise
            self.unlink(name)
            return self._open(name, flags | os.O_EXCL)

    def replace(self, name: str, target: str) -> None:
        """Give a file another name in this folder."""
        os.replace(self._place(name), self._place(target), src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)

    def unlink(self, name: str) -> None:
        """Delete a file, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._place(name), dir_fd=self._descriptor)

    def close(self) -> None:
        """Let go of the folder."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _open(self, name: str, flags: int) -> int:
        return os.open(self._place(name), flags | _NOFOLLOW, 0o600, dir_fd=self._descriptor)

    def _place(self, name: str) -> str:
        return name if self._descriptor is not None else str(self._path / name)
