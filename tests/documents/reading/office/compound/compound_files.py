"""Compound files (OLE) made by hand: streams and storages in sectors, for mails and workbooks no program would save."""

from __future__ import annotations

import struct

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096


def make_compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file of streams by their paths, storages divided by slashes."""
    names: list[tuple[str, ...]] = [()]
    for path in streams:
        parts = tuple(path.split("/"))
        names += [parts[:depth] for depth in range(1, len(parts) + 1) if parts[:depth] not in names]
    sectors: list[bytes] = []
    fat: list[int] = []
    mini = b""
    mini_fat: list[int] = []

    def store(data: bytes) -> int:
        count = -(-len(data) // _SECTOR)
        first = len(sectors)
        sectors.extend(data[k * _SECTOR : (k + 1) * _SECTOR].ljust(_SECTOR, b"\0") for k in range(count))
        fat.extend([*range(first + 1, first + count), _END] if count else [])
        return first if count else _END

    places: dict[tuple[str, ...], tuple[int, int]] = {}
    for path, data in streams.items():
        if len(data) >= _CUTOFF:
            places[tuple(path.split("/"))] = (store(data), len(data))
            continue
        count = -(-len(data) // _MINI)
        first = len(mini_fat)
        mini += data.ljust(count * _MINI, b"\0")
        mini_fat += [*range(first + 1, first + count), _END] if count else []
        places[tuple(path.split("/"))] = (first if count else _END, len(data))
    root = (store(mini), len(mini))
    mini_fat_start = store(b"".join(struct.pack("<I", each) for each in mini_fat))
    entries = b"".join(_entry(name, names, places.get(name, root if not name else (0, 0))) for name in names)
    directory = store(entries)
    fat_count = -(-(len(fat) + 1) * 4 // _SECTOR) + 1
    fat_start = len(fat)
    fat += [_FAT] * fat_count
    table = b"".join(struct.pack("<I", each) for each in fat).ljust(fat_count * _SECTOR, b"\xff")
    sizes = (fat_count, directory, 0, _CUTOFF, mini_fat_start, -(-len(mini_fat) * 4 // _SECTOR), _END, 0)
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", signature, 62, 3, 0xFFFE, 9, 6, 0, *sizes)
    difat = [fat_start + k for k in range(fat_count)]
    header += b"".join(struct.pack("<I", each) for each in [*difat, *[_FREE] * (109 - len(difat))])
    return header + b"".join(sectors) + table


def _entry(name: tuple[str, ...], names: list[tuple[str, ...]], place: tuple[int, int]) -> bytes:
    """Return the entry of a directory; the entries of a storage are a chain to the right."""
    label = (name[-1] if name else "Root Entry").encode("utf-16-le") + b"\0\0"
    children = [number for number, each in enumerate(names) if each and each[:-1] == name]
    siblings = [number for number, each in enumerate(names) if name and each and each[:-1] == name[:-1]]
    at = siblings.index(names.index(name)) if name else 0
    right = siblings[at + 1] if name and at + 1 < len(siblings) else _FREE
    kind = 5 if not name else 1 if children else 2
    start, size = place
    return (
        label.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(label), kind, 1, _FREE, right, children[0] if children else _FREE)
        + b"\0" * 36
        + struct.pack("<IQ", start if kind != 1 else 0, size)
    )
