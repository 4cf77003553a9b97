"""SubRip subtitles (SRT) as blocks: a cue is its number, its times and what is said, in a piece for each speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.documents.blocks import Block
from sakura_cli.spans import Span

_TIMES = re.compile(r"^[ \t]*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->[^\n]*\n?", re.MULTILINE)
# The number of the next cue, right before its times.
_NEXT_NUMBER = re.compile(r"(?:^|\n)[ \t]*\d+[ \t]*\n?\Z")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|\{\\[^{}\n]*\}")
_SPEAKER = re.compile(r"[-–—－][ \t　]*")


def read(text: str) -> tuple[Block, ...]:
    """Return the cues of subtitles, in order; lines that begin with a dash are said by different speakers."""
    times = list(_TIMES.finditer(text))
    blocks: list[Block] = []
    start = _find_number(text, 0, times[0].start() if times else len(text))
    if span := _trim(text, Span(0, start)):
        blocks.append(Block("code", span))
    for match, following in zip(times, [*times[1:], None], strict=True):
        end = _find_number(text, match.end(), following.start()) if following else len(text)
        if span := _trim(text, Span(start, end)):
            blocks.append(Block("cue", span, pieces=tuple(_split_speakers(text, Span(match.end(), end)))))
        start = end
    return tuple(blocks)


def find_tags(text: str) -> list[Span]:
    """Return the formatting tags of what is said in a cue."""
    return [Span(*match.span()) for match in _TAG.finditer(text)]


def _find_number(text: str, start: int, times: int) -> int:
    """Return where the number of a cue begins, which stands right before its times; the times if it has none."""
    number = _NEXT_NUMBER.search(text[start:times])
    return start + number.start() if number else times


def _split_speakers(text: str, words: Span) -> Iterator[Span]:
    starts = [words.start]
    position = words.start
    for line in words.cut(text).split("\n"):
        if _SPEAKER.match(line) and position > words.start:
            starts.append(position)
        position += len(line) + 1
    for start, end in zip(starts, [*starts[1:], words.end], strict=True):
        said = text[start:end]
        dash = _SPEAKER.match(said.lstrip())
        head = len(said) - len(said.lstrip()) + (dash.end() if dash else 0)
        span = Span(start + head, start + len(said.rstrip()))
        if span.start < span.end:
            yield span


def _trim(text: str, span: Span) -> Span | None:
    content = span.cut(text)
    if not content.strip():
        return None
    return Span(span.start + len(content) - len(content.lstrip()), span.start + len(content.rstrip()))
