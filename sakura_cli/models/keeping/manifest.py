"""What is known of an installed model, as JSON: a name, the hash of its weights, and where they came from."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from sakura_cli.errors import PermissionRefusedError, StorageError
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.models.keeping.names import is_name, key_of
from sakura_cli.platforms import sync_folder
from sakura_cli.replacing import replaced_file

_FORMAT = 2
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


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


def read_manifest(path: Path, key: str) -> Manifest | None:
    """Return the manifest in a file; None where there is none, or nothing that vouches for a model of that key.

    Raises PermissionRefusedError.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError as error:
        raise PermissionRefusedError(_("cannot read the model store {root}").format(root=path.parent.parent)) from error
    except (OSError, ValueError, RecursionError):
        return None  # an unreadable manifest vouches for nothing: the model counts as not installed
    return _parse(document, key)


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest whole, for its owner's eyes. Raises PermissionRefusedError, StorageError."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n"
    try:
        with replaced_file(path, 0o600) as file:
            file.write(text.encode("utf-8", errors="surrogatepass"))
        sync_folder(path.parent)
    except PermissionError as error:
        raise PermissionRefusedError(_("the model store is read-only")) from error
    except OSError as error:
        raise StorageError(
            _("cannot write to the model store: {reason}").format(reason=describe_os_error(error))
        ) from error


def _parse(document: object, key: str) -> Manifest | None:
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        return None
    known = {field.name for field in fields(Manifest)}
    try:
        manifest = Manifest(**{name: value for name, value in document.items() if name in known})
    except TypeError:
        return None
    texts = (manifest.name, manifest.repo, manifest.revision, manifest.file, manifest.license, manifest.quantization)
    counts = (manifest.size_bytes, manifest.mtime_ns)
    if not all(isinstance(each, str) for each in (*texts, manifest.sha256)):
        return None
    is_sound = all(isinstance(count, int) for count in counts) and _SHA256.fullmatch(manifest.sha256)
    return manifest if is_sound and is_name(manifest.name) and key_of(manifest.name) == key else None
