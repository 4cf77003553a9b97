"""The store: what may be loaded, what must be verified first, what is kept apart."""

from __future__ import annotations

import mmap
import os
from pathlib import Path

import pytest

from sakura_cli.errors import IntegrityError, ModelUnavailableError
from sakura_cli.models.fetch import install
from sakura_cli.models.keeping.manifest import Manifest
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.weights import entry_for


@pytest.fixture
def manifest(hub: FakeHub, weights: bytes) -> Manifest:
    return install(entry_for(weights), sources=[HubSource()])


def rot(path: Path) -> None:
    """Flip a byte and keep size and time, as a failing disk does."""
    status = path.stat()
    with path.open("r+b") as file:
        file.seek(200_000)
        byte = file.read(1)
        file.seek(200_000)
        file.write(bytes([byte[0] ^ 1]))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_an_intact_model_may_be_loaded(manifest: Manifest) -> None:
    store = Store()
    assert store.names() == ["tiny"]
    assert store.check(store.get("tiny")) == store.path(manifest)


@pytest.mark.fault("D18")
def test_a_changed_file_is_not_loaded_until_it_was_verified(manifest: Manifest, weights: bytes) -> None:
    """A stored file whose time changed: no load before `models verify` has hashed it again."""
    store = Store()
    os.utime(store.path(manifest))
    with pytest.raises(IntegrityError) as caught:
        store.check(manifest)
    assert caught.value.hint == "sakura models verify tiny"
    done: list[int] = []
    verified = store.verify("tiny", done.append)
    assert done[-1] == len(weights)
    assert store.check(verified) == store.check(store.get("tiny"))


@pytest.mark.fault("D18")
def test_a_rotten_file_is_found_by_verify_and_never_loaded_again(
    manifest: Manifest, hub: FakeHub, weights: bytes
) -> None:
    """A flipped byte in a stored file: `models verify` is 76 with both hashes; never loaded again."""
    store = Store()
    rot(store.path(manifest))
    with pytest.raises(IntegrityError) as caught:
        store.verify("tiny", lambda done: None)
    assert manifest.sha256 in caught.value.message
    with pytest.raises(IntegrityError, match="damaged"):
        store.check(store.get("tiny"))
    install(entry_for(weights), sources=[HubSource()])
    assert store.check(store.get("tiny")).read_bytes() == weights


def test_pull_verifies_a_touched_file_instead_of_fetching_it(manifest: Manifest, hub: FakeHub, weights: bytes) -> None:
    store = Store()
    os.utime(store.path(manifest))
    hub.requests.clear()
    install(entry_for(weights), sources=[HubSource()])
    assert store.is_intact(store.get("tiny"))
    assert hub.requests == []


@pytest.mark.fault("D18")
def test_a_truncated_file_is_refused(manifest: Manifest) -> None:
    """A stored file cut short: a load is refused (76)."""
    store = Store()
    with store.path(manifest).open("r+b") as file:
        file.truncate(1000)
    with pytest.raises(IntegrityError):
        store.check(manifest)


def test_lost_weights_are_told(manifest: Manifest) -> None:
    store = Store()
    store.path(manifest).unlink()
    with pytest.raises(IntegrityError) as caught:
        store.check(manifest)
    assert caught.value.hint == "sakura models pull tiny"


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"format": 1}', '{"format": 99, "name": "tiny"}'])
def test_a_broken_manifest_vouches_for_nothing(manifest: Manifest, content: str) -> None:
    store = Store()
    (store.root / "names" / "tiny.json").write_text(content, encoding="utf-8")
    assert store.names() == []
    with pytest.raises(ModelUnavailableError):
        store.get("tiny")


def test_a_manifest_cannot_point_outside_its_folder(manifest: Manifest) -> None:
    path = Store().root / "names" / "tiny.json"
    path.write_text(path.read_text(encoding="utf-8").replace(manifest.sha256, "../../secret"), encoding="utf-8")
    assert Store().find("tiny") is None


@pytest.mark.parametrize("name", ["", ".", "..", "../tiny", ".fetching", "a/b", "a\0b"])
def test_names_that_are_no_names_are_not_installed(name: str, manifest: Manifest) -> None:
    assert Store().find(name) is None


def test_removing_a_model_does_not_take_it_from_who_reads_it(manifest: Manifest, weights: bytes) -> None:
    store = Store()
    store.set_default("tiny")
    with store.path(manifest).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        assert store.remove("tiny") == len(weights)
        assert view[:] == weights
    assert store.names() == []
    assert store.default_name() is None
    with pytest.raises(ModelUnavailableError):
        store.remove("tiny")


def test_a_default_must_be_installed(manifest: Manifest) -> None:
    store = Store()
    store.set_default("tiny")
    assert store.default_name() == "tiny"
    with pytest.raises(ModelUnavailableError) as caught:
        store.set_default("gemma4-e2b")
    assert caught.value.hint == "sakura models pull gemma4-e2b"
    assert store.default_name() == "tiny"


def test_a_run_that_ended_before_it_wrote_the_name_is_completed_without_the_network(
    manifest: Manifest, hub: FakeHub, weights: bytes
) -> None:
    store = Store()
    (store.root / "names" / "tiny.json").unlink()
    assert store.names() == [] and store.path(manifest).exists()
    hub.requests.clear()
    installed = install(entry_for(weights), sources=[HubSource()])
    assert store.path(installed).read_bytes() == weights
    assert hub.requests == []
