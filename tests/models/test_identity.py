"""Weights are known by their hash, names only point to them: nothing takes another's place, nothing follows a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sakura_cli.api.engine import find_adapter
from sakura_cli.cli.commands.models import models_app
from sakura_cli.errors import BadInputError, InputNotFoundError, IntegrityError, StorageError
from sakura_cli.models import catalogue
from sakura_cli.models.bundle import bundle_name, export_model, import_model
from sakura_cli.models.fetch import install
from sakura_cli.models.keeping.names import is_name, is_plain_name, key_of
from sakura_cli.models.partial import PartialFile
from sakura_cli.models.reference import parse_hub_reference, resolve
from sakura_cli.models.removal import remove_model
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.weights import COMMIT, FILE, REPO, entry_for, write_gguf
from tests.models.conftest import pull
from tests.models.test_bundle import with_facts


def test_references_that_only_look_alike_have_keys_of_their_own() -> None:
    """Their parts joined by dashes, or in small letters, were the same name."""
    references = ["hf:o/r/a/main.gguf", "hf:o/r/a.gguf@main2", "hf:o/r/A--MAIN.gguf", "hf:O/r/a/main.gguf"]
    references += ["hf:o/r--a/main.gguf", "hf:o--r/a/main.gguf", "hf:o/r/a/main.gguf@v1", "hf:o/r/a-main.gguf"]
    keys = [key_of(parse_hub_reference(reference).name) for reference in references]
    assert len(set(keys)) == len(keys) and all(map(is_name, keys)) and not any(map(is_plain_name, keys))
    same = ("hf:o/r/a.gguf", "hf:o/r/a.gguf@main", "HF:o/r/a.gguf")
    assert len({parse_hub_reference(each).name for each in same}) == 1


@pytest.mark.parametrize("name", ["default", "names", "weights", "nul", "memo.gguf", "@" + "0" * 40, "Upper", "hf:o/r"])
def test_names_that_mean_something_else_are_no_bundles(name: str, hub: FakeHub, weights: bytes, tmp_path: Path) -> None:
    pull(entry_for(weights))
    export_model("tiny", bundle := tmp_path / "b.tar")
    Store().remove("tiny")
    with_facts(bundle, name=name)
    with pytest.raises(BadInputError):
        import_model(bundle)
    assert Store().names() == []


def test_a_bundle_does_not_stand_for_a_name_whose_hash_nobody_pinned(
    hub: FakeHub, weights: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = entry_for(weights)
    pull(entry)
    export_model("tiny", bundle := tmp_path / "b.tar")
    Store().remove("tiny")
    unpinned = {**vars(entry), "sha256": None}
    monkeypatch.setattr(catalogue, "load", lambda: {"tiny": type(entry)(**unpinned)})
    with pytest.raises(IntegrityError):
        import_model(bundle)
    # Nor is it exported under that name.
    manifest = pull(entry)
    assert bundle_name(manifest) == f"tiny-{manifest.sha256[:8]}"


def test_the_same_weights_are_stored_once_whatever_they_are_called(hub: FakeHub, weights: bytes, home: Path) -> None:
    pull(entry_for(weights, name="one"))
    asked = len(hub.requests)
    second = pull(entry_for(weights, name="two"))
    assert len(hub.requests) == asked  # nothing had to be fetched
    store = Store()
    assert store.names() == ["one", "two"] and len(list((store.root / "weights").iterdir())) == 1
    os.utime(store.path(second))
    store.verify("one", lambda done: None)
    assert store.check(store.get("two"))  # what was found of the weights counts for both names
    assert store.remove("one") == 0 and store.check(store.get("two"))
    assert store.remove("two") == len(weights)
    assert list((store.root / "weights").iterdir()) == []


def test_weights_that_were_moved_elsewhere_are_unlinked_and_stay(hub: FakeHub, weights: bytes, tmp_path: Path) -> None:
    manifest = pull(entry_for(weights))
    path, moved = Store().path(manifest), tmp_path / "disk" / "weights.gguf"
    moved.parent.mkdir()
    path.rename(moved)
    path.symlink_to(moved)
    assert resolve("tiny").path.samefile(moved)
    result = CliRunner().invoke(models_app, ["rm", "tiny"])
    assert result.exit_code == 0 and str(moved) in result.stderr and "0 kB freed" in result.stderr
    assert moved.read_bytes() == weights and not path.is_symlink() and Store().names() == []


def test_a_link_in_the_place_of_a_download_is_not_followed(hub: FakeHub, weights: bytes, tmp_path: Path) -> None:
    store, mine = Store(), tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("大切", encoding="utf-8")
    for make in (store.staging_dir, store.quarantine_dir):
        make("tiny").parent.mkdir(parents=True, exist_ok=True)
        make("tiny").symlink_to(mine)
    manifest = pull(entry_for(weights))
    assert store.path(manifest).read_bytes() == weights
    assert [each.name for each in mine.iterdir()] == ["letter.txt"]
    store.staging_dir("tiny").symlink_to(mine)
    remove_model("tiny")
    assert [each.name for each in mine.iterdir()] == ["letter.txt"] and not store.staging_dir("tiny").is_symlink()


@pytest.mark.parametrize("folder", ["names", "weights"])
def test_a_link_in_the_place_of_the_models_is_told(folder: str, hub: FakeHub, weights: bytes, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / f"{'0' * 64}.gguf").write_bytes(b"mine")
    Store().root.mkdir(parents=True)
    (Store().root / folder).symlink_to(mine)
    with pytest.raises(StorageError, match="is a link"):
        pull(entry_for(weights))
    assert [each.name for each in mine.iterdir()] == [f"{'0' * 64}.gguf"]


@pytest.mark.parametrize("ending", ["", ".journal", ".journal.new"])
def test_a_part_of_a_download_is_never_written_through_a_link(ending: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_bytes(b"mine")
    path = tmp_path / "staging" / f"{FILE}.partial"
    path.parent.mkdir()
    path.with_name(path.name + ending).symlink_to(mine)
    with PartialFile(path, "identity") as partial:
        partial.append(b"GGUF" * 10)
        assert path.read_bytes() == b"GGUF" * 10
    assert mine.read_bytes() == b"mine"


def test_what_killed_runs_left_is_gone_after_the_next(hub: FakeHub, weights: bytes) -> None:
    store = Store()
    manifest = pull(entry_for(weights))
    left = [
        store.root / "names" / ".sakura-1.tmp",
        store.root / "weights" / f"{'0' * 64}.gguf",
        store.staging_dir("tiny"),
    ]
    for path in left[:2]:
        path.write_bytes(b"left")
    left[2].mkdir(parents=True)
    store.lock_file("tiny").with_suffix(".holder").write_text("1\n", encoding="ascii")
    assert pull(entry_for(weights)) == manifest
    assert not any(map(os.path.lexists, left)) and not list((store.root / ".locks").glob("*.holder"))


def test_every_part_of_a_model_is_checked_before_native_code_sees_one(weights: bytes, tmp_path: Path) -> None:
    first, second = (tmp_path / f"large-0000{number}-of-00002.gguf" for number in (1, 2))
    first.write_bytes(weights)
    with pytest.raises(InputNotFoundError):
        resolve(str(first))
    second.write_bytes(weights[:200])
    with pytest.raises(BadInputError):
        resolve(str(first))
    second.write_bytes(weights)
    assert resolve(str(first)).path == first


def test_an_adapter_is_checked_before_native_code_sees_it(weights: bytes, tmp_path: Path) -> None:
    path = tmp_path / "adapter.gguf"
    path.write_bytes(weights)
    assert find_adapter(path, 0.5) == (str(path), 0.5)
    path.write_bytes(weights[:200])
    with pytest.raises(BadInputError):
        find_adapter(path, 1.0)


def test_a_file_is_described_without_being_loaded(tmp_path: Path) -> None:
    path = write_gguf(tmp_path / "own.gguf", tensor_values=6400)
    told = CliRunner().invoke(models_app, ["info", str(path)])
    assert told.exit_code == 0 and "GGUF 3" in told.stdout and "Q8_0" in told.stdout and str(path) in told.stdout
    (tmp_path / "memo.gguf").write_text("会議メモ", encoding="utf-8")
    assert isinstance(CliRunner().invoke(models_app, ["info", str(tmp_path / "memo.gguf")]).exception, BadInputError)


def test_an_unpinned_name_of_the_hub_is_found_again(hub: FakeHub, weights: bytes) -> None:
    reference = f"hf:{REPO}/{FILE}@{COMMIT}"
    manifest = install(parse_hub_reference(reference), sources=[HubSource()])
    assert manifest.name == reference and resolve(reference).name == reference
    for command in ("info", "verify", "use", "rm"):
        result = CliRunner().invoke(models_app, [command, reference])
        assert result.exit_code == 0, (command, result.exception)
    assert Store().names() == []
