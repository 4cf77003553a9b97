"""`sakura doctor` and `sakura bench`, on a tiny model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.tiny_models import write_tiny_model


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Return a tiny model."""
    return write_tiny_model(tmp_path / "tiny.gguf", "qwen2")


def sakura(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with the environment of the test."""
    command = [str(Path(sys.executable).with_name("sakura")), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ), check=False, timeout=120)


@pytest.mark.contract("doctor")
def test_doctor_tells_versions_weights_devices_and_the_guard(model: Path) -> None:
    answer = sakura("doctor", "--json", "-m", str(model))
    report = json.loads(answer.stdout)
    assert answer.returncode == 0
    assert report["model"]["path"] == str(model)
    assert report["model"]["sha256"] is None
    assert report["engine"]["network_guard"] in {"network namespace", "audit hook", "sandbox-exec"}
    assert report["engine"]["devices"]
    assert report["engine"]["layers"] == 2
    assert report["llama_cpp_python"].startswith("0.3.")


@pytest.mark.contract("doctor")
def test_doctor_proves_that_the_engine_cannot_reach_the_network(model: Path) -> None:
    answer = sakura("doctor", "--json", "--prove-offline", "-m", str(model))
    refused = json.loads(answer.stdout)["offline"]["refused"]
    assert answer.returncode == 0
    assert set(refused) == {"IPv4", "IPv6", "DNS"}
    assert all(refused.values())


def test_doctor_without_weights_says_what_to_type_and_proves_nothing() -> None:
    assert "sakura models pull" in sakura("doctor").stdout
    assert sakura("doctor", "--prove-offline").returncode == 1


@pytest.mark.contract("bench")
def test_bench_measures_both_layouts_and_keeps_them_only_when_asked(model: Path, home: Path) -> None:
    calibration = home / "sakura" / "cache" / "calibration.json"
    report = json.loads(sakura("bench", "--json", "-m", str(model)).stdout)
    for layout in ("plain", "repacked"):
        assert report["layouts"][layout]["prefill"] > 0
        assert set(report["layouts"][layout]["decode"]) == {"1", "2", "4", "6", "8", "16"}
    assert not calibration.exists()
    table = sakura("bench", "--tune", "-m", str(model))
    assert table.returncode == 0
    assert "prefill" in table.stdout
    assert len(json.loads(calibration.read_text())) == 1
    described = json.loads(sakura("doctor", "--json", "-m", str(model)).stdout)
    assert described["model"]["calibrated"] is True
