"""What of a document is translated: stretches of prose, made of its blocks, with what in them stays as it is.

A unit is a paragraph, heading, list item, table cell or what a speaker says; what lies between units comes back as it
is. Left out: how much of a unit is asked for at once (`segments`) and how it is put back (`layout`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.blocks import Block, Pair
from sakura_cli.documents.document import Document
from sakura_cli.documents.formats import TextFormat, find_blocks
from sakura_cli.documents.structure import Structure
from sakura_cli.documents.wrapping import unwrap
from sakura_cli.spans import Span
from sakura_cli.text.facts import find_facts

UnitKind = Literal["paragraph", "heading", "item", "cell", "cue"]

_VERBATIM_FACTS = frozenset(("url", "mail", "placeholder"))
_LETTER = re.compile(r"[^\W\d_]")
# ``code`` and :role:`label <target>`, and lines that are directives (.. note::).
_LITERAL = re.compile(r":[a-z][\w.+-]*(?::[a-z][\w.+-]*)*:`[^`\n]+`(?:\\(?= ))?|``[^`\n]+``(?:\\(?= ))?")
_DIRECTIVE = re.compile(r"\.\. +[\w:-]+::")
_COLON = re.compile(r"[ 　]*[:：]")
_LINE_END = re.compile(r"\n")
_BOUND = re.compile(r"[\n\t]")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$|<br ?/?>[ \t]*$")
# What stands before the words of a line and is not translated: list marks, numbering, quotation marks of a mail.
_LINE_START = re.compile(
    r"(?:[ \t　]*(?:[>＞][>＞ ]*|[-*+•・●○◆◇■□▼※→][ \t　]*(?![-*=_])|[①-⑳]|#{1,6}[ \t]+"
    r"|[（(]?[0-9０-９]{1,3}[.．)）](?![0-9０-９])|[（(][一二三四五六七八九十ア-ンa-z][)）]))?[ \t　]*"
)
_MARKDOWN_KINDS: Mapping[str, UnitKind] = {"heading": "heading", "item": "item", "quote": "item", "table": "cell"}


@dataclass(frozen=True)
class ProseUnit:
    """A stretch of prose: `span` of the document is what its translation replaces.

    `text` is what is to be translated, the lines of a paragraph joined; `protected` stays as it is, and `pairs` (links,
    emphasis) hold together; both lie in `text`. A unit that was wrapped at `wrap_columns` is wrapped again, each new
    line after `line_start`; one with words in several formats `is_formatted`.
    """

    kind: UnitKind
    span: Span
    text: str
    protected: tuple[Span, ...] = ()
    pairs: tuple[Span, ...] = ()
    wrap_columns: int | None = None
    line_start: str = ""
    is_formatted: bool = False


def find_units(document: Document, format_: TextFormat) -> list[ProseUnit]:
    """Find the prose of a document, read as the given format, in order."""
    if document.structure is not None:
        return list(_find_built_units(document.text, document.structure))
    blocks = document.blocks if format_ == document.format else find_blocks(document.text, format_)
    find = {"markdown": _find_markdown_units, "srt": _find_cue_units}.get(format_, _find_plain_units)
    return sorted(find(document.text, blocks), key=lambda unit: unit.span)


def find_verbatim(text: str) -> tuple[Span, ...]:
    """Find the addresses and placeholders of a text, and what reStructuredText has as literals and roles."""
    found = [fact.span for fact in find_facts(text) if fact.kind in _VERBATIM_FACTS]
    literals = [Span(*match.span()) for match in _LITERAL.finditer(text)]
    ends = [literal.end for literal in literals]
    for span in found:
        place = bisect_right(ends, span.start)
        if place == len(ends) or span.end <= literals[place].start:
            literals.append(span)
    return tuple(sorted(literals))


def has_words(text: str) -> bool:
    """Say whether a text has letters of any script."""
    return bool(_LETTER.search(text))


def _find_built_units(text: str, structure: Structure) -> Iterator[ProseUnit]:
    """Yield the units of a document that its reader built: a paragraph or cell each, without what is fixed at its ends.

    Its lines are meant as they are, and so are its tabs.
    """
    reached = 0
    fixed = deque(run.span for run in structure.runs if run.is_fixed)
    marked = deque(run.span for run in structure.runs if run.mark and not run.is_fixed)
    for block in sorted(structure.blocks, key=lambda block: block.span):
        pieces: Iterable[Span] = block.pieces or (block.span,)
        if block.kind in ("rule", "code"):
            continue
        if block.table is not None:
            pieces = (piece for row in block.table.rows for cell in row for piece in cell.pieces)
        for span in (part for piece in pieces for part in _split_at(_BOUND, text, piece)):
            while fixed and fixed[0].end <= span.start:
                fixed.popleft()
            while marked and marked[0].end <= span.start:
                marked.popleft()
            kind, start = _skip_marks(span.cut(text))
            stretch = _leave_out(text, Span(span.start + start, span.end), fixed)
            prose = stretch.cut(text)
            # What is drawn side by side may be found twice.
            if stretch.start >= reached and has_words(prose):
                is_formatted = bool(marked) and marked[0].start < stretch.end
                kind = "cell" if block.table else kind
                yield ProseUnit(kind, stretch, prose, find_verbatim(prose), is_formatted=is_formatted)
                reached = stretch.end


def _leave_out(text: str, span: Span, fixed: Iterable[Span]) -> Span:
    """Return a span without the blanks and the fixed stretches at its ends."""
    inside = list(takewhile(lambda each: each.start < span.end, fixed))
    trimmed = _trim(text, span)
    while inside and inside[0].start <= trimmed.start:
        trimmed = _trim(text, Span(min(inside.pop(0).end, trimmed.end), trimmed.end))
    while inside and inside[-1].end >= trimmed.end:
        trimmed = _trim(text, Span(trimmed.start, max(trimmed.start, inside.pop().start)))
    return trimmed


def _find_plain_units(text: str, blocks: Sequence[Block]) -> Iterator[ProseUnit]:
    """Yield the units of a plain text: hard-wrapped paragraphs as one, every other line and cell by itself."""
    for block in blocks:
        if block.kind == "rule":
            continue
        if block.table is not None:
            cells = (piece for row in block.table.rows for cell in row for piece in cell.pieces)
            yield from (replace(unit, kind="cell") for unit in _each(text, cells))
        elif "\n" not in block.span.cut(text):
            # A line of a form that a document has as cells: each by itself.
            yield from _each(text, _split_at(_BOUND, text, block.span) if block.pair is not None else [block.span])
        elif block.pair is not None:
            yield from _each(text, _split_pair(text, block.pair))
        elif block.pieces:
            yield from _each(text, block.pieces)
        elif block.kind in ("code", "quote"):
            yield from _each(text, _split_lines(text, block.span))
        else:
            yield _make_paragraph(text, block.span)


def _find_markdown_units(text: str, blocks: Sequence[Block]) -> Iterator[ProseUnit]:
    """Yield the units of a Markdown document; a line that breaks hard ends one."""
    # Imported here: the parser is needed for Markdown only.
    from sakura_cli.documents.reading.marked_up.inline import find_inline_markup
    from sakura_cli.documents.reading.marked_up.markdown import find_references

    references = find_references(text)
    for block in blocks:
        kind = _MARKDOWN_KINDS.get(block.kind, "paragraph")
        cells = [cell.pieces for row in block.table.rows for cell in row] if block.table else [block.pieces]
        for run in (run for pieces in cells for run in _split_at_breaks(text, pieces)):
            prose = unwrap("\n".join(line.cut(text).strip() for line in run))
            markup = find_inline_markup(prose, references, find_verbatim(prose))
            if has_words("".join(_outside(prose, markup.protected))):
                span = Span(_trim(text, run[0]).start, _trim(text, run[-1]).end)
                yield ProseUnit(kind, span, prose, markup.protected, markup.pairs)


def _find_cue_units(text: str, blocks: Sequence[Block]) -> Iterator[ProseUnit]:
    """Yield what each speaker of each cue says."""
    from sakura_cli.documents.reading.subtitles import find_tags

    for span in (piece for block in blocks for piece in block.pieces):
        prose = unwrap(span.cut(text))
        if not has_words(prose):
            continue
        tags = find_tags(prose)
        others = [each for each in find_verbatim(prose) if not any(tag.start <= each.start < tag.end for tag in tags)]
        yield ProseUnit("cue", span, prose, tuple(sorted([*tags, *others])))


def _each(text: str, spans: Iterable[Span]) -> Iterator[ProseUnit]:
    """Yield the units of stretches without line ends, each by itself; what has no words is none."""
    units = (_make_line(text, span) for span in spans)
    yield from (unit for unit in units if has_words(unit.text) and not _DIRECTIVE.match(unit.text))


def _make_line(text: str, span: Span) -> ProseUnit:
    kind, start = _skip_marks(span.cut(text))
    end = span.start + len(span.cut(text).rstrip())
    stretch = Span(span.start + start, max(span.start + start, end))
    prose = unwrap(stretch.cut(text))
    return ProseUnit(kind, stretch, prose, find_verbatim(prose))


def _make_paragraph(text: str, span: Span) -> ProseUnit:
    """Return the unit of a block of several lines."""
    lines = span.cut(text).split("\n")
    kind, start = _skip_marks(lines[0])
    stretch = Span(span.start + start, span.start + len(span.cut(text).rstrip()))
    prose = unwrap(stretch.cut(text))
    line_start = lines[1][: len(lines[1]) - len(lines[1].lstrip(" \t　"))]
    columns = max(count_columns(line.rstrip()) for line in lines) - count_columns(line_start)
    return ProseUnit(kind, stretch, prose, find_verbatim(prose), wrap_columns=columns, line_start=line_start)


def _skip_marks(line: str) -> tuple[UnitKind, int]:
    """Return what a line is by the marks before its words, and where these begin."""
    head = _LINE_START.match(line)
    return ("item" if head and head.group().strip() else "paragraph"), head.end() if head else 0


def _split_pair(text: str, pair: Pair) -> list[Span]:
    """Return a label and its value line by line: the label with its colon, and with what of the value is beside it."""
    stretches: list[Span] = []
    for piece in (*pair.label.pieces, *pair.value.pieces):
        if stretches and "\n" not in text[stretches[-1].end : piece.start]:
            stretches[-1] = Span(stretches[-1].start, piece.end)
        else:
            stretches.append(piece)
    [first, *others] = stretches
    colon = _COLON.match(text, first.end)
    return [Span(first.start, colon.end() if colon else first.end), *others]


def _split_lines(text: str, span: Span) -> Iterator[Span]:
    yield from _split_at(_LINE_END, text, span)


def _split_at(bound: re.Pattern[str], text: str, span: Span) -> Iterator[Span]:
    """Yield the stretches of a span between single characters."""
    position = span.start
    for match in bound.finditer(text, *span):
        yield Span(position, match.start())
        position = match.end()
    yield Span(position, span.end)


def _split_at_breaks(text: str, lines: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield runs of lines without a hard break between them."""
    run: list[Span] = []
    for number, line in enumerate(lines, start=1):
        hard_break = _HARD_BREAK.search(line.cut(text)) if number < len(lines) else None
        run.append(Span(line.start, line.start + hard_break.start()) if hard_break else line)
        if hard_break or number == len(lines):
            yield run
            run = []


def _trim(text: str, span: Span) -> Span:
    content = span.cut(text)
    return Span(span.start + len(content) - len(content.lstrip()), span.start + len(content.rstrip()))


def _outside(text: str, spans: Sequence[Span]) -> Iterator[str]:
    position = 0
    for span in spans:
        yield text[position : span.start]
        position = span.end
    yield text[position:]
