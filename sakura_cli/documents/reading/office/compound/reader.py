"""A compound file (OLE) as the document it holds, by its streams: old workbooks, mails of Outlook; the others refused.

Left out: old Word and PowerPoint, which their programs save anew; macros, which are not looked at.
"""

from __future__ import annotations

import io

from sakura_cli.documents.document import Document
from sakura_cli.documents.refusals import encrypted_error
from sakura_cli.errors import BadInputError, write_command
from sakura_cli.localization import gettext as _

_WORKBOOKS = ("Workbook", "Book")
_MAIL = "__properties_version1.0"
_ENCRYPTED = "EncryptedPackage"
# Streams of formats that are not read, and the format into which LibreOffice brings them.
_OLD = {"WordDocument": "docx", "PowerPoint Document": "pptx"}


def read(data: bytes, *, source: str, encoding: str | None = None) -> Document:
    """Return the document of a compound file; `encoding` means nothing here. Raises BadInputError."""
    # Imported here: an extra that not every installation has.
    import olefile

    from sakura_cli.documents.reading.mails import msg
    from sakura_cli.documents.reading.office.compound import binary

    with olefile.OleFileIO(io.BytesIO(data)) as file:
        if file.exists(_ENCRYPTED):
            raise encrypted_error(source)
        for name in _WORKBOOKS:
            if file.exists(name):
                return binary.read_old(file.openstream(name).read(), data, source=source)
        if file.exists(_MAIL):
            return msg.read(file, source=source)
        for name, format_ in _OLD.items():
            if file.exists(name):
                message = _("{source} is an old Word or PowerPoint document, which is not read")
                hint = write_command("soffice", "--headless", "--convert-to", format_, "FILE")
                raise BadInputError(message.format(source=source), kind="unsupported", hint=hint)
    message = _("{source} is a compound file, not a document").format(source=source)
    raise BadInputError(message, kind="binary", hint=_("give a document or a text"))
