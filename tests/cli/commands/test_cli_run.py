"""`sakura run` and `sakura prompts`: from an empty folder to a result, and what is said on the way."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sakura_cli.api import engine as api_engine
from sakura_cli.inference.options import EngineOptions
from tests.cli.conftest import TEXT, Result, Run, in_process
from tests.fakes.engine import ScriptedWorker
from tests.fakes.weights import write_gguf

OWN = """\
description: 題を付ける。
user: "{{ document }}\\n{{ tone }}な題："
variables: {tone: 丁寧}
"""


class _Worker(ScriptedWorker):
    """Keeps the options the weights were to be loaded with."""

    loaded: EngineOptions | None = None

    def load(self, model: Path, model_key: str, options: EngineOptions, cache_folder: Path | None) -> None:
        super().load(model, model_key, options, cache_folder)
        self.loaded = options


@pytest.fixture
def run(
    model: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Result]:
    def run(*arguments: str | Path, engine: Any = None) -> Result:
        monkeypatch.setattr(api_engine, "WorkerEngine", engine or ScriptedWorker(lambda request: "会議の報告"))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
        return in_process("run", *arguments, capture=capsysbinary)

    return run


def write(folder: Path, text: str) -> Path:
    path = folder / "題.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.contract("prompts", "run")
def test_a_prompt_is_begun_checked_listed_shown_and_run(sakura: Run, shell: Run, home: Path, model: Path) -> None:
    begun = sakura("prompts", "new", "返信")
    assert begun.returncode == 0
    path = Path(begun.stdout.decode().strip())
    assert path == home / "sakura" / "prompts" / "返信.yaml" and path.stat().st_mode & 0o777 == 0o644
    assert sakura("prompts", "check", "返信").returncode == sakura("prompts", "check", path).returncode == 0
    assert any(line.split()[:2] == ["返信", "own"] for line in sakura("prompts", "list").stdout.decode().splitlines())
    assert sakura("prompts", "show", "返信").stdout == path.read_bytes()
    again = sakura("prompts", "new", "返信")
    assert again.returncode == 73 and b"exists already\nhint: " in again.stderr
    result = shell(f"scripted 承知しました。 run -q -m {model} -p tone=簡潔 返信", stdin=TEXT.encode())
    assert (result.returncode, result.stdout) == (0, "承知しました。\n".encode())


def test_a_shipped_prompt_is_copied_to_be_overridden(sakura: Run) -> None:
    shown = sakura("prompts", "show", "keigo-business").stdout
    path = Path(sakura("prompts", "new", "keigo-business").stdout.decode().strip())
    assert path.read_bytes() == shown
    listed = json.loads(sakura("prompts", "list", "--json").stdout)
    assert {row["name"]: row["origin"] for row in listed["prompts"]}["keigo-business"] == "override"
    path.write_text("description: a\nuser: '{{ document }}'\n", encoding="utf-8")
    refused = sakura("prompts", "check", "keigo-business")
    assert refused.returncode == 65 and b"lacks the texts" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words", "hint"),
    [
        (["run"], 2, "TEMPLATE", "sakura run --help"),
        (["run", "題々"], 2, "no prompt named 題々", "sakura prompts list"),
        (["run", "keigo-busines"], 2, "no prompt named", "did you mean keigo-business?"),
        (["run", "none.yaml"], 66, "none.yaml", "sakura prompts list"),
        (["run", "bad.yaml"], 65, "unknown key: sistem", "did you mean system?"),
        (["run", "title.yaml", "-p", "tonn=a"], 2, "no variable tonn", "-p tone"),
        (["run", "title.yaml", "-p", "tone"], 2, "KEY=VALUE", "-p"),
        (["run", "title.yaml", "-p", "tone=a", "-p", "tone=b"], 2, "twice", "-p 'tone="),
        (["prompts", "show", "../x"], 2, "no prompt named ../x", "sakura prompts list"),
        (["prompts", "new", "../x"], 2, "letters", "sakura prompts new"),
        (["prompts", "check", "latin.yaml"], 65, "not UTF-8", "iconv"),
    ],
)
def test_a_mistake_is_said_with_a_hint(
    arguments: list[str], status: int, words: str, hint: str, sakura: Run, tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_text(OWN + "sistem: a\n", encoding="utf-8")
    (tmp_path / "title.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "latin.yaml").write_bytes(OWN.encode("euc_jp"))
    result = sakura(*arguments, stdin=TEXT.encode())
    message, help_line = result.stderr.decode().splitlines()
    assert (result.returncode, result.stdout) == (status, b"")
    assert message.startswith("sakura: ") and words in message
    assert help_line.startswith("hint: ") and hint in help_line


def test_the_prompt_chooses_model_adapters_and_sampling_unless_told_otherwise(
    run: Callable[..., Result], model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    (tmp_path / "own").mkdir()
    write_gguf(tmp_path / "own" / "style.gguf")
    extra = f"model: {model}\nlora: style.gguf:0.5\ntemperature: 0.7\nmax_tokens: 33\n"
    path = write(tmp_path / "own", OWN + extra)
    (home / "sakura").mkdir()
    (home / "sakura" / "config.yaml").write_text("temperature: 0.1\nseed: 3\n", encoding="utf-8")

    def request_of(*arguments: str | Path) -> tuple[list[Path], object, float, int, int]:
        engine = _Worker(lambda request: "会議の報告")
        assert run(path, *arguments, engine=engine).status == 0
        [request] = engine.requests
        assert engine.loaded is not None
        return engine.models, engine.loaded.adapters, request.temperature, request.max_tokens, request.seed

    lora = ((str(path.with_name("style.gguf")), 0.5),)
    assert request_of() == ([model], lora, 0.7, 33, 3)
    monkeypatch.setenv("SAKURA_MAX_TOKENS", "44")
    assert request_of("--temperature", "0.2") == ([model], lora, 0.2, 44, 3)
    other = tmp_path / "other.gguf"
    other.write_bytes(model.read_bytes())
    assert request_of("-m", other)[0] == [other]


def test_json_of_a_schema_is_data(run: Callable[..., Result], model: Path, tmp_path: Path) -> None:
    schema = "output_schema: {type: object, properties: {題: {type: string}}, required: [題]}\n"
    path = write(tmp_path, OWN + schema)
    engine = ScriptedWorker(lambda request: '{"題": "会議"}')
    assert json.loads(run("-q", "-m", model, path, engine=engine).text) == {"題": "会議"}
    envelope = json.loads(run("--json", "-m", model, path, engine=engine).text)
    assert envelope["task"] == "run" and envelope["result"]["data"] == {"題": "会議"}


def test_resume_looks_at_the_prompt_and_its_values(run: Callable[..., Result], model: Path, tmp_path: Path) -> None:
    path = write(tmp_path, OWN)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    arguments = ("-m", model, path, tmp_path / "a.txt", "--out-dir", tmp_path / "out", "--resume")

    def requests_of(*more: str) -> int:
        engine = ScriptedWorker(lambda request: "会議の報告")
        assert run(*arguments, *more, engine=engine).status == 0
        return len(engine.requests)

    assert [requests_of(), requests_of(), requests_of("-p", "tone=簡潔")] == [1, 0, 1]
    write(tmp_path, OWN.replace("な題", "な見出し"))
    assert requests_of("-p", "tone=簡潔") == 1
