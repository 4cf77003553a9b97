"""Messages between the command and its worker: JSON objects, each after its length in four bytes.

Both ends are the same version of sakura in one machine's memory; there is nothing to negotiate.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import IO, Any

_LENGTH = struct.Struct(">I")
_MAX_MESSAGE_BYTES = 1 << 30

JsonObject = dict[str, Any]


def write_message(stream: IO[bytes], message: Mapping[str, Any]) -> None:
    """Write one message and flush it."""
    # surrogatepass: text decoded with errors kept must reach the worker as it is.
    data = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="surrogatepass")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def read_message(stream: IO[bytes]) -> JsonObject | None:
    """Read one message; None at the end of the stream, also in the middle of a message."""
    header = _read_exactly(stream, _LENGTH.size)
    if header is None:
        return None
    (size,) = _LENGTH.unpack(header)
    if size > _MAX_MESSAGE_BYTES:
        return None
    data = _read_exactly(stream, size)
    if data is None:
        return None
    message: JsonObject = json.loads(data.decode("utf-8", errors="surrogatepass"))
    return message


def _read_exactly(stream: IO[bytes], size: int) -> bytes | None:
    parts: list[bytes] = []
    while size:
        part = stream.read(size)
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
