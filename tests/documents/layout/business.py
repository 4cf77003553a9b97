"""Business documents with what they say: `NAME.txt` beside `NAME.yaml`, as the tables, pairs and columns in them.

A label is written without the blanks inside it. `beside` names paragraphs that have to be found among others.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sakura_cli.documents.blocks import Cell
from sakura_cli.documents.layout import find_drawn

FOLDER = Path(__file__).parent


def find_documents(folder: str) -> list[Path]:
    """Return the documents of a folder."""
    return sorted((FOLDER / folder).glob("*.txt"))


def read_expected(document: Path) -> dict[str, Any]:
    """Return what a document says, by kind."""
    expected = yaml.safe_load(document.with_suffix(".yaml").read_text(encoding="utf-8")) or {}
    return {
        "tables": [
            (table["header_rows"], [[_spell(cell) for cell in row] for row in table["rows"]])
            for table in expected.get("tables", [])
        ],
        "pairs": [(str(pair[0]), str(pair[1]), pair[2] if len(pair) > 2 else {}) for pair in expected.get("pairs", [])],
        "beside": set(expected.get("beside", [])),
    }


def read_drawn(document: Path) -> dict[str, Any]:
    """Return what is found in a document, in the same form; of the paragraphs those that are expected."""
    text = document.read_text(encoding="utf-8")
    blocks = find_drawn(text)
    paragraphs = {"\n".join(piece.cut(text) for piece in block.pieces) for block in blocks if block.kind == "paragraph"}
    return {
        "tables": [
            (block.table.header_rows, [[_show(cell, text) for cell in row] for row in block.table.rows])
            for block in blocks
            if block.table
        ],
        "pairs": [
            (
                "".join(block.pair.label.cut(text).split()),
                block.pair.value.cut(text),
                {choice.span.cut(text): choice.is_ticked for choice in block.pair.choices},
            )
            for block in blocks
            if block.pair
        ],
        "beside": paragraphs & read_expected(document)["beside"],
    }


def _spell(cell: Any) -> tuple[str, int, int]:
    if isinstance(cell, dict):
        return (cell["text"], cell.get("columns", 1), cell.get("rows", 1))
    return (str(cell), 1, 1)


def _show(cell: Cell, text: str) -> tuple[str, int, int]:
    return (cell.cut(text), cell.columns, cell.rows)
