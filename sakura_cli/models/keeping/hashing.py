"""The sha256 of a file that is too large to be read at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from sakura_cli.errors import PermissionRefusedError, StorageError
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _

_BLOCK_BYTES = 4 << 20


def hash_file(path: Path, progress: Callable[[int], None]) -> str:
    """Return the sha256 of a file, reporting the bytes read so far. Raises PermissionRefusedError, StorageError."""
    digest, done = hashlib.sha256(), 0
    buffer = memoryview(bytearray(_BLOCK_BYTES))
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
