"""What stands where a document says that there is nothing: a dash, 未定, （空席）, 年　月　日. By `labels/nothing`."""

from __future__ import annotations

import re
from functools import cache

from sakura_cli.characters.fold import fold_for_lookup
from sakura_cli.lexicon import alternation, word_set, words

_EDGES = re.compile(r"^[\s（(［\[「【〈<]+|(?<![\s）)］\]」】〉>。．.])[\s）)］\]」】〉>。．.]+$")
# A blank on a form that nobody has filled in: only what would stand around the numbers.
_BLANK_FORM = re.compile(
    rf"[（(]?[^\s0-9０-９]{{0,2}}[ 　\t]*"
    rf"(?:{'|'.join(each.replace('…', '[ 　]+') for each in words('labels/nothing', 'blank'))})(?![^\s()（）])"
)
_MARK = re.compile(r"[-‐‑–—―ーｰ－−/／…・.。*＊×〇○\s　]{1,6}|[_＿.…‥・\s　]{1,60}")

_NOTE = re.compile(r"(?<=.)[（(].*$")
_NOBODY = re.compile(
    rf"[^（）()]{{0,5}}{alternation(words('labels/nothing', 'nobody'))}"
    rf"|{alternation(words('labels/nothing', 'not yet'))}[一-龠]{{0,3}}"
)


def is_absent(words: str) -> bool:
    """Say whether words stand for nothing: a mark that fills an empty place, or a word that says so."""
    content = words.strip()
    if not content or _MARK.fullmatch(content) or _BLANK_FORM.match(content):
        return True
    bare = _EDGES.sub("", content)
    return not bare or fold_for_lookup(bare) in _absent() or bool(_MARK.fullmatch(bare))


def is_nobody(words_: str) -> bool:
    """Say whether words where a name should stand say that there is none, or none yet: 面談なし, 未承認."""
    bare = _EDGES.sub("", "".join(words_.split()))
    return _NOBODY.fullmatch(bare) is not None or _NOBODY.fullmatch(_NOTE.sub("", bare)) is not None


@cache
def _absent() -> frozenset[str]:
    return frozenset(fold_for_lookup(word) for word in word_set("labels/nothing", "absent", "open"))
