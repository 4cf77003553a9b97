"""Find what must stay as it is: quotations, code, URLs, mail addresses, quoted mail, headings; and the lines between.

The mark of a list item (1., (2), Q1., ①) is no part of the sentence after it.

Protected characters are masked one for one, so that every span still counts in the original text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from sakura_cli.lexicon import alternation, words

MASK: Final = "X"
_PROTECTED: Final = re.compile(
    r"""「[^「」\n]*(?:「[^「」\n]*」[^「」\n]*)*」|『[^『』\n]*』|“[^”\n]*”|"[^"\n]*"|``[^\n]*?``|`[^`\n]+`"""
    r"""|(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"""
    # Letters of Japanese belong to an address where a blank ends it, or where the address goes on after them.
    r"""|(?:https?|ftp)://[!-;=?-~]+(?:[^\x00-\x7f\s、。，．（）「」『』]+(?=[\s)]|[/?&=#%]|$)[!-;=?-~]*)*"""
    r"""|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|<[^<>\n]+>|\{\{?[^{}\n]*\}?\}""",
    re.ASCII,
)
_QUOTED_LINE: Final = re.compile(
    rf"\s*(?:[>＞|｜]|#{{1,6}}\s|(?:From|To|Cc|Bcc|Subject|Date|{alternation(words('keigo/header_labels'))})\s*[:：])"
)
_FENCE: Final = re.compile(r"\s*(?:```|~~~)")
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_BULLET: Final = re.compile(r"\s*(?:[-*+・●○■□◆◇▼※①-⑳]|\d+[.)．）])")
_ITEM_MARK: Final = re.compile(
    r"\s*(?:[-*+・●○■□◆◇▼]\s+)?"
    r"(?:[（(](?:\d{1,3}|[A-Za-zａ-ｚＡ-Ｚ]|[一二三四五六七八九十]{1,3}|[ァ-ヴ])[）)]"
    r"|(?:\d{1,3}(?:[.-]\d{1,3})*|[A-Za-zａ-ｚＡ-Ｚ]\d{0,3}|[ァ-ヴ])(?:[.)](?![\w.])|[．）：:]|(?<=\d)[.)](?=[^\x00-\x7f]))"
    r"|[①-⑳㉑-㉟❶-❿Ⅰ-Ⅻ])\s*"
)
_TABLE_ROW: Final = re.compile(r"\s*\|.*\|\s*$")
_CELL: Final = re.compile(r"[^|]+")
# A label with its value, a caption.
_LABELLED: Final = re.compile(r"\s*(?:[^\s。、:：]{1,14}[ 　]*[:：]|[図表][ 　]?[0-9０-９])")
_INDENTED: Final = re.compile(r"(?: {4}|\t)\s*\S")
_MARKDOWN_SIGN: Final = re.compile(
    r"(?m)^#{1,6} \S|^(?:```|~~~)|\[[^\[\]\n]+\]\([^()\n]+\)|^[^\S\n]*(?:[-*+]|\d+\.) \S|^\|.*\|$"
)
_WRAP_COLUMNS: Final = 24
_OPENERS: Final = '「『“"`<{'


class ProseLine(NamedTuple):
    """A line's text with protected characters masked, its offset, and whether its sentence goes on in the next line.

    An `item` of a list, a `cell` of a Markdown table and a `label` with its value are in whatever register.
    """

    text: str
    start: int
    is_open: bool
    kind: Literal["prose", "item", "label", "cell"] = "prose"


def find_lines(text: str) -> Iterator[ProseLine]:
    """Yield the lines of `text` that may be rewritten or checked."""
    lines = [(m.start(), m.group()) for m in _LINE.finditer(text) if m.group()]
    fenced = _find_fenced_code([raw for _, raw in lines])
    indented = _find_indented_code([raw for _, raw in lines]) if _MARKDOWN_SIGN.search(text) else frozenset()
    for number, (start, raw) in enumerate(lines):
        body = raw.rstrip("\r\n")
        if number in fenced or number in indented or not body.strip():
            continue
        if _TABLE_ROW.match(body):
            yield from _split_cells(body, start)
            continue
        if _QUOTED_LINE.match(body):
            continue
        following = lines[number + 1][1].rstrip("\r\n") if number + 1 < len(lines) else ""
        is_open = (
            len(body) >= _WRAP_COLUMNS
            and bool(following.strip())
            and not _BULLET.match(following)
            and not _BULLET.match(body)
            and body[-1] not in "。！？!?」』）)…"
        )
        mark = _ITEM_MARK.match(body)
        cut = mark.end() if mark and mark.end() < len(body) else 0
        is_item = cut > 0 or _BULLET.match(body) is not None
        kind: Literal["item", "label", "prose"] = "item" if is_item else "label" if _LABELLED.match(body) else "prose"
        yield ProseLine(mask_protected(body)[cut:], start + cut, is_open, kind)


def _split_cells(row: str, start: int) -> Iterator[ProseLine]:
    """Yield the cells of a row of a Markdown table that have words."""
    masked = mask_protected(row)
    for match in _CELL.finditer(masked):
        words = match.group().strip()
        if words.strip("-: "):
            yield ProseLine(words, start + masked.index(words, match.start()), False, "cell")


def _find_fenced_code(lines: Sequence[str]) -> frozenset[int]:
    """Return the fences and the lines between them; a fence that is never closed fences nothing but itself."""
    fences = [number for number, line in enumerate(lines) if _FENCE.match(line)]
    held = (range(first, last) for first, last in zip(fences[::2], fences[1::2], strict=False))
    return frozenset(fences).union(*held)


def _find_indented_code(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines that Markdown takes for code by their indentation; what goes on with a list item is none."""
    found: set[int] = set()
    is_item, is_begun = False, True
    for number, line in enumerate(lines):
        if not line.strip():
            is_begun = True
            continue
        if _INDENTED.match(line):
            if not is_item and (is_begun or number - 1 in found):
                found.add(number)
        else:
            is_item = _BULLET.match(line) is not None
        is_begun = False
    return frozenset(found)


def mask_protected(line: str) -> str:
    """Return `line` with quotations, code, URLs and addresses masked character for character, brackets kept."""
    if not any(ch in line for ch in _OPENERS) and not any(sign in line for sign in ("@", "://", "](")):
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
