"""Models as a task meets them: none installed, truncated, changed; a bug of sakura's own; what is never told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import TEXT, Result, Run
from tests.fakes.engine import ScriptedWorker
from tests.fakes.hub import serve_hub
from tests.fakes.scripted_command import WAIT
from tests.fakes.weights import FILE, REPO

CANARY = "カナリヤ鸚鵡返"


@pytest.mark.parametrize("offline", [{}, {"SAKURA_OFFLINE": "1"}, {"HF_HUB_OFFLINE": "1"}])
@pytest.mark.contract("no-surprise", "offline", "exit-69")
def test_without_a_model_the_command_to_type_is_said(offline: dict[str, str], sakura: Run) -> None:
    result = sakura("summarize", stdin=TEXT.encode(), env=offline)
    assert (result.returncode, result.stdout) == (69, b"")
    assert result.stderr.decode().splitlines()[-1] == "hint: sakura models pull"
    result = sakura("summarize", "-m", "qwen2.5-coder-0.5b", stdin=TEXT.encode(), env=offline)
    assert result.returncode == 69
    assert result.stderr.decode().splitlines()[-1] == "hint: sakura models pull qwen2.5-coder-0.5b"


@pytest.mark.contract("json", "json-error")
def test_without_a_model_each_input_has_its_object(tmp_path: Path, sakura: Run) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    result = sakura("summarize", "--json", "empty.txt", "a.txt", "missing.txt")
    assert result.returncode == 69
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["source"], each["status"], each["error"]["code"]) for each in told] == [
        ("empty.txt", "error", 65),
        ("a.txt", "error", 69),
        ("missing.txt", "error", 69),
    ]
    assert result.stderr.decode().count("no model is installed") == 1


def test_an_unknown_model_is_69_with_the_nearest_name(sakura: Run) -> None:
    result = sakura("summarize", "-m", "gemma4-e2", stdin=TEXT.encode())
    assert result.returncode == 69 and "gemma4-e2b" in result.stderr.decode()


def test_pull_offline_is_69_and_stores_nothing(sakura: Run, home: Path) -> None:
    result = sakura("models", "pull", "qwen2.5-coder-0.5b", env={"SAKURA_OFFLINE": "1"})
    assert result.returncode == 69 and result.stdout == b""
    assert not list(home.rglob("*.gguf*"))


@pytest.mark.contract("offline")
def test_pull_keeps_to_the_configuration_file(sakura: Run, home: Path) -> None:
    assert sakura("config", "set", "offline", "true").returncode == 0
    with serve_hub(b"weights") as hub:
        result = sakura("models", "pull", f"hf:{REPO}/{FILE}", env={"HF_ENDPOINT": hub.url})
        assert hub.requests == []
    assert result.returncode == 69 and b"network is forbidden" in result.stderr
    assert result.stderr.decode().splitlines()[-1].startswith("hint: SAKURA_OFFLINE=0")


def test_a_truncated_model_file_is_65_and_never_loaded(
    summarize: Callable[..., Result], sakura: Run, model: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(model.read_bytes()[:-1000])
    engine = ScriptedWorker([])
    result = summarize("-m", cut, engine=engine)
    assert result.status == 65 and "cut.gguf" in result.stderr
    assert engine.models == []
    assert sakura("summarize", "-m", cut, stdin=TEXT.encode()).returncode == 65


def test_a_missing_model_file_is_66(sakura: Run) -> None:
    result = sakura("summarize", "-m", "./none.gguf", stdin=TEXT.encode())
    assert result.returncode == 66 and "none.gguf" in result.stderr.decode()


@pytest.mark.contract("exit-76")
def test_weights_that_changed_on_the_disk_are_76(sakura: Run, model: Path, home: Path) -> None:
    data = model.read_bytes()
    with serve_hub(data) as hub:
        env = {"HF_ENDPOINT": hub.url, "NO_PROXY": "127.0.0.1,localhost"}
        assert sakura("models", "pull", f"hf:{REPO}/{FILE}", env=env).returncode == 0
        path = Path(sakura("models", "path", f"hf:{REPO}/{FILE}").stdout.decode().strip())
    # What was verified is changed on the disk: refused by a task, named by verify.
    path.chmod(0o600)
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    result = sakura("summarize", "-m", f"hf:{REPO}/{FILE}", stdin=TEXT.encode())
    assert result.returncode == 76 and "sakura models verify" in result.stderr.decode()
    result = sakura("models", "verify")
    assert result.returncode == 76 and "sha256" in result.stderr.decode()


def test_a_bug_is_70_in_one_line_and_a_traceback_only_with_debug(
    summarize: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr("sakura_cli.cli.running.runner.ensure_model", fail)
    result = summarize()
    assert result.status == 70 and result.stdout == b""
    assert "bug in sakura" in result.stderr and "--debug" in result.stderr
    assert "Traceback" not in result.stderr and CANARY not in result.stderr
    assert "Traceback" in summarize("--debug").stderr


@pytest.mark.parametrize("arguments", ["", "--json", "-v --debug", "--dry-run", "-o out.txt"])
@pytest.mark.contract("no-text")
def test_the_users_text_is_on_stdout_or_in_the_output_and_nowhere_else(
    arguments: str, shell: Run, model: Path, tmp_path: Path, home: Path
) -> None:
    text = f"{CANARY}の会議で、費用は12万円とした。次回は未定である。"
    answer = f"{CANARY}の費用は987万円。"
    result = shell(f"scripted '{answer}' summarize -m {model} {arguments}", stdin=text.encode())
    assert result.returncode == 0
    assert CANARY not in result.stderr.decode()
    assert traces_of(CANARY, home) == []


def traces_of(word: str, folder: Path) -> list[Path]:
    """Return the files below a folder that hold a word in any usual encoding."""
    spellings = [word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "cp932", "euc_jp")]
    spellings.append(json.dumps(word).strip('"').encode())
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [path for path in files if any(spelling in path.read_bytes() for spelling in spellings)]


def test_a_usage_error_does_not_repeat_the_text(shell: Run, model: Path) -> None:
    result = shell(f"scripted {WAIT} summarize -m {model} --output-encoding x -o y", stdin=CANARY.encode())
    assert result.returncode == 2 and CANARY not in result.stderr.decode()
