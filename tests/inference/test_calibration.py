"""Settings decided by what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from sakura_cli.inference import calibration
from sakura_cli.inference.calibration import Calibration, LayoutSpeed, load_calibration, save_calibration

READS_FAST = LayoutSpeed(0.4, 120.0, {1: 18.0, 4: 30.0, 8: 26.0, 16: 45.0})
WRITES_FAST = LayoutSpeed(1.6, 80.0, {1: 24.0, 4: 37.0, 8: 33.0, 16: 54.0})


@pytest.fixture(autouse=True)
def library_that_repacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that can work with both layouts."""
    monkeypatch.setattr(calibration, "can_repack", lambda: True)


def test_the_layout_follows_the_job() -> None:
    measured = Calibration(repacked=WRITES_FAST, plain=READS_FAST)
    assert not measured.prefers_repacking(prompt_heavy=True)
    assert measured.prefers_repacking(prompt_heavy=False)


@pytest.mark.parametrize(
    ("knows_avx512", "prompt_heavy", "expected"),
    [
        (True, True, False),
        (True, False, True),
        (False, True, True),
        (False, False, True),
    ],
)
def test_the_layout_of_the_file_is_kept_only_where_it_is_read_faster(
    monkeypatch: pytest.MonkeyPatch, knows_avx512: bool, prompt_heavy: bool, expected: bool
) -> None:
    monkeypatch.setattr(calibration, "_library_knows_avx512", lambda: knows_avx512)
    assert Calibration().prefers_repacking(prompt_heavy=prompt_heavy) is expected


@pytest.mark.parametrize("prompt_heavy", [True, False])
@pytest.mark.parametrize("measured", [Calibration(), Calibration(repacked=WRITES_FAST, plain=READS_FAST)])
def test_a_layout_that_crashes_is_never_chosen(
    monkeypatch: pytest.MonkeyPatch, measured: Calibration, prompt_heavy: bool
) -> None:
    monkeypatch.setattr(calibration, "can_repack", lambda: False)
    assert not measured.prefers_repacking(prompt_heavy=prompt_heavy)


def test_one_layout_may_have_been_measured_alone(tmp_path: Path) -> None:
    file = tmp_path / "calibration.json"
    save_calibration(file, "one", Calibration(plain=READS_FAST))
    assert load_calibration(file, "one") == Calibration(plain=READS_FAST)


@pytest.mark.parametrize(("jobs", "expected"), [(1, 1), (3, 1), (4, 4), (5, 5), (8, 4), (15, 5), (16, 16), (100, 16)])
def test_as_many_sequences_as_are_done_soonest(jobs: int, expected: int) -> None:
    measured = Calibration(repacked=WRITES_FAST, plain=READS_FAST)
    assert measured.best_parallel(jobs, repacked=False, accelerated=False) == expected


def test_measurements_of_several_models_are_kept_beside_each_other(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "calibration.json"
    one, other = Calibration(READS_FAST, WRITES_FAST), Calibration(WRITES_FAST, READS_FAST)
    save_calibration(file, "one", one)
    save_calibration(file, "other", other)
    assert (load_calibration(file, "one"), load_calibration(file, "other")) == (one, other)


@pytest.mark.parametrize("content", ["", "[]", '{"one": 3}', '{"one": {"plain": {"decode": {}}}}', "\x00"])
def test_an_unreadable_measurement_is_no_measurement(tmp_path: Path, content: str) -> None:
    file = tmp_path / "calibration.json"
    file.write_text(content)
    assert load_calibration(file, "one") == Calibration()
