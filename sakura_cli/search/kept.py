"""An index that is kept: a file of the user's data folder, brought up to date file by file.

It holds the text of the documents, so only the user may read it, and it is there on request only. Every change is a
transaction of SQLite: a process that is killed leaves the index as it was, and of two writers one waits. Left out:
reading files, which whoever asks hands over.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import sakura_cli
from sakura_cli.documents.document import Document
from sakura_cli.errors import LockTimeoutError, SakuraError, StorageError, write_command
from sakura_cli.localization import gettext as _
from sakura_cli.paths import indexes_dir, private_directory
from sakura_cli.search.files import walk_folder
from sakura_cli.search.index import SCHEMA_VERSION, FileStamp, PassageIndex

_PATIENCE_SECONDS = 60.0
# So many files are put in by one transaction: what is lost when it is killed is read again.
_FILES_A_TRANSACTION = 20
_MODE = 0o600

# Reads files side by side: yields each with its bytes' hash, and its document or why there is none.
ReadFiles = Callable[[Iterable[Path]], Iterator["ReadFile"]]


@dataclass(frozen=True)
class ReadFile:
    """A file that was read: its stamp, and its document or the error that there is none."""

    path: Path
    stamp: FileStamp
    document: Document | None = None
    error: SakuraError | None = None


@dataclass
class IndexChanges:
    """How many files an update took in anew, read again, and took out; how many of them cannot be read."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unread: int = 0


class KeptIndex(PassageIndex):
    """The index of a folder; close it."""

    def __init__(self, path: Path, folder: Path):
        """Open the file, which is made if it is not there. Raises StorageError."""
        self.path = path
        self.folder = folder
        with _told(folder):
            if not path.exists():
                private_directory(path.parent)
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, _MODE))
            connection = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)
            super().__init__(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            self._prepare()

    def _prepare(self) -> None:
        """Make the tables, anew where another version of sakura made them."""
        recipe = f"{SCHEMA_VERSION} {sakura_cli.__version__}"
        if self._read_recipe() == recipe:
            return
        with self._transaction():
            if self._read_recipe() == recipe:
                return  # by another process, meanwhile
            tables = [
                name for (name,) in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            for table in ("vocabulary", "tokens", "passages", "documents", "kept"):
                if table in tables:
                    self._connection.execute(f"DROP TABLE {table}")
            self.create()
            self._connection.execute("CREATE TABLE kept (folder TEXT NOT NULL, recipe TEXT NOT NULL)")
            self._connection.execute("INSERT INTO kept VALUES (?, ?)", (os.path.realpath(self.folder), recipe))

    def _read_recipe(self) -> str:
        try:
            found = self._connection.execute("SELECT recipe FROM kept").fetchone()
        except sqlite3.OperationalError:
            return ""
        return str(found[0]) if found else ""

    def update(
        self, read_files: ReadFiles, on_file: Callable[[int, int], None] = lambda done, total: None
    ) -> IndexChanges:
        """Take in what is new or changed in the folder and take out what is gone; return how much that was.

        `on_file` is told how many of the files to read are done. Raises LockTimeoutError and StorageError.
        """
        with _told(self.folder):
            known = self.stamps()
            present: dict[str, Path] = {}
            to_read: list[Path] = []
            for path in walk_folder(self.folder):
                name = self._name(path)
                status = path.stat()
                present[name] = path
                stamp = known.get(name)
                if stamp is None or (stamp.size, stamp.changed_ns) != (status.st_size, status.st_mtime_ns):
                    to_read.append(path)
            changes = IndexChanges()
            self._take_out([name for name in known if name not in present], changes)
            files = read_files(to_read)
            done = 0
            while batch := list(islice(files, _FILES_A_TRANSACTION)):
                with self._transaction():
                    known = self.stamps()
                    for file in batch:
                        self._take_in(file, known.get(self._name(file.path)), changes)
                done += len(batch)
                on_file(done, len(to_read))
            return changes

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _take_out(self, names: list[str], changes: IndexChanges) -> None:
        if names:
            with self._transaction():
                for name in names:
                    self.remove(name)
            changes.removed += len(names)

    def _take_in(self, file: ReadFile, known: FileStamp | None, changes: IndexChanges) -> None:
        name = self._name(file.path)
        if known is not None and known.sha256 == file.stamp.sha256:
            self.touch(name, file.stamp)
            return
        error = file.error
        if file.document is not None:
            try:
                self.add(file.document, file.stamp, name=name)
            except SakuraError as failure:
                error = failure
        if file.document is None or error is not None:
            self.add_unread(name, error.message if error else "", file.stamp)
            changes.unread += 1
            return
        if known is None:
            changes.added += 1
        else:
            changes.changed += 1

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _name(self, path: Path) -> str:
        return os.fsencode(path.relative_to(self.folder)).decode("utf-8", errors="replace")

    def _show_name(self, name: str) -> str:
        return os.fsencode(self.folder / name).decode("utf-8", errors="replace")


def find_kept(folder: Path) -> KeptIndex | None:
    """Return the index that is kept of a folder, if there is one."""
    path = _path_of(folder)
    return KeptIndex(path, folder) if path.is_file() else None


def make_kept(folder: Path) -> KeptIndex:
    """Return the index of a folder, which is kept from now on."""
    return KeptIndex(_path_of(folder), folder)


def list_kept() -> list[KeptIndex]:
    """Return all indexes that are kept."""
    found: list[KeptIndex] = []
    for path in sorted(indexes_dir().glob("*.sqlite")):
        with _told(path):
            connection = sqlite3.connect(path)
            row = connection.execute("SELECT folder FROM kept").fetchone()
            connection.close()
        if row is not None:
            found.append(KeptIndex(path, Path(row[0])))
    return found


def remove_kept(folder: Path) -> bool:
    """Delete the index of a folder; return whether there was one."""
    path = _path_of(folder)
    is_there = path.is_file()
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return is_there


def _path_of(folder: Path) -> Path:
    name = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:16]
    return indexes_dir() / f"{name}.sqlite"


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Tell errors of the database as those of sakura."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise LockTimeoutError(
                _("the index of {folder} is being written by another process").format(folder=folder),
                hint=_("wait for it to end, then repeat the command"),
            ) from error
        raise _broken(folder, error) from error
    except (sqlite3.DatabaseError, OSError) as error:
        raise _broken(folder, error) from error


def _broken(folder: Path, error: Exception) -> StorageError:
    return StorageError(
        _("the index of {folder} cannot be used: {reason}").format(folder=folder, reason=error),
        hint=write_command("sakura", "index", "rm", folder),
    )
