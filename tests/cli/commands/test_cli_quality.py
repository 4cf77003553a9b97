"""`sakura bench --quality`: what it measures of weights is shown, kept, and what tasks then go by."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sakura_cli.api import engine as api_engine
from sakura_cli.api.quality import running
from sakura_cli.api.quality.cases import load_cases
from sakura_cli.api.quality.shipped import load_shipped
from tests.cli.conftest import Result, in_process
from tests.fakes.engine import Script, ScriptedWorker
from tests.fakes.quality_answers import LINES, answer_nonsense, answer_perfectly

Sakura = Callable[..., tuple[Result, ScriptedWorker]]
SUMMARIES = [case for case in load_cases() if case.task == "summarize"]


@pytest.fixture
def sakura(
    model: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], home: Path
) -> Sakura:
    """Run a command in this process with a scripted engine; summaries are the only cases."""
    monkeypatch.setattr(running, "load_cases", lambda: SUMMARIES)

    def run(*arguments: str | Path, script: Script = answer_perfectly) -> tuple[Result, ScriptedWorker]:
        worker = ScriptedWorker(script)
        monkeypatch.setattr(api_engine, "WorkerEngine", worker)
        return in_process(*arguments, capture=capsysbinary), worker

    return run


def write_document(folder: Path) -> Path:
    """Return a file with a document of several parts."""
    path = folder / "notice.txt"
    path.write_text(SUMMARIES[0].text, encoding="utf-8")
    return path


def test_what_weights_can_do_decides_how_a_document_is_shown_to_them(
    sakura: Sakura, model: Path, tmp_path: Path
) -> None:
    document = write_document(tmp_path)

    def count_requests() -> int:
        result, worker = sakura("summarize", "-m", model, "--points", "3", document)
        assert result.status == 0 and "森田" in result.text
        return len(worker.rounds[0])

    assert count_requests() == 3  # nothing is known of the weights
    result, _ = sakura("bench", "--quality", "--json", "-m", model)
    report = json.loads(result.text)
    assert report["tasks"]["summarize"]["verdict"] == "strong"
    assert report["tasks"]["summarize"]["whole"] > 0.9
    assert list(report["beside"]) == list(load_shipped())
    assert count_requests() == 1
    sakura("bench", "--quality", "-m", model, script=answer_nonsense)
    assert count_requests() == 3


def test_the_figures_are_shown_beside_others_and_by_models_info(sakura: Sakura, model: Path) -> None:
    assert "quality" not in sakura("models", "info", model)[0].text
    result, _ = sakura("bench", "--quality", "-m", model)
    head, line = result.text.splitlines()
    assert all(name in head for name in load_shipped())
    assert line.startswith("summarize") and "strong" in line
    assert "summarize strong (" in sakura("models", "info", model)[0].text
    described = json.loads(sakura("models", "info", "--json", model)[0].text)
    assert described["quality"]["tasks"]["summarize"]["verdict"] == "strong"


def test_nothing_of_a_text_is_kept(sakura: Sakura, model: Path, home: Path) -> None:
    sakura("bench", "--quality", "-m", model)
    kept = (home / "sakura" / "cache" / "quality.json").read_text(encoding="utf-8")
    assert not [line for line in LINES.values() if line in kept]


def test_a_servers_weights_are_not_taken_for_those_that_are_measured(
    sakura: Sakura, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAKURA_ENGINE", "http://127.0.0.1:9")
    result, worker = sakura("bench", "--quality", "-m", model)
    assert result.status == 0 and worker.models == [model]


def test_speed_and_quality_are_measured_apart(sakura: Sakura, model: Path) -> None:
    result, worker = sakura("bench", "--quality", "--tune", "-m", model)
    assert (result.status, worker.requests) == (2, [])
