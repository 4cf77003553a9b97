"""Find what must stay as it is: quotations, code, URLs, mail addresses, quoted mail, headings; and the lines between.

Protected characters are masked one for one, so that every span still counts in the original text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sakura_cli.lexicon import alternation, words

MASK: Final = "X"
_PROTECTED: Final = re.compile(
    r"""「[^「」\n]*(?:「[^「」\n]*」[^「」\n]*)*」|『[^『』\n]*』|“[^”\n]*”|"[^"\n]*"|``[^\n]*?``|`[^`\n]+`"""
    r"""|(?:https?|ftp)://[!-;=?-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|<[^<>\n]+>|\{\{?[^{}\n]*\}?\}""",
    re.ASCII,
)
_QUOTED_LINE: Final = re.compile(
    rf"\s*(?:[>＞|｜]|#{{1,6}}\s|(?:From|To|Cc|Bcc|Subject|Date|{alternation(words('keigo/header_labels'))})\s*[:：])"
)
_FENCE: Final = re.compile(r"\s*(?:```|~~~)")
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_BULLET: Final = re.compile(r"\s*(?:[-*+・●○■□◆◇▼※①-⑳]|\d+[.)．）])")
_WRAP_COLUMNS: Final = 24
_OPENERS: Final = '「『“"`<{'


class ProseLine(NamedTuple):
    """A line's text with protected characters masked, its offset, and whether its sentence goes on in the next line."""

    text: str
    start: int
    is_open: bool


def find_lines(text: str) -> Iterator[ProseLine]:
    """Yield the lines of `text` that may be rewritten or checked."""
    lines = [(m.start(), m.group()) for m in _LINE.finditer(text) if m.group()]
    is_code = False
    for number, (start, raw) in enumerate(lines):
        if _FENCE.match(raw):
            is_code = not is_code
            continue
        body = raw.rstrip("\r\n")
        if is_code or not body.strip() or _QUOTED_LINE.match(body):
            continue
        following = lines[number + 1][1].rstrip("\r\n") if number + 1 < len(lines) else ""
        is_open = (
            len(body) >= _WRAP_COLUMNS
            and bool(following.strip())
            and not _BULLET.match(following)
            and not _BULLET.match(body)
            and body[-1] not in "。！？!?」』）)…"
        )
        yield ProseLine(mask_protected(body), start, is_open)


def mask_protected(line: str) -> str:
    """Return `line` with quotations, code, URLs and addresses masked character for character, brackets kept."""
    if not any(ch in line for ch in _OPENERS) and "@" not in line and "://" not in line:
        return line
    return _PROTECTED.sub(_mask, line)


def find_protected(text: str) -> list[str]:
    """Return the quotations, code, URLs and addresses in `text`."""
    return [match.group() for match in _PROTECTED.finditer(text)]


def _mask(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] in '「『“"':
        return found[0] + MASK * (len(found) - 2) + found[-1]
    return MASK * len(found)
