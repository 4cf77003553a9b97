"""Blocks: the structure of a document, the same for every task and whatever format it came from.

Spans are half-open, in code points of `Document.text`. What stands in columns is not one stretch of the text: a cell
that is wrapped over lines, or a paragraph beside another, has a piece on each line. Left out: finding blocks, which is
`reading`'s and `layout`'s part.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from sakura_cli.documents.wrapping import unwrap
from sakura_cli.spans import Excerpt, Piece, Span

BlockKind = Literal["heading", "paragraph", "item", "table", "pair", "code", "quote", "cue", "rule"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, or an end of a pair: a piece of text a line, none where it is empty.

    `columns` and `rows` are more than 1 where cells are merged. `value` is what a cell of a sheet holds where that says
    more than what it shows: 1234.5 for ¥1,235, 2025-04-01 for 4月1日(火).
    """

    pieces: tuple[Span, ...] = ()
    columns: int = 1
    rows: int = 1
    value: str = ""

    @property
    def span(self) -> Span:
        """The stretch from the first piece to the last; empty at 0 where there is none."""
        return Span(self.pieces[0].start, self.pieces[-1].end) if self.pieces else Span(0, 0)

    def cut(self, text: str) -> str:
        """Return the words of the cell, its lines joined."""
        return unwrap("\n".join(piece.cut(text) for piece in self.pieces))

    def excerpt(self, text: str) -> Excerpt:
        """Return the words of the cell, its lines joined, with a map back to the document."""
        joined: list[Piece] = []
        for piece in self.pieces:
            words = piece.cut(text)
            if joined and unwrap(f"{joined[-1].text[-1:]}\n{words[:1]}")[1:2].isspace():
                joined.append(Piece(" ", Span(joined[-1].source.end, joined[-1].source.end)))
            joined.append(Piece(words, piece))
        return Excerpt(joined)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each as long as the others once merged cells are counted; the first `header_rows` head them."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1

    def spread(self) -> list[list[Cell]]:
        """Return the rows with a merged cell in every place that it covers, the same object in each."""
        spread: list[list[Cell]] = []
        # The cells that reach down from the rows above, by column, with how many rows they have left.
        reaching: dict[int, tuple[Cell, int]] = {}
        for row in self.rows:
            cells: list[Cell] = []
            begun: dict[int, tuple[Cell, int]] = {}
            for cell in (*row, None):
                while len(cells) in reaching:
                    cells.append(reaching[len(cells)][0])
                if cell is not None:
                    columns = range(len(cells), len(cells) + cell.columns)
                    begun.update(dict.fromkeys(columns, (cell, cell.rows)) if cell.rows > 1 else {})
                    cells += [cell] * cell.columns
            reaching = {at: (cell, left - 1) for at, (cell, left) in {**reaching, **begun}.items() if left > 1}
            spread.append(cells)
        return spread


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the boxes of a form (☑ 有 □ 無): its words, and whether it is ticked."""

    span: Span
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its value; `choices` are the boxes of the value, if it has any."""

    label: Cell
    value: Cell
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of a document; `span` leaves out the blank lines around it.

    `level` is that of a heading, from 1, or how deep an item is nested. `pieces` are where its text stands, if that is
    not all of `span`. A block of the kind `table` has a `table`, one of the kind `pair` a `pair`, and `more_pairs`
    where other labels follow on its line.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    pieces: tuple[Span, ...] = ()
    table: Table | None = None
    pair: Pair | None = None
    more_pairs: tuple[Pair, ...] = ()


def shift_block(block: Block, offset: int) -> Block:
    """Return a block with all that is in it moved by `offset`."""

    def move(span: Span) -> Span:
        return span.shift(offset)

    def move_cell(cell: Cell) -> Cell:
        return replace(cell, pieces=tuple(map(move, cell.pieces)))

    def move_pair(pair: Pair) -> Pair:
        choices = tuple(replace(choice, span=move(choice.span)) for choice in pair.choices)
        return Pair(move_cell(pair.label), move_cell(pair.value), choices)

    table = block.table and replace(block.table, rows=tuple(tuple(map(move_cell, row)) for row in block.table.rows))
    return replace(
        block,
        span=move(block.span),
        pieces=tuple(map(move, block.pieces)),
        table=table,
        pair=block.pair and move_pair(block.pair),
        more_pairs=tuple(map(move_pair, block.more_pairs)),
    )
