"""What a line of plain text is by itself: blank, a rule, a heading, an item, a row, the start of a form entry.

The one place that classifies lines. Left out: which lines belong together, which is `plain`'s part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import repeat
from typing import Literal, NamedTuple

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.blocks import BlockKind
from sakura_cli.documents.reading.directives import count_markup, has_directives
from sakura_cli.lexicon import alternation, word_map
from sakura_cli.spans import Span

LineKind = BlockKind | Literal["blank"]

_LINE = re.compile(r"[^\n]*\n?")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_RULE = re.compile(r"[ \t　]*([-=*_~+#─━―＿＝－＊…・☆★◆◇■□┏┓┗┛┃|┌┐└┘│ 　])\1{2,}[-=*_~─━―＿＝－┏┓┗┛┌┐└┘ 　]*$")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$|[^\t\n]+\t[^\n]*\t")
# A book has parts (編), a part chapters (章), and so on.
_CHAPTER_LEVELS = {word: int(level) for word, level in word_map("documents/headings", "level").items()}
_CHAPTER = re.compile(
    rf"[ 　]*第[0-9０-９一二三四五六七八九十百〇]+(?P<part>{alternation(_CHAPTER_LEVELS)})[ 　]*[^。]{{0,40}}$"
)
_HEADING = re.compile(
    rf" {{0,3}}(?P<marks>#{{1,6}})[ \t　]|{_CHAPTER.pattern}"
    r"|[ 　]*[■◆▼●◎★☆□◇][^。]{1,40}$|[ 　]*【[^】]{1,40}】[ 　]*$|［＃.*見出し.*］"
)
_MARKED_TITLE = re.compile(r" {0,3}#{1,6}[ \t　]+(?P<title>.*?)[ \t　]*#*[ \t　]*$")
_ITEM = re.compile(
    r"[ \t　]*(?:[-*+][ \t　]|[・•‣◦※→▪▸●○◆◇■□▼][ \t　]*|[①-⑳㉑-㉟❶-❿⑴-⒇]"
    r"|[（(][0-9０-９一二三四五六七八九十ア-ンa-zA-Zⅰ-ⅹi-x]{1,3}[)）]"
    r"|[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3})*[.．)）](?![0-9０-９])[ \t　]*"
    r"|[a-zA-Zア-ン一二三四五六七八九十][.．)）][ \t　]+"
    r"|[0-9０-９]{1,2}、)"
)
_QUOTED = re.compile(r"[ \t]*[>＞]")
_FORM_ENTRY = re.compile(r"[ \t　]*(?P<label>[^\s:：。、「」（）()]{1,16})[ 　]{0,4}(?:：|:(?![/\d]))")
_SENTENCE_END = re.compile(r"[。！？!?．｡…][」』）)\]】”’\"']*[ \t　]*$|[.][\"')]*[ \t]*$")
_MARK_LEVEL = 2
_INDENT_COLUMNS = 2


class Line(NamedTuple):
    """A line of a text, without its newline, and where it begins."""

    start: int
    text: str
    kind: LineKind

    @property
    def span(self) -> Span:
        """The line without the blanks around it."""
        start = self.start + len(self.text) - len(self.text.lstrip())
        return Span(start, max(start, self.start + len(self.text.rstrip())))


def classify_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text, each by itself; between fences all is code, and the marks of directives are."""
    fence = ""
    markup = count_markup(text.split("\n")) if has_directives(text) else repeat(0)
    for match, length in zip(_LINE.finditer(text), markup, strict=False):
        if not match.group():
            break
        line = match.group().rstrip("\n")
        if length and not fence and line.strip():
            yield Line(match.start(), line[:length], "code")
            if line[length:].strip():
                yield Line(match.start() + length, line[length:], "paragraph")
            continue
        opening = _FENCE.match(line)
        if fence:
            if opening and opening.group(1).startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif opening:
            fence = opening.group(1)
        else:
            yield Line(match.start(), line, _classify(line))
            continue
        yield Line(match.start(), line, "code")


def is_form_entry(line: str) -> bool:
    """Say whether a line starts like a form entry (日時：…)."""
    return _FORM_ENTRY.match(line) is not None


def match_form_entry(line: str) -> re.Match[str] | None:
    """Match a line that starts like a form entry up to its colon; the label is the group `label`."""
    return _FORM_ENTRY.match(line)


def is_row(line: str) -> bool:
    """Say whether a line is surely a row of a table: between pipes, or with two tabs."""
    return _ROW.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return _SENTENCE_END.search(line) is not None


def find_level(line: Line) -> int:
    """Return the level of a heading, from 1, by its marks, how deep an item is nested, from 1, and 0 of other lines."""
    if line.kind == "item":
        return 1 + count_columns(line.text[: len(line.text) - len(line.text.lstrip())]) // _INDENT_COLUMNS
    match = _HEADING.match(line.text) if line.kind == "heading" else None
    if match is None:
        return 0
    if match["marks"]:
        return len(match["marks"])
    return _CHAPTER_LEVELS[match["part"]] if match["part"] else _MARK_LEVEL


def find_title(line: str) -> Span | None:
    """Return where the words of a heading with number signs stand in its line; None for any other."""
    match = _MARKED_TITLE.match(line)
    return Span(*match.span("title")) if match else None


def _classify(line: str) -> LineKind:
    if not line.strip():
        return "blank"
    if _RULE.match(line):
        return "rule"
    if is_row(line):
        return "table"
    if _HEADING.match(line) and not ends_sentence(line):
        return "heading"
    if _ITEM.match(line):
        return "item"
    if _QUOTED.match(line):
        return "quote"
    return "pair" if is_form_entry(line) else "paragraph"
