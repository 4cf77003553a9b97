"""What the API is given, made into documents: texts, files, and documents that are one already.

The command reads files through here too, so that the same bytes give the same result. Left out: standard input.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading import registry as reading
from sakura_cli.documents.reading.decoding import decode_document
from sakura_cli.errors import InputNotFoundError, PermissionRefusedError, StorageError, write_command
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _

# A string is a text, never the name of a file: a name that is mistyped must not be summarised.
Source = str | Document | Path


def make_document(source: Source, *, name: str = "<text>") -> Document:
    """Return the document of a source; `name` is what a string is called in findings and errors.

    Raises BadInputError for what is empty, binary or undecodable, and the errors of `read_document`.
    """
    if isinstance(source, Document):
        return source
    if isinstance(source, Path):
        return read_document(source)
    # The byte order mark says that this is text, whatever it begins with.
    data = codecs.BOM_UTF8 + source.encode("utf-8", errors="surrogatepass")
    return replace(decode_document(data, source=name), has_bom=False)


def read_document(path: Path, *, encoding: str | None = None) -> Document:
    """Read a file; a mail is the text a reader would see.

    Raises what `read_bytes` raises, and BadInputError for what is not text.
    """
    return decode_source(read_bytes(path), name_of(path), encoding=encoding)


def decode_source(
    data: bytes, name: str, *, encoding: str | None = None, on_note: Callable[[str], None] = lambda _: None
) -> Document:
    """Return the document of the bytes of a source; `on_note` is told of what it lacks. Raises BadInputError."""
    document = reading.read_document(data, source=name, encoding=encoding)
    if document.attachments:
        on_note(_("{name}: attachments are not read: {count}").format(name=name, count=len(document.attachments)))
    return document


def is_mail_file(path: Path) -> bool:
    """Tell whether a file's name says that it is a mail."""
    return path.suffix.lower() == reading.MAIL_EXTENSION


def name_of(path: Path) -> str:
    """Return how a file is called in findings and errors: text, also where its name is not."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises InputNotFoundError, PermissionRefusedError or StorageError."""
    name = name_of(path)
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise InputNotFoundError(_("there is no file {name}").format(name=name), hint=_("check the name: ls")) from None
    except IsADirectoryError:
        hint = _("name the files in it: {name}/*.txt").format(name=name)
        raise InputNotFoundError(_("{name} is a folder").format(name=name), hint=hint, kind="is-directory") from None
    except PermissionError:
        raise PermissionRefusedError(
            _("{name} may not be read").format(name=name), hint=write_command("ls", "-l", Path(name))
        ) from None
    except OSError as error:
        reason = describe_os_error(error)
        raise StorageError(_("{name} cannot be read: {reason}").format(name=name, reason=reason)) from error
