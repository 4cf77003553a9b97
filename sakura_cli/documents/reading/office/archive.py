"""The parts of a zip archive, within limits: nothing is unpacked to the disk, and nothing larger than any document is.

Left out: what the parts hold.
"""

from __future__ import annotations

import io
import zipfile

from sakura_cli.documents.refusals import encrypted_error, malformed_error
from sakura_cli.errors import BadInputError
from sakura_cli.localization import gettext as _

MAX_ENTRIES = 20_000
MAX_BYTES = 512 << 20
# XML shrinks by 10 to 50; only what is made to flood a memory shrinks by hundreds.
MAX_RATIO = 250
_RATIO_FROM_BYTES = 8 << 20
_ENCRYPTED = 0x1


class Archive:
    """A zip archive whose directory has been looked through. Raises BadInputError where it is over a limit."""

    def __init__(self, data: bytes, *, source: str) -> None:
        self._source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise malformed_error(self._source, str(error)) from None
        if len(self._zip.infolist()) > MAX_ENTRIES:
            raise self._too_large(_("{source} has more than {limit} parts").format(source=source, limit=MAX_ENTRIES))
        size = sum(entry.file_size for entry in self._entries.values())
        if size > MAX_BYTES or (size > _RATIO_FROM_BYTES and size > MAX_RATIO * len(data)):
            message = _("{source} is larger than {limit} MB when unpacked, or made to be").format(
                source=source, limit=MAX_BYTES >> 20
            )
            raise self._too_large(message)

    @property
    def names(self) -> list[str]:
        """The names of the parts, in the order of the directory."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Return the bytes of a part. Raises BadInputError where it is missing, encrypted or not what it claims."""
        entry = self._entries.get(name)
        if entry is None:
            raise malformed_error(self._source, f"no part {name}")
        if entry.flag_bits & _ENCRYPTED:
            raise encrypted_error(self._source)
        try:
            with self._zip.open(entry) as part:
                # One byte more than it claims shows a size that is a lie.
                data = part.read(entry.file_size + 1)
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
            raise malformed_error(self._source, str(error)) from None
        except Exception as error:  # zlib.error, lzma.LZMAError: classes of modules not imported here
            raise malformed_error(self._source, type(error).__name__) from None
        if len(data) != entry.file_size:
            raise malformed_error(self._source, "a size that is not true")
        return data

    def _too_large(self, message: str) -> BadInputError:
        return BadInputError(message, hint=_("split it, or save it as text"), kind="too-large")
