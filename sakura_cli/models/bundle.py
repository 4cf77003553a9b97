"""Bundles: installed weights as one verified file, for machines without a network, and back.

The format, and reading it, is `sakura_cli.models.sources.bundle`. The same weights always give the same bundle.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import IO

from sakura_cli.errors import (
    IntegrityError,
    OutputRefusedError,
    PermissionRefusedError,
    StorageError,
    write_command,
)
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.models import catalogue
from sakura_cli.models.fetch import format_size, install
from sakura_cli.models.keeping.manifest import Manifest
from sakura_cli.models.keeping.names import plain_name_for
from sakura_cli.models.progress import ProgressFactory, no_progress
from sakura_cli.models.sources.bundle import FORMAT, LICENSE, MANIFEST, VERSION, WEIGHTS, BundleSource
from sakura_cli.models.store import Store
from sakura_cli.replacing import replaced_file

_COPY_BYTES = 4 << 20


def export_model(
    name: str, target: Path, *, store: Store | None = None, progress: ProgressFactory = no_progress
) -> Manifest:
    """Write an installed model to `target` as a bundle, whole or not at all; return what was written.

    The weights are hashed on their way. Raise ModelUnavailableError (69), OutputRefusedError (73), StorageError (74)
    with the space needed and free, IntegrityError (76) when the weights are not what was installed.
    """
    store = store or Store()
    manifest = store.get(name)
    weights = store.check(manifest)
    _check_target(target, store)
    head = [(MANIFEST, _manifest_text(manifest)), (LICENSE, _license_text(manifest))]
    needed = manifest.size_bytes + sum(len(text) for _, text in head) + 2 * tarfile.RECORDSIZE
    free = shutil.disk_usage(target.parent).free
    if free < needed:
        raise StorageError(
            _("not enough space in {folder}: {needed} needed, {free} free").format(
                folder=target.parent, needed=format_size(needed), free=format_size(free)
            ),
            hint=_("name a file on a larger disk"),
            kind="disk-full",
        )
    with progress(_("exporting {name}").format(name=name), manifest.size_bytes, "bytes") as bar:
        _write_whole(target, lambda sink: _write_bundle(sink, head, weights, manifest, bar.update))
    return manifest


def import_model(
    path: Path,
    *,
    store: Store | None = None,
    announce: Callable[[str], None] = lambda message: None,
    progress: ProgressFactory = no_progress,
) -> Manifest:
    """Install the model of a bundle, visible only once its sha256 matched; return its manifest.

    Errors are those of `BundleSource` and `fetch.install`; OutputRefusedError (73) when a model of that name with other
    weights is installed. No network.
    """
    store = store or Store()
    source = BundleSource(path)
    entry = source.entry
    if not entry.is_catalogued:
        announce(
            _("{name} is not in sakura's catalogue: it is known by the hash in the bundle only").format(name=entry.name)
        )
    installed = store.find(entry.name)
    if installed is not None and store.is_intact(installed) and installed.sha256 != entry.sha256:
        raise OutputRefusedError(
            _("another model is installed as {name}: sha256 {actual} instead of {sha256}").format(
                name=entry.name, actual=installed.sha256, sha256=entry.sha256
            ),
            hint=_("sakura models rm {name}   # then import again").format(name=entry.name),
        )
    return install(entry, sources=[source], store=store, announce=announce, progress=progress)


def bundle_name(manifest: Manifest) -> str:
    """Return what a model is called in its bundle, and by whoever imports that.

    A name that stands for whatever the hub has under it is not taken along: a bundle cannot vouch for it.
    """
    known = catalogue.find(manifest.name)
    is_pinned = known is None or known.sha256 == manifest.sha256
    return plain_name_for(manifest.name, manifest.sha256, is_pinned=is_pinned)


def _check_target(target: Path, store: Store) -> None:
    if target.is_dir():
        raise OutputRefusedError(
            _("{path} is a folder").format(path=target),
            hint=write_command("sakura", "models", "export", "NAME", target / "model.tar"),
        )
    if not target.parent.exists():
        raise OutputRefusedError(
            _("there is no folder {folder}").format(folder=target.parent),
            hint=write_command("mkdir", "-p", target.parent),
        )
    if target.resolve().is_relative_to(store.root.resolve()):
        raise OutputRefusedError(_("a bundle cannot be written into the model store"), hint=_("name a file elsewhere"))
    if target.exists() and not target.is_file():
        raise OutputRefusedError(_("{path} is not a regular file").format(path=target), hint=_("name a file"))


def _manifest_text(manifest: Manifest) -> bytes:
    keys = ("name", "repo", "revision", "file", "size_bytes", "sha256", "license", "quantization", "context_tokens")
    facts = {"format": FORMAT, "version": VERSION, **{key: getattr(manifest, key) for key in keys}}
    facts["name"] = bundle_name(manifest)
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _license_text(manifest: Manifest) -> bytes:
    head = (
        f"These weights are somebody else's work, under this licence: {manifest.license}\n"
        f"Maker's repository on the model hub: {manifest.repo}, revision {manifest.revision}, file {manifest.file}\n"
    )
    # Apache-2.0 asks whoever passes a work on to pass its text on, too. Of other licences sakura has no text.
    body = "Its text is in that repository.\n"
    if manifest.license == "Apache-2.0":
        body = (files("sakura_cli.models") / "licenses" / "Apache-2.0.txt").read_text(encoding="utf-8")
    return f"{head}\n{body}".encode()


def _write_bundle(
    sink: IO[bytes],
    head: list[tuple[str, bytes]],
    weights: Path,
    manifest: Manifest,
    progress: Callable[[int], None],
) -> None:
    for name, text in head:
        sink.write(_header(name, len(text)) + text + bytes(-len(text) % tarfile.BLOCKSIZE))
    sink.write(_header(WEIGHTS, manifest.size_bytes))
    digest, done = hashlib.sha256(), 0
    with weights.open("rb", buffering=0) as file:
        while data := _read(file, weights):
            sink.write(data)
            digest.update(data)
            done += len(data)
            progress(done)
    if (done, digest.hexdigest()) != (manifest.size_bytes, manifest.sha256):
        raise IntegrityError(
            _("the weights of {name} are damaged: sha256 {actual} instead of {sha256}; nothing was written").format(
                name=manifest.name, actual=digest.hexdigest(), sha256=manifest.sha256
            ),
            hint=f"sakura models verify {manifest.name}",
        )
    end = sink.tell() + -done % tarfile.BLOCKSIZE + 2 * tarfile.BLOCKSIZE
    sink.write(bytes(end - sink.tell() + -end % tarfile.RECORDSIZE))


def _read(file: IO[bytes], path: Path) -> bytes:
    try:
        return file.read(_COPY_BYTES)
    except OSError as error:
        raise StorageError(
            _("{path} cannot be read: {reason}").format(path=path, reason=describe_os_error(error))
        ) from error


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT)  # the format whose one header also holds sizes beyond 8 GiB


def _write_whole(target: Path, write: Callable[[IO[bytes]], None]) -> None:
    umask = os.umask(0o077)
    os.umask(umask)
    try:
        with replaced_file(target, 0o666 & ~umask) as sink:  # a bundle is there to be passed on
            write(sink)
    except PermissionError as error:
        raise PermissionRefusedError(
            _("{path} may not be written").format(path=target), hint=write_command("ls", "-ld", target.parent)
        ) from error
    except OSError as error:
        reason = describe_os_error(error)
        raise StorageError(
            _("{path} cannot be written: {reason}").format(path=target, reason=reason),
            hint=_("name a file on another disk"),
        ) from error
