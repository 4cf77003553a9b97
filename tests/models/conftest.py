"""No test here touches the user's home, the machine's configuration or the network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sakura_cli.models import partial
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.fetch import install
from sakura_cli.models.keeping.manifest import Manifest
from sakura_cli.models.sources.hub import HubSource
from tests.fakes.hub import FakeHub, serve_hub
from tests.fakes.weights import write_gguf

# Of a partial file, so that a small one has several.
BLOCK = 4096


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let partial files be verified in small blocks."""
    monkeypatch.setattr(partial, "BLOCK_BYTES", BLOCK)


def pull(entry: CatalogueEntry, messages: list[str] | None = None) -> Manifest:
    """Fetch a model from the hub, without waiting between attempts."""
    announce = (lambda message: None) if messages is None else messages.append
    return install(entry, sources=[HubSource(retries=2, backoff_seconds=0.0)], announce=announce)


def stored_files(home: Path) -> list[str]:
    """Return every file in the store but locks, which stay on purpose."""
    store = home / "models"
    return sorted(str(p.relative_to(store)) for p in store.rglob("*") if p.is_file() and ".locks" not in p.parts)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put everything sakura, pip and huggingface_hub keep under a temporary folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in list(os.environ):
        if name.startswith(("SAKURA_", "HF_", "PIP_", "SSL_CERT")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SAKURA_LANG", "en")
    monkeypatch.setenv("SAKURA_HOME", str(folder))
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("HF_HOME", str(folder / "hf"))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return folder


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound GGUF file of some 400 kB."""
    return write_gguf(tmp_path_factory.mktemp("weights") / "tiny.gguf", tensor_values=100_032).read_bytes()


@pytest.fixture
def hub(weights: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    """A hub on this machine that HF_ENDPOINT names."""
    with serve_hub(weights) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        yield running
