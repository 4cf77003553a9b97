"""Subtitles as blocks (SubRip, WebVTT, SubStation Alpha): a cue with its times, and what is said in pieces.

Times are taken as players take them: 0:0:4,8 is one. Everything that is not said (numbers, times, headers, notes,
styles) is code, or belongs to its cue. Left out: what formatting tags mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from sakura_cli.documents.blocks import Block
from sakura_cli.spans import Span

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[,.:]\d{1,3})?"
_TIMES = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?!\d)[^\n]*\n?", re.MULTILINE)
_CLOCK = re.compile(
    r"(?<![\d:])(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,2}):(?P<seconds>\d{1,2})(?:[,.:](?P<part>\d{1,3}))?(?!\d)"
)
# The number of the next cue, right before its times.
_NEXT_NUMBER = re.compile(r"(?:^|\n)[ \t]*\d+[ \t]*\n?\Z")
_MOST_NUMBER_CHARACTERS = 40
# Of WebVTT also a voice (<v 山田>), a class and a time in a cue; of SubStation Alpha what stands in braces.
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|<\d[\d:.]*>|\{\\[^{}\n]*\}")
_SPEAKER = re.compile(r"[-–—－][ \t　]*")

_VTT = re.compile(r"\ufeff?WEBVTT(?=[ \t\n]|\Z)")
_PARAGRAPH = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)

_SCRIPT = re.compile(r"\ufeff?\s*\[Script Info\][ \t]*$", re.IGNORECASE | re.MULTILINE)
_SECTION = re.compile(r"\[([^\]\n]+)\][ \t]*$")
_FORMAT = re.compile(r"Format:(.*)", re.IGNORECASE)
_DIALOGUE = re.compile(r"Dialogue:", re.IGNORECASE)
# Where the file does not say it: layer, start, end, style, name, three margins, effect, text.
_USUAL_FIELDS = 10
_BREAK = re.compile(r"\\[Nn]")
_LEADING_TAGS = re.compile(r"(?:\{[^{}\n]*\}|[ \t])*")


def has_cues(text: str) -> bool:
    """Say whether a text has a line of times, or lines of dialogue below the header of a script."""
    return _TIMES.search(text) is not None or (_SCRIPT.match(text) is not None and "Dialogue:" in text)


def is_subtitles(text: str) -> bool:
    """Say whether a text begins as subtitles do, whatever its name."""
    start = _TIMES.search(text)
    number = text[: start.start()] if start else ""
    is_srt = start is not None and len(number) < _MOST_NUMBER_CHARACTERS and number.strip().isdecimal()
    return is_srt or _VTT.match(text) is not None or _SCRIPT.match(text) is not None


def read(text: str) -> tuple[Block, ...]:
    """Return the cues of subtitles, in order; lines that begin with a dash are said by different speakers."""
    if _VTT.match(text):
        return tuple(_read_vtt(text))
    return tuple(_read_script(text) if _SCRIPT.match(text) else _read_srt(text))


def find_tags(text: str) -> list[Span]:
    """Return the formatting tags of what is said in a cue."""
    return [Span(*match.span()) for match in _TAG.finditer(text)]


def read_seconds(text: str, cue: Block) -> Decimal | None:
    """Return for how long a cue is shown; None where its times say nothing, or that it ends before it begins."""
    times = _TIMES.search(text, *cue.span)
    line = times.group() if times else text[cue.span.start : cue.pieces[0].start if cue.pieces else cue.span.end]
    found = [_read_time(match) for match in _CLOCK.finditer(line)][:2]
    return found[1] - found[0] if len(found) == 2 and found[1] > found[0] else None


def _read_time(match: re.Match[str]) -> Decimal:
    whole = int(match["hours"] or 0) * 3600 + int(match["minutes"]) * 60 + int(match["seconds"])
    return whole + Decimal(f"0.{match['part'] or 0}")


def _read_srt(text: str) -> Iterator[Block]:
    times = list(_TIMES.finditer(text))
    start = _find_number(text, 0, times[0].start() if times else len(text)) if times else len(text)
    if span := _trim(text, Span(0, start)):
        yield Block("code", span)
    for match, following in zip(times, [*times[1:], None], strict=False):
        end = _find_number(text, match.end(), following.start()) if following else len(text)
        if span := _trim(text, Span(start, end)):
            yield Block("cue", span, pieces=tuple(_split_speakers(text, Span(match.end(), end))))
        start = end


def _read_vtt(text: str) -> Iterator[Block]:
    """Yield the paragraphs of WebVTT: a cue has its times in the first or second line; notes and styles are code."""
    for paragraph in _PARAGRAPH.finditer(text):
        span = Span(paragraph.start(), paragraph.start() + len(paragraph.group().rstrip()))
        times = _TIMES.search(text, *span)
        if times is None or text.count("\n", span.start, times.start()) > 1:
            yield Block("code", span)
        else:
            said = Span(min(times.end(), span.end), span.end)
            yield Block("cue", span, pieces=tuple(_split_speakers(text, said)))


def _read_script(text: str) -> Iterator[Block]:
    """Yield the lines of SubStation Alpha: of dialogue the last field is what is said, line by line."""
    fields, is_events, position = _USUAL_FIELDS, False, 0
    for line in text.split("\n"):
        span = _trim(text, Span(position, position + len(line)))
        position += len(line) + 1
        if span is None:
            continue
        words = span.cut(text)
        if section := _SECTION.match(words):
            is_events, fields = section[1].strip().lower() == "events", _USUAL_FIELDS
        elif is_events and (layout := _FORMAT.match(words)):
            fields = layout[1].count(",") + 1
        parts = words.split(",", fields - 1)
        if is_events and _DIALOGUE.match(words) and len(parts) == fields:
            said = Span(span.end - len(parts[-1]), span.end)
            yield Block("cue", span, pieces=tuple(_split_lines(text, said)))
        else:
            yield Block("code", span)


def _split_lines(text: str, said: Span) -> Iterator[Span]:
    """Yield what is said between line breaks, without the tags before it."""
    position = said.start
    for end, following in [*(match.span() for match in _BREAK.finditer(text, *said)), (said.end, said.end)]:
        tags = _LEADING_TAGS.match(text, position, end)
        if span := _trim(text, Span(tags.end() if tags else position, end)):
            yield span
        position = following


def _find_number(text: str, start: int, times: int) -> int:
    """Return where the number of a cue begins, which stands right before its times; the times if it has none."""
    begin = max(start, times - _MOST_NUMBER_CHARACTERS)
    number = _NEXT_NUMBER.search(text[begin:times])
    return begin + number.start() if number else times


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
