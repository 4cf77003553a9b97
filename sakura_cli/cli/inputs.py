"""Reading inputs: files and standard input as bytes, decoded into documents; and lists of files."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sakura_cli.cli import console
from sakura_cli.errors import (
    BadInputError,
    InputNotFoundError,
    PermissionRefusedError,
    SakuraError,
    StorageError,
    UsageError,
)
from sakura_cli.text.document import Document, decode_document
from sakura_cli.text.mail import has_transport_header

STANDARD_INPUT = Path("-")
MAIL_SUFFIX = ".eml"
_STDIN_NAME = "<stdin>"


def list_sources(
    files: Sequence[Path] | None, files_from: Path | None = None, *, only_null: bool = False
) -> list[Path]:
    """Return the inputs to read, in order: the files, then those named in a list; neither means standard input.

    The names of a list end with NULs where it holds one or `only_null` is set, else with newlines.
    """
    sources = list(files or ())
    if files_from is None:
        if only_null:
            raise UsageError("-0 tells how --files-from is written", hint="find … -print0 | sakura … -0 --files-from -")
        return sources or [STANDARD_INPUT]
    if files_from == STANDARD_INPUT and STANDARD_INPUT in sources:
        raise UsageError("standard input cannot be both a text and the list of files", hint="--files-from FILE")
    name = source_name(files_from)
    data = _read_bytes(files_from, name)
    is_null = only_null or b"\0" in data
    names = data.split(b"\0") if is_null else [line.removesuffix(b"\r") for line in data.split(b"\n")]
    sources += [Path(os.fsdecode(each)) for each in names if each]
    if not sources:
        raise BadInputError(f"{name} names no file", kind="empty", hint="find … -print0 | sakura … --files-from -")
    if files_from == STANDARD_INPUT and STANDARD_INPUT in sources:
        raise UsageError("standard input is the list of files and cannot be in it", hint="--files-from FILE")
    return sources


def source_name(source: Path) -> str:
    """Return how an input is called in messages and results: text, also where its name is not."""
    return _STDIN_NAME if source == STANDARD_INPUT else os.fsencode(source).decode("utf-8", errors="replace")


@dataclass(frozen=True)
class Input:
    """One input of a command: its document, or the error that there is none; `sha256` is that of its bytes."""

    name: str
    document: Document | None = None
    error: SakuraError | None = None
    sha256: str = ""


def read_input(source: Path, *, encoding: str | None) -> Input:
    """Read and decode one input; an error stays with it, so that the others go on. Raises UsageError."""
    name = source_name(source)
    try:
        data = _read_bytes(source, name)
        return Input(name, _decode(data, source, name, encoding), sha256=hashlib.sha256(data).hexdigest())
    except UsageError:
        raise  # wrong for every input alike
    except SakuraError as error:
        return Input(name, error=error)


def _decode(data: bytes, source: Path, name: str, encoding: str | None) -> Document:
    """Decode an input; a mail as it is sent is told by its name, or on standard input by its header."""
    if has_transport_header(data) if source == STANDARD_INPUT else source.suffix.lower() == MAIL_SUFFIX:
        # Imported here: the mail parser takes 30 ms, and most inputs are no mails.
        from sakura_cli.text.eml import decode_mail

        mail = decode_mail(data, source=name, encoding=encoding)
        if mail.attachments:
            console.note(f"{name}: attachments are not read: {len(mail.attachments)}")
        return mail.document
    return decode_document(data, source=name, encoding=encoding)


def _read_bytes(source: Path, name: str) -> bytes:
    try:
        if source == STANDARD_INPUT:
            return _read_stdin()
        return source.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise InputNotFoundError(f"there is no file {name}", hint="check the name: ls") from None
    except IsADirectoryError:
        raise InputNotFoundError(
            f"{name} is a folder", hint=f"name the files in it: sakura … {name}/*.txt", kind="is-directory"
        ) from None
    except PermissionError:
        raise PermissionRefusedError(f"{name} may not be read", hint=f"ls -l {name}") from None
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "input/output error"
        raise StorageError(f"{name} cannot be read: {reason}") from error


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise InputNotFoundError("standard input is closed", hint="sakura … FILE")
    if sys.stdin.isatty():
        console.note("reading from the terminal; end with Ctrl-D")
    return sys.stdin.buffer.read()
