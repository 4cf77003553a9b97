"""A document: the one model of an input for every task, whatever its format.

Spans everywhere refer to `Document.text`: decoded, line ends normalised to LF, without hidden characters, otherwise
untouched (no NFKC). Left out: making documents from bytes, which is `reading`'s part, and bytes from them: `writing`'s.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.envelope import MailEnvelope
from sakura_cli.documents.formats import TextFormat, find_blocks, recognise_format
from sakura_cli.documents.structure import LeftOutPart, Origin, Structure
from sakura_cli.spans import Span


@dataclass(frozen=True)
class Document:
    """An input as text, with what is needed to write it back the way it came.

    `encoding` is the name of a Python codec without a byte order mark; `newline` is its most frequent line end.
    `hidden_characters` of the input are not in `text` (see `sakura_cli.characters.invisible`), nor is what
    `attachments` names and `left_out` counts. What is not a text itself (Word, PDF, …) has the `structure` that its
    reader found, the name of its `medium`, and its bytes as `original`, in which other words can be put. A mail has its
    `envelope`.
    """

    source: str
    text: str
    encoding: str
    newline: str
    has_bom: bool
    hidden_characters: int = 0
    attachments: tuple[str, ...] = ()
    left_out: tuple[LeftOutPart, ...] = ()
    structure: Structure | None = field(default=None, repr=False)
    medium: str = "text"
    original: bytes = field(default=b"", repr=False, compare=False)
    envelope: MailEnvelope | None = None

    @cached_property
    def format(self) -> TextFormat:
        """The format of the text, by the name of its source and by what it says."""
        return recognise_format(self.source, self.text) if self.structure is None else "text"

    @cached_property
    def blocks(self) -> Sequence[Block]:
        """The blocks of the text, in order; every character that is not white space is in one."""
        return find_blocks(self.text, self.format) if self.structure is None else self.structure.blocks

    def origin(self, span: Span) -> Origin:
        """Return where a span begins in the original."""
        if self.structure is not None:
            return self.structure.origin(span.start)
        return Origin(bisect_right(self._line_starts, span.start))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]
