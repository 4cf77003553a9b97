"""RTF as a document: paragraphs, headings by outline level, items with their numbers, tables with merged cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import BuiltCell, DocumentBuilder
from sakura_cli.documents.reading.rtf.parsing import RichCell, RichParagraph, RichRow, parse_rich_text
from sakura_cli.documents.structure import Origin


def read(data: bytes, *, source: str, encoding: str | None = None) -> Document:
    """Return the document of RTF, which says its encodings itself. Raises BadInputError where it is empty."""
    parsed = parse_rich_text(data)
    builder = DocumentBuilder()
    for kind, count in parsed.left_out.items():
        builder.leave_out(kind, count)
    rows: list[RichRow] = []
    number = 0
    for item in parsed.items:
        if isinstance(item, RichRow):
            rows.append(item)
            continue
        number = _add_table(builder, rows, number)
        rows = []
        number += 1
        _add_paragraph(builder, item, number)
    _add_table(builder, rows, number)
    return builder.finish(source=source, medium="rtf")


def rich_text_to_text(data: bytes) -> str:
    """Return what RTF shows as lines, cells set apart by tabs."""
    lines: list[str] = []
    for item in parse_rich_text(data).items:
        if isinstance(item, RichParagraph):
            lines.append(item.label + item.text)
        else:
            lines.append("\t".join(" ".join(cell.paragraphs) for cell in item.cells))
    return "\n".join(lines).strip("\n") + "\n"


def _add_paragraph(builder: DocumentBuilder, paragraph: RichParagraph, number: int) -> None:
    origin = Origin(paragraph=number)
    if paragraph.level:
        words = paragraph.label + " ".join(paragraph.text.split("\n"))
        builder.add_blank()
        builder.add("heading", words, level=paragraph.level, origin=origin)
    elif paragraph.label:
        builder.add("item", paragraph.text, level=paragraph.depth, label=paragraph.label, origin=origin)
    elif paragraph.text.strip():
        builder.add("paragraph", paragraph.text, origin=origin)
    else:
        builder.add_blank()


def _add_table(builder: DocumentBuilder, rows: Sequence[RichRow], number: int) -> int:
    """Add rows as a table; return the number of its last cell among the paragraphs."""
    if not rows:
        return number
    edges = sorted({cell.edge for row in rows for cell in row.cells})
    built: list[list[BuiltCell]] = []
    for at, row in enumerate(rows):
        cells: list[BuiltCell] = []
        for index, cell in enumerate(row.cells):
            number += 1
            if cell.is_from_left or cell.is_from_above:
                continue
            end = index + 1
            while end < len(row.cells) and row.cells[end].is_from_left:
                end += 1
            before = row.cells[index - 1].edge if index else -1
            columns = bisect_right(edges, row.cells[end - 1].edge) - bisect_right(edges, before)
            height = _count_rows(rows, at, cell)
            cells.append(BuiltCell(cell.paragraphs, max(1, columns), height, Origin(paragraph=number)))
        width = sum(before.edge == edges[-1] for before in row.cells[-1:])
        if not width and row.cells:
            cells += [BuiltCell()] * (len(edges) - bisect_right(edges, row.cells[-1].edge))
        built.append(cells)
    builder.add_table(built, header_rows=None)
    return number


def _count_rows(rows: Sequence[RichRow], at: int, cell: RichCell) -> int:
    """Return how many rows a cell covers: those below that go on from above at its edge."""
    count = 1
    for row in rows[at + 1 :]:
        if not any(each.edge == cell.edge and each.is_from_above for each in row.cells):
            break
        count += 1
    return count
