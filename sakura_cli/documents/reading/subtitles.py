"""Find the words of SubRip subtitles (SRT): numbers, times and formatting tags stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sakura_cli.documents.inline_markup import find_verbatim
from sakura_cli.documents.prose import ProseUnit, has_words
from sakura_cli.documents.wrapping import unwrap
from sakura_cli.spans import Span

_TIMES = re.compile(r"^[ \t]*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->[^\n]*\n?", re.MULTILINE)
# The number of the next cue, right before its times.
_NEXT_NUMBER = re.compile(r"(?:^|\n)[ \t]*\d+[ \t]*\n?\Z")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|\{\\[^{}\n]*\}")
_SPEAKER = re.compile(r"[-–—－][ \t　]*")


def find_subtitle_units(text: str) -> list[ProseUnit]:
    """Find the words of each cue; lines that begin with a dash are said by different speakers and stay apart."""
    return [unit for cue in _find_cues(text) for unit in _split_speakers(text, cue)]


def _find_cues(text: str) -> Iterator[Span]:
    times = list(_TIMES.finditer(text))
    for match, following in zip(times, [*times[1:], None], strict=True):
        end = following.start() if following else len(text)
        body = text[match.end() : end]
        if following and (number := _NEXT_NUMBER.search(body)):
            end = match.end() + number.start()
        if has_words(text[match.end() : end]):
            yield Span(match.end(), end)


def _split_speakers(text: str, cue: Span) -> Iterator[ProseUnit]:
    starts = [cue.start]
    position = cue.start
    for line in cue.cut(text).split("\n"):
        if _SPEAKER.match(line) and position > cue.start:
            starts.append(position)
        position += len(line) + 1
    for start, end in zip(starts, [*starts[1:], cue.end], strict=True):
        words = text[start:end]
        dash = _SPEAKER.match(words.lstrip())
        head = len(words) - len(words.lstrip()) + (dash.end() if dash else 0)
        span = Span(start + head, start + len(words.rstrip()))
        if span.start < span.end and has_words(span.cut(text)):
            prose = unwrap(span.cut(text))
            tags = [Span(*match.span()) for match in _TAG.finditer(prose)]
            others = [
                verbatim
                for verbatim in find_verbatim(prose)
                if not any(tag.start <= verbatim.start < tag.end for tag in tags)
            ]
            yield ProseUnit("cue", span, prose, tuple(sorted([*tags, *others])))
