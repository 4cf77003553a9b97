"""Marks of footnotes as other formats have them: [1] in the text and before the note.

A raised digit is a mark where a note at the foot of its page has the same number; else it is what it is, as in m².
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from sakura_cli.documents.reading.pdf.geometry.paragraphs import TextPassage
from sakura_cli.documents.reading.pdf.pages import FlowEntry

_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_OWN_MARK = re.compile(r"(?:(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?P<number>[0-9]{1,3})(?=[ 　]))[ 　]*")

NoteNumbers = dict[int, set[str]]


def find_note_numbers(entries: Sequence[FlowEntry]) -> NoteNumbers:
    """Return the numbers of the footnotes of each page."""
    numbers: NoteNumbers = defaultdict(set)
    for entry in entries:
        if isinstance(entry, TextPassage) and entry.is_note and (match := _OWN_MARK.match(entry.text)):
            numbers[entry.first.page].add(_number(match))
    return numbers


def write_marks(text: str, page: int, numbers: NoteNumbers) -> str:
    """Return words of a page with the marks of its footnotes in brackets."""

    def write(match: re.Match[str]) -> str:
        number = match[0].translate(_LOWERED)
        return f"[{number}]" if number in numbers.get(page, ()) else match[0]

    return _RAISED.sub(write, text)


def write_own_mark(text: str, page: int, numbers: NoteNumbers) -> str:
    """Return the first line of a footnote with its mark in brackets."""
    match = _OWN_MARK.match(text)
    if match is None or _number(match) not in numbers.get(page, ()):
        return text
    return f"[{_number(match)}] {text[match.end() :]}"


def _number(match: re.Match[str]) -> str:
    return (match["raised"] or match["number"]).translate(_LOWERED)
