"""Which files weights consist of: one, or the parts that a large model is split into, which llama.cpp finds by name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sakura_cli.isolation.access import Access

_PART = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})(?P<end>\.gguf)", re.ASCII | re.DOTALL)
_MOST_PARTS = 1000


def weights_files(path: Path) -> list[Path]:
    """Return the files that native code opens for weights, the one that was named first."""
    match = _PART.fullmatch(path.name)
    if match is None or int(match["count"]) > _MOST_PARTS:
        return [path]
    names = (
        f"{match['stem']}-{part:05}-of-{match['count']}{match['end']}" for part in range(1, int(match["count"]) + 1)
    )
    return [path, *(path.with_name(name) for name in names if name != path.name)]


def access_for(message: dict[str, Any]) -> Access:
    """Return what a worker opens that is told to load or to measure."""
    adapters = (Path(path) for path, _scale in message["options"]["adapters"])
    cache = message.get("cache_folder")
    return Access((*weights_files(Path(message["model"])), *adapters), (Path(cache),) if cache else ())
