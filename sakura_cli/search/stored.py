"""Passages as JSON texts, for an index that keeps them, and back."""

from __future__ import annotations

import json
from dataclasses import asdict

from sakura_cli.documents.structure import Origin
from sakura_cli.search.passages import SourcePassage
from sakura_cli.search.rows import RowCell
from sakura_cli.spans import Span


def write_passage(passage: SourcePassage) -> str:
    """Return a passage, but its source, as JSON."""
    origins = [
        [start, {key: value for key, value in asdict(origin).items() if value is not None}]
        for start, origin in passage.origins
    ]
    cells = [[cell.label, cell.value, cell.pieces, cell.is_inherited] for cell in passage.cells]
    stored = [
        passage.span,
        passage.text,
        passage.headings,
        passage.article,
        passage.parts,
        cells,
        passage.lead,
        origins,
    ]
    return json.dumps(stored, ensure_ascii=False)


def read_passage(source: str, stored: str) -> SourcePassage:
    """Return the passage that JSON holds."""
    span, text, headings, article, parts, cells, lead, origins = json.loads(stored)
    return SourcePassage(
        source,
        Span(*span),
        text,
        tuple(headings),
        article,
        tuple(Span(*part) for part in parts),
        tuple(
            RowCell(label, value, tuple(Span(*piece) for piece in pieces), inherited)
            for label, value, pieces, inherited in cells
        ),
        lead,
        tuple((start, Origin(**origin)) for start, origin in origins),
    )
