"""A zip archive as the document it holds, by its parts: Word, PowerPoint, …; a module here for each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.office.archive import Archive
from sakura_cli.documents.reading.office.relations import find_main_part
from sakura_cli.documents.refusals import encrypted_error
from sakura_cli.errors import BadInputError
from sakura_cli.localization import gettext as _

# A part that only one format has, and the module with `read(archive, data, source)`.
_MODULES: dict[str, str] = {
    "word/document.xml": "word.reader",
    "ppt/presentation.xml": "slides.reader",
    "xl/workbook.xml": "sheets.workbook",
    "xl/workbook.bin": "compound.binary",
}
# What an archive of OpenDocument says it is, and the module.
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_TYPES: dict[str, str] = {
    **dict.fromkeys((f"{_OPEN_DOCUMENT}text", f"{_OPEN_DOCUMENT}text-template"), "opendocument.reader"),
    **dict.fromkeys((f"{_OPEN_DOCUMENT}presentation", f"{_OPEN_DOCUMENT}presentation-template"), "opendocument.reader"),
    **dict.fromkeys((f"{_OPEN_DOCUMENT}spreadsheet", f"{_OPEN_DOCUMENT}spreadsheet-template"), "sheets.opendocument"),
}
# Those that most archives need, for who reads many.
USUAL_MODULES = tuple(f"{__package__}.{module}" for module in ("word.reader", "slides.reader", "sheets.workbook"))
_TYPE, _MANIFEST = "mimetype", "META-INF/manifest.xml"


def read(data: bytes, *, source: str, encoding: str | None = None) -> Document:
    """Return the document of an archive; `encoding` means nothing here. Raises BadInputError."""
    archive = Archive(data, source=source)
    module = next((module for part, module in _MODULES.items() if part in archive), None)
    if module is None and _TYPE in archive:
        module = _TYPES.get(archive.read(_TYPE).decode("ascii", errors="replace").strip())
        if module and _MANIFEST in archive and b":encryption-data" in archive.read(_MANIFEST):
            raise encrypted_error(source)
    module = module or _find_by_folder(archive, source)
    if module is not None:
        read_archive: Callable[..., Document] = import_module(f"{__package__}.{module}").read
        return read_archive(archive, data, source=source)
    message = _("{source} is a zip archive, not a document").format(source=source)
    raise BadInputError(message, kind="binary", hint="unzip -l FILE")


def _find_by_folder(archive: Archive, source: str) -> str | None:
    """Return the module of a document whose main part has another name than usual, in the same folder."""
    folder = find_main_part(archive, source=source, usual="").partition("/")[0]
    return next((module for part, module in _MODULES.items() if folder and part.startswith(f"{folder}/")), None)
