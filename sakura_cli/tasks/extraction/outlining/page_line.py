"""A line of a page: a line of a column, a pair or a table, with its row, its column and the headings above it.

Left out: reading a document as such lines (`page`), and which headings each stands under (`nesting`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sakura_cli.documents.blocks import Block, Pair, Table
from sakura_cli.spans import Span

PageLineKind = Literal["line", "heading", "pair", "table", "quote"]
# The style of a heading that names a party.
ROLE = "role"


@dataclass(frozen=True)
class PageLine:
    """A line of a column, a pair or a table: its row and display column, and the indexes of the headings above."""

    index: int
    span: Span
    row: int
    column: int
    kind: PageLineKind
    block: Block
    pair: Pair | None = None
    style: str = ""
    # Where the label of the party begins whose value a unit is, -1 for none.
    owner: int = -1
    # Whether nothing stands beside the name of a party.
    is_alone: bool = True
    # Whether the name of a party is one of two that stand over two columns.
    heads_column: bool = False
    headings: tuple[int, ...] = ()

    @property
    def table(self) -> Table | None:
        """The table of a unit that is one."""
        return self.block.table if self.kind == "table" else None
