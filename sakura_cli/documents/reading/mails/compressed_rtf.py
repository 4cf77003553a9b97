"""The compressed RTF of Outlook's mails (LZFu, MS-OXRTFCP) unpacked."""

from __future__ import annotations

import struct

_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_WINDOW = 4096
_MOST_BYTES = 64 << 20
# What every mail could begin with stands in the window before it.
_PRESET = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    + b"\r\n"
    + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def unpack_rtf(data: bytes) -> bytes:
    """Return the RTF of a compressed stream. Raises ValueError where it is none."""
    if len(data) < 16:
        raise ValueError("too short for compressed RTF")
    _size, raw_size, kind, _checksum = struct.unpack_from("<IIII", data)
    if kind == _PLAIN:
        return data[16 : 16 + raw_size]
    if kind != _COMPRESSED or raw_size > _MOST_BYTES:
        raise ValueError("not compressed RTF")
    window = bytearray(_PRESET.ljust(_WINDOW, b"\0"))
    at = len(_PRESET)
    output = bytearray()
    position = 16
    while position < len(data) and len(output) < raw_size:
        flags = data[position]
        position += 1
        for bit in range(8):
            if not flags >> bit & 1:
                taken = data[position : position + 1]
                position += 1
            else:
                if position + 2 > len(data):
                    return bytes(output[:raw_size])
                reference = data[position] << 8 | data[position + 1]
                position += 2
                start, length = reference >> 4, (reference & 15) + 2
                if start == at:
                    return bytes(output[:raw_size])
                taken = b""
                for step in range(length):
                    byte = window[(start + step) % _WINDOW]
                    window[(at + step) % _WINDOW] = byte
                    output.append(byte)
                at = (at + length) % _WINDOW
            for byte in taken:
                window[at] = byte
                output.append(byte)
                at = (at + 1) % _WINDOW
    return bytes(output[:raw_size])
