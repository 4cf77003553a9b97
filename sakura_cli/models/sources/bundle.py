"""A bundle as a source: one file that carries weights, their licence and a manifest to a machine without a network.

A bundle is a plain tar archive of exactly three regular files, in this order: `manifest.json`, `LICENSE.txt`,
`weights.gguf`. Its blocks are read here one by one, so no link, path or further member of a crafted archive is ever
followed. What the manifest claims decides nothing: the sha256 does, in `sakura_cli.models.fetch`.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from sakura_cli.errors import (
    BadInputError,
    InputNotFoundError,
    IntegrityError,
    PermissionRefusedError,
    StorageError,
    write_command,
)
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.models import catalogue
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.keeping.names import is_plain_name
from sakura_cli.models.partial import PartialFile

FORMAT = "sakura-model-bundle"
VERSION = 1
MANIFEST, LICENSE, WEIGHTS = ("manifest.json", "LICENSE.txt", "weights.gguf")
_MAX_TEXT_BYTES = 256 << 10
_COPY_BYTES = 4 << 20

# What the manifest says of the model, and how it may be written. `context_tokens` may also be null.
_TEXTS = {
    "name": r"[a-z0-9][a-z0-9._-]{0,254}",
    "repo": r"[\w.-]{1,100}/[\w.-]{1,100}",
    "revision": r"[\w./-]{1,200}",
    "file": r"\w[\w.-]{0,199}\.gguf",
    "sha256": r"[0-9a-f]{64}",
    "license": r"[^\x00-\x1f\x7f-\x9f]{1,500}",
}


class BundleSource:
    """The weights in a bundle whose shape was found sound; nothing of it is trusted but its size."""

    name = "bundle"
    needs_network = False

    def __init__(self, path: Path) -> None:
        """Read and check everything of a bundle but its weights.

        Raise BadInputError (65) for what is not a bundle, IntegrityError (76) for one that claims a catalogued name
        with other weights than the pinned ones, InputNotFoundError (66) or PermissionRefusedError (77).
        """
        self.path = path
        self.title = _("the bundle {name}").format(name=path.name)
        try:
            with path.open("rb") as file:
                self.entry, self._weights_offset = _read_head(file, path.name)
        except PermissionError as error:
            raise PermissionRefusedError(
                _("{path} may not be read").format(path=path), hint=write_command("ls", "-l", path)
            ) from error
        except (FileNotFoundError, NotADirectoryError) as error:
            raise InputNotFoundError(
                _("there is no file {path}").format(path=path), hint=_("check the name: ls")
            ) from error
        except IsADirectoryError as error:
            raise InputNotFoundError(
                _("{path} is a folder").format(path=path), hint=_("name the bundle itself")
            ) from error
        except OSError as error:
            raise StorageError(
                _("{path} cannot be read: {reason}").format(path=path, reason=describe_os_error(error))
            ) from error

    def has(self, entry: CatalogueEntry) -> bool:
        """Tell whether the bundle claims to hold the entry."""
        return entry.sha256 == self.entry.sha256

    def pin(self, entry: CatalogueEntry) -> CatalogueEntry:
        """Return the entry as it is: a bundle's manifest leaves nothing open."""
        return entry

    def mismatch_hint(self, entry: CatalogueEntry) -> str:
        """Return what to type when the bytes are not the claimed ones."""
        return _("sakura models import {path}   # after copying the bundle here again").format(path=self.path)

    def fetch(self, entry: CatalogueEntry, partial: PartialFile, progress: Callable[[int], None]) -> None:
        """Append what is missing."""
        size_bytes = entry.size_bytes or 0
        with self.path.open("rb", buffering=0) as file:
            file.seek(self._weights_offset + partial.size)
            while partial.size < size_bytes:
                data = self._read(file, min(_COPY_BYTES, size_bytes - partial.size))
                partial.append(data)
                progress(partial.size)

    def _read(self, file: IO[bytes], count: int) -> bytes:
        # Apart from writing, whose errors are the store's.
        try:
            data = file.read(count)
        except OSError as error:
            raise StorageError(
                _("{path} cannot be read: {reason}").format(path=self.path, reason=describe_os_error(error))
            ) from error
        if not data:
            raise StorageError(
                _("{path} became shorter while it was read").format(path=self.path),
                hint=_("copy the bundle here again"),
            )
        return data


