"""Join the lines of a hard-wrapped text, Japanese or English; wrapping them again is `writing`'s part."""

from __future__ import annotations

import re

_JAPANESE = re.compile(r"[ぁ-ヿ一-龠々〇ｦ-ﾟ！-～）」』】]")
_WRAP = re.compile(r"[ \t　]*\n[ \t　]*")


def unwrap(text: str) -> str:
    """Join the lines of a hard-wrapped sentence: nothing between Japanese characters, a space otherwise."""

    def join(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if _JAPANESE.match(before) or _JAPANESE.match(after) or before in "、。，" else " "

    return _WRAP.sub(join, text.strip())
