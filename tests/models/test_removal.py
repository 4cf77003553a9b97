"""Deleting a model beside processes that fetch or use it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sakura_cli.errors import LockTimeoutError, ModelUnavailableError, PermissionRefusedError
from sakura_cli.inference.holding import hold, release
from sakura_cli.models.fetch import install
from sakura_cli.models.keeping.manifest import Manifest
from sakura_cli.models.removal import remove_model
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.weights import entry_for

ROOT = Path(__file__).parents[2]
# A process that uses a file, or fetches, until it is ended.
_HOLDER = """
import sys, time
from pathlib import Path
from sakura_cli.inference.holding import hold
holding = hold(Path(sys.argv[1]))
print(holding is not None, flush=True)
time.sleep(600)
"""
_FETCHER = """
import sys, time
from pathlib import Path
from sakura_cli.models.locking import exclusive
with exclusive(Path(sys.argv[1]), patience_seconds=1, state=lambda: None, on_wait=print):
    print(True, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def manifest(hub: FakeHub, weights: bytes) -> Manifest:
    return install(entry_for(weights), sources=[HubSource()])


def start(program: str, path: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", program, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"True\n"
    return process


@pytest.mark.fault("D10")
def test_a_model_in_use_is_not_deleted_until_its_user_has_ended(manifest: Manifest) -> None:
    """`models rm` while a task uses the model: 75, every byte stays; when the task was killed with -9 it is deleted."""
    store = Store()
    with start(_HOLDER, store.path(manifest)) as user:
        with pytest.raises(LockTimeoutError, match="a task that runs, or a kept engine, uses tiny") as caught:
            remove_model("tiny", patience_seconds=0.3)
        assert caught.value.hint is not None and caught.value.hint.startswith(
            "sakura worker stop; sakura models rm tiny"
        )
        assert store.check(manifest).is_file()
        user.kill()
    remove_model("tiny")
    assert store.names() == []


@pytest.mark.fault("D10")
def test_a_model_that_is_being_fetched_is_not_deleted(manifest: Manifest) -> None:
    """`models rm` while another process fetches the model: 75 naming the process, and nothing is touched."""
    store = Store()
    store.staging_dir("tiny").mkdir(parents=True)
    partial = store.staging_dir("tiny") / "half.partial"
    partial.write_bytes(b"half")
    with start(_FETCHER, store.lock_file("tiny")) as fetcher:
        with pytest.raises(LockTimeoutError, match=f"process {fetcher.pid} is fetching tiny"):
            remove_model("tiny", patience_seconds=0.3)
        assert store.check(manifest).is_file() and partial.is_file()
        fetcher.kill()
    remove_model("tiny")
    assert store.names() == [] and not partial.exists()


def test_a_short_task_is_waited_for(manifest: Manifest) -> None:
    holding = hold(Store().path(manifest))
    waiting = threading.Timer(0.5, release, [holding])
    waiting.start()
    assert remove_model("tiny", patience_seconds=30) == manifest.size_bytes
    waiting.join()
    assert Store().names() == []


def test_several_tasks_use_a_model_at_once(manifest: Manifest) -> None:
    holdings = [hold(Store().path(manifest)) for _ in range(2)]
    release(holdings.pop())
    with pytest.raises(LockTimeoutError):
        remove_model("tiny", patience_seconds=0)
    release(holdings.pop())
    remove_model("tiny", patience_seconds=0)


def test_what_is_not_there_is_told_before_anything_is_locked() -> None:
    with pytest.raises(ModelUnavailableError):
        remove_model("tiny")
    assert not Store().lock_file("tiny").parent.exists()


def test_a_store_that_may_not_be_written_is_told(manifest: Manifest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(store: Store) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Store, "_changing", refuse)
    with pytest.raises(PermissionRefusedError):
        remove_model("tiny")
