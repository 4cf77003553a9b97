"""The streams of one command: results to stdout, everything else to stderr.

Bytes, not text: stdout is UTF-8 under any locale and exact in a pipe, and shows control characters escaped on a
terminal. A reader that went away ends the command by SIGPIPE, like any other filter.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from typing import Any, Literal, Protocol

from sakura_cli.characters.invisible import replace_hidden
from sakura_cli.errors import StorageError
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _

# C0 but tab and newline, DEL, C1.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_verbosity = 0
# The bar on the terminal, if one is drawn: whatever is written meanwhile goes above it.
_drawing: _Drawing | None = None


class ReaderGoneError(Exception):
    """Whoever read stdout has closed it."""


class Progress(Protocol):
    """A progress bar, or nothing where stderr is not a terminal."""

    def update(self, done: int) -> None:
        """Show that `done` of the total is finished."""
        ...


class _Drawing(Progress, Protocol):
    """A bar that can leave the terminal to other lines for a moment."""

    def hide(self) -> None:
        """Take the bar off the terminal."""
        ...

    def show(self) -> None:
        """Draw the bar again."""
        ...


def set_verbosity(level: int) -> None:
    """Choose how much goes to stderr: -1 errors and findings only, 0 the usual, 1 details."""
    global _verbosity
    _verbosity = level


def escape(text: str) -> str:
    """Return text with control characters, and those that no reader sees, shown as escapes."""
    return replace_hidden(_CONTROLS.sub(lambda match: _spell(match[0]), text), _spell)


def _spell(characters: str) -> str:
    return characters.encode("unicode_escape").decode("ascii")


def is_output_terminal() -> bool:
    """Tell whether stdout is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def is_message_terminal() -> bool:
    """Tell whether stderr is a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def note(message: str) -> None:
    """Write a line to stderr, unless --quiet."""
    if _verbosity >= 0:
        _write_line(f"sakura: {message}")


def detail(message: str) -> None:
    """Write a line to stderr with --verbose."""
    if _verbosity >= 1:
        _write_line(f"sakura: {message}")


def warn(message: str) -> None:
    """Write a line to stderr, also under --quiet."""
    _write_line(f"sakura: {message}")


def hint(message: str) -> None:
    """Write the command to type next to stderr."""
    _write_line(f"hint: {message}")


def remark(line: str) -> None:
    """Write a line that the user asked for to stderr, as it is."""
    _write_line(line)


def _write_line(line: str) -> None:
    if sys.stderr is None:
        return
    line = escape(line.replace("\n", " "))
    with _above_drawing(), suppress(OSError, ValueError):  # nobody is left to be told
        sys.stderr.buffer.write(f"{line}\n".encode("utf-8", errors="backslashreplace"))
        sys.stderr.buffer.flush()


def write_result(text: str) -> None:
    """Write a result to stdout, ended by one newline."""
    if is_output_terminal():
        text = escape(text)
    write_bytes((text if text.endswith("\n") else f"{text}\n").encode("utf-8", errors="surrogatepass"))


def write_json(value: Mapping[str, Any] | list[Any]) -> None:
    """Write one JSON value on one line to stdout."""
    write_result(json.dumps(value, ensure_ascii=False))


def write_bytes(data: bytes) -> None:
    """Write bytes to stdout at once. Raises ReaderGoneError, or StorageError when they cannot be stored."""
    if sys.stdout is None:
        raise StorageError(_("standard output is closed"), hint="sakura … -o FILE")
    try:
        with _above_drawing() if is_output_terminal() else nullcontext():
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        abandon_stdout()
        raise ReaderGoneError from None
    except (OSError, ValueError) as error:
        abandon_stdout()
        reason = describe_os_error(error) if isinstance(error, OSError) else _("it is closed")
        raise StorageError(
            _("standard output cannot be written: {reason}").format(reason=reason), hint="sakura … -o FILE"
        ) from error


def abandon_stdout() -> None:
    """Write no more to stdout: what is buffered would fail again, noisily, when the interpreter closes it."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


class _NoProgress:
    def update(self, done: int) -> None:
        """Show nothing."""


@contextmanager
def progress(description: str, total: int, unit: Literal["bytes", "chunks", "tokens", "files"]) -> Iterator[Progress]:
    """Draw a progress bar on stderr while the context lasts, if stderr is a terminal and nobody asked for quiet."""
    if _verbosity < 0 or not is_message_terminal():
        yield _NoProgress()
        return
    from sakura_cli.cli.terminal.bars import draw_progress

    global _drawing
    previous = _drawing
    with _above_drawing(), draw_progress(escape(description), total, unit) as bar:
        _drawing = bar
        try:
            yield bar
        finally:
            _drawing = previous


@contextmanager
def _above_drawing() -> Iterator[None]:
    drawing = _drawing
    if drawing is None:
        yield
        return
    drawing.hide()
    try:
        yield
    finally:
        drawing.show()
