"""The contract on weights: fetched on a terminal or when asked, never as a surprise."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import environment
from tests.cli.running.test_cli_outputs import on_terminal
from tests.contract.conftest import ANSWER, reach, run_in
from tests.fakes.hub import FakeHub


@pytest.mark.contract("first-use")
def test_the_first_task_on_a_terminal_fetches_the_recommended_model(
    small_catalogue: list[str], hub: FakeHub, memo: Path, home: Path
) -> None:
    hub.slice_bytes, hub.pause_seconds = max(1, len(hub.data) // 8), 0.05
    proxies = [f"{name}={value}" for name, value in reach(hub).items()]
    command = ["env", *proxies, *small_catalogue, "summarize", "memo.txt"]
    status, shown = on_terminal(command, home, memo.parent)
    assert status == 0
    first = shown.splitlines()[0]
    assert "fetching tiny (" in first and "kB" in first and "licence Apache-2.0" in first
    assert "━" in shown and f"・{ANSWER}" in shown
    hub.requests.clear()
    again = run_in(memo.parent, home, [*small_catalogue, "summarize", "memo.txt"], **reach(hub))
    assert (again.returncode, again.stdout.decode()) == (0, f"・{ANSWER}\n") and hub.requests == []


@pytest.mark.contract("no-surprise", "offline", "pull", "exit-69")
def test_without_a_terminal_nothing_is_fetched_unasked(
    small_catalogue: list[str], hub: FakeHub, memo: Path, home: Path
) -> None:
    task = [*small_catalogue, "summarize", "memo.txt"]
    result = run_in(memo.parent, home, task, **reach(hub))
    assert (result.returncode, result.stdout) == (69, b"")
    assert result.stderr.decode().splitlines()[-1] == "hint: sakura models pull"
    for name in ("SAKURA_OFFLINE", "HF_HUB_OFFLINE"):
        pulled = run_in(memo.parent, home, [*small_catalogue, "models", "pull"], **reach(hub), **{name: "1"})
        assert pulled.returncode == 69
    # On a terminal, too.
    variables = [f"{name}={value}" for name, value in reach(hub).items()]
    assert on_terminal(["env", *variables, *task, "--offline"], home, memo.parent)[0] == 69
    assert hub.requests == []
    assert run_in(memo.parent, home, [*small_catalogue, "models", "pull"], **reach(hub)).returncode == 0
    assert hub.gets


@pytest.mark.contract("exit-75")
def test_a_lock_that_another_holds_for_too_long_is_75(
    small_catalogue: list[str], hub: FakeHub, home: Path, tmp_path: Path
) -> None:
    hub.stall_after = 1000
    pull = [*small_catalogue, "models", "pull"]
    with subprocess.Popen(pull, env=environment(home, reach(hub)), cwd=tmp_path, stderr=subprocess.DEVNULL) as holder:
        while not hub.gets:
            assert holder.poll() is None
        late = run_in(tmp_path, home, pull, **reach(hub))
        holder.send_signal(signal.SIGKILL)
    assert late.returncode == 75
    said = late.stderr.decode()
    assert f"process {holder.pid}" in said and said.splitlines()[-1].startswith("hint: ")
