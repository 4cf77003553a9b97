"""Seconds of the fuzzing that `python -m tests.faults.fuzz` does for as long as one likes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.fuzz import fuzz

ROOT = Path(__file__).parents[2]


@pytest.mark.fault("M1")
@pytest.mark.parametrize("target", ["gguf", "decode", "bundle"])
def test_damaged_files_end_in_an_answer_or_a_refusal(target: str, tmp_path: Path) -> None:
    """Model files, texts and bundles damaged at random: an answer or 65, in time and in bounded memory."""
    command = [sys.executable, "-m", "tests.faults.fuzz", target, "--minutes", "0.03", "--seed", "5"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "refused (65)" in result.stdout and "answered" in result.stdout


def test_a_crash_is_found_and_its_case_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Were crashes not noticed, the test above could not fail.
    def crash(data: bytes) -> None:
        raise ValueError

    monkeypatch.chdir(tmp_path)
    with pytest.raises(RuntimeError, match="ValueError after 0 cases"):
        fuzz(crash, [b"seed"], seconds=1, seed=0)
    assert (tmp_path / "fuzz-case.bin").exists()
