"""Faults between here and the weights: real servers, real processes, real kills."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from huggingface_hub import constants

from sakura_cli.errors import (
    BadInputError,
    IntegrityError,
    LockTimeoutError,
    ModelUnavailableError,
    PermissionRefusedError,
    StorageError,
)
from sakura_cli.models import store
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.fetch import install
from sakura_cli.models.partial import PartialFile
from sakura_cli.models.reference import parse_hub_reference, resolve
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.store import Store
from tests.fakes.hub import FakeHub, serve_hub
from tests.fakes.weights import COMMIT, FILE, REPO, entry_for, write_gguf
from tests.models.conftest import BLOCK, pull, stored_files

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("small_blocks")


def stored(data: bytes) -> list[str]:
    """Return what the store holds of a model of these bytes: its name, and the weights under their hash."""
    return ["names/tiny.json", f"weights/{entry_for(data).sha256}.gguf"]


def test_a_model_is_fetched_verified_and_stored_privately(hub: FakeHub, weights: bytes, home: Path) -> None:
    messages: list[str] = []
    before = os.umask(0)
    try:
        manifest = pull(entry_for(weights), messages)
    finally:
        os.umask(before)
    store = Store()
    assert store.path(manifest).read_bytes() == weights
    assert (manifest.source, manifest.quantization, manifest.context_tokens) == ("hub", "Q8_0", 2048)
    assert stored_files(home) == stored(weights)
    modes = {p.stat().st_mode & 0o777 for p in (home / "models").rglob("*") if p.is_file()}
    assert modes == {0o600}
    assert {p.stat().st_mode & 0o777 for p in (home / "models").rglob("*") if p.is_dir()} == {0o700}
    assert "tiny (401 kB, licence Apache-2.0)" in messages[0] and "free" in messages[0]
    assert len(hub.requests) == 1  # no telemetry, no HEAD


def test_an_installed_model_is_not_fetched_again(hub: FakeHub, weights: bytes) -> None:
    first = pull(entry_for(weights))
    assert pull(entry_for(weights)) == first
    assert len(hub.gets) == 1


@pytest.mark.fault("D1")
def test_a_flipped_byte_is_fetched_once_more_and_then_refused(hub: FakeHub, weights: bytes, home: Path) -> None:
    """A flipped byte of the same size: fetched once more, then 76 with both hashes; kept apart, nothing installed."""
    entry = entry_for(weights)
    hub.data = weights[:200_000] + bytes([weights[200_000] ^ 1]) + weights[200_001:]
    with pytest.raises(IntegrityError) as caught:
        pull(entry)
    wrong = entry_for(hub.data).sha256
    assert entry.sha256 is not None and wrong is not None
    assert entry.sha256 in caught.value.message and wrong in caught.value.message
    assert len(hub.gets) == 2
    assert stored_files(home) == [f".quarantine/tiny/{wrong}.bad"]
    with pytest.raises(ModelUnavailableError):
        Store().get("tiny")


@pytest.mark.fault("D1")
def test_an_earlier_model_survives_a_failed_fetch(hub: FakeHub, weights: bytes, home: Path, tmp_path: Path) -> None:
    """A mismatch beside an installed model: every byte of the installed one stays."""
    hub.data = other = write_gguf(tmp_path / "other.gguf", tensor_values=6400).read_bytes()
    pull(entry_for(other))
    before = {name: (home / "models" / name).read_bytes() for name in stored_files(home)}
    hub.data = weights[:-1] + b"?"
    with pytest.raises(IntegrityError):
        pull(entry_for(weights, name="other"))
    after = {name: (home / "models" / name).read_bytes() for name in stored_files(home) if "quarantine" not in name}
    assert after == before


@pytest.mark.fault("D3")
def test_broken_connections_go_on_with_a_range_request(hub: FakeHub, weights: bytes) -> None:
    """Connections that break: the same run goes on with Range, from the very byte."""
    hub.cuts = [100_000, 0, 150_000]
    manifest = pull(entry_for(weights))
    assert Store().path(manifest).read_bytes() == weights
    ranges = [request.headers.get("range") for request in hub.gets]
    assert ranges == [None, "bytes=100000-", "bytes=100000-", "bytes=250000-"]


def test_a_server_that_never_gets_on_is_given_up(hub: FakeHub, weights: bytes) -> None:
    hub.cuts = [100_000] + [0] * 20
    with pytest.raises(ModelUnavailableError) as caught:
        pull(entry_for(weights))
    assert "keeps breaking" in caught.value.message
    assert len(hub.gets) == 4
    hub.cuts = []
    pull(entry_for(weights))
    assert hub.gets[-1].headers["range"] == f"bytes={100_000 // BLOCK * BLOCK}-"


@pytest.mark.fault("D5")
def test_a_server_that_ignores_range_is_read_from_the_beginning(hub: FakeHub, weights: bytes) -> None:
    """A server that answers Range with 200: read from the beginning, right hash."""
    hub.cuts, hub.ignores_range = [100_000], True
    manifest = pull(entry_for(weights))
    assert Store().path(manifest).read_bytes() == weights


@pytest.mark.fault("D5")
def test_a_range_that_is_refused_starts_anew(hub: FakeHub, weights: bytes) -> None:
    """A server that answers Range with 416: read from the beginning, right hash."""
    hub.cuts, hub.refuses_range = [100_000], True
    manifest = pull(entry_for(weights))
    assert Store().path(manifest).read_bytes() == weights
    assert [request.headers.get("range") for request in hub.gets] == [None, "bytes=100000-", None]


def test_a_stalled_connection_is_taken_up_again(hub: FakeHub, weights: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 0.5)
    hub.stall_after = 150_000
    manifest = pull(entry_for(weights))
    assert Store().path(manifest).read_bytes() == weights
    assert [request.headers.get("range") for request in hub.gets] == [None, "bytes=150000-", "bytes=300000-"]


def test_a_busy_server_is_asked_again(hub: FakeHub, weights: bytes) -> None:
    hub.statuses = [503, 429]
    pull(entry_for(weights))
    assert len(hub.gets) == 3


def test_a_wrong_length_is_refused_before_it_is_fetched(hub: FakeHub, weights: bytes, home: Path) -> None:
    hub.data = weights + bytes(1000)
    with pytest.raises(IntegrityError) as caught:
        pull(entry_for(weights))
    assert str(len(weights) + 1000) in caught.value.message and str(len(weights)) in caught.value.message
    assert stored_files(home) == []


def test_bytes_beyond_the_end_are_not_taken(hub: FakeHub, weights: bytes) -> None:
    hub.extra_bytes = bytes(10_000)
    manifest = pull(entry_for(weights))
    assert Store().path(manifest).read_bytes() == weights


@pytest.mark.fault("D12")
def test_a_login_page_is_not_a_model_file(hub: FakeHub, weights: bytes, home: Path) -> None:
    """A login page (200, HTML) for the hub: 69, not a model file, nothing stored."""
    hub.is_login_page = True
    with pytest.raises(ModelUnavailableError) as caught:
        pull(entry_for(weights))
    assert "not a model file" in caught.value.message
    assert stored_files(home) == []


@pytest.mark.fault("D12")
def test_a_login_page_in_the_middle_does_not_spoil_what_is_there(hub: FakeHub, weights: bytes) -> None:
    """A login page in the middle of a download: 69, and the verified part is resumed later."""
    hub.cuts = [100_000, 0, 0, 0, 0]
    with pytest.raises(ModelUnavailableError):
        pull(entry_for(weights))
    hub.is_login_page = True
    with pytest.raises(ModelUnavailableError, match="not a model file"):
        pull(entry_for(weights))
    hub.is_login_page = False
    pull(entry_for(weights))
    assert hub.gets[-1].headers.get("range") == f"bytes={100_000 // BLOCK * BLOCK}-"


def test_a_hub_reference_is_trusted_on_first_use_and_recorded(hub: FakeHub, weights: bytes) -> None:
    reference = f"hf:{REPO}/{FILE}"
    hub.has_etag = False
    manifest = pull(parse_hub_reference(reference))
    assert (manifest.sha256, manifest.revision) == (entry_for(weights).sha256, COMMIT)
    hub.requests.clear()
    model = resolve(reference)
    assert (model.path.read_bytes(), model.catalogued, model.sha256) == (weights, False, manifest.sha256)
    assert hub.requests == []


def test_the_hash_the_hub_states_is_held_against_its_bytes(hub: FakeHub, weights: bytes) -> None:
    with serve_hub(weights[:-1] + b"?") as mirror:
        hub.redirect_to = mirror.url  # states the right hash, then sends the client on to other bytes
        with pytest.raises(IntegrityError):
            pull(parse_hub_reference(f"hf:{REPO}/{FILE}"))


def test_an_entry_without_a_file_takes_the_usual_quantization(hub: FakeHub, weights: bytes) -> None:
    entry = dataclasses.replace(entry_for(weights), file=None, size_bytes=None, sha256=None)
    assert pull(entry).file == "tiny-q4_k_m.gguf"


def test_a_file_that_is_no_sound_gguf_is_not_stored(hub: FakeHub, weights: bytes, home: Path) -> None:
    hub.data = weights[:1000]
    with pytest.raises(BadInputError):
        pull(parse_hub_reference(f"hf:{REPO}/{FILE}"))
    assert stored_files(home) == []


def test_too_little_space_is_told_before_the_first_byte(
    hub: FakeHub, weights: bytes, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    full = shutil._ntuple_diskusage(10**12, 10**12 - 5_000_000, 5_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    with pytest.raises(StorageError) as caught:
        pull(entry_for(weights))
    assert "5 MB free" in caught.value.message and "needed" in caught.value.message
    assert hub.requests == []
    assert stored_files(home) == []


@pytest.mark.fault("D7")
def test_a_disk_that_fills_up_leaves_what_can_be_resumed(
    hub: FakeHub, weights: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up half-way: 74, and the next run resumes."""
    append = PartialFile.append

    def append_until_full(self: PartialFile, data: bytes) -> None:
        if self.size + len(data) > 200_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        append(self, data)

    with monkeypatch.context() as patch:
        patch.setattr(PartialFile, "append", append_until_full)
        with pytest.raises(StorageError) as caught:
            pull(entry_for(weights))
    assert caught.value.kind == "disk-full"
    pull(entry_for(weights))
    start = int(hub.gets[-1].headers["range"].removeprefix("bytes=").rstrip("-"))
    assert 100_000 < start <= 200_000


