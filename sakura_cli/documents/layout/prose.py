"""What says that lines are running text, verse, talk or program code, and no table or form. Left out: what is drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sakura_cli.documents.layout.lines import DrawnLine, DrawnPiece

# How program code ends or begins a line, or what only it has inside.
_CODE = re.compile(
    r"[;{}\\]\s*$|^\s*(?://|/\*|\*/|#include|#!|\$ |>>> |import |from \w+ import|def |class |return\b)"
    r"|^\s*(?:if \(|for \(|let |const |var )"
    r"|[=!<>]=|=>|->|\+\+| && | \|\| |\w\(\w*\)|^\s*[\w.]+\s*[+\-*/]?=\s",
    re.ASCII,
)
_LIST_MARK = re.compile(
    r"(?:[-*+•・※→▪▸]|[①-⑳㉑-㉟❶-❿⑴-⒇ⅰ-ⅻⅠ-Ⅻ]|[（(]?(?:[0-9０-９]{1,3}|[a-zA-Z]|[ア-ンあ-ん]|[一二三四五六七八九十]{1,3})[.．、)）]"
    r"|[0-9０-９]{1,3}(?:[.．\-][0-9０-９]{1,3})+[.．]?|第[0-9０-９一二三四五六七八九十百〇]{1,5}[章節編部条回話項](?:の[0-9０-９一二三四五六七八九十]{1,2})?"
    r"|[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
)
_LEADER = re.compile(r"[.．…‥・･]{3,}|(?:[.．…‥・･] ){3,}|[…‥]{2,}")
_PAGE = re.compile(r"[ 　]*(?:[pP]\.? ?)?[0-9０-９ivxlcⅰ-ⅻ一二三四五六七八九十]{1,5}(?:頁|ページ)?[ 　]*$")
_TALK = re.compile(r"[「『“\"]")
_SENTENCE_END = frozenset("。！？!?…―」』")
# What parts sentences is no wider than one full-width blank, or two of English.
_SENTENCE_GAP = 2
_LATIN_WORDS = re.compile(r"[A-Za-z]{2,}[,.;:]? ")


def is_code(text: str, lines: Sequence[DrawnLine]) -> bool:
    """Say whether most of some lines look like program code."""
    asked = lines[:60]
    return 2 * sum(bool(_CODE.search(text[line.start : min(line.end, line.start + 400)])) for line in asked) > len(
        asked
    )


def is_list_mark(words: str) -> bool:
    """Say whether words are nothing but the number or mark of a list item or heading."""
    return len(words) <= 12 and bool(_LIST_MARK.fullmatch(words))


def is_contents_line(words: str) -> bool:
    """Say whether a line is one of a table of contents: a title, leaders, a page."""
    content = words[-200:]
    *_others, leader = [None, *_LEADER.finditer(content)]
    return bool(leader and _PAGE.fullmatch(content, leader.end()))


def is_running_text(text: str, pieces: Sequence[DrawnPiece]) -> bool:
    """Say whether a line with blanks inside is running text: they stand after full stops, or it is talk."""
    if len(pieces) < 2:
        return True
    if _TALK.match(text, pieces[0].start) or _TALK.match(text, pieces[1].start):
        return True
    stops = sum(
        right.left - left.right <= _SENTENCE_GAP
        and (
            text[left.end - 1] in _SENTENCE_END
            or (text[left.end - 1] in ".?!:;," and len(_LATIN_WORDS.findall(text, left.start, left.end)) > 2)
        )
        for left, right in pairwise(pieces)
    )
    return 2 * stops >= len(pieces) - 1 or max(piece.right - piece.left for piece in pieces) > 100
