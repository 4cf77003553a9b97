"""Characters that a reader does not see, in one policy for what models read, what is checked, and what terminals show.

Tags, variation selectors and zero-width characters spell whole sentences invisibly; direction controls show a line in
another order than it is read in; a filler is a letter without a shape. What writing needs stays: a variation selector
after what it varies, joiners inside emoji and between letters that join, direction marks beside letters that are
written from right to left. Left out: control characters, which whoever shows a text escapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Cf that no script needs inside a line (soft hyphen, zero-width space, word joiner, byte order mark, direction marks,
# annotations, shorthand and musical controls), fillers and blanks that are letters, and the grapheme joiner.
_ALWAYS = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# What emoji are made of, skin tones among them.
_SYMBOLS = (
    "\u00a9\u00ae\u203c\u2049\u2100-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_KANJI = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_VARIED = f"{_SYMBOLS}{_KANJI}#*0-9\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f"
# Arabic, the scripts of India, Tibetan.
_JOINING = "\u0620-\u0fff"
_RIGHT_TO_LEFT = "\u0590-\u061b\u061d-\u08ff"
_HIDDEN = re.compile(
    "(?P<needed>\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074"
    "|\U000e0077\U000e006c\U000e0073)\U000e007f"
    rf"|(?:(?<=[{_SYMBOLS}])|(?<=[{_SYMBOLS}]\ufe0f))\u200d(?=[{_SYMBOLS}])"
    rf"|(?<=[{_JOINING}])[\u200c\u200d]"
    rf"|(?<=[{_RIGHT_TO_LEFT}])[\u200e\u200f\u061c]|[\u200e\u200f\u061c](?=[{_RIGHT_TO_LEFT}]))"
    rf"|[{_ALWAYS}]+|(?<![{_VARIED}])[{_SELECTORS}]+|[\u200c-\u200f\u061c]"
)


def remove_hidden(text: str) -> tuple[str, int]:
    """Return the text without hidden characters, and how many there were."""
    kept = replace_hidden(text, lambda hidden: "")
    return kept, len(text) - len(kept)


def find_hidden(text: str) -> list[tuple[int, int]]:
    """Return where runs of hidden characters begin and end."""
    if text.isascii():
        return []
    return [match.span() for match in _HIDDEN.finditer(text) if not match["needed"]]


def replace_hidden(text: str, replace: Callable[[str], str]) -> str:
    """Return the text with what stands for runs of hidden characters in their place."""
    return text if text.isascii() else _HIDDEN.sub(lambda match: match["needed"] or replace(match[0]), text)
