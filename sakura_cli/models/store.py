"""The verified store: weights by their hash, and names that point to them.

    MODELS/weights/SHA256.gguf          visible only once the hash had matched; once, whatever names point to it
    MODELS/names/KEY.json               a name, the hash it stands for, and what was verified
    MODELS/default                      the name chosen with `models use`
    MODELS/.fetching/KEY/               a download in progress
    MODELS/.quarantine/KEY/SHA256.bad   bytes with another hash than the pinned one; never loaded
    MODELS/.locks/KEY.lock              held by whoever fetches; .store.lock by whoever changes names

A key is a name, or for a hub reference its hash. Reading needs no lock and no write access. Fetching is
`sakura_cli.models.fetch`'s business.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from sakura_cli.errors import IntegrityError, ModelUnavailableError, PermissionRefusedError
from sakura_cli.inference.holding import nobody_using
from sakura_cli.localization import gettext as _
from sakura_cli.models.keeping.folders import own_folder, take_away
from sakura_cli.models.keeping.hashing import hash_file
from sakura_cli.models.keeping.manifest import Manifest, read_manifest, write_manifest
from sakura_cli.models.keeping.names import is_name, key_of
from sakura_cli.paths import models_dir
from sakura_cli.platforms import sync_folder
from sakura_cli.replacing import TEMPORARY, replaced_file

_WEIGHTS = re.compile(r"([0-9a-f]{64})\.gguf", re.ASCII)
_LOCK_SECONDS = 30.0


class Store:
    """The folder of installed models."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root if root is not None else models_dir()

    def staging_dir(self, name: str) -> Path:
        """Return the folder in which a download of `name` grows."""
        return self.root / ".fetching" / key_of(name)

    def make_staging_dir(self, name: str) -> Path:
        """Return that folder, made, and no link. Raises OSError, StorageError."""
        return own_folder(self.root, ".fetching", key_of(name))

    def lock_file(self, name: str) -> Path:
        """Return the file to lock while fetching `name`."""
        return self.root / ".locks" / f"{key_of(name)}.lock"

    def quarantine_dir(self, name: str) -> Path:
        """Return the folder for bytes of `name` that did not match."""
        return self.root / ".quarantine" / key_of(name)

    def empty_quarantine_dir(self, name: str) -> Path:
        """Return that folder, made and empty, and no link. Raises OSError, StorageError."""
        take_away(self.quarantine_dir(name))
        return own_folder(self.root, ".quarantine", key_of(name))

    def quarantined(self, name: str) -> Path | None:
        """Return the bytes of `name` that were set apart, if there are any; their hash is the file's name."""
        return next(iter(sorted(self.quarantine_dir(name).glob("*.bad"))), None) if is_name(name) else None

    def is_quarantined(self, path: Path) -> bool:
        """Tell whether a path leads to bytes that were set apart, by whatever name."""
        return path.resolve().is_relative_to((self.root / ".quarantine").resolve())

    def names(self) -> list[str]:
        """Return the names of the installed models, sorted."""
        return sorted(manifest.name for manifest in self._manifests().values() if manifest is not None)

    def find(self, name: str) -> Manifest | None:
        """Return the manifest of an installed model, or None."""
        return read_manifest(self._pointer(key_of(name)), key_of(name)) if is_name(name) else None

    def find_weights(self, sha256: str) -> Manifest | None:
        """Return the manifest of an installed and intact model whose weights have a hash, by whatever name."""
        known = (each for each in self._manifests().values() if each is not None and each.sha256 == sha256)
        return next(filter(self.is_intact, known), None)

    def get(self, name: str) -> Manifest:
        """Return the manifest of an installed model; raise ModelUnavailableError with the command to type."""
        manifest = self.find(name)
        if manifest is None:
            raise ModelUnavailableError(
                _("the model {name} is not installed").format(name=name), hint=f"sakura models pull {name}"
            )
        return manifest

    def path(self, manifest: Manifest) -> Path:
        """Return where the weights lie."""
        return self._weights(manifest.sha256)

    def is_shared(self, manifest: Manifest) -> bool:
        """Tell whether another name stands for the same weights."""
        others = (each for each in self._manifests().values() if each is not None and each.name != manifest.name)
        return any(each.sha256 == manifest.sha256 for each in others)

    def is_intact(self, manifest: Manifest) -> bool:
        """Tell whether the file still has the size and time it was verified with; reads no data."""
        try:
            status = self.path(manifest).stat()
        except OSError:
            return False
        verified = (manifest.size_bytes, manifest.mtime_ns)
        return (status.st_size, status.st_mtime_ns) == verified and not manifest.is_damaged

    def check(self, manifest: Manifest) -> Path:
        """Return the path of weights that may be loaded; raise IntegrityError (76) when the file changed."""
        path = self.path(manifest)
        if self.is_intact(manifest):
            return path
        if path.exists() and not manifest.is_damaged:
            raise IntegrityError(
                _("the weights of {name} changed since they were verified").format(name=manifest.name),
                hint=f"sakura models verify {manifest.name}",
            )
        message = _("the weights of {name} are gone from the store")
        if path.exists():
            message = _("the weights of {name} are damaged")
        raise IntegrityError(message.format(name=manifest.name), hint=f"sakura models pull {manifest.name}")

    def verify(self, name: str, progress: Callable[[int], None]) -> Manifest:
        """Re-hash installed weights; on a match they may be loaded again, else raise IntegrityError (76)."""
        manifest = self.get(name)
        path = self.path(manifest)
        if not path.exists():
            self.check(manifest)
        status = path.stat()
        actual = hash_file(path, progress)
        if actual != manifest.sha256:
            self._tell_all(manifest.sha256, is_damaged=True)
            raise IntegrityError(
                _("the weights of {name} are damaged: sha256 {actual} instead of {sha256}").format(
                    name=name, actual=actual, sha256=manifest.sha256
                ),
                hint=f"sakura models pull {name}",
            )
        self._tell_all(actual, is_damaged=False, size_bytes=status.st_size, mtime_ns=status.st_mtime_ns)
        return replace(manifest, is_damaged=False, size_bytes=status.st_size, mtime_ns=status.st_mtime_ns)

    def commit(self, staged: Path, manifest: Manifest) -> Manifest:
        """Make verified bytes visible under `manifest.name`, replacing what it stood for; return the final manifest."""
        with self._changing():
            target = own_folder(self.root, "weights") / self.path(manifest).name
            staged.replace(target)
            sync_folder(target.parent)
            final = replace(manifest, mtime_ns=target.stat().st_mtime_ns)
            self._point(final)
            self._tell_all(final.sha256, is_damaged=False, size_bytes=final.size_bytes, mtime_ns=final.mtime_ns)
            take_away(staged.parent)
            take_away(self.quarantine_dir(manifest.name))
            self._sweep()
        return final

    def adopt(self, manifest: Manifest) -> Manifest:
        """Let a further name stand for weights that are installed; return the manifest."""
        with self._changing():
            self._point(manifest)
            self._sweep()
        return manifest

    def reclaim(self, sha256: str, staged: Path) -> None:
        """Take weights that no name stands for into a download: a run was killed before it wrote the name."""
        with self._changing():
            path = self._weights(sha256)
            if not staged.exists() and path.is_file() and not path.is_symlink() and not self._is_named(sha256):
                path.replace(staged)

    def has_anything(self, name: str) -> bool:
        """Tell whether there is a model, a part of its download or bytes set apart under a name."""
        places = (self._pointer(key_of(name)), self.staging_dir(name), self.quarantine_dir(name))
        return is_name(name) and any(os.path.lexists(place) for place in places)

    def has_leftovers(self, name: str) -> bool:
        """Tell whether a killed run left something: of a model's download, or beside names and weights."""
        if not os.access(self.root, os.W_OK):
            return False  # nobody could take it away
        of_download = (self.staging_dir(name), self.lock_file(name).with_suffix(".holder"))
        return any(map(os.path.lexists, of_download)) or next(self._leftovers(), None) is not None

    def tidy(self, name: str) -> None:
        """Delete what killed runs left; whoever calls holds the lock of `name`. Raises OSError."""
        take_away(self.staging_dir(name))
        with self._changing():
            self._sweep()

    def remove(self, name: str) -> int:
        """Delete a model, what is left of its download and what was set apart; return the bytes freed.

        Weights that another name stands for stay, and those that lie elsewhere, behind a link, too. Whether somebody
        fetches or uses them is `sakura_cli.models.removal`'s business.
        """
        if not self.has_anything(name):
            self.get(name)
        manifest = self.find(name)
        try:
            with self._changing():
                leftovers = [self.staging_dir(name), self.quarantine_dir(name)]
                freed = sum(map(_size_of, leftovers))
                if manifest is not None and not self.is_shared(manifest):
                    freed += _size_of(self.path(manifest))
                self._pointer(key_of(name)).unlink(missing_ok=True)  # first: the model is not visible any more
                if manifest is not None and not self._is_named(manifest.sha256):
                    self.path(manifest).unlink(missing_ok=True)
                for leftover in leftovers:
                    take_away(leftover)
                if manifest is not None and self.default_name() == manifest.name:
                    (self.root / "default").unlink()
                self._sweep()
        except PermissionError as error:
            raise PermissionRefusedError(
                _("cannot delete {name}: the model store is read-only").format(name=name)
            ) from error
        return freed

    def default_name(self) -> str | None:
        """Return the name chosen with `models use`, whether installed or not."""
        try:
            name = (self.root / "default").read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            return None
        return name if is_name(name) else None

    def set_default(self, name: str) -> None:
        """Choose the model that tasks use when none is named; it must be installed."""
        chosen = self.get(name).name
        try:
            with replaced_file(self.root / "default", 0o600) as file:
                file.write(f"{chosen}\n".encode())
        except PermissionError as error:
            raise PermissionRefusedError(_("the model store is read-only")) from error

    def _pointer(self, key: str) -> Path:
        return self.root / "names" / f"{key}.json"

    def _weights(self, sha256: str) -> Path:
        return self.root / "weights" / f"{sha256}.gguf"

    def _manifests(self) -> dict[Path, Manifest | None]:
        """Return every pointer with what it says; None for one that says nothing."""
        try:
            paths = [path for path in (self.root / "names").iterdir() if path.suffix == ".json"]
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except PermissionError as error:
            raise PermissionRefusedError(_("cannot read the model store {root}").format(root=self.root)) from error
        return {path: read_manifest(path, path.stem) for path in paths}

    def _is_named(self, sha256: str) -> bool:
        return any(each is None or each.sha256 == sha256 for each in self._manifests().values())

    def _point(self, manifest: Manifest) -> None:
        write_manifest(own_folder(self.root, "names") / self._pointer(key_of(manifest.name)).name, manifest)

    def _tell_all(self, sha256: str, **facts: object) -> None:
        """Write what was found of weights to every name that stands for them."""
        for path, manifest in self._manifests().items():
            # A read-only store cannot remember the outcome; the caller still reports it.
            if manifest is not None and manifest.sha256 == sha256 and os.access(path.parent, os.W_OK):
                told = replace(manifest, **facts)  # type: ignore[arg-type]
                if told != manifest:
                    write_manifest(path, told)

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Let nobody else change names or visible weights meanwhile."""
        from filelock import FileLock

        with FileLock(own_folder(self.root, ".locks") / ".store.lock", mode=0o600, timeout=_LOCK_SECONDS):
            yield

    def _leftovers(self) -> Iterator[Path]:
        """Yield what killed runs left: weights that no name stands for, files that were to become others.

        Nothing in a folder that is a link: what lies there is not the store's alone.
        """
        for folder in (self.root, self.root / "names", self.root / "weights"):
            if not folder.is_dir() or (folder != self.root and folder.is_symlink()):
                continue
            for path in list(folder.iterdir()):
                weights = _WEIGHTS.fullmatch(path.name) if folder.name == "weights" else None
                if path.name.startswith(TEMPORARY) or (weights and not self._is_named(weights[1])):
                    yield path

    def _sweep(self) -> None:
        for path in list(self._leftovers()):
            with nobody_using(path) as is_free:
                if is_free:
                    path.unlink(missing_ok=True)


def _size_of(place: Path) -> int:
    """Return the bytes that deleting a file or folder frees; none for a link."""
    if place.is_symlink():
        return 0
    paths = [place, *place.rglob("*")] if place.is_dir() else [place]
    return sum(path.lstat().st_size for path in paths if path.is_file() and not path.is_symlink())
