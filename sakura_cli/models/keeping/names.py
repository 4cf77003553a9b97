"""What models may be called, and where the store keeps what it knows of each.

Three kinds of name that never meet: those of the catalogue and of bundles, plain words in small letters; hub
references, written as they are given; and keys of references, which stand for them where a file is named.
"""

from __future__ import annotations

import hashlib
import re

HUB = "hf:"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,199}", re.ASCII)
_KEY = re.compile(r"@[0-9a-f]{40}", re.ASCII)
# Names of the store's own files, and of devices on Windows; what ends like a file would be taken for a path.
_RESERVED = frozenset({"default", "names", "weights", "con", "prn", "aux", "nul"})
_FILE_ENDING = ".gguf"


def is_plain_name(name: str) -> bool:
    """Tell whether a model may be called so that is neither in the catalogue nor a hub reference."""
    return bool(_PLAIN.fullmatch(name)) and name not in _RESERVED and not name.endswith(_FILE_ENDING)


def is_name(name: str) -> bool:
    """Tell whether the store may know a model by this name, or by this key."""
    return is_plain_name(name) or name.startswith(HUB) or bool(_KEY.fullmatch(name))


def key_of(name: str) -> str:
    """Return how files of a model are called: its name, or the hash of a reference, whose letters mean too much."""
    if not name.startswith(HUB):
        return name
    return "@" + hashlib.sha256(name.encode("utf-8", errors="surrogatepass")).hexdigest()[:40]


def plain_name_for(name: str, sha256: str, *, is_pinned: bool) -> str:
    """Return what a model is called in a bundle: its own name where that is pinned to these weights, else another."""
    if name.startswith(HUB):
        stem = re.sub(r"[^a-z0-9._-]+", "--", name.removeprefix(HUB).lower().removesuffix(_FILE_ENDING)).strip("-._")
        return f"{stem[:150]}-{sha256[:8]}"
    return name if is_pinned else f"{name}-{sha256[:8]}"