def test_a_store_that_cannot_be_written_is_a_matter_of_permission(
    hub: FakeHub, weights: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*parts: object) -> Path:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(store, "own_folder", refuse)
    with pytest.raises(PermissionRefusedError):
        pull(entry_for(weights))


def start_pull(entry: CatalogueEntry) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.fakes.pull", json.dumps(dataclasses.asdict(entry))]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def wait_for_bytes(home: Path, least: int) -> None:
    partial_file = home / "models" / ".fetching" / "tiny" / f"{FILE}.partial"
    deadline = time.monotonic() + 60
    while not partial_file.exists() or partial_file.stat().st_size < least:
        assert time.monotonic() < deadline, "the download does not get on"
        time.sleep(0.02)


@pytest.mark.fault("D3")
def test_a_killed_download_goes_on_where_it_was(hub: FakeHub, tmp_path: Path, home: Path) -> None:
    """kill -9 at half of a download: the next run sends Range, finishes, and leaves no other file."""
    data = write_gguf(tmp_path / "large.gguf", tensor_values=5 << 20).read_bytes()
    half = 10 << 20
    hub.data, hub.stall_after = data, half
    process = start_pull(entry_for(data))
    wait_for_bytes(home, half)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    hub.stall_after = None
    again = start_pull(entry_for(data))
    _, messages = again.communicate(timeout=60)
    assert again.returncode == 0, messages
    assert "already here" in messages
    start = int(hub.gets[-1].headers["range"].removeprefix("bytes=").rstrip("-"))
    assert half - (4 << 20) < start <= half
    assert stored_files(home) == stored(data)
    assert Store().path(Store().get("tiny")).read_bytes() == data


