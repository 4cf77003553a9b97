"""Bundles: weights carried by hand, and archives that somebody crafted."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from sakura_cli.cli.commands.models import models_app
from sakura_cli.errors import (
    BadInputError,
    InputNotFoundError,
    IntegrityError,
    ModelUnavailableError,
    OutputRefusedError,
    SakuraError,
    StorageError,
)
from sakura_cli.models import catalogue
from sakura_cli.models.bundle import export_model, import_model
from sakura_cli.models.fetch import install
from sakura_cli.models.reference import parse_hub_reference, resolve
from sakura_cli.models.sources.bundle import BundleSource
from sakura_cli.models.sources.hub import HubSource
from sakura_cli.models.store import Store
from tests.fakes.hub import FakeHub
from tests.fakes.weights import COMMIT, FILE, REPO, entry_for, write_gguf

Members = list[tuple[tarfile.TarInfo, bytes]]


@pytest.fixture
def bundle(hub: FakeHub, weights: bytes, tmp_path: Path) -> Path:
    """A bundle of a model outside the catalogue, which this machine's store does not hold."""
    install(entry_for(weights), sources=[HubSource()])
    target = tmp_path / "tiny.tar"
    export_model("tiny", target)
    Store().remove("tiny")
    hub.requests.clear()
    return target


def members_of(bundle: Path) -> Members:
    with tarfile.open(bundle) as archive:
        return [(info, archive.extractfile(info).read()) for info in archive]  # type: ignore[union-attr]


def rebuild(bundle: Path, change: Callable[[Members], Members | None]) -> Path:
    """Write a bundle again with its members changed."""
    members = members_of(bundle)
    members = change(members) or members
    with tarfile.open(bundle, "w", format=tarfile.GNU_FORMAT) as archive:
        for info, data in members:
            info.size = len(data) if info.isreg() else 0
            archive.addfile(info, io.BytesIO(data))
    return bundle


def with_facts(bundle: Path, **facts: Any) -> Path:
    def change(members: Members) -> None:
        document = json.loads(members[0][1])
        members[0] = (members[0][0], json.dumps({**document, **facts}).encode())

    return rebuild(bundle, change)


def files_below(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and ".locks" not in p.parts)


def test_a_bundle_is_a_plain_tar_with_licence_and_manifest(bundle: Path, weights: bytes) -> None:
    (manifest, facts), (license_info, license_text), (weights_info, data) = members_of(bundle)
    assert [manifest.name, license_info.name, weights_info.name] == ["manifest.json", "LICENSE.txt", "weights.gguf"]
    assert data == weights
    assert json.loads(facts)["sha256"] == hashlib.sha256(weights).hexdigest()
    assert json.loads(facts)["file"] == FILE
    assert REPO in license_text.decode() and "Apache License" in license_text.decode()
    assert bundle.stat().st_size % tarfile.RECORDSIZE == 0


