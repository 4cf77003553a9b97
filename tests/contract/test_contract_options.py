"""The contract on the options that every task has, and on what is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import TEXT, Run, environment
from tests.fakes.tiny_models import write_tiny_model

CANARY = "カナリヤ鸚鵡返"


@pytest.mark.contract("dry-run")
def test_a_dry_run_prints_the_prompt_and_counts_and_runs_nothing(sakura: Run, tmp_path: Path) -> None:
    tiny = write_tiny_model(tmp_path / "tiny.gguf", "qwen2")
    result = sakura("summarize", "-m", tiny, "--dry-run", "--json", stdin=TEXT.encode())
    assert result.returncode == 0 and TEXT.strip() in result.stdout.decode()
    assert "tokens" in result.stderr.decode()


@pytest.mark.contract("temperature", "max-tokens")
def test_the_same_input_gives_the_same_output(sakura: Run, tmp_path: Path) -> None:
    # Random weights: what they write is decided by every bit of the request, and by nothing else.
    tiny = write_tiny_model(tmp_path / "tiny.gguf", "qwen2")
    (tmp_path / "own.yaml").write_text(
        "description: a\nuser: '{{ document }}'\ncheck: false\nlanguage: en\n", encoding="utf-8"
    )

    def write(*arguments: str) -> str:
        command = ("run", "own.yaml", "-q", "-m", tiny, "--max-tokens", "12", *arguments)
        result = sakura(*command, stdin=TEXT.encode())
        assert result.returncode == 0, result.stderr.decode()
        assert "12 tokens" in result.stderr.decode()  # told that it was cut
        return result.stdout.decode()

    greedy, again = write(), write("--temperature", "0", "--seed", "7")
    assert greedy == again
    seven, eight = (write("--temperature", "2", "--seed", seed) for seed in ("7", "8"))
    assert seven == write("--temperature", "2", "--seed", "7") != eight


@pytest.mark.contract("precedence")
def test_a_flag_goes_before_the_environment_and_that_before_the_file(shell: Run, home: Path, tmp_path: Path) -> None:
    names = {}
    for name in ("flag", "environment", "file"):
        names[name] = tmp_path / f"{name}.gguf"
        names[name].write_bytes(b"no weights")
    (home / "sakura").mkdir()

    def refused(flag: str = "", **variables: str) -> str:
        result = shell(f"sakura summarize {flag}", stdin=TEXT.encode(), env=variables)
        assert result.returncode in (65, 69)
        return result.stderr.decode()

    assert "no model is installed" in refused()
    (home / "sakura" / "config.yaml").write_text(f"model: {names['file']}\n", encoding="utf-8")
    assert "file.gguf" in refused()
    variables = {"SAKURA_MODEL": str(names["environment"])}
    assert "environment.gguf" in refused(**variables)
    assert "flag.gguf" in refused(f"-m {names['flag']}", **variables)


@pytest.mark.contract("debug", "messages", "no-text", "exit-70")
def test_a_crash_is_one_message_and_a_traceback_only_with_debug(home: Path, model: Path, tmp_path: Path) -> None:
    def crash(*arguments: str) -> list[str]:
        command = [sys.executable, "-m", "tests.fakes.faulty_command", "summarize", "-q", "-m", str(model), *arguments]
        text = f"SEGFAULT {CANARY}"
        result = subprocess.run(
            command, input=text.encode(), capture_output=True, env=environment(home), cwd=tmp_path, check=False
        )
        assert (result.returncode, result.stdout) == (70, b"")
        assert CANARY not in result.stderr.decode()
        return result.stderr.decode().splitlines()

    message, hint = crash()
    assert message.startswith("sakura: ") and hint.startswith("hint: ")
    assert any(line.startswith("Traceback") for line in crash("--debug"))


@pytest.mark.contract("messages", "exit-2", "no-text")
@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("sakura sumarize", "sakura --help"),
        ("sakura models pul", "sakura models --help"),
    ],
)
def test_a_wrong_line_is_2_with_the_command_to_type(line: str, hint: str, shell: Run) -> None:
    result = shell(line, stdin=CANARY.encode())
    message, help_line = result.stderr.decode().splitlines()
    assert (result.returncode, result.stdout) == (2, b"")
    assert message.startswith("sakura: ") and help_line == f"hint: {hint}"
    assert CANARY not in message


@pytest.mark.contract("exit-65")
def test_a_bad_glossary_and_a_bad_schema_are_65(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("検収\n", encoding="utf-8")
    (tmp_path / "schema.json").write_text('{"type": "object", "properties": ', encoding="utf-8")
    for arguments in (["translate", "--to", "en", "--glossary", "terms.csv"], ["extract", "--schema", "schema.json"]):
        result = sakura(*arguments, stdin=TEXT.encode())
        assert (result.returncode, result.stdout) == (65, b"")
        assert result.stderr.decode().splitlines()[0].startswith("sakura: ")
