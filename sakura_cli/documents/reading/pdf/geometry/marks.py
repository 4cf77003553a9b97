"""The numbers and marks that begin articles, items and headings, and what ends or goes on in a line.

Left out: numbers in plain text, which `reading.lines` knows.
"""

from __future__ import annotations

import re

from sakura_cli.lexicon import alternation, word_map

_NUMBER = "[0-9０-９一二三四五六七八九十百〇]"
LEVELS = {word: int(level) for word, level in word_map("documents/headings", "level").items()}
_PART = rf"第{_NUMBER}+(?P<part>{alternation(LEVELS)}|[款目項号])(?:の{_NUMBER}+)*"
_NUMBERED = rf"{_PART}(?=[ 　（(]|$)"
_DIGITS = r"[0-9０-９]{1,3}"
_MARK = re.compile(
    rf"(?P<article>{_NUMBERED})"
    rf"|(?P<section>{_DIGITS}(?:[.．\-－][0-9０-９]{{1,3}})+[.．]?(?=[ 　]))"
    r"|(?P<bracket>[（(](?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[ア-ンa-zA-Z]|[ivxⅰ-ⅹ]{1,4})[)）])"
    rf"|(?P<number>{_DIGITS}(?:[.．)）](?![0-9０-９])|(?=[ 　]))|{_DIGITS}、)"
    r"|(?P<kanji>[一二三四五六七八九十]{1,3}(?:[.．、](?=[ 　]?)|(?=　)))"
    r"|(?P<letter>[ア-ンa-zA-Z](?:[.．)）]|(?=　)))"
    r"|(?P<circled>[①-⑳㉑-㉟❶-❿⑴-⒇])"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]+[)）]?|[*＊†‡])"
    r"|(?P<bullet>[・●○■□◆◇※★☆▼▲▶►▪•‣◦‧✓☑☐]|[-–*][ 　])"
)
_ARTICLE_NUMBER = re.compile(rf"第{_NUMBER}+条(?:の{_NUMBER}+)*")
_SENTENCE_END = re.compile(r"[。．！？!?…][」』）)\]】”’\"']*$|[.][\"')]*$")
_LEADER = re.compile(
    r"(?:[.．…‥・･·]{3,}|(?:[.．…‥・･·] ){3,}|[…‥]{2,})[ 　]*[0-9０-９ivxlcⅰ-ⅻ一二三四五六七八九十]{1,5}$"
)
_CLOSING = frozenset("、。，．・：；！？）」』】〕］｝〉》”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…‥,.)]}%％?!:;")
# What a number in a table is made of.
NUMBER_LETTERS = frozenset("0123456789０１２３４５６７８９,.，．-－−△▲%％円¥￥")
_OPENING = frozenset("（「『【〔［｛〈《“‘([{")


def find_mark(text: str) -> tuple[str, int] | None:
    """Return the kind of the number or mark that a line begins with and how long it is; None where it has none.

    Kinds are article (第3条, 第1章), section (1.1), number (1.), bracket ((1)), kanji (一), letter (ア), circled,
    raised and bullet.
    """
    match = _MARK.match(text)
    return (str(match.lastgroup if match.lastgroup != "part" else "article"), match.end()) if match else None


def is_mark(text: str) -> bool:
    """Say whether words are a number or mark and nothing else."""
    mark = find_mark(f"{text}　")
    return mark is not None and mark[1] >= len(text)


def find_level(text: str) -> int | None:
    """Return how high the part stands that a line numbers (第1章 is 2); None where it numbers none."""
    match = re.match(_NUMBERED, text)
    return LEVELS.get(match["part"]) if match else None


def find_article(text: str) -> str | None:
    """Return the number of the article that a line begins with (第3条の2)."""
    match = _ARTICLE_NUMBER.match(text)
    return match[0] if match and find_level(text) is not None else None


def ends_sentence(text: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return _SENTENCE_END.search(text) is not None


def is_contents_entry(text: str) -> bool:
    """Say whether a line is one of a table of contents: leaders, and the number of a page."""
    return _LEADER.search(text) is not None


def count_unit(text: str) -> int:
    """Return how many letters at the beginning of a line are never parted from one another by the end of a line."""
    end = 0
    while end < len(text) and text[end] in _OPENING:
        end += 1
    if end < len(text) and text[end].isascii() and not text[end].isspace():
        while end < len(text) and text[end].isascii() and not text[end].isspace():
            end += 1
    else:
        end += 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return min(end, len(text))


def is_number(text: str) -> bool:
    """Say whether a text is a number alone, with its sign and unit."""
    return bool(text) and NUMBER_LETTERS.issuperset(text) and any(each.isdigit() for each in text)
