"""Labels that lines of plain text give a value: 氏名：山田, ■日時: 3月5日, 【場所】会議室, several on a line.

Left out: labels that are drawn without a colon, which `layout` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sakura_cli.documents.blocks import Block, Cell, Pair
from sakura_cli.documents.reading.lines import match_form_entry
from sakura_cli.documents.reading.tables import is_delimiter_row
from sakura_cli.spans import Span

# A label with a value: 氏名：山田, - https://schema.org/name: 山田, ■日時　3月5日 needs its colon.
_LABELLED = re.compile(
    r"[ \t　]*(?:[-*+・•■□●○◆◇▼※][ \t　]*|[（(]?[0-9０-９]{1,2}[.．)）][ \t　]*|[|｜][ \t　]*)?[【\[〔]?"
    r"(?P<label>(?:https?://\S+?|[A-Za-z][\w-]*:[A-Za-z]\w*|[^\s:：、。「」【】\[\]〔〕][^:：、。「」【】\[\]〔〕\n]{0,29}?))"
    r"(?:[】\]〕][ \t　]*[:：]?|[ \t　]*(?:：|:(?!//)(?![0-9]{2}(?![0-9]))))[ \t　]*(?P<value>.*?)[ \t　]*$"
)
_NEXT_LABEL = re.compile(r"[ \t　／/|｜]+(?P<label>[^\s:：、。0-9０-９（）()／/|｜]{1,12})[ 　]?(?:：|:(?!//))[ \t　]*")
_BLANKS = " \t　"
_MARKS = " \t　-・"


def read_pair(text: str, line: Span) -> Pair | None:
    """Return the label of a line with all that follows for its value, which may be empty."""
    found = _match(text, line)
    return _pair(*found) if found else None


def read_pairs(text: str, line: Span) -> list[Pair]:
    """Return the labels of a line with their values, in order; the value of a label alone on its line is empty."""
    found = _match(text, line)
    if found is None:
        return []
    pairs: list[Pair] = []
    label, (start, end) = found
    for following in _NEXT_LABEL.finditer(text, start, end):
        pairs.append(_pair(label, Span(start, following.start())))
        label, start = Span(*following.span("label")), following.end()
    pairs.append(_pair(label, Span(start, end)))
    return pairs


def read_form_entry(text: str, line: Span) -> list[Pair]:
    """Return the labels of a form entry with their values; it has one at least."""
    if pairs := read_pairs(text, line):
        return pairs
    entry = match_form_entry(line.cut(text))
    if entry is None:
        raise ValueError("not a form entry")
    value = _trim(text, Span(line.start + entry.end(), line.end), _BLANKS)
    return [_pair(Span(*entry.span("label")).shift(line.start), value)]


def find_pairs(text: str, blocks: Sequence[Block]) -> list[Pair]:
    """Return the labels that have a value, in order, in whatever block: an item, a row and a heading may hold one, too.

    A label alone on its line has the next line for its value.
    """
    found: list[Pair] = []
    waiting: Cell | None = None
    position = 0
    pairs: Sequence[Pair]
    for block in blocks:
        if block.pair is not None:
            pairs = (block.pair, *block.more_pairs)
            found += [pair for pair in pairs if pair.value.pieces]
            waiting = pairs[-1].label if _is_open(text, pairs[-1]) else None
            position = block.span.end
            continue
        for line in _lines_of(text, block, position):
            pairs = read_pairs(text, line)
            if pairs and pairs[-1].value.pieces:
                found += [pair for pair in pairs if pair.value.pieces]
            if pairs:
                waiting = None if pairs[-1].value.pieces else pairs[-1].label
                continue
            value = _trim(text, line, _MARKS)
            if waiting is not None and value.start < value.end:
                found.append(Pair(waiting, Cell((value,))))
            waiting = None
        position = max(position, block.span.end)
    return found


def _match(text: str, line: Span) -> tuple[Span, Span] | None:
    """Return where the label of a line stands, and what follows it."""
    content = line.cut(text)
    match = None if is_delimiter_row(content) else _LABELLED.match(content)
    return (
        (Span(*match.span("label")).shift(line.start), Span(*match.span("value")).shift(line.start)) if match else None
    )


def _is_open(text: str, pair: Pair) -> bool:
    """Say whether a label with a colon has no value yet."""
    return not pair.value.pieces and text[pair.label.span.end :].lstrip("】]〕 \t　")[:1] in (":", "：")


def _pair(label: Span, value: Span) -> Pair:
    return Pair(Cell((label,)), Cell((value,) if value.start < value.end else ()))


def _lines_of(text: str, block: Block, position: int) -> Iterator[Span]:
    """Yield the lines of a block that are not blank, whole, from a position on."""
    start = max(position, text.rfind("\n", 0, block.span.start) + 1)
    while start < block.span.end:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            yield Span(start, end)
        start = end + 1


def _trim(text: str, line: Span, marks: str) -> Span:
    """Take marks off the beginning of a line and blanks off its end."""
    content = line.cut(text)
    return Span(line.start + len(content) - len(content.lstrip(marks)), line.start + len(content.rstrip()))
