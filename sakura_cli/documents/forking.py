"""The process that others are forked from, one for each document: it has the reader ready, and itself reads nothing.

A fork costs a tenth of what starting Python and importing a reader does. The forked process confines itself before it
takes its document from the pipe, answers and ends, as one that is started for a single document (`process`); this one
waits for its end and tells how that was. Linux only: elsewhere a fork of a process that has loaded libraries is not
safe. Left out: asking, which is the part of `readers`.
"""

from __future__ import annotations

import contextlib
import os
import select
import struct
import sys
from importlib import import_module

from sakura_cli.documents import process

# How a forked process ended, as `os.waitstatus_to_exitcode` has it.
STATUS = struct.Struct(">i")


def main() -> None:
    """Fork a process for every document on the standard input; standard error gets how each ended."""
    if sys.platform != "linux":
        raise RuntimeError("documents are read in forked processes on Linux only")
    os.umask(0o077)
    # A library that is not installed is told of by the forked process, to which it is an error of its document.
    with contextlib.suppress(ImportError):
        module = import_module(f"sakura_cli.documents.reading.{sys.argv[1]}")
        for each in getattr(module, "USUAL_MODULES", ()):
            import_module(each)
    statuses = os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    while _is_more_to_read():
        forked = os.fork()
        if not forked:
            os.close(statuses)  # what a document does there must not tell how it ended
            process.main()
            os._exit(0)
        _forked, status = os.waitpid(forked, 0)
        os.write(statuses, STATUS.pack(os.waitstatus_to_exitcode(status)))


def _is_more_to_read() -> bool:
    """Wait for input and say whether there is any, or nobody left to send it."""
    if sys.platform == "win32":
        return False
    poll = select.poll()
    poll.register(0, select.POLLIN)
    return any(event & select.POLLIN for _descriptor, event in poll.poll())
