"""Find the columns of labels in forms that nothing but blanks draws: what stands in one is a label, whoever knows it.

Lines that follow one another have labels in the same columns, with values behind them; where most of a column are
labels that forms use, the others are labels, too (材質, 図番). Left out: lines with colons, brackets, boxes (`marked`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from sakura_cli.documents.layout.forms.entries import NOT_LABEL, Entry, is_item, make_entry
from sakura_cli.documents.layout.labels import is_known_label, is_label_like, is_sentence, kind_of_cell
from sakura_cli.documents.layout.lines import (
    DrawnLine,
    DrawnPiece,
    group_lines,
    is_blank,
    join_letters,
    split_pieces,
    trim,
)

_LONGEST = 10
_LEAST_ROWS = 2
_MARKED = re.compile(r"[:：【】〔〕□■☑☐|│┃]")
_PARTICLE_END = re.compile(r"[はがをにでとも、。]$")


def find_aligned(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> dict[int, list[Entry]]:
    """Return the entries of lines whose labels stand in columns, by the indexes of the lines."""
    found: dict[int, list[Entry]] = {}
    told = (index for index, line in enumerate(lines) if free[index] and not is_blank(text, line))
    for group in group_lines(told):
        rows = {index: join_letters(text, split_pieces(text, lines[index])) for index in group}
        plain = {index: row for index, row in rows.items() if _is_plain(text, lines[index], row)}
        columns = set(_find_columns(text, plain))
        if _has_head(text, plain):
            continue
        for index, row in plain.items():
            labels: list[DrawnPiece] = []
            for before, piece in zip([None, *row], row[:-1], strict=False):
                # What follows a label is its value.
                if piece.left in columns and _could_be(text, piece) and (not labels or labels[-1] is not before):
                    labels.append(piece)
            if len(labels) > 1 and labels[0] is row[0]:
                found[index] = list(_read(text, lines[index], labels))
    return found


def _is_plain(text: str, line: DrawnLine, row: Sequence[DrawnPiece]) -> bool:
    words = line.cut(text)
    return len(row) > 1 and not _MARKED.search(words) and not is_sentence(words) and not is_item(text, line)


def _has_head(text: str, rows: Mapping[int, Sequence[DrawnPiece]]) -> bool:
    """Say whether a line is nothing but labels: it heads columns, and what stands below is no form."""
    return any(
        kind_of_cell(row[0].cut(text)) == "text"
        and all(is_known_label(words) or is_label_like(words) for words in (piece.cut(text) for piece in row))
        for row in rows.values()
    )


def _find_columns(text: str, rows: Mapping[int, Sequence[DrawnPiece]]) -> Iterator[int]:
    standing: dict[int, list[DrawnPiece]] = defaultdict(list)
    behind: dict[int, set[int]] = defaultdict(set)
    for row in rows.values():
        for piece, value in pairwise(row):
            standing[piece.left].append(piece)
            behind[piece.left].add(value.left)
    for left, pieces in standing.items():
        labels = [piece for piece in pieces if _could_be(text, piece)]
        known = sum(is_known_label(words) or is_label_like(words) for words in (piece.cut(text) for piece in labels))
        is_common = len(behind[left]) <= (len(pieces) + 1) // _LEAST_ROWS
        if (
            len(labels) >= _LEAST_ROWS
            and 4 * len(labels) >= 3 * len(pieces)
            and _LEAST_ROWS * known >= len(labels)
            and is_common
        ):
            yield left


def _could_be(text: str, piece: DrawnPiece) -> bool:
    words = piece.cut(text)
    return (
        1 < len(words.replace(" ", "").replace("　", "")) <= _LONGEST
        and kind_of_cell(words) == "text"
        and not words.isascii()
        and not NOT_LABEL.search(words)
        and not _PARTICLE_END.search(words)
    )


def _read(text: str, line: DrawnLine, labels: Sequence[DrawnPiece]) -> Iterator[Entry]:
    ends = [*(piece.start for piece in labels[1:]), line.end]
    for label, end in zip(labels, ends, strict=True):
        value = trim(text, label.end, end)
        if value.end > value.start:
            yield make_entry(text, line, label.span, value, is_sure=True, is_spaced=True, is_marked=False)
