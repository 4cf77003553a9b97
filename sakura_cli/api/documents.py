"""What the API is given, made into documents: texts, files, and documents that are one already.

Files are read as the command reads them, so that the same bytes give the same result. Left out: standard input.
"""

from __future__ import annotations

import codecs
import os
from dataclasses import replace
from pathlib import Path

from sakura_cli.errors import InputNotFoundError, PermissionRefusedError, StorageError
from sakura_cli.text.document import Document, decode_document

# A string is a text, never the name of a file: a name that is mistyped must not be summarised.
Source = str | Document | Path

MAIL_SUFFIX = ".eml"


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
    """Read and decode a file; a mail (.eml) is the text a reader would see.

    Raises InputNotFoundError, PermissionRefusedError, StorageError, and BadInputError for what is not text.
    """
    name = os.fsencode(path).decode("utf-8", errors="replace")
    data = _read_bytes(path, name)
    if path.suffix.lower() == MAIL_SUFFIX:
        # Imported here: the mail parser takes 30 ms, and most files are no mails.
        from sakura_cli.text.eml import decode_mail

        return decode_mail(data, source=name, encoding=encoding).document
    return decode_document(data, source=name, encoding=encoding)


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise InputNotFoundError(f"there is no file {name}", hint="check the name: ls") from None
    except IsADirectoryError:
        raise InputNotFoundError(
            f"{name} is a folder", hint=f'summarize_many(Path("{name}").glob("*.txt"))', kind="is-directory"
        ) from None
    except PermissionError:
        raise PermissionRefusedError(f"{name} may not be read", hint=f"ls -l {name}") from None
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "input/output error"
        raise StorageError(f"{name} cannot be read: {reason}") from error
