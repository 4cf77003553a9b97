"""An engine that crashes: one input fails, the others are done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import TEXT, environment

FAULTY = [sys.executable, "-m", "tests.fakes.faulty_command"]


@pytest.mark.fault("M5", "C9")
@pytest.mark.contract("exit-3", "exit-70")
def test_a_crash_ends_one_file_of_twenty(home: Path, model: Path, tmp_path: Path) -> None:
    """An engine that segfaults on one file of twenty: 3, nineteen results, the failure (70) in the JSON report."""
    files = [tmp_path / f"{number:02}.txt" for number in range(20)]
    for number, path in enumerate(files):
        path.write_text("SEGFAULT" if number == 7 else TEXT, encoding="utf-8")
    command = [*FAULTY, "summarize", "--json", "-q", "-m", str(model), *map(str, files)]
    result = subprocess.run(command, env=environment(home), cwd=tmp_path, capture_output=True, check=False)
    assert result.returncode == 3
    outcomes = [json.loads(line) for line in result.stdout.splitlines()]
    assert [outcome["source"] for outcome in outcomes] == [str(path) for path in files]
    assert [outcome["status"] for outcome in outcomes] == ["ok"] * 7 + ["error"] + ["ok"] * 12
    assert outcomes[7]["error"]["code"] == 70 and "SIGSEGV" in outcomes[7]["error"]["message"]
    assert b"Traceback" not in result.stderr
    assert not list(tmp_path.rglob("core*"))
