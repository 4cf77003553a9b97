"""Other words in workbooks: in cells that words were typed into, and in boxes over them.

Formulas, numbers and names of sheets stay, and words that formulas look for. A string that cells share is changed once
where all of them change alike; else a new one is added for those that do. The columns of a table are named anew with
the cells that head them. The readings of what is changed go. Left out: charts, which take their words from cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.sheets.grid import BoxNode, CellNode
from sakura_cli.documents.reading.office.sheets.workbook import find_strings_part, find_tables, read_with_nodes
from sakura_cli.documents.writing.office.archive import replace_parts
from sakura_cli.documents.writing.office.columns import NamedColumns
from sakura_cli.documents.writing.office.located import LocatedXml
from sakura_cli.documents.writing.office.parts import EditedText, PlacedWords, edit_parts
from sakura_cli.documents.writing.office.strings import EditedCell, SharedStrings, edit_sheet
from sakura_cli.spans import Span


def write(data: bytes, edits: Sequence[WordEdit], *, source: str, encoding: str = "") -> bytes:
    """Return the workbook with other words in some spans; `encoding` is for pages. Raises BadInputError."""
    archive = Archive(data, source=source)
    document, nodes = read_with_nodes(archive, data, source=source)
    edited = EditedText(document.text, edits)
    lines: dict[CellNode, list[Span]] = defaultdict(list)
    boxes: list[tuple[BoxNode, Span]] = []
    for node, span in nodes:
        if isinstance(node, CellNode):
            lines[node].append(span)
        else:
            boxes.append((node, span))
    cells = {node: _find_edits(spans, edited) for node, spans in lines.items()}
    parts = edit_parts(archive, _place_boxes(archive, boxes, source), edited, source=source, keeps_blanks=False)
    for sheet in dict.fromkeys(node.part for node in cells):
        for name in find_tables(archive, sheet, source=source):
            table = NamedColumns(archive.read(name), source=source)
            cells |= table.rename({node: cell for node, cell in cells.items() if node.part == sheet}, edited.text)
            parts[name] = table.finish()
    parts = {name: part for name, part in parts.items() if part != archive.read(name)}
    changed: dict[str, dict[str, int | EditedCell]] = defaultdict(dict)
    if any(node.string >= 0 and cell.edits for node, cell in cells.items()):
        name = find_strings_part(archive, source=source)
        strings = SharedStrings(archive.read(name), edited.text, source=source)
        for node, number in strings.edit({node: cell for node, cell in cells.items() if node.string >= 0}).items():
            changed[node.part][node.cell] = number
        parts[name] = strings.finish()
    for node, cell in cells.items():
        if node.string < 0 and cell.edits:
            changed[node.part][node.cell] = cell
    for name, members in changed.items():
        parts[name] = edit_sheet(archive.read(name), members, edited.text, source=source)
    return replace_parts(data, parts)


def _find_edits(spans: Sequence[Span], edited: EditedText) -> EditedCell:
    whole = Span(spans[0].start, spans[-1].end)
    return EditedCell(whole, tuple(edited.find_edits(whole)))


def _place_boxes(archive: Archive, boxes: Sequence[tuple[BoxNode, Span]], source: str) -> list[PlacedWords]:
    placed: list[PlacedWords] = []
    for part in dict.fromkeys(node.part for node, _ in boxes):
        texts = [each.start for each in LocatedXml(archive.read(part), source=source).root.walk() if each.name == "t"]
        placed += [PlacedWords(span, part, texts[node.number]) for node, span in boxes if node.part == part]
    return placed
