"""The verified store: one folder a model, with its weights and a manifest of what was verified.

    MODELS/NAME/FILE.gguf, MODELS/NAME/manifest.json    visible only once the hash had matched
    MODELS/default                                      the name chosen with `models use`
    MODELS/.fetching/NAME/                              a download in progress
    MODELS/.quarantine/NAME/SHA256.bad                  bytes with another hash than the pinned one; never loaded
    MODELS/.locks/NAME.lock                             held by whoever fetches

Reading needs no lock and no write access. Fetching is `sakura_cli.models.fetch`'s business.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from sakura_cli.errors import IntegrityError, ModelUnavailableError, PermissionRefusedError, StorageError
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.paths import models_dir, private_directory
from sakura_cli.platforms import sync_folder

MANIFEST = "manifest.json"
_FORMAT = 1
_HASH_BYTES = 4 << 20


@dataclass(frozen=True)
class Manifest:
    """What is known about installed weights. `sha256` was computed here; `source` is where the bytes came from."""

    name: str
    repo: str
    revision: str
    file: str
    size_bytes: int
    mtime_ns: int
    sha256: str
    license: str
    source: str
    installed_at: str
    quantization: str
    context_tokens: int | None
    is_catalogued: bool
    is_damaged: bool = False
    format: int = _FORMAT


class Store:
    """The folder of installed models."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root if root is not None else models_dir()

    def staging_dir(self, name: str) -> Path:
        """Return the folder in which a download of `name` grows."""
        return self.root / ".fetching" / name

    def lock_file(self, name: str) -> Path:
        """Return the file to lock while fetching `name`."""
        return self.root / ".locks" / f"{name}.lock"

    def quarantine_dir(self, name: str) -> Path:
        """Return the folder for bytes of `name` that did not match."""
        return self.root / ".quarantine" / name

    def quarantined(self, name: str) -> Path | None:
        """Return the bytes of `name` that were set apart, if there are any; their hash is the file's name."""
        return next(iter(sorted(self.quarantine_dir(name).glob("*.bad"))), None) if _is_name(name) else None

    def is_quarantined(self, path: Path) -> bool:
        """Tell whether a path leads to bytes that were set apart, by whatever name."""
        return path.resolve().is_relative_to((self.root / ".quarantine").resolve())

    def names(self) -> list[str]:
        """Return the names of the installed models, sorted."""
        try:
            folders = [p.name for p in self.root.iterdir() if not p.name.startswith(".")]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except PermissionError as error:
            raise PermissionRefusedError(_("cannot read the model store {root}").format(root=self.root)) from error
        return sorted(name for name in folders if self.find(name) is not None)

    def find(self, name: str) -> Manifest | None:
        """Return the manifest of an installed model, or None."""
        if not _is_name(name):
            return None
        try:
            document = json.loads((self.root / name / MANIFEST).read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except PermissionError as error:
            raise PermissionRefusedError(_("cannot read the model store {root}").format(root=self.root)) from error
        except (OSError, ValueError):
            return None  # an unreadable manifest vouches for nothing: the model counts as not installed
        return _read_manifest(name, document)

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
        return self.root / manifest.name / manifest.file

    def is_intact(self, manifest: Manifest) -> bool:
        """Tell whether the file still has the size and time it was verified with; reads no data."""
        try:
            status = self.path(manifest).stat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (
            manifest.size_bytes,
            manifest.mtime_ns,
        ) and not manifest.is_damaged

    def check(self, manifest: Manifest) -> Path:
        """Return the path of weights that may be loaded; raise IntegrityError (76) when the file changed."""
        if self.is_intact(manifest):
            return self.path(manifest)
        if not self.path(manifest).exists():
            raise IntegrityError(
                _("the weights of {name} are gone from the store").format(name=manifest.name),
                hint=f"sakura models pull {manifest.name}",
            )
        if manifest.is_damaged:
            raise IntegrityError(
                _("the weights of {name} are damaged").format(name=manifest.name),
                hint=f"sakura models pull {manifest.name}",
            )
        raise IntegrityError(
            _("the weights of {name} changed since they were verified").format(name=manifest.name),
            hint=f"sakura models verify {manifest.name}",
        )

    def verify(self, name: str, progress: Callable[[int], None]) -> Manifest:
        """Re-hash installed weights; on a match they may be loaded again, else raise IntegrityError (76)."""
        manifest = self.get(name)
        path = self.path(manifest)
        if not path.exists():
            self.check(manifest)
        status = path.stat()
        actual = hash_file(path, progress)
        if actual != manifest.sha256:
            self._rewrite(replace(manifest, is_damaged=True))
            raise IntegrityError(
                _("the weights of {name} are damaged: sha256 {actual} instead of {sha256}").format(
                    name=name, actual=actual, sha256=manifest.sha256
                ),
                hint=f"sakura models pull {name}",
            )
        verified = replace(manifest, mtime_ns=status.st_mtime_ns, size_bytes=status.st_size, is_damaged=False)
        if verified != manifest:
            self._rewrite(verified)
        return verified

    def commit(self, staged: Path, manifest: Manifest) -> Manifest:
        """Make verified bytes visible under `manifest.name`, replacing an older version; return the final manifest."""
        folder = staged.parent
        weights = folder / manifest.file
        staged.replace(weights)
        final = replace(manifest, mtime_ns=weights.stat().st_mtime_ns)
        _write_manifest(folder / MANIFEST, final)
        for path in folder.iterdir():
            if path.name not in (manifest.file, MANIFEST):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        target = self.root / manifest.name
        # A folder cannot be renamed over one that is not empty, so the older version steps aside first.
        retired = folder.with_name(f"{manifest.name}.retired")
        shutil.rmtree(retired, ignore_errors=True)
        if target.exists():
            target.rename(retired)
        folder.rename(target)
        shutil.rmtree(retired, ignore_errors=True)
        shutil.rmtree(self.quarantine_dir(manifest.name), ignore_errors=True)
        sync_folder(self.root)
        return final

    def has_anything(self, name: str) -> bool:
        """Tell whether there is a model, a part of its download or bytes set apart under a name."""
        folders = (self.root / name, self.staging_dir(name), self.quarantine_dir(name))
        return _is_name(name) and any(folder.exists() for folder in folders)

    def remove(self, name: str) -> int:
        """Delete a model, what is left of its download and what was set apart; return the bytes freed.

        Whether somebody fetches or uses it is `sakura_cli.models.removal`'s business.
        """
        leftovers = [] if not _is_name(name) else [self.staging_dir(name), self.quarantine_dir(name)]
        leftovers = [folder for folder in leftovers if folder.exists()]
        if not leftovers:
            self.get(name)
        folders = [self.root / name, *leftovers] if self.find(name) is not None else leftovers
        try:
            freed = sum(
                path.stat().st_size
                for folder in folders
                for path in folder.rglob("*")
                if path.is_file() and path.name != MANIFEST
            )
            if self.root / name in folders:
                (self.root / name / MANIFEST).unlink()  # first: from here on the model is not visible any more
            for folder in folders:
                shutil.rmtree(folder)
            if self.default_name() == name:
                (self.root / "default").unlink()
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
        return name if _is_name(name) else None

    def set_default(self, name: str) -> None:
        """Choose the model that tasks use when none is named; it must be installed."""
        self.get(name)
        _write_private(self.root / "default", name + "\n")

    def _rewrite(self, manifest: Manifest) -> None:
        # A read-only store cannot remember the outcome; the caller still reports it.
        if os.access(self.root / manifest.name, os.W_OK):
            _write_manifest(self.root / manifest.name / MANIFEST, manifest)


def hash_file(path: Path, progress: Callable[[int], None]) -> str:
    """Return the sha256 of a file, reporting the bytes read so far."""
    digest, done = hashlib.sha256(), 0
    buffer = memoryview(bytearray(_HASH_BYTES))
    try:
        with path.open("rb", buffering=0) as file:
            while count := file.readinto(buffer):
                digest.update(buffer[:count])
                done += count
                progress(done)
    except PermissionError as error:
        raise PermissionRefusedError(_("cannot read {path}").format(path=path)) from error
    except OSError as error:
        raise StorageError(
            _("cannot read {path}: {reason}").format(path=path, reason=describe_os_error(error))
        ) from error
    return digest.hexdigest()


def _is_name(name: str) -> bool:
    return bool(name) and not name.startswith(".") and "/" not in name and "\\" not in name and "\0" not in name


def _read_manifest(name: str, document: object) -> Manifest | None:
    if not isinstance(document, dict) or document.get("format") != _FORMAT or document.get("name") != name:
        return None
    known = {field.name for field in fields(Manifest)}
    try:
        manifest = Manifest(**{key: value for key, value in document.items() if key in known})
    except TypeError:
        return None
    texts = (manifest.repo, manifest.revision, manifest.file, manifest.sha256, manifest.license, manifest.quantization)
    counts = (manifest.size_bytes, manifest.mtime_ns)
    is_sound = all(isinstance(t, str) for t in texts) and all(isinstance(c, int) for c in counts)
    return manifest if is_sound and _is_name(manifest.file) else None


def _write_manifest(path: Path, manifest: Manifest) -> None:
    _write_private(path, json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n")


def _write_private(path: Path, text: str) -> None:
    private_directory(path.parent)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except PermissionError as error:
        raise PermissionRefusedError(_("the model store is read-only")) from error
    except OSError as error:
        raise StorageError(
            _("cannot write to the model store: {reason}").format(reason=describe_os_error(error))
        ) from error
