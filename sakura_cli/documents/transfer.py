"""Documents as messages between the process that reads them and the command, and edits the other way.

Tuples of numbers instead of objects with names: a sheet has a hundred thousand cells.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sakura_cli.documents.blocks import Block, Cell, Choice, Pair, Table
from sakura_cli.documents.document import Document
from sakura_cli.documents.envelope import MailEnvelope
from sakura_cli.documents.structure import LeftOutKind, LeftOutPart, Origin, Run, Structure
from sakura_cli.isolation.wire import JsonObject
from sakura_cli.spans import Span


def document_to_wire(document: Document) -> JsonObject:
    """Return a document with a structure as a message, without its original bytes."""
    structure = document.structure or Structure()
    return {
        "source": document.source,
        "text": document.text,
        "encoding": document.encoding,
        "newline": document.newline,
        "has_bom": document.has_bom,
        "hidden_characters": document.hidden_characters,
        "attachments": list(document.attachments),
        "left_out": [[part.kind.name, part.count] for part in document.left_out],
        "has_structure": document.structure is not None,
        "medium": document.medium,
        "is_writable": bool(document.original),
        "envelope": asdict(document.envelope) if document.envelope else None,
        "blocks": [_block_to_wire(block) for block in structure.blocks],
        "origins": [[start, _origin_to_wire(origin)] for start, origin in structure.origins],
        "runs": [[*run.span, run.mark, run.is_fixed] for run in structure.runs],
    }


def document_from_wire(message: JsonObject, data: bytes) -> Document:
    """Return the document of a message; `data` are the bytes it was read from."""
    structure = None
    if message["has_structure"]:
        structure = Structure(
            tuple(_block_from_wire(block) for block in message["blocks"]),
            tuple((start, Origin(**origin)) for start, origin in message["origins"]),
            tuple(Run(Span(start, end), mark, is_fixed) for start, end, mark, is_fixed in message["runs"]),
        )
    return Document(
        message["source"],
        message["text"],
        message["encoding"],
        message["newline"],
        message["has_bom"],
        message["hidden_characters"],
        tuple(message["attachments"]),
        tuple(LeftOutPart(LeftOutKind[kind], count) for kind, count in message["left_out"]),
        structure,
        message["medium"],
        data if message["is_writable"] else b"",
        _envelope_from_wire(message["envelope"]),
    )


def _envelope_from_wire(message: JsonObject | None) -> MailEnvelope | None:
    if message is None:
        return None
    return MailEnvelope(**{**message, "references": tuple(message["references"])})


def _origin_to_wire(origin: Origin) -> JsonObject:
    return {name: value for name, value in asdict(origin).items() if value is not None}


def _block_to_wire(block: Block) -> list[Any]:
    table = None
    if block.table is not None:
        table = [block.table.header_rows, [[_cell_to_wire(cell) for cell in row] for row in block.table.rows]]
    pairs = [_pair_to_wire(pair) for pair in ((block.pair, *block.more_pairs) if block.pair else ())]
    return [block.kind, block.span, block.level, block.pieces, table, pairs]


def _block_from_wire(message: list[Any]) -> Block:
    kind, span, level, pieces, table, pairs = message
    first, *others = (_pair_from_wire(pair) for pair in pairs) if pairs else (None,)
    return Block(
        kind,
        Span(*span),
        level,
        _spans(pieces),
        Table(tuple(tuple(_cell_from_wire(cell) for cell in row) for row in table[1]), table[0]) if table else None,
        first,
        tuple(pair for pair in others if pair is not None),
    )


def _cell_to_wire(cell: Cell) -> list[Any]:
    return [cell.pieces, cell.columns, cell.rows, cell.value]


def _cell_from_wire(message: list[Any]) -> Cell:
    pieces, columns, rows, value = message
    return Cell(_spans(pieces), columns, rows, value)


def _pair_to_wire(pair: Pair) -> list[Any]:
    choices = [[*choice.span, choice.is_ticked] for choice in pair.choices]
    return [_cell_to_wire(pair.label), _cell_to_wire(pair.value), choices]


def _pair_from_wire(message: list[Any]) -> Pair:
    label, value, choices = message
    boxes = tuple(Choice(Span(start, end), is_ticked) for start, end, is_ticked in choices)
    return Pair(_cell_from_wire(label), _cell_from_wire(value), boxes)


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)
