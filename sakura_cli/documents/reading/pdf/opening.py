"""A PDF as a document: its pages read, put in order and named by their numbers.

Left out: what needs a password, and pages that are pictures; both are said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import pypdfium2

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.building import BuiltCell, DocumentBuilder, StyledWords
from sakura_cli.documents.reading.pdf.annotations import lay_in
from sakura_cli.documents.reading.pdf.broken_tables import mend_broken
from sakura_cli.documents.reading.pdf.extraction import PageReader
from sakura_cli.documents.reading.pdf.flow import read_flow
from sakura_cli.documents.reading.pdf.geometry.columns import find_gutters
from sakura_cli.documents.reading.pdf.geometry.directions import Sheet, lay_straight
from sakura_cli.documents.reading.pdf.geometry.glyphs import Face, PageContent
from sakura_cli.documents.reading.pdf.geometry.grids import find_grids
from sakura_cli.documents.reading.pdf.geometry.lines import find_stretches
from sakura_cli.documents.reading.pdf.geometry.marks import find_article
from sakura_cli.documents.reading.pdf.geometry.paragraphs import TextPassage
from sakura_cli.documents.reading.pdf.geometry.tables import fill_grids
from sakura_cli.documents.reading.pdf.headings import PassageRole, find_roles
from sakura_cli.documents.reading.pdf.legibility import find_illegible
from sakura_cli.documents.reading.pdf.note_marks import find_note_numbers, write_marks, write_own_mark
from sakura_cli.documents.reading.pdf.pages import Column, FlowEntry, find_columns, find_tilted, widen
from sakura_cli.documents.reading.pdf.running_heads import DraftSheet, find_heads, find_running
from sakura_cli.documents.reading.pdf.stand_in_font import use_stand_in_font
from sakura_cli.documents.reading.pdf.unruled.open_tables import find_open_tables
from sakura_cli.documents.refusals import encrypted_error, malformed_error
from sakura_cli.documents.structure import LeftOutKind, Origin
from sakura_cli.errors import BadInputError
from sakura_cli.localization import gettext as _

MAX_PAGES = 3_000
_PASSWORD = 4
_SECURITY = 5
# Of a page: what a picture of it covers, and of which a picture counts as one.
_WHOLE_PAGE = 0.5
_PICTURE = 0.01
_FEWEST_LETTERS = 8


def read(data: bytes, *, source: str, encoding: str | None = None) -> Document:
    """Return the document of a PDF; `encoding` means nothing here.

    Raises:
        BadInputError: kind `encrypted`, `malformed`, `too-large`, `no-text`, or `illegible` where characters are not
            what the pages show.
    """
    use_stand_in_font()
    with closing(_open(data, source)) as pdf:
        if len(pdf) > MAX_PAGES:
            message = _("{source} has more than {limit} pages").format(source=source, limit=MAX_PAGES)
            raise BadInputError(message, hint=_("split it, or save it as text"), kind="too-large")
        reader = PageReader()
        pages = list(_read_pages(pdf, reader))
        attachments = [pdf.get_attachment(index).get_name() for index in range(pdf.count_attachments())]
    builder = DocumentBuilder()
    _count_left_out(pages, builder, source)
    if (number := find_illegible(pages)) is not None:
        raise BadInputError(
            _("the characters of {source} are not what its pages show (p. {page})").format(source=source, page=number),
            hint=_("its fonts name their letters wrongly; let OCR read it, or ask for the file it was made from"),
            kind="illegible",
        )
    compose(pages, reader.faces, builder)
    return builder.finish(source=source, medium="pdf", attachments=attachments)


def compose(pages: Sequence[PageContent], faces: Sequence[Face], builder: DocumentBuilder) -> None:
    """Put what pages hold into a document in the order in which it is read."""
    sizes = Counter(round(glyph.size, 1) for page in pages for glyph in page.glyphs)
    body_size = sizes.most_common(1)[0][0] if sizes else 0.0
    drafts: list[DraftSheet] = []
    for page in pages:
        sheets = lay_straight(page)
        drafts += [_draft(page, sheet, is_beside=len(sheets) > 1) for sheet in sheets]
    running = find_running(drafts, body_size)
    dropped = {id(stretch) for _shape, stretches in running for stretch in stretches}
    builder.leave_out(LeftOutKind.HEADERS, len(running))
    for draft in drafts:
        draft.stretches = [each for each in draft.stretches if id(each) not in dropped]
    columns = _find_columns(drafts, faces, body_size)
    columns += [column for page in pages for column in find_tilted(page)]
    columns.sort(key=lambda column: column.page)
    widen(columns)
    mend_broken(columns)
    entries = list(read_flow(columns, body_size))
    _build(entries, find_roles(entries, faces, body_size), builder)


def _draft(page: PageContent, sheet: Sheet, *, is_beside: bool) -> DraftSheet:
    tables, glyphs = fill_grids(find_grids(sheet.rulings, sheet.glyphs), sheet.glyphs, page.number)
    more, glyphs = find_open_tables(sheet.rulings, sheet.fills, tables, glyphs, page.number)
    return DraftSheet(page.number, sheet, find_stretches(glyphs), [*tables, *more], is_beside)


def _find_columns(drafts: Sequence[DraftSheet], faces: Sequence[Face], body_size: float) -> list[Column]:
    """Return the columns of all sheets; gutters of one help to find those of the others of its size."""
    gutters: dict[tuple[bool, int], set[float]] = {}
    for draft in drafts:
        gutters.setdefault(_format(draft.sheet), set()).update(find_gutters([*draft.stretches, *draft.tables]))
    columns: list[Column] = []
    for draft in drafts:
        known = sorted(gutters[_format(draft.sheet)])
        heads = find_heads(draft, body_size) if known else []
        body = [each for each in draft.stretches if each not in heads]
        # A head belongs to no column, even where it stands over one.
        columns += find_columns(draft.page, heads, [], faces, [], draft.sheet)
        columns += find_columns(draft.page, body, draft.tables, faces, known, draft.sheet)
    return columns


def _format(sheet: Sheet) -> tuple[bool, int]:
    """Return what sheets with the same columns have in common."""
    return sheet.is_vertical, round(sheet.width)


def _build(entries: Sequence[FlowEntry], roles: Sequence[PassageRole], builder: DocumentBuilder) -> None:
    article: str | None = None
    numbers = find_note_numbers(entries)
    for entry, role in zip(entries, roles, strict=True):
        if isinstance(entry, TextPassage):
            if role.kind == "heading":
                article = None
            article = find_article(entry.text) or article
            pieces = [(write_marks(text, page, numbers), page) for text, page in entry.pieces() if text]
            if entry.is_note and pieces:
                pieces[0] = (write_own_mark(*pieces[0], numbers), pieces[0][1])
            words = [StyledWords(text, origin=Origin(page=page, heading=article)) for text, page in pieces]
            builder.add(role.kind, words, level=role.level)  # type: ignore[arg-type]
        else:
            rows = [
                [BuiltCell(cell.paragraphs, cell.columns, cell.rows, Origin(page=cell.page)) for cell in row]
                for row in entry.rows
            ]
            builder.add_table(rows, header_rows=entry.header_rows)


def _open(data: bytes, source: str) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (_PASSWORD, _SECURITY):
            raise encrypted_error(source) from None
        raise malformed_error(source, str(error)) from None


def _read_pages(pdf: Any, reader: PageReader) -> Iterator[PageContent]:
    for index in range(len(pdf)):
        try:
            page = pdf[index]
        except pypdfium2.PdfiumError:
            # One page that cannot be opened; the others can.
            yield PageContent(index + 1, 0.0, 0.0)
            continue
        page, comments = lay_in(pdf, index, page)
        with closing(page):
            content = reader.read(page, index + 1)
        content.comments = comments
        yield content


def _count_left_out(pages: Sequence[PageContent], builder: DocumentBuilder, source: str) -> None:
    """Count what is hidden or a picture. Raises BadInputError where no page has text."""
    scans = 0
    for page in pages:
        letters = sum(not glyph.text.isspace() for glyph in page.glyphs)
        covered = max((picture.area for picture in page.pictures), default=0.0)
        if letters < _FEWEST_LETTERS and covered > _WHOLE_PAGE * page.width * page.height:
            scans += 1
        else:
            pictures = [each for each in page.pictures if each.area > _PICTURE * page.width * page.height]
            builder.leave_out(LeftOutKind.PICTURES, len(pictures))
        builder.leave_out(LeftOutKind.HIDDEN_TEXT, page.hidden)
        builder.leave_out(LeftOutKind.COMMENTS, page.comments)
    builder.leave_out(LeftOutKind.PICTURE_PAGES, scans)
    if scans and not any(glyph.text.strip() for page in pages for glyph in page.glyphs):
        raise BadInputError(
            _("{source} has no text: its pages are pictures").format(source=source),
            hint=_("read the text of its pictures with a program for that (OCR) first"),
            kind="no-text",
        )
