"""Downloads killed with -9, and batches by several signals, at random moments: `python -m tests.faults.kills`.

After every kill whatever the store or the output folder shows must be whole, and the next run may repeat at most one
block of a download, or the files that were under way: one where the engine does one thing at a time, one for each of
its sequences where it runs them side by side. The suite runs a few kills; fifty of each take some minutes.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sakura_cli.cli.running.batch import MANIFEST
from sakura_cli.models.store import Store
from tests.cli.conftest import is_running, processes_of
from tests.fakes.hub import FakeHub, serve_hub
from tests.fakes.tiny_models import write_tiny_model
from tests.fakes.weights import FILE, entry_for, write_gguf

ROOT = Path(__file__).parents[2]
BLOCK = 64 << 10
_SLICE, _PAUSE = 16 << 10, 0.002
_LONGEST_SECONDS = 3.0
_BATCH_FILES = 150
# Half of them can be answered in order, half cannot.
_SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
# Of the real engine, in a batch with tiny random weights.
SEQUENCES = 3


@dataclass
class Tally:
    """What happened: where kills fell, how often a download came to its end between them, and what was repeated."""

    kills: int = 0
    completed: int = 0
    during_download: int = 0
    resumed: int = 0
    most_repeated_bytes: int = 0


def kill_downloads(kills: int, folder: Path, seed: int) -> Tally:
    """Kill a download so often, then let it end. Raises AssertionError for anything corrupted, orphaned or repeated."""
    random_moments, tally = random.Random(seed), Tally()  # noqa: S311 - moments, not secrets
    data = write_gguf(folder / "weights.gguf", tensor_values=2 << 20).read_bytes()
    store = Store(folder / "home" / "models")
    with serve_hub(data) as hub:
        hub.slice_bytes, hub.pause_seconds = _SLICE, _PAUSE
        while tally.kills < kills:
            _kill_once(hub, data, store, random_moments.uniform(0.0, _LONGEST_SECONDS), tally)
        hub.pause_seconds = 0.0
        status, said = _start(hub, data, store).wait(), ""
        assert status == 0, said
    _check_whole(store, data, must_be_there=True)
    return tally


@dataclass
class BatchTally:
    """What happened to a batch: kills, how many of them with files under way, runs that ended, most files under way."""

    kills: int = 0
    orphans: int = 0
    during_work: int = 0
    completed: int = 0
    most_repeated_files: int = 0
    all_repeated_files: int = 0


def kill_batches(kills: int, folder: Path, seed: int, *, is_real: bool = False) -> BatchTally:
    """Kill a batch with --resume so often, then let it end. Raises AssertionError for what is corrupted or orphaned.

    `is_real` has the batch run by the real engine on tiny random weights, SEQUENCES requests side by side.
    """
    random_moments, tally = random.Random(seed), BatchTally()  # noqa: S311 - moments, not secrets
    model = folder / "own.gguf"
    if is_real:
        write_tiny_model(model, "qwen2")
    else:
        write_gguf(model, tensor_values=64)
    texts = [folder / f"{number:03}.txt" for number in range(_BATCH_FILES)]
    for number, path in enumerate(texts):
        path.write_text(f"会議の記録{number}。来月の予定を確認した。\n", encoding="utf-8")
    out, begun = folder / "out", folder / "begun"
    command = [sys.executable, "-m", "tests.fakes.batch_command", "summarize", "-q", "-m", str(model)]
    command += ["--style", "headline", "--max-tokens", "8", "--parallel", str(SEQUENCES)]
    command += ["--out-dir", str(out), "--resume", *map(str, texts)]
    environment = {**os.environ, "SAKURA_HOME": str(folder / "home"), "SAKURA_TEST_BEGUN": str(begun)}
    environment["SAKURA_TEST_ENGINE"] = "real" if is_real else "scripted"
    expected = None if is_real else "要点の一覧\n"
    while tally.kills < kills:
        done = _count_done(out)
        begun.write_bytes(b"")
        with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
            while begun.stat().st_size == 0 and process.poll() is None:
                time.sleep(0.005)
            try:
                process.wait(timeout=random_moments.uniform(0.0, 1.5))
            except subprocess.TimeoutExpired:
                workers = processes_of(process.pid)
                process.send_signal(random_moments.choice(_SIGNALS))
                process.wait(timeout=60)
                tally.kills += 1
                tally.orphans += _count_orphans(workers)
        _check_outputs(out, texts, expected)
        repeated = len(set(begun.read_text(encoding="ascii").splitlines())) - (_count_done(out) - done)
        tally.during_work += repeated > 0
        tally.all_repeated_files += repeated
        tally.most_repeated_files = max(tally.most_repeated_files, repeated)
        if process.returncode == 0:
            tally.completed += 1
            shutil.rmtree(out)
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    _check_outputs(out, texts, expected)
    assert _count_done(out) == len(texts)
    return tally


def _count_orphans(workers: Sequence[int]) -> int:
    """Return how many of the processes that a command had started outlive it by more than some seconds."""
    end = time.monotonic() + 20
    while time.monotonic() < end and any(map(is_running, workers)):
        time.sleep(0.02)
    return sum(map(is_running, workers))


def _count_done(out: Path) -> int:
    return len(list(out.glob("*.txt")))


def _check_outputs(out: Path, texts: list[Path], expected: str | None) -> None:
    """Check that every file that is there is whole, and that no other is there."""
    for path in out.iterdir() if out.exists() else ():
        assert path.name in {MANIFEST, *(text.name for text in texts)}, path
        content = path.read_text(encoding="utf-8")
        assert path.name == MANIFEST or content == (expected or content.rstrip("\n") + "\n"), path


def _start(hub: FakeHub, data: bytes, store: Store) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.fakes.pull", json.dumps(dataclasses.asdict(entry_for(data)))]
    environment = {
        **os.environ,
        "HF_ENDPOINT": hub.url,
        "NO_PROXY": "127.0.0.1",
        "SAKURA_HOME": str(store.root.parent),
        "SAKURA_TEST_BLOCK": str(BLOCK),
    }
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)


def _kill_once(hub: FakeHub, data: bytes, store: Store, moment_seconds: float, tally: Tally) -> None:
    partial = store.staging_dir("tiny") / f"{FILE}.partial"
    before, asked = partial.stat().st_size if partial.exists() else 0, len(hub.gets)
    with _start(hub, data, store) as process:
        # Half of the time is start-up; a kill there is a case, too, but not every time.
        if moment_seconds > 1.0:
            while len(hub.gets) == asked and process.poll() is None:
                time.sleep(0.005)
            moment_seconds -= 1.0
        try:
            process.wait(timeout=moment_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            tally.kills += 1
            tally.during_download += len(hub.gets) > asked
    if len(hub.gets) > asked and before:
        start = int(hub.gets[asked].headers.get("range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        assert before - BLOCK <= start <= before, (before, start)
        tally.resumed += start > 0
        tally.most_repeated_bytes = max(tally.most_repeated_bytes, before - start)
    _check_whole(store, data, must_be_there=process.returncode == 0)
    if process.returncode == 0:
        tally.completed += 1
        assert [path.name for path in (store.root / ".fetching").iterdir()] == []
        store.remove("tiny")
    else:
        assert process.returncode == -9, process.returncode


def _check_whole(store: Store, data: bytes, *, must_be_there: bool) -> None:
    """Check that what is visible is right and complete, and that nothing else lies about."""
    manifest = store.find("tiny")
    assert manifest is not None or not must_be_there
    if manifest is not None:
        assert store.check(manifest).read_bytes() == data
    staging = {f"{FILE}.partial", f"{FILE}.partial.journal", f"{FILE}.partial.journal.new"}
    weights = f"{hashlib.sha256(data).hexdigest()}.gguf"
    for path in store.root.rglob("*"):
        if path.is_file() and ".locks" not in path.parts:
            names = staging if ".fetching" in path.parts else {weights, "tiny.json"}
            assert path.name in names or path.name.startswith(".sakura-"), path


def main() -> int:
    """Run the kills and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=["downloads", "batches", "side-by-side"])
    arguments = parser.parse_args()
    side_by_side = functools.partial(kill_batches, is_real=True)
    kinds = {"downloads": kill_downloads, "batches": kill_batches, "side-by-side": side_by_side}
    for what, kill in kinds.items():
        if arguments.only in (None, what):
            with tempfile.TemporaryDirectory() as folder:
                tally = kill(arguments.kills, Path(folder), arguments.seed)
            figures = ", ".join(f"{name}: {figure}" for name, figure in dataclasses.asdict(tally).items())
            print(f"{what}: {figures}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