def _read_head(file: IO[bytes], name: str) -> tuple[CatalogueEntry, int]:
    """Return what the bundle holds and where its weights begin."""
    if not file.seekable():
        raise _not_a_bundle(name, _("it is not a regular file"))
    document, _licence = (_take_text(file, name, member) for member in (MANIFEST, LICENSE))
    entry = _read_manifest(document, name)
    if _take_header(file, name, WEIGHTS) != entry.size_bytes:
        raise _not_a_bundle(name, _("its weights have another size than its manifest says"))
    offset = file.tell()
    end = file.seek(0, 2)
    rest = end - offset - _padded(entry.size_bytes or 0)
    if rest < 2 * tarfile.BLOCKSIZE:
        raise _not_a_bundle(name, _("it ends early, after {end} bytes").format(end=end))
    file.seek(-rest, 2)
    if rest > 2 * tarfile.RECORDSIZE or file.read(rest).strip(b"\0"):
        raise _not_a_bundle(name, _("it goes on after its weights"))
    return entry, offset


def _take_header(file: IO[bytes], name: str, member: str) -> int:
    try:
        info = tarfile.TarInfo.frombuf(file.read(tarfile.BLOCKSIZE), "utf-8", "surrogateescape")
    except tarfile.HeaderError as error:
        raise _not_a_bundle(name, _("there is no {member} where one belongs").format(member=member)) from error
    # No extension of tar is understood: a link, a long path or a sparse file is not a member that belongs here.
    if info.name != member or info.type != tarfile.REGTYPE or info.linkname:
        raise _not_a_bundle(name, _("another member stands where {member} belongs").format(member=member))
    return info.size


def _take_text(file: IO[bytes], name: str, member: str) -> bytes:
    size = _take_header(file, name, member)
    if not 0 < size <= _MAX_TEXT_BYTES:
        raise _not_a_bundle(name, _("its {member} has {size} bytes").format(member=member, size=size))
    return file.read(_padded(size))[:size]


def _read_manifest(document: bytes, name: str) -> CatalogueEntry:
    try:
        fields = json.loads(document.decode("utf-8"))
    # RecursionError: thousands of nested brackets fit into the size that is allowed.
    except (ValueError, RecursionError) as error:
        raise _not_a_bundle(name, _("its manifest is not JSON")) from error
    if not isinstance(fields, dict) or fields.get("format") != FORMAT:
        raise _not_a_bundle(name, _("its manifest is not that of a bundle"))
    if fields.get("version") != VERSION:
        raise BadInputError(
            _("{name} is a bundle of a version that this sakura does not know").format(name=name),
            hint="pip install --upgrade sakura-cli",
            kind="bundle",
        )
    for key, pattern in _TEXTS.items():
        if not isinstance(fields.get(key), str) or not re.fullmatch(pattern, fields[key], re.ASCII):
            raise _not_a_bundle(name, _("its manifest has no sound {key}").format(key=key))
    size_bytes, context_tokens = fields.get("size_bytes"), fields.get("context_tokens")
    if not _is_count(size_bytes) or not (context_tokens is None or _is_count(context_tokens)):
        raise _not_a_bundle(name, _("its manifest has no sound size"))
    return _hold_to_catalogue(
        CatalogueEntry(
            **{key: fields[key] for key in _TEXTS},
            size_bytes=size_bytes,
            context_tokens=context_tokens,
            is_catalogued=False,
        )
    )


def _hold_to_catalogue(claimed: CatalogueEntry) -> CatalogueEntry:
    """Return the catalogue's own entry for a name it knows; a bundle cannot put other weights under it."""
    if not is_plain_name(claimed.name):
        raise BadInputError(
            _("no model may be called {name}").format(name=claimed.name),
            hint=_("sakura models export NAME FILE   # makes a bundle with a name of its own"),
            kind="bundle",
        )
    known = catalogue.find(claimed.name)
    if known is None:
        return claimed
    if known.sha256 is None:
        raise IntegrityError(
            _("the bundle claims to be {name}, whose hash nobody has pinned; nothing was stored").format(
                name=claimed.name
            ),
            hint=f"sakura models pull {claimed.name}",
        )
    if known.sha256 is not None and known.sha256 != claimed.sha256:
        raise IntegrityError(
            _(
                "the bundle claims to be {name} but its weights are sha256 {actual} instead of "
                "{sha256}; nothing was stored"
            ).format(name=claimed.name, actual=claimed.sha256, sha256=known.sha256),
            hint=f"sakura models pull {claimed.name}",
        )
    return CatalogueEntry(
        **{**vars(known), "file": claimed.file, "size_bytes": claimed.size_bytes, "sha256": claimed.sha256}
    )


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 50


def _padded(size: int) -> int:
    return -(-size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE


def _not_a_bundle(name: str, reason: str) -> BadInputError:
    return BadInputError(
        _("{name} is not a sound model bundle: {reason}").format(name=name, reason=reason),
        hint=_("sakura models export NAME FILE   # makes one"),
        kind="bundle",
    )
