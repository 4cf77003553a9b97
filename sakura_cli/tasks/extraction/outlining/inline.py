"""Labels within a line that nothing but blanks or brackets parts from their values: 登録番号 T123, 内線 314, No. 5.

Left out: what the document's blocks have for pairs already, and labels in sentences (`prose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sakura_cli.documents.layout import is_blank_date, is_known_label, is_label_like, is_sentence
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.outlining.naming import concept_of

_TOKEN = re.compile(r"[^ \t　]+")
_MARKER = re.compile(
    r"[ \t　]*(?:[■□◆◇●○◎・▼▲※＊*+-]|[•‣▪▫◦⬧⬥❖➢➲➔►▸][ \t　]"
    r"|[(（]?[0-9０-９]{1,2}[.．)）、](?![0-9０-９])|[①-⑳]|[一二三四五六七八九十]{1,2}、"
    r"|[QＱ][0-9０-９]{1,2}[.．:：]?(?=[ \t　]))[ \t　]*"
)
_JOINED = re.compile(r"(?P<label>[^\s:：0-9０-９(（]{1,14}?)[:：]?(?=[0-9０-９(（]*0[0-9０-９]{1,4}[-－)）(（])")
_COUNTED = re.compile(r"(?P<label>[^\s:：0-9０-９(（]{2,10})(?=[0-9０-９]{2,}[)）]?$)")
_NUMBERED = re.compile(r"(?P<label>[^\s0-9０-９:：]{0,6}(?:No|NO|Ｎｏ|№)[.．]?)(?=[A-Z0-9０-９])")
_ROUND = re.compile(r"[（(](?P<label>[^（）()\s0-9０-９]{2,8})[)）](?=[^\s、。])")
_WRAPPED = re.compile(r"[（(](?P<inner>[^（）()]+)[)）]")
_BRACKETED = re.compile(r"[【\[［〔](?P<label>[^【】\[\]［］〔〕\n]{1,16})[】\]］〕]")
_COLON = re.compile(r"[:：](?!//)")
_SLASH = re.compile(
    r"(?<=[0-9０-９)）])[／/|｜・,、](?=[^0-9０-９])|[／/|｜・,、](?=[^\s:：0-9０-９／/|｜・,、]{2,8}[:：])"
)
_NAMED = re.compile(r"(?P<label>[^\s:：]{2,8})[:：]")
# Words of which forms make labels, or any before a colon, between wide gaps or behind one.
_LABEL_INSIDE = re.compile(
    r"(?P<value>\S.*?)(?: {3,}|[ \t]*　[ \t]*　[ 　\t]*)"
    r"(?:(?P<named>[^\s0-9０-９:：（）()、。]{2,10})[ 　]{0,4}[:：][ 　]?"
    r"|(?P<label>[^\s0-9０-９:：（）()、。]{2,8})(?: {2,}|　[ 　\t]*))(?=\S)"
)
_MOST_TOKENS = 6
_LONGEST = 26


class InlinePair(NamedTuple):
    """A label and what follows it on its line; `before` is what stands before the label, if anything."""

    label: Span
    value: Span
    before: Span


def drop_marker(text: str, span: Span) -> Span:
    """Return a line without the number or mark of an item at its start."""
    marker = _MARKER.match(text, *span)
    return Span(marker.end(), span.end) if marker and marker.end() < span.end else span


def is_label(words: str) -> bool:
    """Say whether words are a label that forms use or the name of a concept."""
    return 0 < len(words.strip()) <= _LONGEST and (concept_of(words) is not None or is_known_label(words))


def read_inline(text: str, line: Span) -> list[InlinePair]:
    """Return the labels of a line that is no sentence, with what follows each of them up to the next."""
    if is_sentence(line.cut(text)):
        return []
    line = drop_marker(text, line)
    if (wrapped := _WRAPPED.fullmatch(text, *line)) is not None:
        line = Span(*wrapped.span("inner"))
    labels = list(_find_labels(text, line))
    found: list[InlinePair] = []
    for number, (label, begin) in enumerate(labels):
        end = labels[number + 1][0].start if number + 1 < len(labels) else line.end
        value = _trim(text, Span(begin, end))
        before = _trim(text, Span(line.start, label.start)) if number == 0 else Span(line.start, line.start)
        found.append(InlinePair(label, value, before))
    return [pair for pair in found if pair.value.end > pair.value.start]


def cut_before_label(text: str, value: Span) -> Span | None:
    """Return a value up to where the label of another stands apart from it: S45C　　温湿度：…; None where none does."""
    inside = _LABEL_INSIDE.match(text, *value)
    if inside is None or not (inside["named"] or is_label_like(inside["label"]) or is_label(inside["label"])):
        return None
    return Span(*inside.span("value"))


def _find_labels(text: str, line: Span) -> Iterator[tuple[Span, int]]:
    """Yield labels with where their values begin."""
    tokens = [part for match in _TOKEN.finditer(text, *line) for part in _part(text, _open(text, Span(*match.span())))]
    index = 0
    while index < len(tokens):
        token = tokens[index]
        bracket = _BRACKETED.match(text, *token)
        if bracket and is_label(bracket["label"]):
            yield Span(*bracket.span("label")), bracket.end()
            index += 1
            continue
        if joined := _split_token(text, token):
            yield joined
            index += 1
            continue
        size = _count_label(text, tokens[index : index + 2 * _MOST_TOKENS])
        if size and (index + size < len(tokens)):
            label = Span(token.start, tokens[index + size - 1].end)
            yield Span(label.start, label.end - (text[label.end - 1] in ":：")), label.end
            index += size + 1
            continue
        index += 1


def _open(text: str, token: Span) -> Span:
    """Leave out a bracket that opens at the beginning of a token and is closed in another: (内線 314)."""
    words = token.cut(text)
    is_open = words[:1] in "（(" and len(words) > 1 and not re.search(r"[)）]", words)
    return Span(token.start + 1, token.end) if is_open else token


def _part(text: str, token: Span) -> Iterator[Span]:
    """Part a token at the slashes that a label with a number follows: 電話082-000-4411／FAX082-000-4412."""
    start = token.start
    for slash in _SLASH.finditer(text, *token):
        joined = _JOINED.match(text, slash.end(), token.end)
        named = _NAMED.match(text, slash.end(), token.end) if joined is None else joined
        if named is not None and is_label(named["label"]):
            yield Span(start, slash.start())
            start = slash.end()
    yield Span(start, token.end)


def _count_label(text: str, tokens: Sequence[Span]) -> int:
    """Return of how many tokens the label at the start consists; its letters may be spaced out."""
    best = 0
    for size in range(1, min(_MOST_TOKENS, len(tokens)) + 1):
        pieces = tokens[:size]
        if size > 1 and any(piece.end - piece.start > 2 for piece in pieces):
            break
        words = text[pieces[0].start : pieces[-1].end]
        if is_blank_date(words):
            continue  # a day that nobody has filled in
        if size > 1 and any(piece.end - piece.start > 1 for piece in pieces) and concept_of(words) is None:
            continue  # two words, and not the letters of one
        if is_label(words.rstrip(":：")) and (size > 1 or len(words) > 1 or words in "〒℡☎"):
            best = size
    while best and best < len(tokens) and tokens[best].cut(text).isascii():
        if concept_of(text[tokens[0].start : tokens[best].end]) is None and best + 1 < len(tokens):
            if concept_of(text[tokens[0].start : tokens[best + 1].end]) is None:
                break
            best += 1
        elif concept_of(text[tokens[0].start : tokens[best].end]) is None:
            break
        best += 1
    return best


def _split_token(text: str, token: Span) -> tuple[Span, int] | None:
    """Part a token in which a colon, or nothing at all before a telephone number, follows a label."""
    if (colon := _COLON.search(text, *token)) and is_label(text[token.start : colon.start()]):
        return Span(token.start, colon.start()), colon.end()
    joined = _JOINED.match(text, *token) or _NUMBERED.match(text, *token) or _ROUND.match(text, *token)
    joined = joined or _COUNTED.match(text, *token)
    if joined and is_label(joined["label"]):
        return Span(*joined.span("label")), joined.end()
    return None


def _trim(text: str, span: Span) -> Span:
    words = span.cut(text)
    blanks = " \t　:："
    start = span.start + len(words) - len(words.lstrip(blanks))
    end = max(start, span.start + len(words.rstrip(" \t　／/|｜・")))
    # A bracket that closes what was opened before the label.
    while end > start and text[end - 1] in ")）" and not re.search(r"[（(]", text[start : end - 1]):
        end -= 1
    return Span(start, end)
