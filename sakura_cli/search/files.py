"""The files of folders, in order, as a search takes them: no hidden ones, and nothing that a link leads round to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

# What programs of the office lay beside a document while it is open.
_LOCK_PREFIX = "~$"


def walk_folder(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of those in it, by name; links to folders are not followed."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith((".", _LOCK_PREFIX)) and path.is_file():
                yield path


def list_files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield files, each once, and whether it was named itself and not only its folder."""
    seen: set[Path] = set()
    for path in paths:
        is_folder = path.is_dir()
        for file in walk_folder(path) if is_folder else (path,):
            if file not in seen:
                seen.add(file)
                yield file, not is_folder
