"""Read the fixture files of this folder: one case a line, `#` starts a comment."""

from __future__ import annotations

from pathlib import Path


def read_lines(name: str) -> list[str]:
    """Return the cases of a fixture file."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def read_pairs(name: str) -> list[tuple[str, str]]:
    """Return the `before → after` cases of a fixture file."""
    pairs = (line.split(" → ") for line in read_lines(name))
    return [(before, after) for before, after in pairs]
