"""How much of documents as offices print them is read back: `python -m benchmarks.prints FOLDER [--held]`.

FOLDER holds the PDFs that `benchmarks.prints.make` laid out. A cell is right where its words stand in the same column
as drawn and in the row of the same cells. A page alone does not show that its head is one: it may be read once, as a
line of its own. Left out: speed, and how rows are said to be heads.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from difflib import unified_diff
from typing import NamedTuple

from benchmarks.documents import score_characters
from benchmarks.prints.make import find_documents, parse_arguments
from benchmarks.prints.source import Part, find_spans
from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.registry import read_document

_BLANKS = re.compile(r"\s+")
# What leads to the number of a page is drawn, not written.
_LEADERS = re.compile(r"[.．…‥・]{2,}|…(?=\d)")
_MARKS = re.compile(r"\[(\d+)\]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class PrintScore(NamedTuple):
    """Shares of what went in that is right, None where there was none; `extra` counts headings that are none."""

    characters: float
    cells: float | None
    headings: float | None
    items: float | None
    extra: int


def main() -> int:
    """Print the figures."""
    arguments = parse_arguments((__doc__ or "").splitlines()[0])
    cells = total = 0.0
    for name, layout, parts in find_documents(held=arguments.held, seeds=arguments.drawn):
        path = arguments.folder / f"{name}.pdf"
        if not path.exists() or (arguments.diff and arguments.diff != name):
            continue
        document = read_document(path.read_bytes(), source=path.name)
        score = score_print(document, parts, layout.get("header", ""))
        figures = [f"{key} {_show(value)}" for key, value in score._asdict().items()]
        print(f"{name:20}", *figures)
        for kind, (right, count) in count_cells(document, parts).items():
            print(f"{'':20} {kind:8} {right:4} of {count}")
            cells, total = cells + right, total + count
        if arguments.diff:
            read = [line for line in document.text.splitlines() if line.strip()]
            print("\n".join(unified_diff(_expect(parts), read, lineterm="", n=0)))
    print(f"cells {cells / total:.2%}" if total else "")
    return 0


def score_print(document: Document, parts: Sequence[Part], header: str) -> PrintScore:
    """Return how much of a document, in parts, is read; `header` runs over its pages."""
    text = document.text
    notes = {_squeeze(part.text) for part in parts if part.kind == "note"}
    lines = [line for line in text.splitlines() if line.strip()]
    kept = [line for line in lines if not any(note in _squeeze(line) for note in notes)]
    if kept.count(header) == 1 + _expect(parts).count(header):
        kept.remove(header)
    blocks = {
        kind: [_squeeze(block.span.cut(text)) for block in document.blocks if block.kind == kind]
        for kind in ("heading", "item")
    }
    wanted = {kind: [_squeeze(part.plain) for part in parts if part.kind == kind] for kind in ("heading", "item")}
    counts = count_cells(document, parts).values()
    all_cells = sum(count for _, count in counts)
    # What stands in the middle or is a caption may well be taken for a title, and so may words in brackets.
    may_head = {_squeeze(part.plain) for part in parts if part.kind in ("heading", "centre", "caption")}
    extra = [each for each in blocks["heading"] if each not in may_head and not re.match(r"[（(【第附別]", each)]
    return PrintScore(
        score_characters("".join(map(_squeeze, _expect(parts))), "".join(map(_squeeze, kept))),
        sum(right for right, _ in counts) / all_cells if all_cells else None,
        _share(wanted["heading"], blocks["heading"]),
        _share(wanted["item"], blocks["item"]),
        len(extra),
    )


def count_cells(document: Document, parts: Sequence[Part]) -> dict[str, tuple[int, int]]:
    """Return how many cells with words are right and how many there are, for each kind of borders."""
    read = [_read_rows(block.table.rows, document.text) for block in document.blocks if block.table]
    counts: dict[str, tuple[int, int]] = {}
    for part in parts:
        if part.kind != "table":
            continue
        rows = [
            {(column, _squeeze(words)) for column, words, _, _ in cells if words} for cells in find_spans(part.rows)
        ]
        right = max((_match_rows(rows, other) for other in read), default=0)
        kind = part.look.get("borders", "all")
        before = counts.get(kind, (0, 0))
        counts[kind] = before[0] + right, before[1] + sum(map(len, rows))
    return counts


def _match_rows(rows: Sequence[set[tuple[int, str]]], other: Sequence[set[tuple[int, str]]]) -> int:
    """Return how many cells are the same where each row is one of the other table's, in order."""
    best = [0] * (len(other) + 1)
    for row in rows:
        following = [0]
        for index, each in enumerate(other):
            following.append(max(following[-1], best[index + 1], best[index] + len(row & each)))
        best = following
    return best[-1]


def _read_rows(rows: Sequence[Sequence], text: str) -> list[set[tuple[int, str]]]:  # type: ignore[type-arg]
    """Return the cells of each row as column and words; what merged cells cover has no cell."""
    found: list[set[tuple[int, str]]] = []
    covered: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(rows):
        cells: set[tuple[int, str]] = set()
        column = 0
        for cell in row:
            while (number, column) in covered:
                column += 1
            if words := _squeeze("".join(piece.cut(text) for piece in cell.pieces)):
                cells.add((column, words))
            covered.update({(number + i, column + k): True for i in range(cell.rows) for k in range(cell.columns)})
            column += cell.columns
        found.append(cells)
    return found


def _expect(parts: Sequence[Part]) -> list[str]:
    lines: list[str] = []
    for part in parts:
        if part.kind == "table":
            lines += ["\t".join(words.replace("⏎", " ") for _, words, _, _ in row) for row in find_spans(part.rows)]
        elif part.kind != "note" and not part.kind.startswith("%"):
            lines.append(part.plain)
    return lines


def _share(wanted: Sequence[str], found: Sequence[str]) -> float | None:
    return sum(each in found for each in wanted) / len(wanted) if wanted else None


def _show(value: float | None) -> str:
    return "     –  " if value is None else f"{value:8.2%}" if isinstance(value, float) else str(value)


def _squeeze(text: str) -> str:
    raised = _MARKS.sub(lambda match: match[1].translate(_RAISED), text)
    return _LEADERS.sub("", _BLANKS.sub("", raised.replace("⏎", "")))


if __name__ == "__main__":
    sys.exit(main())
