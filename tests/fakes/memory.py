"""The memory of another process, searched for words: what only its owner's superuser can do."""

from __future__ import annotations

import os
from pathlib import Path

_BLOCK = 1 << 22


def may_read_memory(process: int) -> bool:
    """Tell whether this user may read the memory of a process that gave up being read."""
    try:
        os.close(os.open(f"/proc/{process}/mem", os.O_RDONLY))
    except OSError:
        return False
    return True


def count_in_memory(process: int, words: str) -> int:
    """Return how often words stand in the writable memory of a process, spelled as Python and llama.cpp spell them."""
    # Strings of Python have two bytes a character of Japanese, or four where one of them is rare.
    needles = {words.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-32-le")}
    overlap = max(map(len, needles)) - 1
    found = 0
    with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:  # noqa: PTH123
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            addresses, mode, *rest = line.split(maxsplit=5)
            if not mode.startswith("rw") or rest[-1:] == ["[vvar]"]:
                continue
            start, end = (int(each, 16) for each in addresses.split("-"))
            kept = b""
            for place in range(start, end, _BLOCK):
                try:
                    memory.seek(place)
                    data = kept + memory.read(min(_BLOCK, end - place))
                except OSError:
                    break
                found += sum(data.count(needle) for needle in needles)
                kept = data[-overlap:]
    return found
