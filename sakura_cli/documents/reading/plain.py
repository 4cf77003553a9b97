"""Split a text into paragraphs, headings, list items, code and table rows, with hard-wrapped lines kept together.

Works on plain text and lightly on Markdown; translating Markdown needs a real parser and lives elsewhere.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from sakura_cli.characters.width import count_columns
from sakura_cli.spans import Span

BlockKind = Literal["heading", "item", "paragraph", "code", "row", "rule"]

_LINE = re.compile(r"[^\n]*\n?")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_RULE = re.compile(r"[ \t　]*([-=*_~+#─━―＿＝－＊…・☆★◆◇■□┏┓┗┛┃|┌┐└┘│ 　])\1{2,}[-=*_~─━―＿＝－┏┓┗┛┌┐└┘ 　]*$")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$|[^\t\n]+\t[^\n]*\t")
_HEADING = re.compile(
    r" {0,3}#{1,6}[ \t　]|[ 　]*第[0-9０-９一二三四五六七八九十百〇]+[章節編部条回話][ 　]*[^。]{0,40}$"
    r"|[ 　]*[■◆▼●◎★☆□◇][^。]{1,40}$|[ 　]*【[^】]{1,40}】[ 　]*$|［＃.*見出し.*］"
)
_ITEM = re.compile(
    r"[ \t　]*(?:[-*+][ \t　]|[・•‣◦※→▪▸●○◆◇■□▼][ \t　]*|[①-⑳㉑-㉟❶-❿⑴-⒇]"
    r"|[（(][0-9０-９一二三四五六七八九十ア-ンa-zA-Zⅰ-ⅹi-x]{1,3}[)）]"
    r"|[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3})*[.．)）](?![0-9０-９])[ \t　]*"
    r"|[a-zA-Zア-ン一二三四五六七八九十][.．)）][ \t　]+"
    r"|[0-9０-９]{1,2}、)"
)
_LABEL = re.compile(r"[ \t　]*[^\s:：。、「」（）()]{1,16}[ 　]{0,4}(?:：|:(?![/\d]))")
_INDENTED = re.compile(r"[ ]*　")
_SENTENCE_END = re.compile(r"[。！？!?．｡…][」』）)\]】”’\"']*[ \t　]*$|[.][\"')]*[ \t]*$")
_MIN_WRAP_COLUMNS = 40
_TITLE_COLUMNS = 60


class Block(NamedTuple):
    """A unit of layout; `span` leaves out the blank lines around it."""

    kind: BlockKind
    span: Span


class _Line(NamedTuple):
    start: int
    text: str  # without the newline
    kind: BlockKind | Literal["blank"]


def split_blocks(text: str) -> list[Block]:
    """Split `text` into blocks, in order; every character that is not white space is in exactly one."""
    lines = _classify_lines(text)
    blocks: list[Block] = []
    group: list[_Line] = []
    for line in lines:
        if group and not _continues(group, line):
            _close(group, blocks)
            group = []
        if line.kind != "blank":
            group.append(line)
    if group:
        _close(group, blocks)
    return _mark_titles(text, blocks)


def is_label(line: str) -> bool:
    """Say whether a line starts like a form entry (日時：…)."""
    return _LABEL.match(line) is not None


def _classify_lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    fence = ""
    for match in _LINE.finditer(text):
        if not match.group():
            break
        line = match.group().rstrip("\n")
        opening = _FENCE.match(line)
        if fence:
            lines.append(_Line(match.start(), line, "code"))
            if opening and opening.group(1).startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif opening:
            fence = opening.group(1)
            lines.append(_Line(match.start(), line, "code"))
        else:
            lines.append(_Line(match.start(), line, _classify(line)))
    return lines


def _classify(line: str) -> BlockKind | Literal["blank"]:
    if not line.strip():
        return "blank"
    if _RULE.match(line):
        return "rule"
    if _ROW.match(line):
        return "row"
    if _HEADING.match(line) and not _SENTENCE_END.search(line):
        return "heading"
    if _ITEM.match(line):
        return "item"
    return "paragraph"


def _continues(group: list[_Line], line: _Line) -> bool:
    """Say whether `line` belongs to the block that `group` has begun."""
    last = group[-1]
    if last.kind == "code" and line.kind == "code":
        return True
    if line.kind != "paragraph" or last.kind not in ("paragraph", "item"):
        return False
    if _INDENTED.match(line.text) and group[0].kind == "paragraph":
        return False
    if is_label(line.text) or is_label(last.text):
        return False
    # A wrapped line fills the width; a line that stops short was meant to stop there.
    columns = count_columns(last.text.rstrip())
    widest = max(count_columns(member.text.rstrip()) for member in group[-8:])
    if _SENTENCE_END.search(last.text):
        return columns >= _MIN_WRAP_COLUMNS
    return columns >= max(_MIN_WRAP_COLUMNS, 0.7 * widest)


def _close(group: list[_Line], blocks: list[Block]) -> None:
    kind = group[0].kind
    if kind == "blank":
        return
    first, last = group[0], group[-1]
    start = first.start + len(first.text) - len(first.text.lstrip())
    end = last.start + len(last.text.rstrip())
    blocks.append(Block(kind, Span(start, end)))


def _mark_titles(text: str, blocks: list[Block]) -> list[Block]:
    """Call a short line that stands alone between blank lines, without a full stop, a heading."""
    marked: list[Block] = []
    for index, block in enumerate(blocks):
        line = text[block.span.start : block.span.end]
        is_title = (
            block.kind == "paragraph"
            and "\n" not in line
            and count_columns(line) <= _TITLE_COLUMNS
            and not _SENTENCE_END.search(line)
            and not line.endswith(("、", ",", "，", "」", "』", ":", "："))
            and not is_label(line)
            and (index + 1 == len(blocks) or "\n\n" in text[block.span.end : blocks[index + 1].span.start])
            and (index == 0 or "\n\n" in text[blocks[index - 1].span.end : block.span.start])
            and len(blocks) > 1
        )
        marked.append(Block("heading", block.span) if is_title else block)
    return marked
