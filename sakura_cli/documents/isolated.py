"""Ask a process of its own to read or write a document that others made; see `process`.

Nothing that the bytes do there reaches the command: a crash, an endless loop or a flood of memory is an error of that
input, told by its name.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import signal
import subprocess
from collections.abc import Sequence

from sakura_cli.documents.document import Document
from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.process import CPU_SECONDS, memory_error
from sakura_cli.documents.transfer import document_from_wire
from sakura_cli.errors import BadInputError, SakuraError
from sakura_cli.isolation.environment import allowed_environment
from sakura_cli.isolation.failures import error_from_wire
from sakura_cli.isolation.starting import command_for
from sakura_cli.isolation.wire import JsonObject, read_message, write_message
from sakura_cli.localization import gettext as _
from sakura_cli.platforms import flags_of_own_group

# Longer than the processor time it may take: it may have to wait for a processor.
WALL_SECONDS = 2 * CPU_SECONDS


def read_isolated(data: bytes, *, module: str, source: str, encoding: str | None = None) -> Document:
    """Return the document that a module of `reading` finds in bytes.

    Raises what the module raises, and BadInputError of the kinds `malformed`, `too-large`, `too-slow` and
    `missing-extra`.
    """
    answer = _ask({"op": "read", "module": module, "source": source, "encoding": encoding}, data)
    return document_from_wire(answer, data)


def write_isolated(document: Document, edits: Sequence[WordEdit]) -> bytes:
    """Return the bytes of a document with other words in some spans; `writing` has a module for its medium.

    Raises what the module raises, and what `read_isolated` does.
    """
    wire = [[edit.span, [[piece.text, piece.source] for piece in edit.pieces]] for edit in edits]
    question = {"op": "write", "module": document.medium, "source": document.source, "edits": wire}
    question["encoding"] = document.encoding
    return base64.b64decode(_ask(question, document.original)["data"])


def compose(question: JsonObject, data: bytes) -> bytes:
    """Return the message that asks about bytes."""
    message = io.BytesIO()
    write_message(message, {**question, "data": base64.b64encode(data).decode("ascii")})
    return message.getvalue()


def interpret(source: str, output: bytes, status: int) -> JsonObject:
    """Return the answer in what a process wrote before it ended with a status.

    Raises what it tells, and BadInputError where it tells nothing.
    """
    try:
        answer = read_message(io.BytesIO(output))
    except (ValueError, json.JSONDecodeError):
        answer = None
    if answer is None:
        raise _describe_end(source, status)
    if answer["event"] == "error":
        raise error_from_wire(answer, BadInputError)
    return answer


def too_slow_error(source: str) -> BadInputError:
    """Return the error of a document that takes more time than any should."""
    return BadInputError(
        _("{source} takes more than {limit} seconds to read").format(source=source, limit=CPU_SECONDS),
        hint=_("split it, or save it as text"),
        kind="too-slow",
    )


def _ask(question: JsonObject, data: bytes) -> JsonObject:
    source = question["source"]
    process = subprocess.Popen(
        command_for("sakura_cli.documents.process"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=allowed_environment(os.environ),
        start_new_session=True,
        creationflags=flags_of_own_group(),
    )
    try:
        output, _nothing = process.communicate(compose(question, data), timeout=WALL_SECONDS)
    except subprocess.TimeoutExpired:
        raise too_slow_error(source) from None
    finally:
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
    return interpret(source, output, process.returncode)


def _describe_end(source: str, status: int) -> SakuraError:
    """Return the error of a process that ended without an answer."""
    if status == -getattr(signal, "SIGXCPU", 24):
        return too_slow_error(source)
    if status == -getattr(signal, "SIGKILL", 9):
        return memory_error(source)
    return BadInputError(
        _("{source} is damaged: the program that reads it ended unexpectedly").format(source=source),
        hint=_("open it in the program it was made with and save it again"),
        kind="malformed",
        detail=f"status {status}",
    )
