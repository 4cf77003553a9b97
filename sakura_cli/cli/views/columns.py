"""Columns of a table on a terminal, where Japanese characters take two places."""

from __future__ import annotations

from sakura_cli.characters.width import count_columns


def pad(text: str, columns: int, *, to_right: bool = False) -> str:
    """Return text filled up with spaces to a width; what is wider stays as it is."""
    spaces = " " * (columns - count_columns(text))
    return spaces + text if to_right else text + spaces


def shorten(text: str, columns: int) -> str:
    """Return text in one line, cut with … where it is wider."""
    line = " ".join(text.split())
    if count_columns(line) <= columns:
        return line
    line = line[:columns]
    while count_columns(line) > columns - 2:
        line = line[:-1]
    return f"{line}…"