def test_a_bundle_is_installed_without_a_network(
    bundle: Path, weights: bytes, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAKURA_OFFLINE", "1")
    messages: list[str] = []
    manifest = import_model(bundle, announce=messages.append)
    assert Store().path(manifest).read_bytes() == weights
    assert (manifest.name, manifest.repo, manifest.revision) == ("tiny", REPO, COMMIT)
    assert (manifest.source, manifest.is_catalogued, manifest.quantization) == ("bundle", False, "Q8_0")
    assert "not in sakura's catalogue" in messages[0]
    assert hub.requests == []
    assert resolve("tiny").sha256 == manifest.sha256
    assert import_model(bundle) == manifest  # again: nothing to do


def test_the_same_weights_give_the_same_bundle(bundle: Path, tmp_path: Path) -> None:
    import_model(bundle)
    before = os.umask(0o022)
    try:
        export_model("tiny", tmp_path / "again.tar")
    finally:
        os.umask(before)
    assert (tmp_path / "again.tar").read_bytes() == bundle.read_bytes()
    assert (tmp_path / "again.tar").stat().st_mode & 0o777 == 0o644


def test_a_hub_reference_goes_round_by_its_recorded_hash(
    hub: FakeHub, weights: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, target = f"hf:{REPO}/{FILE}", tmp_path / "b.tar"
    hub.has_etag = False
    install(parse_hub_reference(reference), sources=[HubSource()])
    assert CliRunner().invoke(models_app, ["export", reference, str(target)]).exit_code == 0
    Store().remove(parse_hub_reference(reference).name)
    assert CliRunner().invoke(models_app, ["import", str(target)]).exit_code == 0
    sha256 = hashlib.sha256(weights).hexdigest()
    # Under a name of its own: what the hub has at that place is nothing that a bundle could vouch for.
    [name] = Store().names()
    assert name.endswith(sha256[:8]) and resolve(name).sha256 == sha256
    with pytest.raises(ModelUnavailableError):
        resolve(reference)


def test_the_catalogue_decides_about_the_names_it_knows(
    bundle: Path, weights: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = entry_for(weights)
    monkeypatch.setattr(catalogue, "load", lambda: {"tiny": known})
    with_facts(bundle, license="anything goes", revision="main")
    manifest = import_model(bundle)
    assert (manifest.license, manifest.revision, manifest.is_catalogued) == ("Apache-2.0", COMMIT, True)


def test_a_catalogued_name_with_other_weights_is_76(
    bundle: Path, weights: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write_gguf(tmp_path / "other.gguf", tensor_values=6400).read_bytes()
    monkeypatch.setattr(catalogue, "load", lambda: {"tiny": entry_for(other)})
    with pytest.raises(IntegrityError) as caught:
        import_model(bundle)
    for data in (weights, other):
        assert hashlib.sha256(data).hexdigest() in caught.value.message
    assert Store().names() == []


def test_weights_that_are_not_what_the_manifest_says_are_76_and_not_stored(
    bundle: Path, weights: bytes, home: Path
) -> None:
    data = bundle.read_bytes()
    place = data.index(weights) + 200_000
    bundle.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    with pytest.raises(IntegrityError) as caught:
        import_model(bundle)
    assert hashlib.sha256(weights).hexdigest() in caught.value.message
    assert caught.value.hint is not None and caught.value.hint.startswith(f"sakura models import {bundle}")
    assert files_below(home / "models") == []


def test_an_installed_model_is_never_replaced_by_another_of_its_name(
    bundle: Path, hub: FakeHub, tmp_path: Path
) -> None:
    hub.data = write_gguf(tmp_path / "other.gguf", tensor_values=6400).read_bytes()
    install(entry_for(hub.data), sources=[HubSource()])
    with pytest.raises(OutputRefusedError) as caught:
        import_model(bundle)
    assert caught.value.hint is not None and caught.value.hint.startswith("sakura models rm tiny")
    assert Store().path(Store().get("tiny")).read_bytes() == hub.data


def _link(members: Members) -> Members:
    link = tarfile.TarInfo("weights.gguf")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return [*members[:2], (link, b"")]


def _extra(members: Members) -> Members:
    return [*members, (tarfile.TarInfo("../../evil.gguf"), b"x")]


def _renamed(name: str) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        members[2][0].name = name

    return change


SHAPES: dict[str, Callable[[Members], Members | None]] = {
    "a link for weights": _link,
    "a further member": _extra,
    "an absolute path": _renamed("/weights.gguf"),
    "a path that climbs": _renamed("../weights.gguf"),
    "a long path": _renamed("w" * 200),
    "no licence": lambda members: [members[0], members[2]],
    "no weights": lambda members: members[:2],
    "another order": lambda members: members[::-1],
    "an empty licence": lambda members: [members[0], (members[1][0], b""), members[2]],
    "an endless manifest": lambda members: [(members[0][0], b" " * (1 << 20)), *members[1:]],
    "a manifest that is no JSON": lambda members: [(members[0][0], b"{"), *members[1:]],
    "a manifest too deep": lambda members: [(members[0][0], b"[" * 100_000), *members[1:]],
    "a manifest of something else": lambda members: [(members[0][0], b'{"format": "x"}'), *members[1:]],
}


@pytest.mark.parametrize("change", SHAPES.values(), ids=SHAPES.keys())
def test_an_archive_of_another_shape_is_not_a_bundle(
    change: Callable[[Members], Members | None], bundle: Path, home: Path
) -> None:
    with pytest.raises(BadInputError) as caught:
        import_model(rebuild(bundle, change))
    assert caught.value.kind == "bundle" and caught.value.hint is not None
    assert files_below(home / "models") == []
    assert not list(bundle.parent.rglob("evil*"))


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "../../tiny"},
        {"name": "Tiny"},
        {"name": ".hidden"},
        {"name": 3},
        {"file": "../tiny.gguf"},
        {"file": ".gguf"},
        {"file": "tiny.gguf\n"},
        {"sha256": "00"},
        {"sha256": None},
        {"repo": "http:hub"},
        {"license": ""},
        {"license": "x\x1b[31m"},
        {"size_bytes": 1},
        {"size_bytes": -1},
        {"size_bytes": True},
        {"size_bytes": 1 << 60},
        {"context_tokens": "many"},
        {"version": 2},
    ],
)
def test_a_manifest_with_unsound_facts_is_refused(facts: dict[str, Any], bundle: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        import_model(with_facts(bundle, **facts))
    assert caught.value.kind == "bundle"


@pytest.mark.parametrize("data", [b"", b"GGUF", bytes(20_000), b"<!DOCTYPE html>" * 1000], ids=["empty", "a", "b", "c"])
def test_other_files_are_not_bundles(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(BadInputError):
        import_model(tmp_path / "file")


def test_what_is_not_there_or_a_folder_is_66(tmp_path: Path) -> None:
    for path in (tmp_path / "none.tar", tmp_path):
        with pytest.raises(InputNotFoundError):
            import_model(path)


def test_every_truncation_is_refused_before_a_byte_is_stored(bundle: Path, home: Path) -> None:
    data = bundle.read_bytes()
    for size in {0, 100, 512, 1024, 1536, 5000, 20_000, len(data) // 2, len(data) - 10_240, len(data) - 12_000}:
        bundle.write_bytes(data[:size])
        with pytest.raises(BadInputError):
            import_model(bundle)
    assert files_below(home / "models") == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_head_ends_in_a_refusal_or_in_the_same_model(data: st.DataObject, bundle: Path) -> None:
    original = bundle.read_bytes()
    head = bytearray(original[:1536])
    for _ in range(data.draw(st.integers(1, 6))):
        head[data.draw(st.integers(0, len(head) - 1))] = data.draw(st.integers(0, 255))
    damaged = bundle.with_name("damaged.tar")
    damaged.write_bytes(bytes(head) + original[1536:])
    try:
        entry = BundleSource(damaged).entry
    except SakuraError as error:
        assert error.exit_status in (65, 76)
    else:
        assert entry.size_bytes is not None and entry.size_bytes < len(original)


@pytest.fixture
def installed(bundle: Path) -> Iterator[Path]:
    manifest = import_model(bundle)
    bundle.unlink()
    yield Store().path(manifest)


def test_weights_that_rot_on_the_disk_are_not_exported(installed: Path, tmp_path: Path) -> None:
    status = installed.stat()
    data = installed.read_bytes()
    installed.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(IntegrityError):
        export_model("tiny", tmp_path / "out.tar")
    os.utime(installed, ns=(status.st_atime_ns, status.st_mtime_ns))  # as a failing disk leaves it
    with pytest.raises(IntegrityError, match="instead of"):
        export_model("tiny", tmp_path / "out.tar")
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == []


def test_an_export_that_fails_leaves_the_old_file(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.tar"
    target.write_bytes(b"before")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(StorageError, match="No space left"):
            export_model("tiny", target)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 0))
        with pytest.raises(StorageError, match="needed, 0 kB free"):
            export_model("tiny", target)
    assert target.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["out.tar"]


def test_an_export_never_goes_into_the_store_or_over_a_folder(installed: Path, tmp_path: Path) -> None:
    for target in (installed, Store().root / "x.tar", tmp_path, tmp_path / "none" / "x.tar", Path("/dev/null")):
        with pytest.raises(OutputRefusedError):
            export_model("tiny", target)
    assert Store().is_intact(Store().get("tiny"))


def test_the_commands_tell_the_hash_on_stderr_only(installed: Path, tmp_path: Path) -> None:
    exported = CliRunner().invoke(models_app, ["export", "tiny", str(tmp_path / "t.tar")])
    assert (exported.exit_code, exported.stdout) == (0, "")
    Store().remove("tiny")
    imported = CliRunner().invoke(models_app, ["import", str(tmp_path / "t.tar")])
    assert (imported.exit_code, imported.stdout) == (0, "")
    sha256 = Store().get("tiny").sha256
    assert sha256 in exported.stderr and sha256 in imported.stderr
