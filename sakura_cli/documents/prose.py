"""Find what of a document is prose to be translated, by its format, and put the translations back in its place.

A unit is a paragraph, heading, list item, table cell or subtitle; what lies between units comes back byte for byte.
Plain text is read here; Markdown and subtitles have modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.inline_markup import find_verbatim
from sakura_cli.documents.reading.plain import split_blocks
from sakura_cli.documents.wrapping import unwrap
from sakura_cli.spans import Span

TextFormat = Literal["text", "markdown", "srt"]
UnitKind = Literal["paragraph", "heading", "item", "cell", "cue"]

_EXTENSIONS: dict[str, TextFormat] = {".md": "markdown", ".markdown": "markdown", ".mkd": "markdown", ".srt": "srt"}
_SRT = re.compile(r"\s*\d+[ \t]*\n\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->[ \t]*\d{1,2}:\d{2}")
_MARKDOWN_SIGNS = (
    re.compile(r"(?m)^#{1,6} \S"),
    re.compile(r"(?m)^(?:```|~~~)"),
    re.compile(r"\[[^\]\n]+\]\([^)\s]+\)"),
    re.compile(r"(?m)^\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+"),
    re.compile(r"\*\*[^*\n]+\*\*"),
)
_LETTER = re.compile(r"[^\W\d_]")
# What stands before the words of a line and is not translated: list marks, numbering, quotation marks of a mail.
_LINE_START = re.compile(
    r"(?:[ \t　]*(?:>[> ]*|[-*+•・●○◆◇■□▼※→][ \t　]*(?![-*=_])|[①-⑳]|#{1,6}[ \t]+"
    r"|[（(]?[0-9０-９]{1,3}[.．)）](?![0-9０-９])|[（(][一二三四五六七八九十ア-ンa-z][)）]))?[ \t　]*"
)


@dataclass(frozen=True)
class ProseUnit:
    """A stretch of prose: `span` of the document is what its translation replaces.

    `text` is what is to be translated, the lines of a paragraph joined; `protected` and `pairs` lie in it and are those
    of `inline_markup`. A unit that was wrapped at `wrap_columns` is wrapped again, each new line after `line_start`.
    """

    kind: UnitKind
    span: Span
    text: str
    protected: tuple[Span, ...] = ()
    pairs: tuple[Span, ...] = ()
    wrap_columns: int | None = None
    line_start: str = ""


def detect_format(name: str, text: str) -> TextFormat:
    """Return the format of a document by its name's extension, else by its text; one sign alone is no Markdown."""
    for extension, format_ in _EXTENSIONS.items():
        if name.lower().endswith(extension):
            return format_
    if _SRT.match(text):
        return "srt"
    if name.lower().endswith(".txt"):
        return "text"
    return "markdown" if sum(bool(sign.search(text)) for sign in _MARKDOWN_SIGNS) > 1 else "text"


def find_plain_units(text: str) -> list[ProseUnit]:
    """Find the prose of a plain text: hard-wrapped paragraphs as one, every other line by itself."""
    units: list[ProseUnit] = []
    for block in split_blocks(text):
        if block.kind == "rule":
            continue
        block_text = block.span.cut(text)
        lines = block_text.split("\n")
        if block.kind in ("code", "row") or len(lines) == 1 or any(line.lstrip().startswith(">") for line in lines):
            position = block.span.start
            for line in lines:
                units += _find_line_units(text, Span(position, position + len(line)), is_row=block.kind == "row")
                position += len(line) + 1
            continue
        units.append(_make_unit(text, block.span, lines))
    return units


def assemble(text: str, replacements: Iterable[tuple[Span, str]]) -> tuple[str, list[Span]]:
    """Put replacements into a text; return it and the span of each replacement in it, in order."""
    pieces: list[str] = []
    spans: list[Span] = []
    position = length = 0
    for span, replacement in replacements:
        pieces += (text[position : span.start], replacement)
        start = length + span.start - position
        length = start + len(replacement)
        spans.append(Span(start, length))
        position = span.end
    return "".join([*pieces, text[position:]]), spans


def has_words(text: str) -> bool:
    """Say whether a text has letters of any script."""
    return bool(_LETTER.search(text))


def _find_line_units(text: str, line: Span, *, is_row: bool) -> list[ProseUnit]:
    """Return the unit of a line, or one for each field of a line with tabs."""
    spans = [line]
    if is_row:
        spans = [Span(line.start + m.start(), line.start + m.end()) for m in re.finditer(r"[^\t|]+", line.cut(text))]
    units = [_make_unit(text, span, [span.cut(text)]) for span in spans]
    return [replace(unit, kind="cell") if is_row else unit for unit in units if has_words(unit.text)]


def _make_unit(text: str, span: Span, lines: list[str]) -> ProseUnit:
    head = _LINE_START.match(lines[0])
    start = span.start + (head.end() if head else 0)
    end = span.start + len(span.cut(text).rstrip())
    prose = unwrap(text[start : max(start, end)])
    kind: UnitKind = "item" if head and head.group().strip() else "paragraph"
    if len(lines) == 1:
        return ProseUnit(kind, Span(start, max(start, end)), prose, find_verbatim(prose))
    indent = re.match(r"[ \t　]*", lines[1])
    columns = max(count_columns(line.rstrip()) for line in lines)
    line_start = indent.group() if indent else ""
    return ProseUnit(
        kind,
        Span(start, end),
        prose,
        find_verbatim(prose),
        wrap_columns=columns - count_columns(line_start),
        line_start=line_start,
    )
