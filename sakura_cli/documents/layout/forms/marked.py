"""Find the labels and values of one line: in brackets, before a colon, a bar, dots or boxes, else parted by blanks.

Left out: what the lines around it say (`forms`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.layout.forms.choices import find_choices, find_first_mark, is_box
from sakura_cli.documents.layout.forms.entries import (
    ITEM_MARKER,
    LONGEST_LABEL_COLUMNS,
    NOT_LABEL,
    WORD,
    Entry,
    drop_marker,
    is_in_address,
    is_label_word,
    make_entry,
)
from sakura_cli.documents.layout.forms.spaced import add_later, find_spaced
from sakura_cli.documents.layout.labels import is_known_label, is_label_like, is_sentence, kind_of_cell
from sakura_cli.documents.layout.lines import DrawnLine, DrawnPiece, split_pieces, trim
from sakura_cli.spans import Span

_BRACKETED = re.compile(
    r"[【〔\[［《≪＜](?P<label>[^【】〔〕\[\]［］《》≪≫＜＞\n]{1,24})[】〕\]］》≫＞][ \t　]*[:：]?[ \t　]*"
)
_COLON = re.compile(r"[:：]")
_LEADER = re.compile(r"[ \t　]*[.．…‥・･]{2,}[ \t　]*")
# Words that a sentence goes on after (次のように：, もしくは) are no label, unless forms use them.
_SENTENCE_LIKE = re.compile(r"[ぁ-ん]{3}|[はがをにでとばてっ]$")
_NEXT = re.compile(
    r"(?<=[ \t　／/|｜,、）)])"
    r"(?P<label>[^ \t　／/|｜:：、。,（）()0-9０-９]{1,12}|[（(][^ \t　:：、。（）()]{1,10}[)）]"
    r"|[^ \t　:：0-9０-９](?:[ 　]{1,2}[^ \t　:：0-9０-９]){1,3})[ 　]?[:：](?!//)[ \t　]*"
)
_BAR = re.compile(r"[|｜│┃]")


def find_entries(text: str, line: DrawnLine) -> list[Entry]:
    """Return the entries of a line, from left to right."""
    if text.startswith((">", "＞", "#"), line.start):
        return []
    pieces = drop_marker(text, split_pieces(text, line))
    if not pieces:
        return []
    start = pieces[0].start
    return (
        _find_choices_alone(text, line, pieces)
        or _find_bracketed(text, start, line, pieces)
        or _find_barred(text, line)
        or _find_with_colon(text, start, line, pieces)
        or _find_leaders(text, start, line, pieces)
        or find_spaced(text, line, pieces)
    )


def _find_choices_alone(text: str, line: DrawnLine, pieces: Sequence[DrawnPiece]) -> list[Entry]:
    """Read a line of boxes, with what they are about before them."""
    whole = trim(text, line.start, line.end)
    at = find_first_mark(text, whole)
    if at is None:
        return []
    choices = find_choices(text, [Span(at, whole.end)])
    label = trim(text, whole.start, at)
    content = label.cut(text)
    is_lone = len(choices) == 1 and not content
    if not choices or (is_lone and not is_box(text[at])) or is_sentence(content[:-1]):
        return []
    if content.endswith((":", "：")):
        label = trim(text, label.start, label.end - 1)
    elif (content and content[-1] in "】］]〕") or (content and label.end == at):
        return []
    if len(split_pieces(text, DrawnLine(label.start, label.end))) > 1 and not is_known_label(label.cut(text)):
        return []
    if count_columns(content) > 2 * LONGEST_LABEL_COLUMNS or not (content or _is_first_box(text, whole)):
        return []
    marker = ITEM_MARKER.match(text, label.start, label.end)
    if content and marker:
        label = Span(marker.end(), label.end)
    return [make_entry(text, line, label, Span(at, whole.end), is_sure=True, is_spaced=False, is_marked=True)]


def _is_first_box(text: str, whole: Span) -> bool:
    return find_first_mark(text, whole) == whole.start


def _find_bracketed(text: str, start: int, line: DrawnLine, pieces: Sequence[DrawnPiece]) -> list[Entry]:
    first = _BRACKETED.match(text, start, line.end)
    if first is None or text.startswith("(", first.end("label") + 1):  # a link of Markdown
        return []
    begins = {piece.start for piece in pieces} | {start}
    marks = [match for match in _BRACKETED.finditer(text, start, line.end) if match.start() in begins]
    entries: list[Entry] = []
    for number, match in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else line.end
        label, value = trim(text, *match.span("label")), trim(text, match.end(), end)
        if not WORD.search(text, *label) or NOT_LABEL.search(text, *label):
            return []
        is_known = is_known_label(label.cut(text))
        is_sure = is_known or (len(marks) > 1 and not is_sentence(value.cut(text)))
        entries.append(make_entry(text, line, label, value, is_sure=is_sure, is_spaced=False, is_marked=True))
    return entries


def _find_with_colon(text: str, start: int, line: DrawnLine, pieces: Sequence[DrawnPiece]) -> list[Entry]:
    colon = _COLON.search(text, start, min(line.end, start + 40))
    if colon is None or text.startswith("//", colon.end()):
        return []
    label = trim(text, start, colon.start())
    before = [piece for piece in pieces if piece.start < label.end]
    name = label.cut(text)
    if len(before) > 1 and not is_known_label(name) and not _is_spaced_out(name):
        spaced = find_spaced(text, line, pieces)
        if spaced and spaced[0].is_sure:
            return spaced
        label = trim(text, before[-1].start, label.end)
        name = label.cut(text)
        if not is_known_label(name):
            return []
    if not is_label_word(text, label) or (name[-1].isdigit() and text[colon.end() : colon.end() + 1].isdigit()):
        return []
    entries: list[Entry] = []
    value_start = colon.end()
    for following in (*_NEXT.finditer(text, colon.end(), line.end), None):
        if following and not _is_next_label(text, following.span("label"), value_start):
            continue
        if following and is_in_address(text, following.start(), Span(value_start, line.end)):
            continue
        value = trim(text, value_start, following.start() if following else line.end)
        content = value.cut(text).rstrip("／/|｜,、 　")
        value = Span(value.start, value.start + len(content))
        is_sure = _is_sure_with_colon(text, label, value)
        entries.append(make_entry(text, line, label, value, is_sure=is_sure, is_spaced=False, is_marked=True))
        if following:
            label, value_start = Span(*following.span("label")), following.end()
    if len(entries) > 1:
        return entries
    return add_later(text, line, pieces, entries[0])


def _is_spaced_out(name: str) -> bool:
    """Say whether blanks stand between the letters of a word (賃　料)."""
    return all(len(part) == 1 for part in name.split())


def _is_next_label(text: str, label: tuple[int, int], value_start: int) -> bool:
    name = text[slice(*label)]
    return label[0] > value_start and bool(WORD.search(name)) and not NOT_LABEL.search(name)


def _is_sure_with_colon(text: str, label: Span, value: Span) -> bool:
    """Say whether a word before a colon is a label for sure: it is one of forms, or figures stand after it."""
    name, content = label.cut(text), value.cut(text)
    if is_label_like(name):
        return True
    # An item of a Markdown list that has a colon.
    if text.startswith(("- ", "* "), label.start - 2) and not is_sentence(content) and not name.isascii():
        return bool(content)
    if _SENTENCE_LIKE.search(name) or name.isascii():
        return False
    return kind_of_cell(content) in ("number", "date")


def _find_barred(text: str, line: DrawnLine) -> list[Entry]:
    """Read labels that a bar parts from their values (氏　名｜山田)."""
    bars = [match.start() for match in _BAR.finditer(text, line.start, min(line.end, line.start + 400))]
    if not 0 < len(bars) < 8:
        return []
    begins, ends = [line.start, *(bar + 1 for bar in bars)], [*bars, line.end]
    parts = [trim(text, begin, end) for begin, end in zip(begins, ends, strict=True)]
    labels, values = parts[::2], parts[1::2]
    if len(labels) != len(values) or not all(is_known_label(label.cut(text)) for label in labels):
        return []
    return [
        make_entry(text, line, label, value, is_sure=True, is_spaced=False, is_marked=True)
        for label, value in zip(labels, values, strict=True)
        if value.end > value.start
    ]


def _find_leaders(text: str, start: int, line: DrawnLine, pieces: Sequence[DrawnPiece]) -> list[Entry]:
    """Read a label that dots lead to its value (会費………2,000円)."""
    leader = _LEADER.search(text, start, min(line.end, start + 120))
    if leader is None:
        return []
    label, value = trim(text, start, leader.start()), trim(text, leader.end(), line.end)
    if not is_label_word(text, label) or value.end == value.start:
        return []
    name, content = label.cut(text), value.cut(text)
    is_sure = len(leader.group()) > 2 and is_label_like(name) and not is_sentence(content)
    if not is_sure and (is_sentence(content) or kind_of_cell(content) != "number" or len(leader.group()) < 3):
        return []
    return [make_entry(text, line, label, value, is_sure=is_sure, is_spaced=False, is_marked=True)]
