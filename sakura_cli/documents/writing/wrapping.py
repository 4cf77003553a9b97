"""Lines wrapped as the text they go into is, where Japanese or English may be wrapped."""

from __future__ import annotations

import re

from sakura_cli.characters.width import count_columns


def wrap_text(text: str, columns: int, line_start: str) -> str:
    """Wrap a line at so many columns: at spaces, else between characters, but never before a closing mark."""
    lines: list[str] = []
    line = ""
    for word in re.findall(r"[!-~¡-ʯ]+|.", text):
        is_closing = word in "、。，．」』）)】〉》！？!?ー：；"
        if line.strip() and count_columns(line + word) > columns and not is_closing and not word.isspace():
            lines.append(line.rstrip())
            line = ""
        if line or not word.isspace():
            line += word
    return f"\n{line_start}".join([*lines, line.rstrip()])
