"""Find the prose of a Markdown document and compare the structure of two: code, HTML, tables, lists and links stay.

Blocks are what markdown-it-py says they are (CommonMark with tables and strikethrough). Left out: prose inside HTML
blocks, which is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sakura_cli.documents.inline_markup import References, find_inline_markup
from sakura_cli.documents.prose import ProseUnit, UnitKind, has_words
from sakura_cli.documents.wrapping import unwrap
from sakura_cli.spans import Span

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(?:.*\n)*?\1[ \t]*(?:\n|\Z)")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$|<br ?/?>[ \t]*$")
_KINDS: dict[str, UnitKind] = {"heading_open": "heading", "td_open": "cell", "th_open": "cell"}
# What would begin a block of another kind at the start of a line.
_BLOCK_START = re.compile(
    r"(?P<digits>\d{1,9})(?=[.)](?:\s|$))|(?=(?:[-+*]|#{1,6}|=+|-{2,})(?:\s|$)|>|```|~~~|<[a-zA-Z/!?]|\|)"
)


def find_markdown_units(text: str) -> list[ProseUnit]:
    """Find the prose of a Markdown document, in order."""
    tokens, references, front = _parse_document(text)
    starts = _line_starts(text)
    units: list[ProseUnit] = []
    position = front
    for opening, inline in _find_inline_tokens(tokens):
        if inline.map is None:
            continue
        kind = "item" if inline.level > 1 and opening == "paragraph_open" else _KINDS.get(opening, "paragraph")
        lines = _locate_lines(text, starts, inline, position, front)
        if lines:
            position = lines[-1].end
            units += _make_units(text, lines, kind, references)
    return units


def find_references(text: str) -> References:
    """Return the link definitions of a document."""
    return _parse_document(text)[1]


def describe_structure(text: str) -> list[tuple[str, str]]:
    """List the blocks of a document by type and mark, with the text of those that no translation may change."""
    tokens, _, front = _parse_document(text)
    described = [("front_matter", text[:front])]
    for token in tokens:
        content = token.content if token.type in ("fence", "code_block", "html_block") else ""
        described.append((token.type, f"{token.tag}|{token.info}|{content}"))
    return described


def escape_start(translation: str, source: str) -> str:
    """Escape a translation that would begin a list, a heading or another block where its source does not."""
    match = _BLOCK_START.match(translation)
    if match is None or _BLOCK_START.match(source):
        return translation
    end = match.end() if match["digits"] else 0
    return f"{translation[:end]}\\{translation[end:]}"


def escape_cell(translation: str) -> str:
    """Escape what would end a table cell."""
    return re.sub(r"(?<!\\)\|", r"\\|", translation)


def _parse_document(text: str) -> tuple[Sequence[Token], References, int]:
    """Parse a document; front matter is blanked, so that lines keep their numbers. Return also where it ends."""
    match = _FRONT_MATTER.match(text)
    front = match.end() if match else 0
    blanked = re.sub(r"[^\n]", "", text[:front]) + text[front:]
    environment: dict[str, References] = {}
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    # The inline rules are not needed here: positions come from `inline_markup`.
    parser.disable("inline")
    tokens = parser.parse(blanked, environment)
    return tokens, environment.get("references", {}), front


def _find_inline_tokens(tokens: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    for index, token in enumerate(tokens):
        if token.type == "inline" and token.content.strip():
            yield tokens[index - 1].type, token


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]


def _locate_lines(text: str, starts: Sequence[int], inline: Token, position: int, front: int) -> list[Span]:
    """Return where each line of a token's content stands in the document, without marks around it.

    Empty where it cannot be found: what is not located is not touched.
    """
    first = inline.map[0] if inline.map else 0
    spans: list[Span] = []
    for number, content in enumerate(inline.content.split("\n"), start=first):
        if number + 1 >= len(starts):
            return []
        line_start, line_end = starts[number], starts[number + 1] - 1
        cursor = max(line_start, position, front)
        for form in (content, content.strip(), content.strip().replace("|", "\\|")):
            at = text.find(form, cursor, line_end)
            if at >= 0:
                spans.append(Span(at, at + len(form)))
                position = at + len(form)
                break
        else:
            return []
    return spans


def _make_units(text: str, lines: Sequence[Span], kind: UnitKind, references: References) -> Iterator[ProseUnit]:
    """Yield a unit for each run of lines without a hard break between them."""
    run: list[Span] = []
    for number, line in enumerate(lines, start=1):
        hard_break = _HARD_BREAK.search(line.cut(text)) if number < len(lines) else None
        run.append(Span(line.start, line.start + hard_break.start()) if hard_break else line)
        if hard_break or number == len(lines):
            if unit := _make_unit(text, run, kind, references):
                yield unit
            run = []


def _make_unit(text: str, lines: Sequence[Span], kind: UnitKind, references: References) -> ProseUnit | None:
    prose = unwrap("\n".join(line.cut(text).strip() for line in lines))
    markup = find_inline_markup(prose, references)
    bare = "".join(prose[start:end] for start, end in _outside(prose, markup.protected))
    if not has_words(bare):
        return None
    head = lines[0].cut(text)
    start = lines[0].start + len(head) - len(head.lstrip())
    end = lines[-1].start + len(lines[-1].cut(text).rstrip())
    return ProseUnit(kind, Span(start, end), prose, markup.protected, markup.pairs)


def _outside(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    position = 0
    for span in spans:
        yield position, span.start
        position = span.end
    yield position, len(text)
