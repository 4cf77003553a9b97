"""Lines wrapped as the text they go into is, where Japanese or English may be wrapped."""

from __future__ import annotations

import re

from sakura_cli.characters.width import count_columns


def wrap_text(text: str, columns: int, line_start: str) -> str:
    """Wrap a line at so many columns: at spaces, else between characters, but never before a closing mark."""
    lines: list[str] = []
    line: list[str] = []
    width = 0
    for word in re.findall(r"[!-~¡-ʯ]+|.", text):
        is_blank, is_closing = word.isspace(), word in "、。，．」』）)】〉》！？!?ー：；"
        word_width = count_columns(word)
        if line and width + word_width > columns and not is_closing and not is_blank:
            lines.append("".join(line).rstrip())
            line, width = [], 0
        if line or not is_blank:
            line.append(word)
            width += word_width
    return f"\n{line_start}".join([*lines, "".join(line).rstrip()])
