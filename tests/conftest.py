"""No test touches the user's home or the network; installed weights are found before the home is redirected."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck, settings

from sakura_cli.models.store import Store
from tests.contract.processes import watch_commands

# The store of whoever runs the tests, read-only to them; `make test` has put the weights there.
os.environ.setdefault("SAKURA_TEST_WEIGHTS", str(Store().root))
# How long an example takes depends on the machine.
hypothesis.settings.register_profile("sakura", deadline=None)
hypothesis.settings.load_profile("sakura")
# The language of the interface is chosen once in a process; tests of the other one start processes of their own.
os.environ["SAKURA_LANG"] = "en"
# How long an example takes says something of the machine, and nothing of what is tested.
settings.register_profile("sakura", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sakura")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put everything sakura keeps, and every temporary file, under a folder of the test's own."""
    folder = tmp_path / "home"
    (folder / "tmp").mkdir(parents=True)
    for name in list(os.environ):
        if name.startswith(("SAKURA_", "HF_", "PIP_")) and name != "SAKURA_TEST_WEIGHTS":
            monkeypatch.delenv(name)
    monkeypatch.setenv("SAKURA_LANG", "en")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("SAKURA_HOME", str(folder / "sakura"))
    monkeypatch.setenv("TMPDIR", str(folder / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)  # where the last test's is remembered
    return folder


@pytest.fixture(autouse=True)
def _contract(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that is to hold a clause of the contract and never ran the command as its user would."""
    with watch_commands() as commands:
        yield
    assert commands or request.node.get_closest_marker("contract") is None, "no process ran the command"


@pytest.fixture
def real_weights(home: Path) -> Path:
    """Show the installed test models, and nothing else, in the test's own store; return that store."""
    return link_weights(home / "sakura" / "models")


def link_weights(store: Path) -> Path:
    """Make a store of links to the installed test models."""
    installed, shown = Store(Path(os.environ["SAKURA_TEST_WEIGHTS"])), Store(store)
    for name in ("qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"):
        manifest = installed.find(name)
        if manifest is None:
            raise FileNotFoundError(f"{name} is not installed: sakura models pull {name}")
        shown.adopt(manifest)
        (store / "weights").mkdir(exist_ok=True)
        shown.path(manifest).symlink_to(installed.path(manifest))
    return store
