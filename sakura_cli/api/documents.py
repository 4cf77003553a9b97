"""What the API is given, made into documents: texts, files, and documents that are one already.

The command reads files through here too, so that the same bytes give the same result. Left out: standard input.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from sakura_cli.bounds import WorkBounds
from sakura_cli.documents.document import Document
from sakura_cli.documents.reading import registry as reading
from sakura_cli.documents.reading.decoding import decode_document
from sakura_cli.documents.structure import LeftOutKind, LeftOutPart
from sakura_cli.errors import BadInputError, InputNotFoundError, PermissionRefusedError, StorageError, write_command
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.settings import MOST_INPUT_BYTES

_BLOCK_BYTES = 1 << 20

# A string is a text, never the name of a file: a name that is mistyped must not be summarised.
Source = str | Document | Path


def make_document(source: Source, *, name: str = "<text>", most_bytes: int = MOST_INPUT_BYTES) -> Document:
    """Return the document of a source; `name` is what a string is called in findings and errors.

    A file may have `most_bytes`.

    Raises BadInputError for what is empty, binary or undecodable, and the errors of `read_document`.
    """
    if isinstance(source, Document):
        return source
    if isinstance(source, Path):
        return read_document(source, most_bytes=most_bytes)
    # The byte order mark says that this is text, whatever it begins with.
    data = codecs.BOM_UTF8 + source.encode("utf-8", errors="surrogatepass")
    return count_unseen(replace(decode_document(data, source=name), has_bom=False))


def read_document(path: Path, *, encoding: str | None = None, most_bytes: int = MOST_INPUT_BYTES) -> Document:
    """Read a file; a mail is the text a reader would see.

    Raises what `read_bytes` raises, and BadInputError for what is not text.
    """
    return decode_source(read_bytes(path, most_bytes), name_of(path), encoding=encoding)


def decode_source(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    on_note: Callable[[str], None] = lambda _: None,
    read_isolated: reading.ReadIsolated | None = None,
) -> Document:
    """Return the document of the bytes of a source; `on_note` is told of what it lacks. Raises BadInputError."""
    with WorkBounds(name, len(data)).stroke():
        document = count_unseen(
            reading.read_document(data, source=name, encoding=encoding, read_isolated=read_isolated)
        )
    if document.attachments:
        on_note(_("{name}: attachments are not read: {count}").format(name=name, count=len(document.attachments)))
    if document.left_out:
        parts = ", ".join(map(str, document.left_out))
        on_note(_("{name}: left out: {parts}").format(name=name, parts=parts))
    return document


def count_unseen(document: Document) -> Document:
    """Return a Markdown document with what nobody sees of it rendered counted in `left_out`."""
    if document.format != "markdown":
        return document
    from sakura_cli.documents.reading.marked_up.unseen import find_unseen

    parts = find_unseen(document.text, document.blocks)
    hidden = sum(
        document.text.startswith("<", part.start) and not document.text.startswith("<!", part.start) for part in parts
    )
    counts = {LeftOutKind.COMMENTS: len(parts) - hidden, LeftOutKind.HIDDEN_TEXT: hidden}
    told = tuple(LeftOutPart(kind, count) for kind, count in counts.items() if count)
    return replace(document, left_out=(*document.left_out, *told)) if told else document


def read_stream(stream: BinaryIO, name: str, most_bytes: int) -> bytes:
    """Return the bytes of a stream, which may never end. Raises BadInputError where there are more than so many."""
    blocks, size, is_open = [], 0, True
    while is_open:
        blocks.append(stream.read(_BLOCK_BYTES))
        size += len(blocks[-1])
        # A terminal says only once that it ends.
        is_open = len(blocks[-1]) == _BLOCK_BYTES
        if size > most_bytes:
            raise BadInputError(
                _("{source} has more than {limit}").format(source=name, limit=_describe_size(most_bytes)),
                hint=_("split it, or allow more: {command}").format(command="--max-input 1G"),
                kind="too-large",
            )
    return b"".join(blocks)


def _describe_size(size: int) -> str:
    return f"{size >> 20} MiB" if size >= 1 << 20 else _("{count} bytes").format(count=size)


def is_mail_file(path: Path) -> bool:
    """Tell whether a file's name says that it is a mail."""
    return path.suffix.lower() == reading.MAIL_EXTENSION


def name_of(path: Path) -> str:
    """Return how a file is called in findings and errors: text, also where its name is not."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def read_bytes(path: Path, most_bytes: int = MOST_INPUT_BYTES) -> bytes:
    """Return the bytes of a file.

    Raises InputNotFoundError, PermissionRefusedError or StorageError, and BadInputError where there are more.
    """
    name = name_of(path)
    try:
        with path.open("rb") as stream:
            return read_stream(stream, name, most_bytes)
    except (FileNotFoundError, NotADirectoryError):
        raise InputNotFoundError(_("there is no file {name}").format(name=name), hint=_("check the name: ls")) from None
    except IsADirectoryError:
        hint = _("name the files in it: {name}/*.txt").format(name=write_command(Path(name)))
        raise InputNotFoundError(_("{name} is a folder").format(name=name), hint=hint, kind="is-directory") from None
    except PermissionError:
        raise PermissionRefusedError(
            _("{name} may not be read").format(name=name), hint=write_command("ls", "-l", Path(name))
        ) from None
    except OSError as error:
        reason = describe_os_error(error)
        raise StorageError(_("{name} cannot be read: {reason}").format(name=name, reason=reason)) from error
