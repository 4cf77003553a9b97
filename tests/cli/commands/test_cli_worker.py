"""`--keep-alive` and `sakura worker`, with a tiny model in real processes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sakura_cli.inference.warm.control import stop
from sakura_cli.inference.warm.place import socket_path
from tests.cli.conftest import TEXT, Run
from tests.fakes.tiny_models import write_tiny_model

PROMPT = "description: a\nuser: '{{ document }}'\ncheck: false\nlanguage: en\n"


@pytest.fixture
def task(tmp_path: Path, home: Path) -> Iterator[list[str]]:
    """Return the arguments of a task; what it has kept is ended."""
    (tmp_path / "own.yaml").write_text(PROMPT, encoding="utf-8")
    model = write_tiny_model(tmp_path / "tiny.gguf", "qwen2")
    yield ["run", "own.yaml", "-q", "--max-tokens", "12", "-m", str(model)]
    stop()


@pytest.mark.contract("keep-alive", "worker")
def test_the_engine_stays_for_the_next_command_until_it_is_stopped(sakura: Run, task: list[str]) -> None:
    alone = sakura(*task, stdin=TEXT.encode())
    assert json.loads(sakura("worker", "status", "--json").stdout) == {"version": 1, "running": False}
    assert not socket_path().exists()
    first = sakura(*task, "--keep-alive", "10m", stdin=TEXT.encode())
    second = sakura(*task, stdin=TEXT.encode())
    assert first.stdout == second.stdout == alone.stdout and first.returncode == second.returncode == 0
    status = json.loads(sakura("worker", "status", "--json").stdout)
    assert (status["running"], status["served"], status["commands"]) == (True, 2, 0)
    assert 0 < status["seconds_left"] <= status["keep_alive_seconds"] == 600
    assert f"process          {status['process']}" in sakura("worker", "status").stdout.decode()
    # One that wants none of it.
    assert sakura(*task, "--keep-alive", "off", stdin=TEXT.encode()).stdout == alone.stdout
    assert json.loads(sakura("worker", "status", "--json").stdout)["served"] == 2
    stopped = sakura("worker", "stop", "--json")
    assert json.loads(stopped.stdout) == {"version": 1, "stopped": True, "commands": 0, "killed": False}
    assert "no engine is kept" in sakura("worker", "stop").stdout.decode()


def test_the_setting_comes_from_the_environment_or_the_file_too(sakura: Run, task: list[str], home: Path) -> None:
    sakura("config", "set", "keep-alive", "2h")
    assert sakura("config", "get", "keep_alive").stdout.decode() == "2h\n"
    sakura(*task, stdin=TEXT.encode())
    assert json.loads(sakura("worker", "status", "--json").stdout)["keep_alive_seconds"] == 7200
    sakura(*task, stdin=TEXT.encode(), env={"SAKURA_KEEP_ALIVE": "90"})
    assert json.loads(sakura("worker", "status", "--json").stdout)["keep_alive_seconds"] == 90


@pytest.mark.parametrize("duration", ["10", "10x", "-5m", "25h", "1.5h", "", "m", "ten minutes"])
def test_what_is_no_duration_is_refused(sakura: Run, task: list[str], duration: str) -> None:
    result = sakura(*task, "--keep-alive", duration, stdin=TEXT.encode())
    if duration == "10":  # seconds
        assert result.returncode == 0
        return
    assert result.returncode == 2
    assert "--keep-alive wants a duration up to a day" in result.stderr.decode()


def test_doctor_tells_of_a_kept_engine(sakura: Run, task: list[str]) -> None:
    model = task[-1]
    assert "none; --keep-alive keeps one" in sakura("doctor", "-m", model).stdout.decode()
    sakura(*task, "--keep-alive", "10m", stdin=TEXT.encode())
    kept = json.loads(sakura("doctor", "--json", "-m", model).stdout)["kept_worker"]
    assert kept["model"] == model and kept["network_guard"]
    assert f"process {kept['process']}" in sakura("doctor", "-m", model).stdout.decode()
    # What must not be asked is told, and doctor goes on.
    socket_path().parent.chmod(0o755)
    report = json.loads(sakura("doctor", "--json", "-m", model).stdout)
    assert "only you can enter" in report["kept_worker"]["error"] and report["engine"]["layers"]
    socket_path().parent.chmod(0o700)


def test_a_folder_that_is_not_the_users_alone_is_told_by_the_command(sakura: Run, task: list[str]) -> None:
    socket_path().parent.mkdir(parents=True)
    socket_path().parent.chmod(0o777)
    result = sakura(*[each for each in task if each != "-q"], "--keep-alive", "10m", stdin=TEXT.encode())
    assert result.returncode == 0 and result.stdout
    assert "only you can enter" in result.stderr.decode() and "worker of its own" in result.stderr.decode()
    assert sakura("worker", "status").returncode == 70


def test_a_dry_run_keeps_nothing(sakura: Run, task: list[str]) -> None:
    assert sakura(*task, "--dry-run", "--keep-alive", "10m", stdin=TEXT.encode()).returncode == 0
    assert not socket_path().exists()
