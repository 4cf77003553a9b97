"""A zip archive with other bytes in some of its parts: every other part, and all that is said of the parts, as it was.

Parts that stay are not unpacked: their compressed bytes are copied. Left out: archives of more than 4 GB, which no
reader opens.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_SIZES_FOLLOW = 0x8
_ZIP64 = 1


def replace_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the archive with other bytes in the parts of these names; it has been looked through (`Archive`)."""
    if not parts:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        position, comment = archive.start_dir, archive.comment
    written = io.BytesIO()
    directory: list[bytes] = []
    for entry in entries:
        fields = list(_CENTRAL.unpack_from(data, position))
        lengths = fields[10:13]
        names = data[position + _CENTRAL.size : position + _CENTRAL.size + sum(lengths)]
        position += _CENTRAL.size + sum(lengths)
        name, extra, note = names[: lengths[0]], names[lengths[0] : sum(lengths[:2])], names[sum(lengths[:2]) :]
        content = parts.get(entry.filename)
        packed = _copy(data, entry) if content is None else _pack(content, entry.compress_type)
        crc, size = (entry.CRC, entry.file_size) if content is None else (zlib.crc32(content), len(content))
        head, local_extra = _read_local(data, entry)
        offset = written.tell()
        # The sizes are known now, and stand where they belong.
        flags = entry.flag_bits & ~_SIZES_FOLLOW
        written.write(_LOCAL.pack(*head[:2], flags, *head[3:6], crc, len(packed), size, len(name), len(local_extra)))
        written.write(name + local_extra + packed)
        extra = _drop_sizes(extra)
        fields[3], fields[7:10], fields[11], fields[16] = flags, [crc, len(packed), size], len(extra), offset
        directory.append(_CENTRAL.pack(*fields) + name + extra + note)
    start = written.tell()
    written.write(b"".join(directory))
    size = written.tell() - start
    written.write(_END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), size, start, len(comment)) + comment)
    return written.getvalue()


def _read_local(data: bytes, entry: zipfile.ZipInfo) -> tuple[tuple[object, ...], bytes]:
    """Return the fields before the data of an entry, and what is added to them."""
    head = _LOCAL.unpack_from(data, entry.header_offset)
    start = entry.header_offset + _LOCAL.size + head[9]
    return head, _drop_sizes(data[start : start + head[10]])


def _copy(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    head = _LOCAL.unpack_from(data, entry.header_offset)
    start = entry.header_offset + _LOCAL.size + head[9] + head[10]
    return data[start : start + entry.compress_size]


def _pack(content: bytes, method: int) -> bytes:
    """Return bytes packed by the method of the part they replace."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("part", content)
        [entry] = archive.infolist()
    return _copy(buffer.getvalue(), entry)


def _drop_sizes(extra: bytes) -> bytes:
    """Return what is added to an entry without sizes of more than 4 GB, which it has not."""
    kept = b""
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, position)
        if kind != _ZIP64:
            kept += extra[position : position + 4 + length]
        position += 4 + length
    return kept + extra[position:] if position < len(extra) else kept
