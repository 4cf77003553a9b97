"""Nothing leaves and nothing stays: sockets of every process of a task, and traces of a text on the disk."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.cli.commands.test_cli_models import traces_of
from tests.cli.conftest import SAKURA, Run, environment, is_running, processes_of
from tests.fakes.hub import FakeHub, serve_hub
from tests.fakes.weights import FILE, REPO

# No other text holds it, in no order of its parts.
CANARY = "蟋蟀鶺鴒霹靂"
FAULTY = [sys.executable, "-m", "tests.fakes.faulty_command"]
SHORT = ["--style", "headline", "--max-tokens", "8"]
_AUDITED = """
import sys
families = []
sys.addaudithook(lambda event, arguments: event == "socket.__new__" and families.append(int(arguments[1])))
from sakura_cli.cli.boundary import run
status = run(sys.argv[2:])
lines = [f"socket({'AF_INET' if family in (2, 10) else 'AF_OTHER'}" for family in families]
open(sys.argv[1], "w").write("\n".join(lines))
sys.exit(status)
"""


def trace_sockets(arguments: Sequence[str | Path], env: dict[str, str], folder: Path, stdin: bytes) -> tuple[int, str]:
    """Run the command; return its status and a line for every socket that any of its processes made."""
    log = folder / "sockets.txt"
    command: list[str | Path] = ["strace", "-f", "-qq", "-e", "trace=socket,connect,execve", "-o", log, SAKURA]
    if shutil.which("strace") is None:
        warnings.warn("no strace here: only Python's own sockets of the command are seen", stacklevel=1)
        command = [sys.executable, "-c", _AUDITED, log]
    result = subprocess.run([*command, *arguments], env=env, cwd=folder, input=stdin, capture_output=True, check=False)
    return result.returncode, log.read_text(encoding="utf-8", errors="replace")


@pytest.mark.fault("V1")
@pytest.mark.contract("no-network")
def test_no_process_of_a_task_makes_an_internet_socket(home: Path, tiny: Path, tmp_path: Path) -> None:
    """A task under strace: no process of it makes an internet socket, connects to anything or asks for a name."""
    text = "会議を開き、来月の予定を確認した。次回の場所は未定である。".encode()
    status, log = trace_sockets(["summarize", *SHORT, "-m", tiny], environment(home), tmp_path, text)
    assert status == 0
    assert not re.findall(r"AF_INET6?|AF_NETLINK|AF_PACKET|connect\(", log), log
    if shutil.which("strace"):
        assert len(set(re.findall(r"^\d+", log, re.MULTILINE))) > 1  # the command and its worker


def test_a_fetch_is_seen_to_make_one(home: Path, hub: FakeHub, tmp_path: Path) -> None:
    # Were sockets not seen at all, the test above could not fail.
    env = environment(home, {"HF_ENDPOINT": hub.url, "NO_PROXY": "127.0.0.1"})
    status, log = trace_sockets(["models", "pull", f"hf:{REPO}/{FILE}"], env, tmp_path, b"")
    assert status == 0 and "AF_INET" in log


@pytest.mark.fault("V1")
def test_the_engine_tries_to_get_out_and_cannot(sakura: Run, tiny: Path) -> None:
    """The engine told to break out, by address, name, socket, file, program and process: every attempt is refused."""
    result = sakura("doctor", "--json", "--prove", "-m", tiny)
    report = json.loads(result.stdout)
    refused = report["proof"]["refused"]
    assert {"ipv4", "ipv6", "dns", "unix-socket", "read-file", "write-file", "start-program"} <= set(refused)
    if all(report["engine"]["sandbox"].values()):
        assert all(refused.values()) and result.returncode == 0
    # Without any layer the network is refused, to Python's own calls at least.
    assert all(refused[name] for name in ("ipv4", "ipv6", "dns"))


def allow_core_files() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def start(command: Sequence[str | Path], home: Path) -> subprocess.Popen[bytes]:
    """Start a command in the home folder, where a core file would be written if it may be."""
    return subprocess.Popen(
        command,
        cwd=home,
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=allow_core_files,
    )


def cores_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("core*") if path.is_file()]


@pytest.mark.fault("V2")
@pytest.mark.parametrize(
    ("arguments", "status"),
    [([], 0), (["--json", "-v"], 0), (["--debug", "--context", "40"], 65), (["--strict", "--temperature", "1"], 1)],
    ids=["success", "verbose", "failure", "findings"],
)
def test_a_text_is_nowhere_after_a_run(arguments: list[str], status: int, tiny: Path, home: Path) -> None:
    """A canary word in the input, after success and failure: in no file below home, caches and temporary folders."""
    with start([SAKURA, "summarize", *SHORT, *arguments, "-m", tiny], home) as process:
        _, said = process.communicate(f"{CANARY}の会議で、費用は12万円とした。次回は未定である。".encode())
    assert process.returncode == status, said.decode()
    assert CANARY not in said.decode()
    assert traces_of(CANARY, home) == [] and cores_below(home) == []


@pytest.fixture
def hanging(home: Path, model: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command whose worker has the text and hangs."""
    with start([*FAULTY, "summarize", "-m", model], home) as process:
        assert process.stdin
        process.stdin.write(f"HANG {CANARY}の会議を開いた。次回は未定である。".encode())
        process.stdin.close()
        while not _has_hanging_worker(process):
            assert process.poll() is None
        yield process
        process.kill()


