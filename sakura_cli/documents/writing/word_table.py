"""A Word document of one table: texts side by side, as translators and reviewers want them.

Left out: looks beyond lines around the cells; whoever wants others has a program for them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# In twentieths of a point: two columns on a page of A4 with margins of two centimetres.
_COLUMN = 4819
_MARGIN = 1134
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
}


def make_word_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a Word document with a table of two columns; `head` stands above the columns, on every page."""
    lines = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in _BORDERS)
    grid = f'<w:gridCol w:w="{_COLUMN}"/>' * 2
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{2 * _COLUMN}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_row(head, is_head=True)}{''.join(map(_row, rows))}</w:tbl>"
    )
    margins = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    page = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins}/></w:sectPr>'
    body = f'<w:document xmlns:w="{_MAIN}"><w:body>{table}<w:p/>{page}</w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in {**_PARTS, "word/document.xml": body}.items():
            # Without the time: the same rows make the same bytes.
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{part}')
    return buffer.getvalue()


def _row(cells: Sequence[str], *, is_head: bool = False) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{properties}{''.join(_cell(words, is_head=is_head) for words in cells)}</w:tr>"


def _cell(words: str, *, is_head: bool) -> str:
    looks = "<w:rPr><w:b/></w:rPr>" if is_head else ""
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in _NOT_XML.sub("", words).split("\n")]
    run = f"<w:r>{looks}{'<w:br/>'.join(lines)}</w:r>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{_COLUMN}" w:type="dxa"/></w:tcPr><w:p>{run}</w:p></w:tc>'
