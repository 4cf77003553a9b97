"""The number of the article or section a paragraph belongs to: 第3条, 2.1, whether it was typed or counted.

Left out: which paragraphs are headings, which their format says.
"""

from __future__ import annotations

import re

from sakura_cli.documents.reading.office.content import FoundParagraph
from sakura_cli.lexicon import alternation, words

_NUMERAL = "[0-9０-９一二三四五六七八九十百千〇]+"
_SECTION = re.compile(
    rf"[ 　\t]*(?P<number>第{_NUMERAL}{alternation(words('documents/headings'))}(?:の{_NUMERAL})*)(?=[ 　\t\n（(「]|$)"
)
_DIGITS = "[0-9０-９]{1,3}"
# 2.1 範囲, but neither 2025.4.1 nor 3.5倍; 2. 手順, but not 10周年.
_DECIMAL = re.compile(
    rf"[ 　\t]*(?P<number>{_DIGITS}(?:[.．\-－]{_DIGITS})+(?![0-9０-９.．,，年月日時分倍%％])"
    rf"|{_DIGITS}(?=[.．、]?(?:[ 　\t]|$)|[.．、][^0-9０-９]))"
)
_BLANKS = re.compile(r"[ 　\t]+")


class HeadingTracker:
    """Knows the heading that holds, as the paragraphs of a document go by."""

    def __init__(self) -> None:
        self._level = 0
        self.number: str | None = None

    def pass_by(self, paragraph: FoundParagraph) -> None:
        """Take notice of a paragraph; the number of a title (第5回) is not that of a part."""
        if paragraph.is_title:
            return
        shown = paragraph.label + paragraph.text
        match = _SECTION.match(paragraph.label.strip()) or _SECTION.match(shown)
        if match is None and paragraph.kind == "heading":
            match = _DECIMAL.match(shown)
        if match is not None:
            self.number, self._level = match["number"], paragraph.level
        elif _BLANKS.sub("", shown) in _UNNUMBERED:
            self.number, self._level = _BLANKS.sub("", shown), paragraph.level
        elif paragraph.kind == "heading" and paragraph.level <= self._level:
            self.number = None


_UNNUMBERED = frozenset(words("documents/sections"))
