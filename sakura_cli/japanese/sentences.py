"""Split Japanese and English text into sentences, minding brackets, hard-wrapped lines, headings and list items.

Every character that is not white space is in exactly one sentence. Left out: clause boundaries and any dictionary. A
name that ends in 。 (モーニング娘。) is told by the particle after it; before another word it is taken for an end.
"""

from __future__ import annotations

import re

from sakura_cli.documents.reading.lines import is_row
from sakura_cli.documents.reading.plain import read_stretches
from sakura_cli.lexicon import alternation, words
from sakura_cli.spans import Span

_OPENING = "「『（(【〈《［[〔｛{“"
_CLOSING = dict(zip("」』）)】〉》］]〕｝}”", _OPENING, strict=True))
# A quotation longer than this is a text of its own; keeping it whole would make one sentence of a speech.
_MAX_QUOTATION = 300
_CANDIDATE = re.compile(r"[。｡！？!?‼⁇⁈⁉．]+|[.]+(?=[\s\"'”’)）」』]|$)|(?<=[」』”])(?=[\s「『])")
_TRAILING = "」』）)】〉》］]〕｝}”’\"'"
_PARTICLE_AFTER_NAME = re.compile(r"を|[のはにともへ](?=[一-龠々ァ-ヶ、])")
_QUOTING = alternation(words("japanese/particles", "quoting"))
_IN_TO = alternation(words("japanese/words_in_to"))
_CONTINUATION = re.compile(rf"[ \t　]*\n?[ \t　]*(?:(?!{_IN_TO})と|{_QUOTING}|[、，])")
_JAPANESE = re.compile(r"[ぁ-ヿ一-龠々〇ｦ-ﾟ！-～）」』】]")
_KATAKANA_OR_LATIN = re.compile(r"[ァ-ヶA-Za-zＡ-Ｚａ-ｚ]")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(「（])(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|cf|al|No|Nos|Vol|Fig|Eq|pp?|Inc|Ltd|Co|Corp|Jan|Feb|Mar"
    r"|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|approx|dept|est|min|max|[A-Za-z](?:\.[A-Za-z])*)$"
)
# 3., (2.1), Q7.
_NUMBERING = re.compile(r"[ \t　]*[（(]?[A-Za-zＡ-Ｚａ-ｚ]?[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3})*$")
_ENGLISH_START = re.compile(r"[\"'“‘(\[]*[A-Z0-9]|[\"“(]?[ぁ-ヿ一-龠]|$")


def split_sentences(text: str) -> list[Span]:
    """Split `text` into sentences; spans are trimmed, in order and never overlap."""
    sentences: list[Span] = []
    for block in read_stretches(text):
        if block.kind in ("code", "rule"):
            sentences.extend(_trim_lines(text, block.span))
        elif block.kind in ("table", "pair"):
            for line in _trim_lines(text, block.span):
                sentences.extend([line] if is_row(line.cut(text)) else _split_block(text, line))
        else:
            sentences.extend(_split_block(text, block.span))
    return sentences


def _trim_lines(text: str, span: Span) -> list[Span]:
    spans: list[Span] = []
    position = span.start
    for line in text[span.start : span.end].split("\n"):
        trimmed = _trim(text, position, position + len(line))
        if trimmed.start < trimmed.end:
            spans.append(trimmed)
        position += len(line) + 1
    return spans


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), max(start, start + len(piece.rstrip())))


def _split_block(text: str, span: Span) -> list[Span]:
    block = text[span.start : span.end]
    inside = _find_bracketed(block)
    sentences: list[Span] = []
    start = 0
    for candidate in _CANDIDATE.finditer(block):
        if candidate.start() < start:
            continue
        end = candidate.end()
        # What is inside brackets ends nothing, except at the very close of the block.
        if end < len(block) and (inside[max(end - 1, 0)] or not _is_end(block, start, candidate)):
            continue
        while end < len(block) and block[end] in _TRAILING and not inside[end]:
            end += 1
        trimmed = _trim(block, start, end)
        if trimmed.start < trimmed.end:
            sentences.append(trimmed.shift(span.start))
        start = end
    rest = _trim(block, start, len(block))
    if rest.start < rest.end:
        sentences.append(rest.shift(span.start))
    return sentences


def _find_bracketed(block: str) -> bytearray:
    """Mark the characters inside balanced brackets (the closing bracket itself is outside)."""
    inside = bytearray(len(block) + 1)
    stack: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_OPENING, 0)
    for index, char in enumerate(block):
        if char in _OPENING:
            stack.append((char, index))
            waiting[char] += 1
        elif char in _CLOSING:
            opening = _CLOSING[char]
            if not waiting[opening]:
                continue
            # Whatever was opened inside and never closed goes with it.
            begin, last = index, ""
            while last != opening:
                last, begin = stack.pop()
                waiting[last] -= 1
            if index - begin <= _MAX_QUOTATION:
                inside[begin:index] = b"\x01" * (index - begin)
    return inside


def _is_end(block: str, start: int, candidate: re.Match[str]) -> bool:
    mark, before, after = candidate.group(), block[: candidate.start()][-1:], block[candidate.end() :][:8]
    if not mark:  # a closing quotation mark before a new line or a new quotation
        return not _CONTINUATION.match(after) and block[candidate.start() - 2 : candidate.start() - 1] in "。！？!?…―"
    following = after.lstrip(_TRAILING)
    closes_quotation = following != after
    if mark[-1] in "。｡":
        if _PARTICLE_AFTER_NAME.match(after):
            return False
        return not (closes_quotation and _CONTINUATION.match(following))
    if mark[-1] == "．":
        return (
            bool(_JAPANESE.match(before))
            and not re.match(r"[0-9０-９A-Za-zＡ-Ｚ]", after)
            and before not in "０１２３４５６７８９"
        )
    if mark[-1] == ".":
        return _is_english_end(block, start, candidate.start(), following, mark)
    if _CONTINUATION.match(following) or (_KATAKANA_OR_LATIN.match(before) and _KATAKANA_OR_LATIN.match(after)):
        return False
    is_ascii = mark[-1] in "!?"
    return (
        not is_ascii
        or following == ""
        or following[0].isspace()
        or bool(_JAPANESE.match(following) and _JAPANESE.match(before))
    )


def _is_english_end(block: str, start: int, position: int, following: str, mark: str) -> bool:
    before = block[start:position]
    if len(mark) > 1:  # an ellipsis ends a sentence where a new one visibly starts
        return bool(re.match(r"\s+[A-Z\"“]", following))
    if _NUMBERING.match(before.lstrip("#-*+ ")) or _ABBREVIATION.search(before[-12:]):
        return False
    if not following[:1].isspace():
        return following == ""
    return bool(_ENGLISH_START.match(following.lstrip()))
