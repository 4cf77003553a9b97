"""The inputs of a command: its files, standard input, and lists of files; reading them is `api.documents`'."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sakura_cli.api.documents import decode_source, name_of, read_bytes, read_stream
from sakura_cli.bounds import unexpected_error
from sakura_cli.cli.terminal import console
from sakura_cli.documents.document import Document
from sakura_cli.errors import BadInputError, InputNotFoundError, SakuraError, UsageError
from sakura_cli.localization import gettext as _
from sakura_cli.settings import MOST_INPUT_BYTES

STANDARD_INPUT = Path("-")
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
            raise UsageError(
                _("-0 tells how --files-from is written"), hint="find … -print0 | sakura … -0 --files-from -"
            )
        return sources or [STANDARD_INPUT]
    if files_from == STANDARD_INPUT and STANDARD_INPUT in sources:
        raise UsageError(_("standard input cannot be both a text and the list of files"), hint="--files-from FILE")
    name = source_name(files_from)
    data = _read_bytes(files_from)
    is_null = only_null or b"\0" in data
    names = data.split(b"\0") if is_null else [line.removesuffix(b"\r") for line in data.split(b"\n")]
    sources += [Path(os.fsdecode(each)) for each in names if each]
    if not sources:
        raise BadInputError(
            _("{name} names no file").format(name=name), kind="empty", hint="find … -print0 | sakura … --files-from -"
        )
    if files_from == STANDARD_INPUT and STANDARD_INPUT in sources:
        raise UsageError(_("standard input is the list of files and cannot be in it"), hint="--files-from FILE")
    return sources


def source_name(source: Path) -> str:
    """Return how an input is called in messages and results: text, also where its name is not."""
    return _STDIN_NAME if source == STANDARD_INPUT else name_of(source)


@dataclass(frozen=True)
class Input:
    """One input of a command: its document, or the error that there is none; `sha256` is that of its bytes."""

    name: str
    document: Document | None = None
    error: SakuraError | None = None
    sha256: str = ""


def read_input(
    source: Path, *, encoding: str | None, stdin_name: Path | None = None, most_bytes: int = MOST_INPUT_BYTES
) -> Input:
    """Read and decode one input; an error stays with it, so that the others go on. Raises UsageError.

    `stdin_name` is what standard input is called.
    """
    name = name_of(stdin_name) if stdin_name is not None and source == STANDARD_INPUT else source_name(source)
    try:
        data = _read_bytes(source, most_bytes)
        document = decode_source(data, name, encoding=encoding, on_note=console.note)
        return Input(name, document, sha256=hashlib.sha256(data).hexdigest())
    except UsageError:
        raise  # wrong for every input alike
    except SakuraError as error:
        return Input(name, error=error)
    except Exception as error:  # a bug ends the input that finds it, and no other
        return Input(name, error=unexpected_error(error))


def _read_bytes(source: Path, most_bytes: int = MOST_INPUT_BYTES) -> bytes:
    return _read_stdin(most_bytes) if source == STANDARD_INPUT else read_bytes(source, most_bytes)


def _read_stdin(most_bytes: int) -> bytes:
    if sys.stdin is None:
        raise InputNotFoundError(_("standard input is closed"), hint="sakura … FILE")
    if sys.stdin.isatty():
        console.note(_("reading from the terminal; end with Ctrl-D"))
    return read_stream(sys.stdin.buffer, _STDIN_NAME, most_bytes)
