"""How long processors have been idle, and that the number of threads hears of it."""

from __future__ import annotations

import sys

import pytest

from sakura_cli.inference import hardware
from sakura_cli.inference.worker import scheduler
from sakura_cli.inference.worker.llama.thread_count import ThreadCount
from sakura_cli.inference.worker.scheduler import Scheduler


def test_what_waits_for_a_disk_is_idle_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware, "_read", lambda path: "cpu  500 0 70 4000 250 0 9 0 0 0\ncpu0 1 2 3 4 5\n")
    monkeypatch.setattr(hardware, "clock_ticks", lambda: 100)
    assert hardware.idle_seconds() == 42.5


@pytest.mark.parametrize("told", [None, "", "cpu 1 2", "intr 1 2 3 4 5 6"])
def test_a_system_that_does_not_tell_is_not_guessed_about(monkeypatch: pytest.MonkeyPatch, told: str | None) -> None:
    monkeypatch.setattr(hardware, "_read", lambda path: told)
    assert hardware.idle_seconds() is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells")
def test_this_system_tells() -> None:
    first, then = hardware.idle_seconds(), hardware.idle_seconds()
    assert first is not None and then is not None and 0 < first <= then


class _Context:
    def __init__(self) -> None:
        self.threads: list[int] = []

    def set_threads(self, count: int) -> None:
        self.threads.append(count)


def test_idle_processors_bring_threads_back_in_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    told = iter(range(1000))
    monkeypatch.setattr(scheduler, "idle_seconds", lambda: float(next(told)))
    running = Scheduler.__new__(Scheduler)
    context = _Context()
    running.context = context  # type: ignore[assignment]
    # Long after a trial that failed.
    count = ThreadCount(2, current=1, _rows=1, _pause_steps=1024)
    for _ in range(8):
        running._choose_threads(count, 1, 0.1, 0.1)
    assert context.threads[0] == 2
