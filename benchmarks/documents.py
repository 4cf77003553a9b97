"""How much of a document is read back, in order: `python -m benchmarks.documents FOLDER`.

FOLDER holds PDFs that `tests.documents.fixtures.pdf.make` laid out. Measures any format: what is compared are lines of
text. Left out: speed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.registry import read_document
from tests.documents.fixtures.pdf.make import LAYOUTS
from tests.documents.fixtures.pdf.sources import Part, expected_lines, expected_notes, read_source

_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BLANKS = re.compile(r"\s+")
# Texts that differ in more places are as good as not read.
_MOST_EDITS = 3_000


class ReadingScore(NamedTuple):
    """`characters` that are right and in order, of those that went in and came out; lines and notes that are whole."""

    characters: float
    lines: float
    notes: float
    headings: float
    cells: float


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--held", action="store_true", help="also the layouts that were held back")
    parser.add_argument("--diff", help="show what differs in the layout of this name")
    arguments = parser.parse_args()
    for name, (_program, text, _layout) in LAYOUTS.items():
        path = arguments.folder / f"{name}.pdf"
        if (name.startswith("held") and not arguments.held) or not path.exists():
            continue
        if arguments.diff and arguments.diff != name:
            continue
        document = read_document(path.read_bytes(), source=path.name)
        parts = read_source(text)
        score = score_document(document, parts)
        print(f"{name:24}", *(f"{key} {value:8.3%}" for key, value in score._asdict().items()))
        if arguments.diff:
            print("\n".join(unified_diff(expected_lines(parts), document.text.splitlines(), lineterm="", n=0)))
    return 0


def score_document(document: Document, parts: Sequence[Part]) -> ReadingScore:
    """Return how much of a text, in parts, a document has."""
    read = [line for line in document.text.split("\n") if line.strip()]
    notes = [_squeeze(note) for note in expected_notes(list(parts))]
    kept = [line for line in read if not any(note in _squeeze(line) for note in notes)]
    found_notes = sum(any(note in _squeeze(line) for line in read) for note in notes)
    wanted = expected_lines(list(parts))
    squeezed = {_squeeze(line) for line in kept}
    headings = [(part.level, _squeeze(part.plain)) for part in parts if part.kind == "heading"]
    found = {_squeeze(block.span.cut(document.text)) for block in document.blocks if block.kind == "heading"}
    cells = [cell for part in parts for row in part.rows for cell in row if cell not in ("<", "^", "")]
    read_cells = [
        _squeeze(cell.cut(document.text))
        for block in document.blocks
        if block.table
        for row in block.table.rows
        for cell in row
    ]
    return ReadingScore(
        score_characters("".join(wanted), "".join(kept)),
        sum(_squeeze(line) in squeezed for line in wanted) / len(wanted),
        found_notes / len(notes) if notes else 1.0,
        sum(words in found for _level, words in headings) / len(headings) if headings else 1.0,
        sum(_squeeze(cell) in read_cells for cell in cells) / len(cells) if cells else 1.0,
    )


def score_characters(expected: str, read: str) -> float:
    """Return the share of characters of two texts that are the same, in the same order; blanks do not count."""
    first, second = _squeeze(expected), _squeeze(read)
    edits = count_edits(first, second)
    return 1 - edits / (len(first) + len(second)) if first or second else 1.0


def count_edits(first: str, second: str) -> int:
    """Return how many characters are to be taken away or put in to make one text of the other (Myers, 1986)."""
    reached = {1: 0}
    for edits in range(min(len(first) + len(second), _MOST_EDITS) + 1):
        for diagonal in range(-edits, edits + 1, 2):
            before, after = reached.get(diagonal - 1, -1), reached.get(diagonal + 1, -1)
            x = after if diagonal == -edits or (diagonal != edits and before < after) else before + 1
            y = x - diagonal
            while x < len(first) and y < len(second) and first[x] == second[y]:
                x, y = x + 1, y + 1
            reached[diagonal] = x
            if x >= len(first) and y >= len(second):
                return edits
    return len(first) + len(second)


def _squeeze(text: str) -> str:
    """Return a text without blanks, marks of notes as [1]."""
    return _RAISED.sub(lambda match: f"[{match[0].translate(_LOWERED)}]", _BLANKS.sub("", text))


if __name__ == "__main__":
    sys.exit(main())
