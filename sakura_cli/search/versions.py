"""Versions of one document: which of two is the newer, by the dates that stand at its head or in its name.

Left out: what is done where they disagree, which is the part of whoever answers.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from sakura_cli.characters.fold import fold
from sakura_cli.documents.document import Document
from sakura_cli.lexicon import alternation, words
from sakura_cli.text.dates import find_dates

# Where a document says of when it is: in short lines at its head.
_HEAD_LINES = 8
_MOST_LINE_CHARACTERS = 40
_LEAST_CHARACTERS = 3
_LEAST_OF_NAME = 4
_JAPANESE = re.compile("[ぁ-ヿ一-鿿々]")
# What a title says of which version it is: 規程_改定, 新・給与規程, 手順書 最新版.
_LAST = words("search/version_words", "last")
_FIRST = re.compile(rf"^{alternation(words('search/version_words', 'first'))}[\W_]+")
_NOT_TITLE = re.compile(r"[（(\[【][^（）()\[\]【】]*[）)\]】]|[\W\d_]+|(?<=\d)[年月日版期](?!\w)")


def find_version_date(document: Document) -> str:
    """Return the latest date at the head of a document or in its name as YYYY-MM-DD; 00 for what is not said.

    Empty where there is none.
    """
    lines = [line for line in document.text.split("\n") if line.strip()][:_HEAD_LINES]
    heads = [PurePath(document.source).stem.replace("_", " ")]
    heads += [line for line in lines if len(line) <= _MOST_LINE_CHARACTERS and not line.rstrip().endswith("。")]
    found = [
        (date.year, date.month or 0, date.day or 0)
        for head in heads
        for mention in find_dates(fold(head))
        for date in mention.readings[:1]
        if date.year is not None
    ]
    return "{:04}-{:02}-{:02}".format(*max(found)) if found else ""


def name_series(title: str) -> str:
    """Return what all versions of a document are called: its title without dates, numbers and signs.

    Empty where too little is left to tell documents by.
    """
    folded = fold(title)
    for mention in reversed(find_dates(folded)):
        folded = folded[: mention.span.start] + folded[mention.span.end :]
    series = _NOT_TITLE.sub("", _FIRST.sub("", folded)).lower()
    end = len(series)
    while last := next((word for word in _LAST if series.endswith(word, 0, end)), ""):
        end -= len(last)
    series = series[:end]
    return series if len(series) >= _LEAST_CHARACTERS else ""


def list_series(title: str, file_name: str) -> frozenset[str]:
    """Return what all versions of a document may be called: by its title, and by its file's name where that tells much.

    A name in Latin letters or a short one (scan_2, 議事録_2) is one of many.
    """
    series = {name_series(title)}
    by_name = name_series(file_name)
    if len(by_name) >= _LEAST_OF_NAME and _JAPANESE.search(by_name):
        series.add(by_name)
    return frozenset(filter(None, series))
