"""Plain text as blocks: paragraphs with hard-wrapped lines kept together, headings, items, tables, form entries, code.

Works lightly on Markdown, too, for tasks that read any text line by line; Markdown itself has a reader of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.blocks import Block
from sakura_cli.documents.layout import find_drawn
from sakura_cli.documents.reading.labels import read_form_entry
from sakura_cli.documents.reading.leftovers import complete_lines
from sakura_cli.documents.reading.lines import (
    Line,
    classify_lines,
    ends_sentence,
    find_level,
    find_title,
    is_form_entry,
)
from sakura_cli.documents.reading.tables import read_rows, read_table
from sakura_cli.spans import Span

_MIN_WRAP_COLUMNS = 40
_TITLE_COLUMNS = 60
# What ends a line that something follows.
_OPEN_ENDS = ("、", ",", "，", "」", "』", ":", "：")


@lru_cache(maxsize=16)
def read(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text, in order; every character that is not white space is in one.

    What is drawn in columns shares its lines with what stands beside it: see `read_stretches`.
    """
    lines = list(classify_lines(text))
    drawn = find_drawn(text)
    if not drawn:
        return tuple(_mark_titles(text, _group(text, lines)))
    drawn = complete_lines(text, lines, drawn)
    blocks = _mark_titles(text, _group(text, _leave_out(lines, drawn)))
    return tuple(sorted([*blocks, *drawn], key=lambda block: block.span))


@lru_cache(maxsize=16)
def read_stretches(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text as stretches that do not overlap: what stands side by side is one table."""
    stretches: list[Block] = []
    for block in read(text):
        if stretches and block.span.start < stretches[-1].span.end:
            last = stretches[-1].span
            stretches[-1] = Block("table", Span(last.start, max(last.end, block.span.end)))
        else:
            stretches.append(block)
    return tuple(stretches)


def _leave_out(lines: Sequence[Line], drawn: Sequence[Block]) -> list[Line]:
    """Return the lines with those that drawn blocks claim blanked."""
    left: list[Line] = []
    claims = iter(drawn)
    claim, reached = next(claims, None), 0
    for line in lines:
        end = line.start + len(line.text)
        while claim is not None and claim.span.start < end:
            reached = max(reached, claim.span.end)
            claim = next(claims, None)
        left.append(line._replace(kind="blank") if line.start < reached else line)
    return left


def _group(text: str, lines: Sequence[Line]) -> list[Block]:
    """Put lines together into blocks."""
    blocks: list[Block] = []
    group: list[Line] = []
    may_have_tables = "|" in text or "\t" in text
    index = 0
    while index < len(lines):
        line = lines[index]
        if may_have_tables and line.kind not in ("blank", "code") and (found := read_table(text, lines, index)):
            table, following = found
            _close(text, group, blocks)
            group = []
            blocks.append(Block("table", _hull(lines[index:following]), table=table))
            index = following
            continue
        if group and not _continues(group, line):
            _close(text, group, blocks)
            group = []
        if line.kind != "blank":
            group.append(line)
        index += 1
    _close(text, group, blocks)
    return blocks


def _continues(group: Sequence[Line], line: Line) -> bool:
    """Say whether `line` belongs to the block that `group` has begun."""
    first, last = group[0], group[-1]
    if last.kind == line.kind and line.kind in ("code", "table"):
        return True
    if line.kind not in ("paragraph", "quote") or last.kind not in ("paragraph", "item", "quote"):
        return False
    if (line.kind == "quote") != (last.kind == "quote"):
        return False
    # An entry of a form stands on its own line behind marks, too (・日時：…).
    if line.kind == "quote" and is_form_entry(line.text):
        return False
    if last.kind != "paragraph" and is_form_entry(last.text):
        return False
    if first.kind == "paragraph" and line.text.lstrip(" ").startswith("　") and not _is_set_in(first, last, line):
        return False
    # A wrapped line fills the width; a line that stops short was meant to stop there.
    columns = count_columns(last.text.rstrip())
    if ends_sentence(last.text):
        return columns >= _MIN_WRAP_COLUMNS
    widest = max(count_columns(member.text.rstrip()) for member in group[-8:])
    return columns >= max(_MIN_WRAP_COLUMNS, 0.7 * widest)


def _is_set_in(first: Line, last: Line, line: Line) -> bool:
    """Say whether all lines of a paragraph are set in alike, so that one in its middle begins with the blank, too."""
    return not ends_sentence(last.text) and len({_find_indent(each.text) for each in (first, last, line)}) == 1


def _find_indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" 　"))]


def _close(text: str, group: Sequence[Line], blocks: list[Block]) -> None:
    """Add the block that a group of lines makes, if any."""
    if not group:
        return
    first, kind = group[0], group[0].kind
    span = _hull(group)
    if kind == "table":
        blocks.append(Block("table", span, table=read_rows(text, group)))
    elif kind == "heading":
        title = find_title(first.text)
        pieces = (title.shift(first.start),) if title else ()
        blocks.append(Block("heading", span, find_level(first), pieces))
    elif kind == "pair":
        pair, *others = read_form_entry(text, Span(first.start, first.start + len(first.text)))
        blocks.append(Block("pair", span, pair=pair, more_pairs=tuple(others)))
    elif kind != "blank":
        blocks.append(Block(kind, span, find_level(first)))


def _hull(lines: Sequence[Line]) -> Span:
    return Span(lines[0].span.start, lines[-1].span.end)


def _mark_titles(text: str, blocks: list[Block]) -> list[Block]:
    """Call a short line that stands alone between blank lines, without a full stop, a heading."""
    marked: list[Block] = []
    for index, block in enumerate(blocks):
        line = text[block.span.start : block.span.end]
        is_title = (
            block.kind == "paragraph"
            and "\n" not in line
            and not ends_sentence(line)
            and not line.endswith(_OPEN_ENDS)
            and (index + 1 == len(blocks) or "\n\n" in text[block.span.end : blocks[index + 1].span.start])
            and (index == 0 or "\n\n" in text[blocks[index - 1].span.end : block.span.start])
            and len(blocks) > 1
            and count_columns(line) <= _TITLE_COLUMNS
        )
        marked.append(replace(block, kind="heading", level=1) if is_title else block)
    return marked
