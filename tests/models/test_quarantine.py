"""Bytes whose hash is wrong: kept apart to be looked at, never loaded, and gone when they are in the way."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sakura_cli.cli.commands.models import models_app
from sakura_cli.errors import IntegrityError
from sakura_cli.models import catalogue
from sakura_cli.models.fetch import SPARE_BYTES, install
from sakura_cli.models.reference import resolve
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.weights import entry_for


@pytest.fixture
def spoiled(hub: FakeHub, weights: bytes) -> bytes:
    """Let the hub send a sound GGUF file with one wrong byte; return it."""
    hub.data = weights[:-1] + bytes([weights[-1] ^ 1])
    return hub.data


def pull_in_vain(weights: bytes) -> IntegrityError:
    with pytest.raises(IntegrityError) as caught:
        install(entry_for(weights), sources=[HubSource(backoff_seconds=0.0)])
    return caught.value


@pytest.mark.fault("D1")
def test_what_did_not_match_is_kept_apart_and_never_loaded(spoiled: bytes, weights: bytes, tmp_path: Path) -> None:
    """Bytes that did not match: kept under their own hash, refused (76) by path, by link and by name."""
    error = pull_in_vain(weights)
    kept = Store().quarantined("tiny")
    assert kept is not None and kept.read_bytes() == spoiled
    assert kept.name == f"{hashlib.sha256(spoiled).hexdigest()}.bad"
    assert "sakura models rm tiny" in error.message
    assert kept.stat().st_mode & 0o777 == 0o600
    link = tmp_path / "innocent.gguf"
    link.symlink_to(kept)
    for path in (kept, link):
        with pytest.raises(IntegrityError) as caught:
            resolve(str(path))
        assert caught.value.hint is not None and caught.value.hint.startswith("sakura models rm tiny")
    assert Store().names() == []


def test_the_next_success_removes_it(hub: FakeHub, spoiled: bytes, weights: bytes) -> None:
    pull_in_vain(weights)
    hub.data = weights
    manifest = install(entry_for(weights), sources=[HubSource()])
    assert Store().quarantined("tiny") is None
    assert Store().path(manifest).read_bytes() == weights


def test_rm_deletes_it_also_when_the_model_is_not_installed(spoiled: bytes, weights: bytes) -> None:
    pull_in_vain(weights)
    result = CliRunner().invoke(models_app, ["rm", "tiny"])
    assert result.exit_code == 0 and "401 kB freed" in result.stderr
    assert Store().quarantined("tiny") is None
    assert CliRunner().invoke(models_app, ["rm", "tiny"]).exit_code != 0


def test_one_copy_is_kept_however_often_it_fails(spoiled: bytes, weights: bytes) -> None:
    for _ in range(3):
        pull_in_vain(weights)
    assert len(list(Store().quarantine_dir("tiny").iterdir())) == 1


def test_without_room_for_two_the_first_try_is_dropped_for_the_second(
    hub: FakeHub, spoiled: bytes, weights: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = SPARE_BYTES + len(weights)  # enough for the fetch itself, not for a fetch beside a copy
    usage = shutil._ntuple_diskusage(10**12, 10**12 - free, free)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    pull_in_vain(weights)
    assert len(hub.gets) == 2
    assert len(list(Store().quarantine_dir("tiny").iterdir())) == 1


def test_the_list_says_how_to_get_rid_of_it(spoiled: bytes, weights: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "load", lambda: {"tiny": entry_for(weights)})
    pull_in_vain(weights)
    [line] = CliRunner().invoke(models_app, ["list"]).stdout.splitlines()
    assert "kept apart; sakura models rm tiny deletes it" in line
    row = json.loads(CliRunner().invoke(models_app, ["info", "tiny", "--json"]).stdout)
    assert (row["state"], row["quarantined"]) == ("-", str(Store().quarantined("tiny")))
