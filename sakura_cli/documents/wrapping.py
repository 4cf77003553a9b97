"""Join the lines of a hard-wrapped text, and wrap a line again, where Japanese or English may be wrapped."""

from __future__ import annotations

import re

from sakura_cli.characters.width import count_columns

_JAPANESE = re.compile(r"[ぁ-ヿ一-龠々〇ｦ-ﾟ！-～）」』】]")
_WRAP = re.compile(r"[ \t　]*\n[ \t　]*")


def unwrap(text: str) -> str:
    """Join the lines of a hard-wrapped sentence: nothing between Japanese characters, a space otherwise."""

    def join(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if _JAPANESE.match(before) or _JAPANESE.match(after) or before in "、。，" else " "

    return _WRAP.sub(join, text.strip())


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
