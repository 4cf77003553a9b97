"""Folders and files made into an index: read side by side, in memory, or from an index that the user keeps of a folder.

Left out: searching, and standard input, which is a document already.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from sakura_cli.api.documents import decode_source, name_of, read_bytes
from sakura_cli.bounds import unexpected_error
from sakura_cli.documents.document import Document
from sakura_cli.documents.readers import ReaderProcesses
from sakura_cli.documents.reading.registry import ReadIsolated
from sakura_cli.errors import InputNotFoundError, LockTimeoutError, SakuraError, UsageError
from sakura_cli.localization import gettext as _
from sakura_cli.search.files import list_files
from sakura_cli.search.index import FileStamp, PassageIndex
from sakura_cli.search.kept import KeptIndex, ReadFile, ReadFiles, find_kept
from sakura_cli.settings import MOST_INPUT_BYTES
from sakura_cli.tasks.framework.hidden import leave_out_unseen

# Each reader may be a process with gigabytes of its own.
_MOST_READERS = 4
# What more documents lack than these is told as one number.
_MOST_NOTES = 3

OnNote = Callable[[str], None]


def _ignore(note: str) -> None:
    """Tell nobody."""


def open_index(
    sources: Sequence[Path | Document],
    *,
    encoding: str | None = None,
    most_bytes: int = MOST_INPUT_BYTES,
    on_note: OnNote = _ignore,
    on_detail: OnNote = _ignore,
) -> PassageIndex:
    """Return an index of files, folders and documents; that which is kept of a folder, if it is the only one.

    `on_note` is told of what cannot be read in a folder, `on_detail` of each such file. Raises what keeps a file that
    was named itself from being read, and InputNotFoundError where there is no document at all.
    """
    if len(sources) == 1 and isinstance(sources[0], Path) and (kept := find_kept(sources[0])) is not None:
        return _refresh(kept, make_reader(encoding, on_note, most_bytes), on_note)
    index = PassageIndex.in_memory()
    paths = [source for source in sources if isinstance(source, Path)]
    for path in paths:
        if not path.exists():
            read_bytes(path, most_bytes)  # raises what is wrong with it
    unread = count = 0
    files = dict(list_files(paths))
    lacking: list[str] = []
    for file in make_reader(encoding, lacking.append, most_bytes)(files):
        error = file.error
        if file.document is not None:
            try:
                index.add(file.document)
                count += 1
            except SakuraError as failure:
                error = failure
        if error is not None:
            if files[file.path] or isinstance(error, UsageError):
                raise error
            unread += 1
            on_detail(error.message)
    for source in sources:
        if isinstance(source, Document):
            index.add(source)
            count += 1
    _tell_lacking(lacking, on_note, on_detail)
    _tell_unread(unread, on_note)
    if not count:
        name = ", ".join(map(name_of, paths))
        raise InputNotFoundError(_("there is no document in {name}").format(name=name), hint=_("check the name: ls"))
    return index


def make_reader(
    encoding: str | None = None, on_note: OnNote = _ignore, most_bytes: int = MOST_INPUT_BYTES
) -> ReadFiles:
    """Return what reads files side by side, in their order; `on_note` is told of what a document lacks."""

    def read(path: Path, read_isolated: ReadIsolated) -> ReadFile:
        try:
            data = read_bytes(path, most_bytes)
            status = path.stat()
            stamp = FileStamp(len(data), status.st_mtime_ns, hashlib.sha256(data).hexdigest())
        except SakuraError as error:
            return ReadFile(path, FileStamp(), error=error)
        except OSError:
            return ReadFile(path, FileStamp())
        try:
            document = decode_source(
                data, name_of(path), encoding=encoding, on_note=on_note, read_isolated=read_isolated
            )
            return ReadFile(path, stamp, leave_out_unseen(document))
        except SakuraError as error:
            return ReadFile(path, stamp, error=error)
        except Exception as error:  # a bug that one file finds costs that file
            return ReadFile(path, stamp, error=unexpected_error(error))

    def read_files(paths: Iterable[Path]) -> Iterator[ReadFile]:
        readers = max(1, min(_MOST_READERS, os.cpu_count() or 1))
        with ReaderProcesses() as processes, ThreadPoolExecutor(readers) as pool:
            # A few ahead of what is asked for: a thousand documents are never in memory together.
            begun: deque[Future[ReadFile]] = deque()
            for path in paths:
                begun.append(pool.submit(read, path, processes.read))
                if len(begun) > 2 * readers:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()

    return read_files


def _refresh(kept: KeptIndex, read_files: ReadFiles, on_note: OnNote) -> KeptIndex:
    """Return a kept index brought up to date; as it is, which is said, where another process is writing it."""
    try:
        kept.update(read_files)
    except LockTimeoutError as error:
        on_note(error.message)
    _tell_unread(len(kept.unread()), on_note)
    return kept


def _tell_lacking(notes: Sequence[str], on_note: OnNote, on_detail: OnNote) -> None:
    """Tell what was left out of documents: of a few each, of many how many they are."""
    is_few = len(notes) <= _MOST_NOTES
    for note in notes:
        (on_note if is_few else on_detail)(note)
    if not is_few:
        on_note(_("documents of which something was left out: {count} (-v names them)").format(count=len(notes)))


def _tell_unread(count: int, on_note: OnNote) -> None:
    if count:
        on_note(_("files that cannot be read as documents: {count} (-v names them)").format(count=count))
