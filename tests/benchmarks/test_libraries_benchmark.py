"""The benchmark of libraries compares what was measured in one round, and measures each library itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks import libraries
from benchmarks.libraries import compare, measure_in_turn, measure_library
from tests.fakes.tiny_models import write_tiny_model
from tests.inference.libraries import find_libraries


def test_ratios_are_taken_within_a_round() -> None:
    rounds = [
        [{"prefill": 10.0, "decode": 4.0}, {"prefill": 5.0, "decode": 4.0}],
        [{"prefill": 100.0, "decode": 1.0}, {"prefill": 60.0, "decode": 1.5}],
        [{"prefill": 20.0, "decode": 2.0}, {"prefill": 11.0, "decode": 2.2}],
    ]
    [ratios] = compare(rounds)
    assert ratios["prefill"] == pytest.approx({"median": 0.55, "least": 0.5, "largest": 0.6})
    assert ratios["decode"] == pytest.approx({"median": 1.1, "least": 1.0, "largest": 1.5})


def test_every_round_begins_with_another_library(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    def measure(folder: Path, weights: Path) -> dict[str, float]:
        called.append(folder.name)
        return {"prefill": float(len(folder.name)), "decode": 1.0}

    monkeypatch.setattr(libraries, "measure_library", measure)
    measured = measure_in_turn([Path("a"), Path("bb")], Path("weights"), 2)
    assert called == ["a", "bb", "bb", "a"]
    assert [[speeds["prefill"] for speeds in each] for each in measured] == [[1.0, 2.0], [1.0, 2.0]]


def test_a_library_is_measured_in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLAMA_CPP_LIB_PATH", "")
    weights = write_tiny_model(tmp_path / "tiny.gguf", "qwen2")
    for folder in find_libraries(tmp_path / "prebuilt").values():
        assert all(speed > 0 for speed in measure_library(folder, weights).values())
        assert os.environ["LLAMA_CPP_LIB_PATH"] == str(folder)
