"""Whether a shared library is all there: the dynamic loader maps a file cut short and dies of it (SIGBUS).

Only ELF is looked into. Left out: whether what is there is right.
"""

from __future__ import annotations

import struct
from pathlib import Path

# e_phoff, e_shoff, e_flags, e_ehsize, e_phentsize, e_phnum, e_shentsize, e_shnum of a 64-bit ELF header, from byte 32.
_HEADER = struct.Struct("<QQIHHHHH")
_HEADER_OFFSET = 32
# p_offset of a 64-bit program header; p_filesz stands three words behind it.
_SEGMENT = struct.Struct("<8xQ16xQ")


def is_cut_short(file: Path) -> bool:
    """Tell whether a file begins like a 64-bit ELF library and ends before its last segment or section does."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        head = stream.read(64)
        if not head.startswith(b"\x7fELF\x02\x01"):
            return False
        if len(head) < 64:
            return True
        segments, sections, _, _, segment_size, segment_count, section_size, section_count = _HEADER.unpack_from(
            head, _HEADER_OFFSET
        )
        stream.seek(segments)
        table = stream.read(segment_size * segment_count)
    if len(table) < segment_size * segment_count:
        return True
    ends = [sum(_SEGMENT.unpack_from(table, place * segment_size)) for place in range(segment_count)]
    return max([*ends, sections + section_size * section_count], default=0) > size
