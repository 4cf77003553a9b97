"""Find tables whose cells are divided by a character: | as in Markdown, ｜, │, or tabs.

Left out: frames (`boxes`), and what of two columns is a form (`forms` asks `headers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sakura_cli.documents.blocks import Block, Cell, Table
from sakura_cli.documents.layout.labels import is_known_label, is_sentence, kind_of_cell
from sakura_cli.documents.layout.lines import BLANKS, DrawnLine, is_blank, trim
from sakura_cli.documents.layout.prose import is_code
from sakura_cli.documents.layout.tables.headers import count_header_rows, has_labels_in_left_column

_BARS = ("|", "｜", "│", "┃", "\t")
_PAIR = 2
_MARKDOWN_RULE = re.compile(r":?-{2,}:?|:?[─━=]{2,}:?")
_RULE = frozenset("-=─━┼╋+| \t　:｜│┃＋")
# In Aozora's files ｜ begins a word with its reading in 《》.
_RUBY = re.compile(r"[《》]|.{120}")
# Words with a bar at either side in angle brackets begin and end turns of a conversation: no bar of a table.
_TURN = re.compile(r"<([|｜])[^<>|｜]*\1>")


def find_divided_tables(text: str, lines: Sequence[DrawnLine], free: Sequence[bool]) -> Iterator[tuple[range, Block]]:
    """Find tables among the lines that are free; each with the indexes of its lines."""
    index = 0
    while index < len(lines):
        bar = _find_bar(text, lines[index]) if free[index] else ""
        if not bar:
            index += 1
            continue
        end = index + 1
        while end < len(lines) and free[end] and (_has_bar(text, lines[end], bar) or _is_rule(text, lines[end])):
            if is_blank(text, lines[end]):
                break  # an empty row of a sheet, of which nothing but tabs is left
            end += 1
        yield from _read_run(text, lines, range(index, end), bar)
        index = end


def _find_bar(text: str, line: DrawnLine) -> str:
    """Return what divides the cells of a line, or nothing."""
    content = _TURN.sub("", line.cut(text)).strip(" 　")
    for bar in _BARS:
        if bar in content and content.strip(BLANKS + bar):
            return bar
    return ""


def _has_bar(text: str, line: DrawnLine, bar: str) -> bool:
    return bar in _TURN.sub("", line.cut(text))


def _is_rule(text: str, line: DrawnLine) -> bool:
    content = line.cut(text).strip(BLANKS)
    return len(content) > 2 and all(char in _RULE for char in content) and any(char in "-=─━" for char in content)


def _read_run(text: str, lines: Sequence[DrawnLine], run: range, bar: str) -> Iterator[tuple[range, Block]]:
    """Read the tables of neighbouring lines that have the same divider."""
    rows = [index for index in run if not _is_rule(text, lines[index])]
    edges = _find_edges(text, [lines[index] for index in rows], bar)
    split = {index: _split(text, lines[index], bar, edges) for index in rows}
    begin = run.start
    while begin < run.stop:
        if begin not in split:
            begin += 1
            continue
        ruled = begin + 1 < run.stop and begin + 1 not in split and _is_rule_row(text, lines[begin + 1], bar)
        size = len(split[begin])
        end = begin + 1
        while end < run.stop:
            if end not in split:
                # A rule in the midst of rows belongs to them, but in Markdown it heads the table of the line before.
                end += 1
                continue
            # Markdown fills up rows that are too short, and so do tabs that were left out at the end of a line.
            is_short = len(split[end]) < size and (ruled or (bar == "\t" and begin + 1 < end))
            if len(split[end]) != size and not is_short:
                break
            if (
                end + 1 < run.stop
                and end > begin + 1
                and bar == "|"
                and _is_rule_row(text, lines[end + 1], bar)
                and ruled
            ):
                break
            end += 1
        stop = end
        if bar == "\t":
            begin, end = _drop_lone_cells(split, begin, end)
        found = range(begin, end)
        parts = [split[index] for index in found if index in split]
        parts = [row + [Cell()] * (size - len(row)) for row in parts]
        if bar == "\t":
            parts = _drop_empty_columns(parts)
        if len(parts[0]) > 1 and _is_table(text, [lines[index] for index in found], parts, bar, is_ruled=ruled):
            span = trim(text, lines[begin].start, lines[end - 1].end)
            cells = tuple(map(tuple, parts))
            header_rows = 1 if ruled else count_header_rows(text, cells)
            yield found, Block("table", span, table=Table(cells, header_rows))
        begin = stop


def _drop_lone_cells(split: Mapping[int, Sequence[Cell]], begin: int, end: int) -> tuple[int, int]:
    """Return where the table in rows of a sheet begins and ends, without titles above and notes below in one cell."""
    filled = {index: sum(bool(cell.pieces) for cell in split[index]) for index in range(begin, end) if index in split}
    if sum(count > 2 for count in filled.values()) < 2:
        return begin, end
    told = [index for index, count in filled.items() if count > 1]
    return told[0], told[-1] + 1


def _drop_empty_columns(rows: Sequence[list[Cell]]) -> list[list[Cell]]:
    """Return rows without the columns in which no row has anything."""
    kept = [column for column in range(len(rows[0])) if any(row[column].pieces for row in rows)]
    return [[row[column] for column in kept] for row in rows]


def _find_edges(text: str, lines: Sequence[DrawnLine], bar: str) -> tuple[bool, bool]:
    """Say whether the lines have a bar at their left edge, and at their right one."""
    contents = [line.cut(text).strip(BLANKS) for line in lines]
    return all(each.startswith(bar) for each in contents), all(each.endswith(bar) for each in contents)


def _is_rule_row(text: str, line: DrawnLine, bar: str) -> bool:
    """Say whether a line is the rule under a header: a stretch of - for each cell."""
    cells = [cell for cell in re.split(r"[|｜│┃┼╋+]", line.cut(text).strip(BLANKS)) if cell.strip(BLANKS)]
    return bool(cells) and all(_MARKDOWN_RULE.fullmatch(cell.strip(BLANKS)) for cell in cells)


def _split(text: str, line: DrawnLine, bar: str, edges: tuple[bool, bool]) -> list[Cell]:
    """Return the cells of a line, without the bars at its edges; \\| is no bar."""
    start, end = line.start, line.end
    if bar != "\t":
        start, end = trim(text, start, end)
        # Some leave the last bar of a framed line out, or write one where the others do not.
        start += edges[0]
        end -= (edges[0] and end > start and text[end - 1] == bar and text[end - 2] != "\\") or edges[1]
    end = max(start, end)
    cells: list[Cell] = []
    position = start
    while position <= end:
        at = text.find(bar, position, end)
        while at > position and text[at - 1] == "\\" and bar == "|":
            at = text.find(bar, at + 1, end)
        at = end if at < 0 else at
        span = trim(text, position, at)
        cells.append(Cell((span,) if span.end > span.start else ()))
        position = at + 1
    return cells


def _is_table(
    text: str, lines: Sequence[DrawnLine], rows: Sequence[Sequence[Cell]], bar: str, *, is_ruled: bool
) -> bool:
    """Say whether lines with as many dividers are a table, and no command (a | b), menu, indented code or form."""
    if is_ruled:
        return True
    filled = [cell.cut(text) for row in rows for cell in row if cell.pieces]
    if len(rows) < 2 or len(filled) <= len(rows) or is_code(text, lines):
        return False
    is_framed = all(line.cut(text).strip(BLANKS)[:1] == bar for line in lines)
    if not is_framed and (
        4 * sum(map(is_sentence, filled)) > len(filled) or any(_RUBY.search(words) for words in filled)
    ):
        return False
    if bar == "\t":
        # A tab at the start of a line indents it, but not where a line that has none has as many cells.
        indented = sum(not row[0].pieces for row in rows)
        has_corner = len(rows[0]) > _PAIR and bool(rows[0][0].pieces)
        return (has_corner or 2 * indented < len(rows)) and not _is_form(text, rows)
    return is_framed or not (_is_form(text, rows) or _is_command(filled))


def _is_command(words: Sequence[str]) -> bool:
    """Say whether all words are of the command line: no Japanese, no figures, no label."""
    return all(word.isascii() and kind_of_cell(word) == "text" and not is_known_label(word) for word in words)


def _is_form(text: str, rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether cells are labels and their values in turns."""
    if len(rows[0]) == 2:
        return has_labels_in_left_column(text, rows)
    if len(rows[0]) % 2 or all(is_known_label(cell.cut(text)) for cell in rows[0] if cell.pieces):
        return False
    labels = [row[column].cut(text) for row in rows for column in range(0, len(row), 2) if row[column].pieces]
    values = [row[column].cut(text) for row in rows for column in range(1, len(row), 2) if row[column].pieces]
    return bool(labels) and all(map(is_known_label, labels)) and not any(map(is_known_label, values))
