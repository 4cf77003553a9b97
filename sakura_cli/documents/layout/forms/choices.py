"""Find the boxes of a form and what stands by them: ☑有 □無, ( )はい (レ)いいえ, [x], 男・○女.

Left out: whose value they are (`forms`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from sakura_cli.documents.blocks import Choice
from sakura_cli.documents.layout.lines import BLANKS, trim
from sakura_cli.lexicon import words
from sakura_cli.spans import Span

_TABLE = "layout/boxes"
_DIVIDERS = BLANKS + "・／/、,，|｜"
_OPENING, _CLOSING = "（(「『", "）)」』"
_GAP = re.compile(r"  |[\t　]")
_LONGEST = 40
_OPTION_DIVIDER = re.compile(r"[ 　]{0,4}[・／][ 　]{0,4}|[ 　]{1,4}/[ 　]{1,4}")


class _Mark(NamedTuple):
    start: int
    end: int
    kind: str


def find_choices(text: str, pieces: Sequence[Span]) -> tuple[Choice, ...]:
    """Return the boxes in the pieces of a value, in order; none where marks are no boxes but bullets or signs."""
    marks = [(piece, mark) for piece in pieces for mark in _find_marks(text, piece)]
    if not marks:
        is_enclosed = any(_is_enclosed(char) for piece in pieces for char in piece.cut(text)[:_LONGEST])
        return _find_circled(text, pieces) if is_enclosed else ()
    kinds = {mark.kind for _, mark in marks}
    if not kinds <= {"circle", "disc"} or "disc" in kinds:
        ticks = _read_kinds(kinds, len(marks))
        if ticks is None:
            return ()
        choices: list[Choice] = []
        for number, (piece, mark) in enumerate(marks):
            following = marks[number + 1] if number + 1 < len(marks) else None
            end = following[1].start if following and following[0] == piece else piece.end
            span = _cut_option(text, mark.end, end)
            if span.end > span.start:
                choices.append(Choice(span, mark.kind in ticks))
        return tuple(choices)
    return _find_circled(text, pieces)


def find_first_mark(text: str, span: Span) -> int | None:
    """Return where the first box of a stretch stands."""
    return next((mark.start for mark in _find_marks(text, span)), None)


def is_box(mark: str) -> bool:
    """Say whether a mark is a box wherever it stands, alone as well; □ may be a bullet."""
    return _mark_kinds().get(mark) in ("ticked", "box")


def _read_kinds(kinds: set[str], count: int) -> set[str] | None:
    """Return which kinds of marks are ticks; None where the marks are not boxes."""
    if kinds & {"ticked", "empty", "box"}:
        return {"ticked", "filled", "bracket"}
    if "bracket" in kinds or "blank" in kinds:
        return {"bracket"}
    if "disc" in kinds and "circle" in kinds and count > 1:
        return {"disc"}
    return None


@cache
def _mark_kinds() -> dict[str, str]:
    return {
        word: kind for kind in ("ticked", "box", "empty", "filled", "circle", "disc") for word in words(_TABLE, kind)
    }


@cache
def _mark_pattern() -> re.Pattern[str]:
    ticks = "".join(map(re.escape, words(_TABLE)))
    outside = "".join(map(re.escape, _mark_kinds()))
    return re.compile(
        rf"[（(\[［][ 　]{{0,2}}(?:(?P<tick>[{ticks}])[ 　]{{0,2}})?[)）\]］](?=[ 　]{{0,2}}[^\s　、。）)])"
        rf"|(?P<mark>[{outside}])"
    )


def _find_marks(text: str, span: Span) -> Iterator[_Mark]:
    for match in _mark_pattern().finditer(text, *span):
        if match["mark"]:
            yield _Mark(*match.span(), _mark_kinds()[match["mark"]])
        else:
            is_empty = not match["tick"] or _mark_kinds().get(match["tick"]) in ("box", "empty")
            yield _Mark(*match.span(), "blank" if is_empty else "bracket")


def _cut_option(text: str, start: int, end: int) -> Span:
    """Return what stands by a mark: up to a gap outside brackets, without blanks and dividers around it."""
    span = trim(text, start, min(end, start + 4 * _LONGEST))
    depth = 0
    for position in range(*span):
        char = text[position]
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth <= 0 and _GAP.match(text, position, span.end):
            span = Span(span.start, position)
            break
    content = span.cut(text)
    return Span(span.start, span.start + len(content.rstrip(_DIVIDERS)))


def _is_enclosed(words_: str) -> bool:
    """Say whether an option is one character with a circle around it: ㊛."""
    return len(words_) == 1 and unicodedata.name(words_, "").startswith("CIRCLED IDEOGRAPH")


def _find_circled(text: str, pieces: Sequence[Span]) -> tuple[Choice, ...]:
    """Read options divided by ・ or / of which one or more have a circle before them (男 ・ ○女)."""
    circles = "".join(words(_TABLE, "circle"))
    choices: list[Choice] = []
    for piece in pieces:
        position = piece.start
        for divider in (*_OPTION_DIVIDER.finditer(text, *piece), None):
            option = trim(text, position, divider.start() if divider else piece.end)
            position = divider.end() if divider else position
            is_circled = text[option.start : option.start + 1] in circles and option.end > option.start
            is_enclosed = _is_enclosed(option.cut(text))
            option = trim(text, option.start + is_circled, option.end)
            if option.end == option.start or option.end - option.start > _LONGEST or _GAP.search(text, *option):
                return ()
            choices.append(Choice(option, is_circled or is_enclosed))
    circled = sum(choice.is_ticked for choice in choices)
    return tuple(choices) if 0 < circled < len(choices) else ()
