"""Kept workers with tiny models; each test's own ends with the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sakura_cli.inference.client import WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.warm.control import stop
from sakura_cli.inference.warm.place import read_process_id
from sakura_cli.inference.warm.sharing import find_sharing

KEEP_SECONDS = 300.0


class Commands:
    """Makes the engines that commands would make, and hears what they are told."""

    def __init__(self, model: Callable[[str], Path], cache: Path):
        self._model = model
        self._cache = cache
        self.notes: list[str] = []
        self.engines: list[WorkerEngine] = []

    def begin(
        self, keep_alive: float | None = KEEP_SECONDS, *, model: str = "qwen2", **options: object
    ) -> WorkerEngine:
        """Return the engine of a command that wants this model with these options."""
        sharing = find_sharing(keep_alive, self.notes.append)
        engine = WorkerEngine(deadline_seconds=60, on_note=self.notes.append, sharing=sharing)
        self.engines.append(engine)
        engine.load(self._model(model), model, EngineOptions(**options), self._cache)  # type: ignore[arg-type]
        return engine


@pytest.fixture
def commands(tiny_model: Callable[[str], Path], tmp_path: Path) -> Iterator[Commands]:
    """Return what makes engines; the kept worker is ended afterwards, and those of commands are closed."""
    made = Commands(tiny_model, tmp_path / "kv")
    yield made
    for engine in made.engines:
        engine.close()
    stop()


def worker_process() -> int:
    """Return the process of the kept worker."""
    process = read_process_id()
    assert process is not None
    return process
