"""Results as files: a document with other words where it takes them and the name says so, else a text."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sakura_cli.documents.writing.encoding import encode_text
from sakura_cli.documents.writing.media import fits_document, is_document_name, takes_words
from sakura_cli.errors import OutputRefusedError, StorageError, write_command
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.replacing import replaced_file

if TYPE_CHECKING:
    from sakura_cli.documents.document import Document
    from sakura_cli.tasks.framework.result import TaskResult

ResultForm = Literal["text", "document", "table", "mail"]
_TABLE = ".docx"
_MAIL = ".eml"


def choose_form(
    document: Document,
    target: Path,
    *,
    has_edits: bool,
    has_table: bool = False,
    has_mail: bool = False,
    encoding: str | None = None,
) -> ResultForm:
    """Return as what a result goes into a file: a text, its document with other words, a table of Word, or a mail.

    `encoding` is one that was asked for. Raises OutputRefusedError for a name that promises a document and would hold a
    text.
    """
    name = target.name
    is_document = has_edits and takes_words(document) and fits_document(document, name)
    is_table = has_table and target.suffix.lower() == _TABLE
    is_mail = has_mail and target.suffix.lower() == _MAIL
    if not (is_document or is_table or is_mail):
        if is_document_name(name):
            message = _("{path} would hold a text: the result of {source} is no document of that kind").format(
                path=target, source=document.source
            )
            hint = write_command("-o", target.with_suffix(".txt"))
            raise OutputRefusedError(message, hint=hint, kind="not-a-document")
        return "text"
    if encoding not in (None, "same"):
        message = _("{path} keeps the encoding of its document").format(path=target)
        raise OutputRefusedError(message, hint=_("leave out --output-encoding"), kind="document-encoding")
    return "document" if is_document else "table" if is_table else "mail"


def encode_result(result: TaskResult[Any], document: Document, output_encoding: str | None, target: Path) -> bytes:
    """Return the bytes of a result's file: the document with other words, a table of Word, a mail, else the text.

    A text has the input's newlines and is UTF-8 unless another encoding was asked for. Raises what `choose_form`
    raises, BadInputError when a character cannot be encoded, and what `write_isolated` raises.
    """
    form = choose_form(
        document,
        target,
        has_edits=result.edits is not None,
        has_table=result.table is not None,
        has_mail=result.mail is not None,
        encoding=output_encoding,
    )
    # Imported here: what a plain text never needs.
    if form == "document":
        from sakura_cli.documents.isolated import write_isolated

        return write_isolated(document, result.edits or ())
    if form == "table":
        from sakura_cli.documents.writing.word_table import make_word_table

        return make_word_table((_("source"), _("translation")), result.table or ())
    if form == "mail" and result.mail is not None:
        from sakura_cli.documents.writing.mail import write_mail

        return write_mail(result.mail)
    encoding = document.encoding if output_encoding == "same" else output_encoding or "utf-8"
    is_same = output_encoding == "same"
    whole = result.text if result.text.endswith("\n") else f"{result.text}\n"
    return encode_text(whole, document, encoding, has_bom=is_same and document.has_bom)


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that it is either the old one or the whole new one, whatever happens. Raises StorageError."""
    # A symbolic link stays one: what it points to is replaced.
    target = resolve_link(path)
    try:
        if is_device(path):
            path.write_bytes(data)
            return
        with replaced_file(target, _mode_for(target)) as file:
            file.write(data)
    except OSError as error:
        reason = describe_os_error(error)
        kind = OutputRefusedError if isinstance(error, PermissionError) else StorageError
        raise kind(
            _("{path} cannot be written: {reason}").format(path=path, reason=reason), hint=_("choose another -o")
        ) from error


def resolve_link(path: Path) -> Path:
    """Return what a path names in the end; unlike Path.resolve, also for a link that points to itself."""
    return Path(os.path.realpath(path))


def is_device(path: Path) -> bool:
    """Tell whether something exists that is to be written into and never replaced: /dev/null, a FIFO."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _mode_for(target: Path) -> int:
    """Return the mode of the file to be replaced, else what the user's umask gives a new file."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask
