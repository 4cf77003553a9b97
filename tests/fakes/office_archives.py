"""Small Word documents made by hand: what a test needs in them, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """Return a run of Word with its properties."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str) -> str:
    """Return a paragraph of Word."""
    return f"<w:p>{''.join(content)}</w:p>"


def make_word(*body: str, parts: Mapping[str, str | bytes] | None = None, relations: str = "") -> bytes:
    """Return a Word document with this body, other `parts`, and `relations` of the main one."""
    main = f"{_OFFICE}/officeDocument"
    written: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
        f' ContentType="application/xml"/><Override PartName="/word/document.xml"'
        f' ContentType="{_TYPES}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{main}"'
        ' Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMESPACES}>'
        f"<w:body>{''.join(body)}</w:body></w:document>",
        **(parts or {}),
    }
    return make_archive(written)


def make_archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive; parts that are text are compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1999, 12, 31, 23, 59, 58))
            info.external_attr = 0o640 << 16
            info.compress_type = zipfile.ZIP_DEFLATED if isinstance(content, str) else zipfile.ZIP_STORED
            archive.writestr(info, content)
    return buffer.getvalue()


def read_part(data: bytes, name: str = "word/document.xml") -> str:
    """Return a part of an archive as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def body_of(data: bytes) -> str:
    """Return what stands in the body of a Word document."""
    return read_part(data).partition("<w:body>")[2].partition("</w:body>")[0]
