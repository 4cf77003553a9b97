"""Errors as a user sees them: one line of what is wrong, the hint, and with --debug where it arose.

Which error ends the command, and with what status, is the boundary's.
"""

from __future__ import annotations

import contextlib
import sys
import traceback

from sakura_cli.cli.terminal import console
from sakura_cli.errors import SakuraError

_is_debugging = False


class TerminatedError(BaseException):
    """SIGTERM has arrived; unwinds like KeyboardInterrupt."""


def set_debugging(is_debugging: bool) -> None:
    """Choose whether tracebacks and native details are shown."""
    global _is_debugging
    _is_debugging = is_debugging


def report(error: SakuraError, *, source: str | None = None) -> int:
    """Write an error's message and hint to stderr and return its exit status."""
    console.warn(f"{source}: {error.message}" if source else error.message)
    if error.hint:
        console.hint(error.hint)
    show_traceback(error)
    if _is_debugging:
        for line in error.detail.splitlines():
            console.warn(f"  {line}")
    return error.exit_status


def show_traceback(error: BaseException) -> None:
    """Write where an error arose, if anybody is there to read it, when tracebacks are shown."""
    if not _is_debugging:
        return
    with contextlib.suppress(OSError, ValueError):
        traceback.print_exception(error, file=sys.stderr)
