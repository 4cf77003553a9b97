"""Which model suits this machine: by its memory and whether it has an accelerator. Reads the operating system only."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from sakura_cli.models import catalogue
from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.platforms import total_memory_bytes

_GIB = 1 << 30

# (memory from, needs an accelerator, model). A machine sold with 8 GB shows the system somewhat less.
_TIERS = (
    (28 * _GIB, False, "gemma4-26b-a4b"),
    (14 * _GIB, True, "gemma4-e4b"),
    (7 * _GIB, False, "gemma4-e2b"),
    (3 * _GIB, False, "qwen2.5-coder-1.5b"),
    (0, False, "qwen2.5-coder-0.5b"),
)

# What a machine gets that reaches a package index but no model hub.
FALLBACK = "qwen2.5-coder-1.5b"


def recommended() -> CatalogueEntry:
    """Return the model recommended for this machine."""
    return catalogue.get(recommended_name())


def recommended_name(memory_bytes: int | None = None, has_accelerator: bool | None = None) -> str:
    """Return the name of the model recommended for a machine; None means this machine."""
    memory = read_memory_bytes() if memory_bytes is None else memory_bytes
    for least, needs_accelerator, name in _TIERS:
        if memory < least:
            continue
        if needs_accelerator and not (find_accelerator() if has_accelerator is None else has_accelerator):
            continue
        return name
    raise AssertionError("the last tier takes every machine")


def read_memory_bytes() -> int:
    """Return the memory this process may use: the machine's, or its container's limit when that is less."""
    return min(_physical_bytes(), *_container_limits())


def find_accelerator() -> bool:
    """Tell whether the machine has an accelerator llama.cpp can be built for (Metal, CUDA); not whether it was."""
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    return Path("/proc/driver/nvidia/version").exists() or Path("/dev/nvidiactl").exists()


def _physical_bytes() -> int:
    return total_memory_bytes() or 8 * _GIB  # a system that does not tell: assume a common laptop


def _container_limits() -> list[int]:
    limits = [1 << 62]
    for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            limits.append(int(Path(path).read_text(encoding="ascii")))
        except (OSError, ValueError):
            continue  # no container, or "max"
    return limits