def _has_hanging_worker(process: subprocess.Popen[bytes]) -> bool:
    # A worker that sleeps in `time.sleep` has read the request.
    for worker in processes_of(process.pid):
        if "nanosleep" in Path(f"/proc/{worker}/wchan").read_text(encoding="ascii"):
            return True
    return False


@pytest.mark.fault("V2")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGQUIT, signal.SIGSEGV, signal.SIGTERM])
def test_a_text_is_nowhere_after_the_command_was_killed(
    number: int, hanging: subprocess.Popen[bytes], home: Path
) -> None:
    """A canary word, after the command was killed or crashed with core files allowed: in no file, and no core file."""
    workers = processes_of(hanging.pid)
    hanging.send_signal(number)
    hanging.wait()
    for worker in filter(is_running, workers):
        os.kill(worker, signal.SIGKILL)
    assert traces_of(CANARY, home) == [] and cores_below(home) == []


@pytest.mark.fault("V2", "M5")
def test_a_text_is_nowhere_after_the_worker_crashed(home: Path, model: Path) -> None:
    """A worker that crashes with the text in its memory: 70 in one message; the text is in no file, no core file."""
    with start([*FAULTY, "summarize", "-m", model], home) as process:
        _, said = process.communicate(f"SEGFAULT {CANARY}の会議を開いた。次回は未定である。".encode())
    assert process.returncode == 70
    assert "SIGSEGV" in said.decode() and "Traceback" not in said.decode() and CANARY not in said.decode()
    assert traces_of(CANARY, home) == [] and cores_below(home) == []


def test_the_search_for_traces_finds_some(home: Path) -> None:
    # Were nothing ever found, the tests above could not fail.
    (home / "left.txt").write_text(f"前{CANARY}後", encoding="cp932")
    (home / "other.txt").write_text(f"前{CANARY[::-1]}後", encoding="utf-8")
    assert traces_of(CANARY, home) == [home / "left.txt"]


def test_the_fetched_weights_are_the_users_alone(home: Path, weights: bytes, sakura: Run) -> None:
    before = os.umask(0)
    try:
        with serve_hub(weights) as hub:
            env = {"HF_ENDPOINT": hub.url, "NO_PROXY": "127.0.0.1"}
            assert sakura("models", "pull", f"hf:{REPO}/{FILE}", env=env).returncode == 0
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o077 for path in (home / "sakura").rglob("*")} == {0}
