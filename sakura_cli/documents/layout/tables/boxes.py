"""Find tables drawn with lines: ┌─┬─┐ and +---+---+, with cells of several lines and merged cells.

The characters of lines are as wide as two columns in a Japanese font and as one elsewhere; the reading under which
bars and corners stand above one another is taken. Left out: Markdown, and dividers without a frame.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.blocks import Block, Cell, Table
from sakura_cli.documents.layout.labels import kind_of_cell
from sakura_cli.documents.layout.lines import DrawnLine, trim
from sakura_cli.documents.layout.tables.headers import count_header_rows
from sakura_cli.documents.layout.tables.wraps import continues
from sakura_cli.spans import Span

_BLANKS = " \t　"
_VERTICAL = "│┃║|｜┆┇┊┋╎╏"
_JOINT = "┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╭╮╯╰┝┥┠┨┯┷┿╂┰┸╄╃╆╅╀╁┡┢┩┪┞┟┦┧┭┮┱┲┵┶┹┺┽┾╇╈╉╊╒╕╘╛╞╡╤╧╪╓╖╙╜╟╢╥╨╫+＋"
_HORIZONTAL = "─━═-=－＝╌╍┄┅┈┉"
_FRAME = re.compile(rf"[{re.escape(_VERTICAL + _JOINT)}]")
# What a frame begins and ends with; + and | only in the drawing of ASCII (+---+), which is asked for apart.
_EDGE = frozenset(_VERTICAL + _JOINT)
_RULE_STRETCH = re.compile(rf"[{re.escape(_HORIZONTAL)}]+")
_BOX_CHARACTER = re.compile(r"[\u2500-\u257f]")
_LEFT_CORNERS = frozenset("┌└┏┗╔╚╭╰┍┎┕┖╒╓╘╙")
# A frame that words stand beside begins in one column, but for what a drawing by eye is off.
_BESIDE = 2
_LOWER_CORNERS = tuple("└┗╚╰┕┖╘╙")
# A bar may stand so many columns beside its joint.
_STRAY = 4
_ASCII_RULE = re.compile(r"[ \t　]*\+(?:[-=]+\+)+[ \t　]*")


class _Bar(NamedTuple):
    """A bar or joint: its code point and display column."""

    at: int
    column: int


@dataclass
class _Row:
    """A row being read: the pieces of each cell by the columns it covers, and how many rows it covers."""

    cells: dict[tuple[int, int], list[Span]] = field(default_factory=dict)
    rows: dict[tuple[int, int], int] = field(default_factory=dict)


def find_box_tables(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> Iterator[tuple[range, Block]]:
    """Find drawn tables among the lines that are free; each with the indexes of its lines."""
    index = 0
    while index < len(lines):
        if not (free[index] and _opens(text, lines[index])):
            index += 1
            continue
        end = index + 1
        while end < len(lines) and free[end] and _is_framed(text, lines[end]):
            if _closes(text, lines[end - 1]) and _opens(text, lines[end]):
                break  # another frame right below
            end += 1
        found = range(index, end)
        table = _read_box(text, [lines[each] for each in found])
        if table is not None:
            start = lines[index].start + len(lines[index].cut(text)) - len(lines[index].cut(text).lstrip())
            stop = lines[end - 1].start + len(lines[end - 1].cut(text).rstrip())
            yield found, Block("table", Span(start, stop), table=table)
        index = end


def cut_before_frames(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> dict[int, tuple[DrawnLine, Span]]:
    """Return the lines of a frame that begin with words beside it (a title left of seals): the frame, and the words."""
    found: dict[int, tuple[DrawnLine, Span]] = {}
    run: list[tuple[int, DrawnLine, Span]] = []
    for index in range(len(lines) + 1):
        part = _part_before_frame(text, lines[index]) if index < len(lines) and free[index] else None
        if part is not None and (not run or abs(part[0].column - run[0][1].column) <= _BESIDE):
            run.append((index, *part))
            continue
        if any(text[frame.start] in _LEFT_CORNERS for _, frame, _ in run):
            found |= {at: (frame, before) for at, frame, before in run if before.start < before.end}
        run = [(index, *part)] if part is not None else []
    return found


def _part_before_frame(text: str, line: DrawnLine) -> tuple[DrawnLine, Span] | None:
    """Part a line at the first character of a frame that closes at its end; there may be words before it."""
    corner = _BOX_CHARACTER.search(text, line.start, line.end)
    if corner is None or text[corner.start()] not in _EDGE:
        return None
    frame = DrawnLine(corner.start(), line.end, line.column + count_columns(text[line.start : corner.start()]))
    return (frame, trim(text, line.start, corner.start())) if _is_framed(text, frame) else None


def open_frames(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> dict[int, DrawnLine | None]:
    """Return what lines hold inside a frame without columns (a signature): None for the edges of the frame."""
    opened: dict[int, DrawnLine | None] = {}
    for index, line in enumerate(lines):
        content = line.cut(text).strip(_BLANKS) if free[index] else ""
        if _BOX_CHARACTER.match(content) and len(content) > 2 and content[-1] in _EDGE:
            start = text.index(content[0], line.start)
            inside = DrawnLine(
                start + 1, start + len(content) - 1, line.column + count_columns(text[line.start : start + 1])
            )
            opened[index] = None if _is_rule(text, line) else inside
    return opened


def _opens(text: str, line: DrawnLine) -> bool:
    """Say whether a line is the upper edge of a frame."""
    content = line.cut(text).strip(_BLANKS)
    if len(content) < 3 or content[0] not in _EDGE or content[-1] not in _EDGE:
        return False
    if _BOX_CHARACTER.match(content):
        return content[0] in _JOINT and all(char in _JOINT or char in _HORIZONTAL for char in content)
    return bool(_ASCII_RULE.fullmatch(content))


def _closes(text: str, line: DrawnLine) -> bool:
    """Say whether a line is the lower edge of a frame drawn with lines."""
    return _is_rule(text, line) and line.cut(text).strip(_BLANKS)[:1] in _LOWER_CORNERS


def _is_framed(text: str, line: DrawnLine) -> bool:
    content = line.cut(text).strip(_BLANKS)
    return len(content) >= 2 and content[0] in _EDGE and content[-1] in _EDGE


def _read_box(text: str, lines: Sequence[DrawnLine]) -> Table | None:
    """Read the lines of a frame; None where they are a frame around running text or no table at all."""
    is_rule = [_is_rule(text, line) for line in lines]
    bars = min(
        ([_find_bars(text, line, wide) for line in lines] for wide in (2, 1)),
        key=lambda each: _measure_stray(each, is_rule),
    )
    edges = _find_edges(bars)
    if len(edges) < 3 or all(is_rule):
        return None
    segments = _read_segments(text, lines, is_rule, bars, edges)
    rows: list[tuple[_Row, ...]] = [tuple(segment) for segment in segments if segment]
    is_ruled = len(rows) > 1
    flat = [row for segment in rows for row in segment]
    if not flat:
        return None
    cells = tuple(tuple(_make_cell(row, key) for key in sorted(row.cells) if row.rows[key]) for row in flat)
    header_rows = count_header_rows(text, cells, is_ruled=is_ruled and len(rows[0]) == 1)
    return Table(cells, header_rows)


def _make_cell(row: _Row, key: tuple[int, int]) -> Cell:
    return Cell(tuple(row.cells[key]), columns=key[1] - key[0], rows=row.rows[key])


def _is_rule(text: str, line: DrawnLine) -> bool:
    """Say whether a line is nothing but lines: a rule through the whole width."""
    content = line.cut(text).strip(_BLANKS)
    if content[:1] == content[-1:] == "|":
        content = content[1:-1]
    return all(char in _JOINT or char in _HORIZONTAL or char in _BLANKS for char in content) and bool(
        content and content[0] not in _BLANKS
    )


def _find_bars(text: str, line: DrawnLine, wide: int) -> list[_Bar]:
    """Return the bars and joints of a line, its line-drawing characters `wide` columns wide."""
    found: list[_Bar] = []
    column, position = line.column, line.start
    is_drawn = bool(_BOX_CHARACTER.search(text, line.start, line.end))
    for match in _FRAME.finditer(text, line.start, line.end):
        if is_drawn and match.group() in "|+｜＋":
            continue
        column += _measure(text[position : match.start()], wide)
        found.append(_Bar(match.start(), column))
        column += wide if is_drawn else 1
        position = match.end()
    return found


def _measure(stretch: str, wide: int) -> int:
    if wide == 2:
        return count_columns(stretch)
    return sum(1 if "\u2500" <= char <= "\u257f" else count_columns(char) for char in stretch)


def _measure_stray(bars: Sequence[Sequence[_Bar]], is_rule: Sequence[bool]) -> int:
    """Add up how far the bars of text stand from the nearest joint, in columns."""
    joints = sorted({bar.column for line, rule in zip(bars, is_rule, strict=True) if rule for bar in line})
    stray = 0
    for line, rule in zip(bars, is_rule, strict=True):
        for bar in () if rule else line:
            index = bisect_left(joints, bar.column)
            stray += min((abs(bar.column - joint) for joint in joints[max(index - 1, 0) : index + 1]), default=0)
    return stray


def _find_edges(bars: Sequence[Sequence[_Bar]]) -> list[int]:
    """Return the display columns of the edges of columns: those of the fullest line, and any far from all of these.

    A frame that was drawn by eye has its bars a little beside the joints; that makes no column more.
    """
    fullest = max(bars, key=len)
    edges = [bar.column for bar in fullest]
    for line in bars:
        if len(line) == len(fullest):
            continue
        for bar in line[1:-1]:
            index = bisect_left(edges, bar.column)
            if all(abs(bar.column - edge) > _STRAY for edge in edges[max(index - 1, 0) : index + 1]):
                edges.insert(index, bar.column)
    return edges


def _place(bars: Sequence[_Bar], edges: Sequence[int]) -> list[int]:
    """Say which edge each bar is: in order where there are as many, else the nearest one, going right."""
    if len(bars) == len(edges):
        return list(range(len(edges)))
    placed: list[int] = []
    for bar in bars:
        index = bisect_left(edges, bar.column)
        if index == len(edges) or (index and bar.column - edges[index - 1] <= edges[index] - bar.column):
            index -= 1
        placed.append(max(index, placed[-1] + 1 if placed else 0))
    if len(placed) > 1:
        placed[-1] = max(len(edges) - 1, placed[-2] + 1)
    return placed


def _read_segments(
    text: str,
    lines: Sequence[DrawnLine],
    is_rule: Sequence[bool],
    bars: Sequence[Sequence[_Bar]],
    edges: Sequence[int],
) -> list[list[_Row]]:
    """Return the rows between the rules that go through, segment by segment."""
    segments: list[list[_Row]] = []
    held: list[tuple[_Row, set[int]]] = []  # rows of this segment, and the columns with a rule below them
    count = sum(not rule and (index == 0 or is_rule[index - 1]) for index, rule in enumerate(is_rule))

    def close() -> None:
        nonlocal held
        if held:
            is_parted = any(ruled for _, ruled in held)
            whole = [row for row, _ in held]
            segments.append(_split_parts(held) if is_parted else _part_lines(text, whole, is_only=count <= 2))
        held = []

    for _line, rule, line_bars in zip(lines, is_rule, bars, strict=True):
        if rule:
            close()
            continue
        row = _Row()
        ruled: set[int] = set()
        placed = _place(line_bars, edges)
        for (left, right), (begin, end) in zip(pairwise(line_bars), pairwise(placed), strict=True):
            end = min(end, len(edges) - 1)
            if begin >= end:
                continue
            piece = trim(text, left.at + 1, right.at)
            if _RULE_STRETCH.fullmatch(text, *piece) and piece.end - piece.start == right.at - left.at - 1:
                ruled.update(range(begin, end))
            row.cells[begin, end] = [piece] if piece.end > piece.start else []
            row.rows[begin, end] = 1
        held.append((row, ruled))
    close()
    return segments


def _split_parts(held: Sequence[tuple[_Row, set[int]]]) -> list[_Row]:
    """Part the lines of a segment at rules that go through some of its columns; the other cells cover several rows."""
    parts: list[_Row] = [_Row()]
    covering: dict[tuple[int, int], int] = {}  # the part in which a cell that is still open began
    for row, ruled in held:
        if ruled:
            parts.append(_Row())
        for key, pieces in row.cells.items():
            if key[0] in ruled:
                covering.pop(key, None)
                continue
            if key not in covering:
                covering[key] = len(parts) - 1
                parts[-1].cells[key], parts[-1].rows[key] = [], 1
            first = covering[key]
            parts[first].cells[key] += pieces
            parts[first].rows[key] = len(parts) - first
    return [part for part in parts if part.cells]


def _part_lines(text: str, lines: Sequence[_Row], *, is_only: bool) -> list[_Row]:
    """Return the rows of a segment of whole lines: where no rules part rows (`is_only`) each line that is no rest."""
    if len(lines) == 1 or not (is_only or _has_numbers_in_lines(text, lines)):
        merged = _Row()
        for line in lines:
            for key, pieces in line.cells.items():
                merged.cells.setdefault(key, []).extend(pieces)
                merged.rows[key] = 1
        return [merged]
    widths: dict[int, int] = {}
    for line in lines:
        for key, pieces in line.cells.items():
            widths[key[0]] = max(widths.get(key[0], 0), *(count_columns(span.cut(text)) for span in pieces), 0)
    rests = [_continues(text, before, line, widths) for before, line in pairwise(lines)]
    # Words in the first cell alone are the rest of it only where there is but one row.
    is_one_row = all(rests)
    rows: list[_Row] = [lines[0]]
    for line, is_rest in zip(lines[1:], rests, strict=True):
        filled = sum(map(bool, line.cells.values()))
        if is_rest and (is_one_row or not line.cells[min(line.cells)] or 1 < filled < len(line.cells)):
            for key, pieces in line.cells.items():
                rows[-1].cells[key] += pieces
        else:
            rows.append(line)
    return rows


def _has_numbers_in_lines(text: str, lines: Sequence[_Row]) -> bool:
    """Say whether the lines of a segment are rows of their own, as under a rule that parts only the sums from them."""
    keys = set(lines[0].cells)
    if any(set(line.cells) != keys for line in lines):
        return True
    for key in keys:
        words = [" ".join(span.cut(text) for span in line.cells[key]) for line in lines]
        if all(kind_of_cell(each) in ("number", "date") for each in words):
            return True
    return False


def _continues(text: str, before: _Row, line: _Row, widths: dict[int, int]) -> bool:
    """Say whether a line is the rest of the one before: its cells were full, or one, not the first, has words."""
    above = {key[0]: pieces[-1].cut(text) for key, pieces in before.cells.items() if pieces}
    below = {key[0]: pieces[0].cut(text) for key, pieces in line.cells.items() if pieces}
    if set(before.cells) != set(line.cells) or not below:
        return False
    if continues(above, below, widths):
        return True
    return len(below) == 1 and 0 not in below and set(below) <= set(above) and kind_of_cell(*below.values()) == "text"
