"""Records that a document lays out as such: rows of its tables, sections of labelled items, and single labels.

A section is a heading of the second level with `- label: value` items or lines below it, under a heading of the first
level that names what the headings are. Left out: finding tables and labels, which the readers of `documents` do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sakura_cli.characters.fold import fold, fold_for_lookup
from sakura_cli.documents.blocks import Block, Cell, Table
from sakura_cli.documents.document import Document
from sakura_cli.documents.reading import plain
from sakura_cli.documents.reading.labels import find_pairs, read_pair
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.source import Place, place_of

_NOTE = re.compile(r"[（(][^（）()]*[)）]$")
_FENCE = re.compile(r"(?m)^[ \t]*(?:```|~~~)[^\n]*$")


@dataclass(frozen=True)
class Records:
    """Neighbouring records with the same labels: the place of each value by its label, None for an empty one."""

    labels: tuple[str, ...]
    rows: tuple[Mapping[str, Place | None], ...]


def match_label(label: str, name: str) -> bool:
    """Say whether a label of a text names a field; spelling, width, a note in brackets, お or ご and 者 aside."""
    return _bare(name) in (_bare(label), _bare(_NOTE.sub("", fold(label))))


def find_tables(document: Document) -> Iterator[Table]:
    """Yield the tables of a document, those in code among them."""
    return _find_tables(document.text, document.blocks)


def find_records(document: Document) -> list[Records]:
    """Find the records of a document: those of its tables, then those of its sections."""
    tables = (_read_table(document.text, table) for table in _find_tables(document.text, document.blocks))
    return [*(table for table in tables if table is not None), *_find_sections(document.text, document.blocks)]


def find_labelled(document: Document) -> list[tuple[str, Place]]:
    """Find the labels of a document with the places of their values, in order."""
    text = document.text
    return [
        (pair.label.cut(text), place)
        for pair in find_pairs(text, document.blocks)
        if (place := place_of(text, pair.value)) is not None
    ]


def _bare(label: str) -> str:
    """Return a label without what forms add for politeness (ご担当, お支払期限) and for persons (出席者)."""
    folded = fold_for_lookup(label)
    if len(folded) > 2 and folded[0] in "ごお御":
        folded = folded[1:]
    return folded[:-1] if len(folded) > 2 and folded.endswith("者") else folded


def _find_tables(text: str, blocks: Iterable[Block]) -> Iterator[Table]:
    """Yield the tables of a document; one in code, or by tabs where its format knows none, is one to a reader, too."""
    for block in blocks:
        if block.table is not None:
            yield block.table
        elif block.kind == "code" or (block.kind == "paragraph" and "\t" in block.span.cut(text)):
            # Whole lines: a tab at the end of one begins a cell.
            start, end = text.rfind("\n", 0, block.span.start) + 1, text.find("\n", block.span.end)
            words = text[start : end if end >= 0 else len(text)]
            inside = plain.read(_FENCE.sub(lambda fence: " " * len(fence.group()), words))
            yield from (_shift(each.table, start) for each in inside if each.table is not None)


def _shift(table: Table, offset: int) -> Table:
    rows = (
        tuple(Cell(tuple(piece.shift(offset) for piece in cell.pieces), cell.columns, cell.rows) for cell in row)
        for row in table.rows
    )
    return Table(tuple(rows), table.header_rows)


def _read_table(text: str, table: Table) -> Records | None:
    """Return the records of a table; None where no row labels them, or two columns have one label."""
    rows = [[cell for cell in row for _ in range(cell.columns)] for row in table.rows]
    if not 0 < table.header_rows < len(rows):
        return None
    labels = tuple(cell.cut(text) for cell in rows[table.header_rows - 1])
    named = [label for label in labels if label]
    if len(set(named)) < len(named):
        return None
    return Records(
        labels,
        tuple(
            {label: place_of(text, cell) for label, cell in zip(labels, row, strict=False) if label}
            for row in rows[table.header_rows :]
        ),
    )


def _find_sections(text: str, blocks: Sequence[Block]) -> Iterator[Records]:
    """Yield the sections under each heading of the first level: `# 氏名`, then `## 山田 太郎` with `- 肩書: 部長`."""
    name: str | None = None
    rows: list[dict[str, Place | None]] = []
    for block in blocks:
        if block.kind == "heading" and block.pieces and text[block.span.start] == "#":
            title = block.pieces[0]
            if block.level == 1:
                yield from _make_sections(rows)
                name, rows = title.cut(text), []
            elif block.level == 2 and name is not None:
                rows.append({name: title})
        elif block.kind in ("item", "pair") and rows:
            first = block.span.cut(text).split("\n", 1)[0]
            if pair := read_pair(text, Span(block.span.start, block.span.start + len(first))):
                rows[-1].setdefault(pair.label.cut(text), place_of(text, pair.value))
    yield from _make_sections(rows)


def _make_sections(rows: Sequence[Mapping[str, Place | None]]) -> Iterator[Records]:
    if rows:
        yield Records(tuple(dict.fromkeys(label for row in rows for label in row)), tuple(rows))
