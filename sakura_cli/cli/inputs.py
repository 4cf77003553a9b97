"""Reading inputs: files and standard input as bytes, decoded into documents."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sakura_cli.cli import console
from sakura_cli.errors import InputNotFoundError, PermissionRefusedError, SakuraError, StorageError, UsageError
from sakura_cli.text.document import Document, decode_document

STANDARD_INPUT = Path("-")
_STDIN_NAME = "<stdin>"


def list_sources(files: Sequence[Path] | None) -> list[Path]:
    """Return the inputs to read, in order; none given means standard input."""
    return list(files) if files else [STANDARD_INPUT]


def source_name(source: Path) -> str:
    """Return how an input is called in messages and results: text, also where its name is not."""
    return _STDIN_NAME if source == STANDARD_INPUT else os.fsencode(source).decode("utf-8", errors="replace")


@dataclass(frozen=True)
class Input:
    """One input of a command: its document, or the error that there is none."""

    name: str
    document: Document | None = None
    error: SakuraError | None = None


def read_input(source: Path, *, encoding: str | None) -> Input:
    """Read and decode one input; an error stays with it, so that the others go on. Raises UsageError."""
    name = source_name(source)
    try:
        return Input(name, read_document(source, encoding=encoding))
    except UsageError:
        raise  # wrong for every input alike
    except SakuraError as error:
        return Input(name, error=error)


def read_document(source: Path, *, encoding: str | None) -> Document:
    """Read and decode one input. Raises the SakuraError that says why it cannot be."""
    name = source_name(source)
    return decode_document(_read_bytes(source, name), source=name, encoding=encoding)


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
