"""A document: the one model of an input for every task, whatever its format.

Spans everywhere refer to `Document.text`: decoded, line ends normalised to LF, without hidden characters, otherwise
untouched (no NFKC). Left out: making documents from bytes, which is `reading`'s part, and bytes from them: `writing`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.formats import TextFormat, find_blocks, recognise_format
from sakura_cli.spans import Span


@dataclass(frozen=True)
class Origin:
    """Where something stands in the original: a line, from 1. Its fields are those of JSON results."""

    line: int


@dataclass(frozen=True)
class Document:
    """An input as text, with what is needed to write it back the way it came.

    `encoding` is the name of a Python codec without a byte order mark; `newline` is its most frequent line end.
    `hidden_characters` of the input are not in `text` (see `sakura_cli.characters.invisible`), nor is what
    `attachments` names.
    """

    source: str
    text: str
    encoding: str
    newline: str
    has_bom: bool
    hidden_characters: int = 0
    attachments: tuple[str, ...] = ()

    @cached_property
    def format(self) -> TextFormat:
        """The format of the text, by the name of its source and by what it says."""
        return recognise_format(self.source, self.text)

    @cached_property
    def blocks(self) -> Sequence[Block]:
        """The blocks of the text, in order; every character that is not white space is in one."""
        return find_blocks(self.text, self.format)

    def origin(self, span: Span) -> Origin:
        """Return where a span begins in the original."""
        return Origin(self.text.count("\n", 0, span.start) + 1)
