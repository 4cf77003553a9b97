"""What is typed: unknown flags, settings and their sources, help and version."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sakura_cli
from sakura_cli.settings import Settings, environment_name
from tests.cli.conftest import Result, Run, environment
from tests.fakes.engine import ScriptedWorker

# What no command needs before it has work to do.
HEAVY = ("llama_cpp", "numpy", "huggingface_hub", "rich.progress", "rich.live", "yaml", "jinja2")
TASKS = ("summarize", "translate", "extract", "keigo", "run")
# What runs a task: its help needs none of it.
RUNNING = ("sakura_cli.tasks", "sakura_cli.text", "sakura_cli.keigo", "sakura_cli.api", "sakura_cli.models")


@pytest.mark.contract("global")
def test_version(sakura: Run) -> None:
    result = sakura("--version")
    assert (result.returncode, result.stdout, result.stderr) == (0, f"sakura {sakura_cli.__version__}\n".encode(), b"")


@pytest.mark.contract("global")
def test_help_names_every_command_and_says_nothing_on_stderr(sakura: Run) -> None:
    result = sakura("--help")
    assert result.returncode == 0 and result.stderr == b""
    assert {"summarize", "keigo-rewrite", "run", "prompts", "models", "config", "doctor", "bench"} <= set(
        result.stdout.decode().split()
    )


def test_help_of_a_task_names_the_environment_of_every_setting(sakura: Run) -> None:
    text = re.sub(r"[│\s]+", " ", sakura("summarize", "--help", env={"COLUMNS": "200"}).stdout.decode())
    for setting in set(Settings.__dataclass_fields__) - {"timeout"}:
        assert environment_name(setting) in text


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], *([name, "--help"] for name in (*TASKS, "models", "prompts", "config"))],
)
def test_help_and_version_import_nothing_heavy(arguments: list[str], home: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "sakura_cli", *arguments]
    log = subprocess.run(command, capture_output=True, env=environment(home), text=True, check=True).stderr
    imported = {line.rpartition("|")[2].strip() for line in log.splitlines() if line.startswith("import time:")}
    assert "sakura_cli.cli.app" in imported
    assert not imported & set(HEAVY)
    if arguments[0] not in {"models", "prompts", "config"}:
        assert not [name for name in imported if name.startswith(RUNNING)]


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["sumarize"], "Did you mean 'summarize'?", "sakura --help"),
        (["summarize", "--max-char", "9"], "--max-char", "sakura summarize --help"),
        (["summarize", "--max-chars", "many"], "--max-chars", "sakura summarize --help"),
        (["summarize", "--style", "haiku"], "'bullets', 'paragraph', 'headline', 'minutes'", "sakura summarize --help"),
        (["summarize", "--gpu-layers", "most"], "auto, off or a number", ""),
        (["summarize", "-o", "out.txt", "a.txt", "b.txt"], "several inputs", "--out-dir DIR"),
        (["summarize", "--output-encoding", "cp932"], "stdout is UTF-8", "-o FILE"),
        (["summarize", "-o", "out.txt", "--output-encoding", "cp_932"], "no encoding named cp_932", "utf-8"),
        (["summarize", "--in-place", "a.txt"], "needs -o", "--in-place -o"),
        (["summarize", "--encoding", "nonsense", "a.txt", "b.txt"], "nonsense", "--encoding"),
    ],
)
@pytest.mark.contract("exit-2", "messages")
def test_a_usage_error_is_2_with_a_hint(
    arguments: list[str], message: str, hint: str, sakura: Run, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("本文", encoding="utf-8")
    result = sakura(*arguments)
    assert result.returncode == 2 and result.stdout == b""
    said = result.stderr.decode()
    assert message in said
    assert said.startswith("sakura: ")
    if hint:
        assert hint in said.splitlines()[-1] and said.splitlines()[-1].startswith("hint: ")


def test_a_command_without_arguments_shows_its_help(sakura: Run) -> None:
    for arguments in ([], ["models"], ["prompts"], ["config"]):
        result = sakura(*arguments)
        assert result.returncode == 2 and b"Usage: sakura" in result.stdout
        assert result.stderr == b""


@pytest.mark.parametrize(
    ("name", "value"),
    [("SAKURA_TEMPERATURE", "warm"), ("SAKURA_THREADS", "-1"), ("SAKURA_GPU_LAYERS", "x"), ("SAKURA_OFFLINE", "2")],
)
@pytest.mark.contract("exit-78")
def test_a_bad_environment_variable_is_78_and_named(name: str, value: str, sakura: Run) -> None:
    result = sakura("summarize", stdin="本文".encode(), env={name: value})
    assert result.returncode == 78 and name in result.stderr.decode()


def test_a_bad_configuration_file_is_78_and_its_setting_named(sakura: Run, home: Path) -> None:
    (home / "sakura").mkdir()
    (home / "sakura" / "config.yaml").write_text("temprature: 0.5\n", encoding="utf-8")
    result = sakura("summarize", stdin="本文".encode())
    assert result.returncode == 78
    assert "temprature" in result.stderr.decode() and "did you mean temperature?" in result.stderr.decode()


def test_flag_before_environment_before_file(
    summarize: Callable[..., Result], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seed_of(*arguments: str) -> int:
        engine = ScriptedWorker(lambda request: "要点の一覧")
        assert summarize(*arguments, engine=engine).status == 0
        return engine.requests[0].seed

    assert seed_of() == 0
    (home / "sakura").mkdir()
    (home / "sakura" / "config.yaml").write_text("seed: 1\n", encoding="utf-8")
    assert seed_of() == 1
    monkeypatch.setenv("SAKURA_SEED", "2")
    assert seed_of() == 2
    assert seed_of("--seed", "3") == 3
