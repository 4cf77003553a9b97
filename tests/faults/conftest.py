"""The fixtures of the faults: the fake hub, the installed command, and tiny models that llama.cpp really runs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import model, sakura, shell, summarize
from tests.fakes.tiny_models import write_tiny_model
from tests.models.conftest import hub, weights

__all__ = ["hub", "model", "sakura", "shell", "summarize", "weights"]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reach the fake servers directly, whatever this machine needs for real ones."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model of real layers and random weights."""
    return write_tiny_model(tmp_path_factory.mktemp("tiny") / "tiny.gguf", "qwen2")


@pytest.fixture(scope="session")
def has_namespaces() -> bool:
    """Tell whether this kernel lets a user make namespaces."""
    return subprocess.run(["unshare", "-Urm", "true"], capture_output=True, check=False).returncode == 0
