"""A `Sakura` whose engine answers from a script."""

from __future__ import annotations

import typing
from collections.abc import Callable
from pathlib import Path

import pytest

from sakura_cli.api import engine as api_engine
from sakura_cli.inference.requests import GenerationRequest
from tests.fakes.engine import ScriptedWorker
from tests.fakes.weights import write_gguf

TEXT = "会議を開き、来月の予定を確認した。次回の場所は未定である。\n"

Script = Callable[[GenerationRequest], typing.Any]
MakeWorker = Callable[[Script], ScriptedWorker]


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name sound weights that no engine will load."""
    path = write_gguf(tmp_path / "own.gguf")
    monkeypatch.setenv("SAKURA_MODEL", str(path))
    return path


@pytest.fixture
def worker(model: Path, monkeypatch: pytest.MonkeyPatch) -> MakeWorker:
    """Put a scripted engine in the place of the process."""

    def make(script: Script) -> ScriptedWorker:
        fake = ScriptedWorker(script)
        monkeypatch.setattr(api_engine, "WorkerEngine", fake)
        return fake

    return make
