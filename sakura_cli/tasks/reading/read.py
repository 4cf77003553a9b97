"""Show a document as it is read: its text or Markdown, its blocks and where they stand. Makes no request."""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.documents.blocks import Block, Cell, Pair
from sakura_cli.documents.document import Document
from sakura_cli.documents.writing.rendering import to_markdown
from sakura_cli.options.reading import ReadingOptions
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import Steps
from sakura_cli.tasks.reading.result import LeftOutCount, ReadBlock, ReadCell, ReadingPayload, ReadPair


def read(document: Document, options: ReadingOptions) -> Steps[ReadingPayload]:
    """Return the text of a document, or its blocks as Markdown."""
    yield from ()
    is_markdown = options.format == "markdown" and document.format != "markdown"
    payload = ReadingPayload(
        document.medium if document.structure else document.format,
        [_describe(document.text, block) for block in document.blocks],
        [LeftOutCount(part.kind.label, part.count) for part in document.left_out],
    )
    return TaskResult(to_markdown(document.text, document.blocks) if is_markdown else document.text, payload)


def _describe(text: str, block: Block) -> ReadBlock:
    cells: Sequence[Sequence[ReadCell]] | None = None
    if block.table is not None:
        cells = [[_cell(text, cell) for cell in row] for row in block.table.rows]
    pairs = [_pair(text, pair) for pair in (block.pair, *block.more_pairs) if pair is not None]
    header_rows = block.table.header_rows if block.table else None
    return ReadBlock(block.kind, block.level, *block.span, cells, header_rows, pairs or None)


def _pair(text: str, pair: Pair) -> ReadPair:
    return ReadPair(_cell(text, pair.label), _cell(text, pair.value))


def _cell(text: str, cell: Cell) -> ReadCell:
    columns, rows = (cell.columns if cell.columns > 1 else None), (cell.rows if cell.rows > 1 else None)
    return ReadCell(cell.cut(text), *cell.span, columns, rows, cell.value or None)