@pytest.mark.fault("D9")
def test_two_first_runs_at_once_fetch_once(hub: FakeHub, weights: bytes, home: Path) -> None:
    """Two first runs at once: one fetch, the other says whom it waits for, both end in 0."""
    hub.stall_after = 200_000
    first = start_pull(entry_for(weights))
    wait_for_bytes(home, 200_000)
    second = start_pull(entry_for(weights))
    assert second.stderr is not None
    assert f"waiting for process {first.pid}" in second.stderr.readline()
    hub.release.set()
    for process in (first, second):
        _, messages = process.communicate(timeout=60)
        assert process.returncode == 0, messages
    assert len(hub.gets) == 1
    assert stored_files(home) == stored(weights)


@pytest.mark.fault("D10")
def test_a_holder_that_hangs_is_named(hub: FakeHub, weights: bytes, home: Path) -> None:
    """A lock holder that hangs: 75 naming its process, after a deadline."""
    hub.stall_after = 200_000
    holder = start_pull(entry_for(weights))
    try:
        wait_for_bytes(home, 200_000)
        with pytest.raises(LockTimeoutError) as caught:
            install(entry_for(weights), sources=[HubSource()], lock_patience_seconds=0.3)
        assert f"process {holder.pid}" in caught.value.message
    finally:
        holder.kill()
        holder.communicate()
    hub.stall_after = None
    assert pull(entry_for(weights)).size_bytes == len(weights)
