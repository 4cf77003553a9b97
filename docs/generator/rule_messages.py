"""Give pybabel the messages of the keigo rules, which stand in YAML: `make catalogue` names this in pyproject.toml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

_KEY = "message:"


def extract_messages(
    file: BinaryIO, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Yield line, no function, message and no comments of each message of a rule file."""
    for number, line in enumerate(file.read().decode("utf-8").splitlines(), 1):
        key, sign, message = line.strip().removeprefix("- ").partition(" ")
        if sign and key == _KEY:
            yield number, None, message.strip(), []
