"""`sakura doctor` and `sakura bench`, on a tiny model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sakura_cli.cli.commands.doctor import _ATTEMPTS, _LAYERS
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
    assert report["engine"]["network_guard"] in {"network namespace", "seccomp", "sandbox profile", "audit hook"}
    assert report["engine"]["sandbox"]["no-core-dumps"]
    assert report["engine"]["devices"]
    assert report["engine"]["layers"] == 2
    assert report["llama_cpp_python"].startswith("0.3.")


@pytest.mark.contract("doctor")
def test_doctor_proves_that_nothing_breaks_out_of_the_engine(model: Path) -> None:
    answer = sakura("doctor", "--json", "--prove", "-m", str(model))
    refused = json.loads(answer.stdout)["proof"]["refused"]
    assert {"ipv4", "ipv6", "dns", "read-file", "start-program"} <= set(refused)
    assert (answer.returncode == 0) == all(refused.values())


def test_doctor_names_the_layers_and_every_attempt(model: Path) -> None:
    told = sakura("doctor", "--prove", "-m", str(model)).stdout
    assert "no core dumps" in told and "reach the network (IPv4)" in told
    names = {*_LAYERS, *_ATTEMPTS}
    assert not [line for line in told.splitlines() if line.split(" ")[0] in names - {"capabilities"}]


def test_doctor_without_weights_says_what_to_type_and_proves_nothing() -> None:
    assert "sakura models pull" in sakura("doctor").stdout
    assert sakura("doctor", "--prove").returncode == 1


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
