"""Kills a fetch or an import at every change of the disk: `python -m tests.faults.points pull|import ARGUMENT`.

A change is a call that creates, writes, cuts, renames, links, syncs, or deletes a file or folder. For each in turn a
process is forked that ends by SIGKILL just before it (of a write: after half of it). Then the store must show whole
models or none, an earlier one untouched; and after one more run, nothing but the models. ARGUMENT is an entry of the
catalogue as JSON (fetched from where HF_ENDPOINT says), or the path of a bundle.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sakura_cli.models.bundle import import_model
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.fetch import install
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.store import Store
from tests.fakes.weights import entry_for, write_gguf

_CHANGES = ("mkdir", "rename", "replace", "unlink", "remove", "rmdir", "link", "fsync", "ftruncate", "chmod")
_CREATES = os.O_CREAT | os.O_TRUNC | getattr(os, "O_TMPFILE", 0)


class Points:
    """Counts the changes of this process, and ends it before one of them; 0 counts only."""

    def __init__(self, deadly: int) -> None:
        self.count = 0
        self._deadly = deadly

    def pass_one(self, half: Callable[[], object] = lambda: None) -> None:
        """Come to a change; `half` does part of it."""
        self.count += 1
        if self.count == self._deadly:
            half()
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Have every change of this process come by here."""
        for name in _CHANGES:
            setattr(os, name, self._watched(getattr(os, name)))
        open_file, open_stream = os.open, os.fdopen

        def watched_open(path: Any, flags: int, *arguments: Any, **options: Any) -> int:
            if flags & _CREATES:
                self.pass_one()
            return open_file(path, flags, *arguments, **options)

        def watched_stream(descriptor: int, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            stream = open_stream(descriptor, mode, *arguments, **options)
            return stream if mode == "r" else _Stream(stream, self)

        os.open, os.fdopen = watched_open, watched_stream  # type: ignore[assignment]

    def _watched(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def change(*arguments: Any, **options: Any) -> Any:
            self.pass_one()
            return call(*arguments, **options)

        return change


class _Stream:
    """A file whose writes are counted."""

    def __init__(self, stream: Any, points: Points) -> None:
        self._stream = stream
        self._points = points

    def write(self, data: Any) -> int:
        half = data[: len(data) // 2]
        self._points.pass_one(lambda: (self._stream.write(half), self._stream.flush()))
        return int(self._stream.write(data))

    def close(self) -> None:
        if not self._stream.closed:
            self._points.pass_one()
            self._stream.close()

    def truncate(self) -> None:
        self._points.pass_one()
        self._stream.truncate()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def run(action: Callable[[], object], deadly: int) -> bool:
    """Run an action in a process that ends before a change; tell whether there were so many."""
    child = os.fork()
    if child == 0:
        Points(deadly).watch()
        try:
            action()
        except BaseException as error:  # the test tells of it, by the status
            print(f"{type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    return status == signal.SIGKILL


def kill_everywhere(action: Callable[[], object], prepared: Path, home: Path, expected: dict[str, str]) -> int:
    """Kill an action at each of its changes; return their number. Raises AssertionError for what is not whole."""
    point = 0
    while True:
        point += 1
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(prepared, home)
        store = Store(home / "models")
        was_killed = run(action, point)
        for name, sha256 in expected.items():
            manifest = store.find(name)
            assert manifest is not None or name == "tiny", f"{name} is gone after a kill at {point}"
            if manifest is not None:
                assert _hash(store.check(manifest)) == sha256, f"{name} is not whole after a kill at {point}"
        assert not run(action, 0)
        files = {str(path.relative_to(store.root)) for path in store.root.rglob("*") if path.is_file()}
        files = {file for file in files if not file.startswith(".locks/") or not file.endswith(".lock")}
        wanted = {f"names/{name}.json" for name in expected} | {f"weights/{each}.gguf" for each in expected.values()}
        assert files == wanted, f"after a kill at {point}: {sorted(files ^ wanted)}"
        assert list(store.root.glob(".fetching/*")) == [], point
        if not was_killed:
            return point - 1


def main() -> int:
    """Kill a fetch or an import at every point and print how many there were."""
    kind, argument = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        prepared, home = Path(folder) / "prepared", Path(folder) / "home"
        os.environ["SAKURA_HOME"] = str(home)
        other = write_gguf(Path(folder) / "other.gguf", tensor_values=6400)
        earlier = Store(prepared / "models")
        staged = earlier.make_staging_dir("other") / "other.gguf"
        shutil.copy(other, staged)
        entry = entry_for(other.read_bytes(), name="other")
        earlier.commit(staged, _manifest(entry))
        if kind == "pull":
            wanted = CatalogueEntry(**json.loads(argument))
            count = kill_everywhere(
                lambda: install(wanted, sources=[HubSource(backoff_seconds=0.0)]),
                prepared,
                home,
                {"other": str(entry.sha256), wanted.name: str(wanted.sha256)},
            )
        else:
            from sakura_cli.models.sources.bundle import BundleSource

            held = BundleSource(Path(argument)).entry
            count = kill_everywhere(
                lambda: import_model(Path(argument)),
                prepared,
                home,
                {"other": str(entry.sha256), held.name: str(held.sha256)},
            )
    print(count)  # noqa: T201
    return 0


def _manifest(entry: CatalogueEntry) -> Any:
    from sakura_cli.models.keeping.manifest import Manifest

    facts = {name: getattr(entry, name) for name in ("name", "repo", "revision", "file", "size_bytes", "sha256")}
    return Manifest(
        **facts,
        mtime_ns=0,
        license="MIT",
        source="hub",
        installed_at="",
        quantization="Q8_0",
        context_tokens=None,
        is_catalogued=False,
    )


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
