"""What the bytes of a format begin with, where that says what they are."""

from __future__ import annotations

import re

_HEADER_END = re.compile(rb"\r?\n\r?\n")
_FIELD_LINE = re.compile(rb"[!-9;-~]+:")
# Fields that only programs write: somebody who pastes a mail leaves them out, or pastes it decoded.
_TRANSPORT_FIELD = re.compile(
    rb"^(?:MIME-Version|Content-Transfer-Encoding|Received|DKIM-Signature):", re.IGNORECASE | re.MULTILINE
)
_MAX_HEADER_BYTES = 1 << 16


def has_transport_header(data: bytes) -> bool:
    """Tell whether bytes begin with the header of a mail as it is sent, which `eml` reads."""
    if not _FIELD_LINE.match(data):
        return False
    end = _HEADER_END.search(data, 0, _MAX_HEADER_BYTES)
    return end is not None and _TRANSPORT_FIELD.search(data[: end.start()]) is not None
