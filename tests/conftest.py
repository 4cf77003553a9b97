"""No test touches the user's home or the network; installed weights are found before the home is redirected."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from sakura_cli.models.store import Store

# The store of whoever runs the tests, read-only to them; `make test` has put the weights there.
os.environ.setdefault("SAKURA_TEST_WEIGHTS", str(Store().root))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put everything sakura keeps, and every temporary file, under a folder of the test's own."""
    folder = tmp_path / "home"
    (folder / "tmp").mkdir(parents=True)
    for name in list(os.environ):
        if name.startswith(("SAKURA_", "HF_", "PIP_")) and name != "SAKURA_TEST_WEIGHTS":
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("SAKURA_HOME", str(folder / "sakura"))
    monkeypatch.setenv("TMPDIR", str(folder / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)  # where the last test's is remembered
    return folder


@pytest.fixture
def real_weights(home: Path) -> Path:
    """Show the installed test models, and nothing else, in the test's own store; return that store."""
    return link_weights(home / "sakura" / "models")


def link_weights(store: Path) -> Path:
    """Make a store of links to the installed test models."""
    store.mkdir(parents=True)
    for name in ("qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"):
        installed = Path(os.environ["SAKURA_TEST_WEIGHTS"]) / name
        if not (installed / "manifest.json").is_file():
            raise FileNotFoundError(f"{name} is not installed: sakura models pull {name}")
        (store / name).symlink_to(installed)
    return store
