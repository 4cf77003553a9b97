"""Markdown as blocks, and the structure of two documents compared: what markdown-it-py says, with spans in the text.

CommonMark with tables and strikethrough, footnotes and admonitions (`extensions`). What is no prose is code
here: HTML blocks, link definitions, front matter.
Left out: what stands inside a line, which is `inline`'s part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sakura_cli.documents.blocks import Block, BlockKind, Cell, Table
from sakura_cli.documents.reading.marked_up.extensions import show_extensions
from sakura_cli.documents.reading.marked_up.inline import References
from sakura_cli.spans import Span

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(?:.*\n)*?\1[ \t]*(?:\n|\Z)")
_CODE = frozenset(("fence", "code_block", "html_block"))
_CONTAINERS: dict[str, BlockKind] = {"list_item_open": "item", "blockquote_open": "quote"}


class _Parsed(NamedTuple):
    """The tokens of a document, its link definitions, and where its front matter ends."""

    tokens: Sequence[Token]
    references: References
    front: int


def read(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown document, in order; `pieces` are the lines of their text without marks."""
    return tuple(_Reader(text).read())


def find_references(text: str) -> References:
    """Return the link definitions of a document."""
    return _parse(text).references


def describe_structure(text: str) -> list[tuple[str, str]]:
    """List the blocks of a document by type and mark, with the text of those that no translation may change."""
    parsed = _parse(text)
    described = [("front_matter", text[: parsed.front])]
    for token in parsed.tokens:
        content = token.content if token.type in _CODE else ""
        described.append((token.type, f"{token.tag}|{token.info}|{content}"))
    return described


@lru_cache(maxsize=4)
def _parse(text: str) -> _Parsed:
    """Parse a document; front matter is blanked, so that lines keep their numbers."""
    match = _FRONT_MATTER.match(text)
    front = match.end() if match else 0
    blanked = re.sub(r"[^\n]", "", text[:front]) + show_extensions(text[front:])
    environment: dict[str, References] = {}
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    # The inline rules are not needed here: positions come from `inline`.
    parser.disable("inline")
    tokens = parser.parse(blanked, environment)
    return _Parsed(tokens, environment.get("references", {}), front)


class _Reader:
    """Reads the tokens of one document from first to last."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens, _, self._front = _parse(text)
        self._starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
        # How far lines have been made into blocks, and text into pieces.
        self._line = 0
        self._position = self._front

    def read(self) -> Iterator[Block]:
        """Yield the blocks."""
        containers: list[BlockKind] = []
        tokens = iter(self._tokens)
        for token in tokens:
            if token.type in _CONTAINERS:
                containers.append(_CONTAINERS[token.type])
            elif token.type.endswith("_close") and f"{token.type[:-6]}_open" in _CONTAINERS:
                containers.pop()
            elif token.type == "table_open":
                inner: list[Token] = []
                while (following := next(tokens)).type != "table_close":
                    inner.append(following)
                yield from self._make(token, "table", table=self._read_table(inner))
            elif token.type == "heading_open":
                yield from self._make(token, "heading", int(token.tag[1:]), pieces=self._locate(next(tokens)))
            elif token.type == "paragraph_open":
                kind = containers[-1] if containers else "paragraph"
                yield from self._make(token, kind, containers.count(kind), pieces=self._locate(next(tokens)))
            elif token.type in _CODE or token.type == "hr":
                yield from self._make(token, "rule" if token.type == "hr" else "code")
        yield from self._leave(len(self._starts) - 1)

    def _make(
        self,
        token: Token,
        kind: BlockKind,
        level: int = 0,
        pieces: tuple[Span, ...] | None = None,
        table: Table | None = None,
    ) -> Iterator[Block]:
        """Yield the block of a token, after what no token claims before it."""
        first, end = token.map or (self._line, self._line)
        yield from self._leave(first)
        self._line = max(self._line, end)
        if span := self._trim(first, end):
            # Text that is not found is not touched.
            kind = "code" if pieces == () else kind
            yield Block(kind, span, level, pieces or (), table)

    def _leave(self, end: int) -> Iterator[Block]:
        """Yield the lines up to one that no token claims: link definitions, front matter, marks of empty items."""
        if span := self._trim(self._line, end):
            yield Block("code", span)
        self._line = max(self._line, end)

    def _trim(self, first: int, end: int) -> Span | None:
        """Return the stretch of lines without the blanks around it; None where there is nothing else."""
        start, stop = self._starts[first], self._starts[min(end, len(self._starts) - 1)] - 1
        content = self._text[start : max(start, stop)]
        if first >= end or not content.strip():
            return None
        return Span(start + len(content) - len(content.lstrip()), start + len(content.rstrip()))

    def _read_table(self, tokens: Sequence[Token]) -> Table:
        rows: list[tuple[Cell, ...]] = []
        cells: list[Cell] = []
        for token in tokens:
            if token.type == "inline":
                cells.append(Cell(self._locate(token)))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        return Table(tuple(rows))

    def _locate(self, inline: Token) -> tuple[Span, ...]:
        """Return where each line of a token's content stands in the document, without marks around it.

        Empty where it cannot be found.
        """
        if inline.map is None or not inline.content.strip():
            return ()
        spans: list[Span] = []
        position = self._position
        for number, content in enumerate(inline.content.split("\n"), start=inline.map[0]):
            if number + 1 >= len(self._starts):
                return ()
            line_start, line_end = self._starts[number], self._starts[number + 1] - 1
            cursor = max(line_start, position)
            for form in (content, content.strip(), content.strip().replace("|", "\\|")):
                at = self._text.find(form, cursor, line_end)
                if at >= 0:
                    spans.append(Span(at, at + len(form)))
                    position = at + len(form)
                    break
            else:
                return ()
        self._position = position
        return tuple(spans)
