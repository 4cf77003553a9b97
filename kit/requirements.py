"""What an installation without a network needs: the entries of the lock, with their hashes, that sakura runs with.

`python kit/requirements.py LOCK` prints them for this system and this Python, from what is installed here. Left out:
the bindings of llama.cpp, which come as source only and are built by whoever makes the kit.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Requirement("sakura-cli[prebuilt]")
BUILT_HERE = {"sakura-cli", "llama-cpp-python"}


def find_needed(root: Requirement) -> set[str]:
    """Return the names of a requirement and of all that it needs here, the extras that it asks for included."""
    found: set[tuple[str, str]] = set()
    waiting = [(root.name, extra) for extra in ("", *root.extras)]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in found:
            continue
        found.add((name, extra))
        for line in distribution(name).requires or []:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                waiting += [(canonicalize_name(needed.name), each) for each in ("", *needed.extras)]
    return {name for name, _ in found}


def select(lock: str, names: set[str]) -> Iterator[str]:
    """Yield the entries of a lock with these names, whatever their markers: pip looks at those."""
    for entry in re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^\s*#.*\n?", "", lock).strip()):
        if re.split(r"[=\[ ]", entry, maxsplit=1)[0] in names:
            yield entry


if __name__ == "__main__":
    needed = find_needed(ROOT) - BUILT_HERE
    print("\n".join(select(Path(sys.argv[1]).read_text(encoding="utf-8"), needed)))
