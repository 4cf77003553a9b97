"""Other words for stretches of a document: what a writer puts into the original in place of those that stand there.

Left out: how a format takes them, which is `writing`'s part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sakura_cli.spans import Piece, Span


@dataclass(frozen=True, slots=True)
class WordEdit:
    """Words that replace those of a span of the document; edits do not overlap.

    `pieces` are the new words in order, each with the span of old ones whose format it takes (`Run`); an empty span
    takes that of what stands there.
    """

    span: Span
    pieces: Sequence[Piece]

    @property
    def text(self) -> str:
        """The new words."""
        return "".join(piece.text for piece in self.pieces)
