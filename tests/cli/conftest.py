"""The command in a process, as its user runs it, and in this process, with a scripted engine."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from sakura_cli.api import engine as api_engine
from sakura_cli.cli import boundary
from sakura_cli.cli.terminal import console
from sakura_cli.cli.terminal.failures import set_debugging
from tests.fakes.engine import ScriptedWorker
from tests.fakes.weights import write_gguf

ROOT = Path(__file__).parents[2]
SAKURA = Path(sys.executable).with_name("sakura")
# A sentence that any summary may repeat without saying anything new.
TEXT = "会議を開き、来月の予定を確認した。次回の場所は未定である。\n"

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(autouse=True, scope="session")
def _interruptible() -> None:
    """Let the commands get Ctrl-C also where the tests run in the background, whose children ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Result:
    """How a command ended and what it wrote."""

    status: int
    stdout: bytes
    stderr: str

    @property
    def text(self) -> str:
        """What is on stdout, as text."""
        return self.stdout.decode("utf-8")


@pytest.fixture
def memo(tmp_path: Path) -> Path:
    """Return an input in the folder in which the commands run."""
    path = tmp_path / "memo.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def environment(home: Path, changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a command: nothing of the machine's but the search path."""
    return {
        "PATH": f"{SAKURA.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "SAKURA_HOME": str(home / "sakura"),
        "TMPDIR": str(home / "tmp"),
        "LC_ALL": "C.UTF-8",
        **(changes or {}),
    }


@pytest.fixture
def sakura(home: Path, tmp_path: Path) -> Run:
    """Run the installed command in an empty folder."""

    def run(
        *arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        command = [SAKURA, *arguments]
        return subprocess.run(
            command, input=stdin, capture_output=True, env=environment(home, env), cwd=tmp_path, check=False
        )

    return run


@pytest.fixture
def shell(home: Path, tmp_path: Path) -> Run:
    """Run a line of bash, in which `sakura` is the installed command and `scripted` has an engine that answers."""

    def run(
        line: str, *, stdin: bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        scripted = f'scripted() {{ "{sys.executable}" -m tests.fakes.scripted_command "$@"; }}'
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", f"{scripted}\n{line}"],
            input=stdin,
            capture_output=True,
            env=environment(home, env),
            cwd=tmp_path,
            check=False,
        )

    return run


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Return sound weights that no engine will load."""
    return write_gguf(tmp_path / "own.gguf")


@pytest.fixture
def summarize(
    model: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Callable[..., Result]]:
    """Run `sakura summarize` in this process, with a scripted engine (`engine=`) or one that answers 要点の一覧"""

    def run(*arguments: str | Path, stdin: bytes | None = None, engine: ScriptedWorker | None = None) -> Result:
        monkeypatch.setattr(api_engine, "WorkerEngine", engine or ScriptedWorker(lambda request: "要点の一覧"))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin if stdin is not None else TEXT.encode())))
        return in_process("summarize", "-m", model, *arguments, capture=capsysbinary)

    handler = signal.getsignal(signal.SIGTERM)
    yield run
    signal.signal(signal.SIGTERM, handler)
    console.set_verbosity(0)
    set_debugging(False)


def in_process(*arguments: str | Path, capture: pytest.CaptureFixture[bytes]) -> Result:
    """Run a command line in this process."""
    capture.readouterr()
    status = boundary.run([str(argument) for argument in arguments])
    out, err = capture.readouterr()
    return Result(status, out, err.decode("utf-8"))


def processes_of(parent: int) -> Sequence[int]:
    """Return the ids of a process's children."""
    if Path("/proc/self/stat").exists():
        pairs = [_read_stat(entry) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    else:
        listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
        pairs = [(int(pid), int(ppid)) for pid, ppid in map(str.split, listing.stdout.splitlines())]
    return [pid for pid, ppid in pairs if ppid == parent]


def _read_stat(entry: Path) -> tuple[int, int]:
    try:
        # The name in parentheses may hold spaces.
        return int(entry.name), int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return int(entry.name), -1


def is_running(process_id: int) -> bool:
    """Tell whether a process exists and is not a zombie that nobody collects."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return not Path("/proc/self/stat").exists()
