"""Kills at every change of the disk, of a fetch and of an import; see `points`."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sakura_cli.models.bundle import export_model
from sakura_cli.models.fetch import install
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.weights import entry_for

ROOT = Path(__file__).parents[2]


def kill_everywhere(kind: str, argument: str) -> int:
    """Return how many changes of the disk there were; each was the last of a process."""
    command = [sys.executable, "-m", "tests.faults.points", kind, argument]
    result = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return int(result.stdout)


@pytest.mark.fault("D3")
def test_a_fetch_killed_at_any_change_of_the_disk_leaves_whole_models(hub: FakeHub, weights: bytes) -> None:
    """kill -9 at every write, rename, fsync and unlink of `pull`: whole models or none, nothing left after the next."""
    assert kill_everywhere("pull", json.dumps(dataclasses.asdict(entry_for(weights)))) > 30


@pytest.mark.fault("D3")
def test_an_import_killed_at_any_change_of_the_disk_leaves_whole_models(
    hub: FakeHub, weights: bytes, tmp_path: Path
) -> None:
    """kill -9 at every write, rename, fsync and unlink of `import`: the same."""
    install(entry_for(weights), sources=[HubSource()])
    export_model("tiny", tmp_path / "bundle.tar")
    Store().remove("tiny")
    assert kill_everywhere("import", str(tmp_path / "bundle.tar")) > 20
