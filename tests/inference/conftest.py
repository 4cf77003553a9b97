"""Tiny models for every test of the engine, made once a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from tests.fakes.tiny_models import write_tiny_model

ARCHITECTURES = ("llama", "qwen2", "gemma3", "lfm2")


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the path of a tiny model of an architecture."""
    folder = tmp_path_factory.mktemp("tiny")

    def find(architecture: str) -> Path:
        path = folder / f"{architecture}.gguf"
        return path if path.exists() else write_tiny_model(path, architecture)

    return find


@pytest.fixture
def start_engine(tiny_model: Callable[[str], Path], tmp_path: Path) -> Iterator[Callable[..., WorkerEngine]]:
    """Return a function that starts a worker with a tiny model; all of them are closed at the end."""
    engines: list[WorkerEngine] = []

    def start(architecture: str = "qwen2", *, cache: Path | None = None, **options: object) -> WorkerEngine:
        engine = WorkerEngine(deadline_seconds=60)
        engines.append(engine)
        engine.load(tiny_model(architecture), architecture, EngineOptions(**options), cache or tmp_path / "kv")  # type: ignore[arg-type]
        return engine

    yield start
    for engine in engines:
        engine.close()
