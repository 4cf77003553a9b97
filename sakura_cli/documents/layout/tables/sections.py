"""Lines that are the numbered parts of a form or letter, each with a label behind its number: １　日　時　７月５日.

What stands between them may be a table; they are rows of none. Left out: items that are numbered in a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sakura_cli.documents.layout.labels import is_known_label
from sakura_cli.documents.layout.lines import DrawnLine, join_letters, split_pieces
from sakura_cli.lexicon import word_map

# What counts to ten with one numeral.
_NUMERALS = {
    word: int(value)
    for kind in ("digit", "multiplier")
    for word, value in word_map("quantities/numerals", "value", kind).items()
    if 0 < int(value) <= 10
}
_NUMBERED = re.compile(
    rf"(?P<left>[ 　\t]*)(?P<number>[0-9０-９]{{1,2}}|[{''.join(_NUMERALS)}])"
    r"(?:[.．、)）][ 　\t]*|[ 　\t]+)(?=[^\s0-9０-９])"
)
_LEAST = 3


class _Numbered(NamedTuple):
    line: int
    left: str
    number: int
    is_labelled: bool


def find_section_lines(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> set[int]:
    """Return the indexes of numbered lines of which, in a run that counts from one, most have a known label."""
    found: set[int] = set()
    for run in _find_runs(text, lines, free):
        labelled = sum(each.is_labelled for each in run)
        if (
            len(run) >= _LEAST
            and (2 * labelled >= len(run) or (labelled > 0 and _holds_lines(text, lines, run)))
            and not _is_headed(text, lines, run[0].line)
        ):
            found |= {each.line for each in run}
    return found


def _find_runs(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> Iterator[list[_Numbered]]:
    """Yield numbered lines that begin in one column and count on from one, whatever stands between them."""
    run: list[_Numbered] = []
    for index, line in enumerate(lines):
        each = _read(text, line, index) if free[index] else None
        if each is None or (run and each.left != run[0].left):
            continue
        if run and each.number == run[-1].number + 1:
            run.append(each)
            continue
        if run:
            yield run
        run = [each] if each.number == 1 else []
    if run:
        yield run


def _read(text: str, line: DrawnLine, index: int) -> _Numbered | None:
    match = _NUMBERED.match(text, line.start, line.end)
    if match is None:
        return None
    word = match["number"]
    number = _NUMERALS[word] if word in _NUMERALS else int(word)
    rest = DrawnLine(match.end(), line.end, line.column)
    pieces = join_letters(text, split_pieces(text, rest))
    return _Numbered(index, match["left"], number, bool(pieces) and is_known_label(pieces[0].cut(text)))


def _holds_lines(text: str, lines: Sequence[DrawnLine], run: Sequence[_Numbered]) -> bool:
    """Say whether several lines stand under one of the numbers, farther to the right, as under no row of a table."""
    for one, other in pairwise(run):
        between = [lines[index] for index in range(one.line + 1, other.line)]
        blanks = " \t　" + one.left
        deeper = [line for line in between if line.cut(text)[: len(one.left) + 1].strip(blanks) == ""]
        if len(between) > 1 and len(deeper) == len(between):
            return True
    return False


def _is_headed(text: str, lines: Sequence[DrawnLine], first: int) -> bool:
    """Say whether the line above names columns: then the numbers are those of rows."""
    pieces = join_letters(text, split_pieces(text, lines[first - 1])) if first else []
    return sum(is_known_label(piece.cut(text)) for piece in pieces) > 1
