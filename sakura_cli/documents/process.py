"""The process that opens documents made by others: the worker's sandbox, little memory, and an end in any case.

One question, one answer: which reader or writer, the bytes of the document, and the document or its new bytes back.
Whatever a malformed file does, it does it here. Left out: asking, which is `isolated`'s part.
"""

from __future__ import annotations

import base64
import os
import sys
from importlib import import_module
from typing import Any

from sakura_cli.documents.editing import WordEdit
from sakura_cli.documents.refusals import malformed_error
from sakura_cli.documents.transfer import document_to_wire
from sakura_cli.errors import BadInputError, SakuraError
from sakura_cli.isolation import sandbox
from sakura_cli.isolation.failures import error_to_wire
from sakura_cli.isolation.wire import JsonObject, read_message, write_message
from sakura_cli.localization import gettext as _
from sakura_cli.platforms import limit_this_process
from sakura_cli.spans import Piece, Span

MEMORY_BYTES = 2 << 30
CPU_SECONDS = 120


def main() -> None:
    """Answer the one question on the standard streams."""
    os.umask(0o077)
    sandbox.confine()
    limit_this_process(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    message = read_message(sys.stdin.buffer)
    if message is not None:
        write_message(sink, _answer(message))


def _answer(message: JsonObject) -> JsonObject:
    source = message["source"]
    try:
        data = base64.b64decode(message["data"])
        if message["op"] == "write":
            return {"event": "written", "data": base64.b64encode(_write(message, data)).decode("ascii")}
        document = _read(message, data)
        return {"event": "document", **document_to_wire(document)}
    except SakuraError as error:
        return error_to_wire(error)
    except MemoryError:
        return error_to_wire(memory_error(source))
    except RecursionError:
        return error_to_wire(_nested_error(source))
    except ImportError as error:
        return error_to_wire(_missing_extra(source, error))
    except Exception as error:  # whatever a library raises at a malformed file
        return error_to_wire(malformed_error(source, f"{type(error).__name__}: {error}"))


def memory_error(source: str) -> BadInputError:
    """Return the error of a document that takes more memory than any should."""
    return BadInputError(
        _("{source} takes more than {limit} GB of memory to read").format(source=source, limit=MEMORY_BYTES >> 30),
        hint=_("split it, or save it as text"),
        kind="too-large",
    )


def _nested_error(source: str) -> BadInputError:
    return BadInputError(
        _("{source} is nested too deeply").format(source=source),
        hint=_("split it, or save it as text"),
        kind="too-large",
    )


def _missing_extra(source: str, error: ImportError) -> BadInputError:
    return BadInputError(
        _("reading {source} takes {package}, which is not installed").format(
            source=source, package=error.name or _("a package")
        ),
        hint="pipx install 'sakura-cli[office]'",
        kind="missing-extra",
    )


def _read(message: JsonObject, data: bytes) -> Any:
    module = import_module(f"sakura_cli.documents.reading.{message['module']}")
    return module.read(data, source=message["source"], encoding=message["encoding"])


def _write(message: JsonObject, data: bytes) -> bytes:
    edits = [
        WordEdit(Span(*span), [Piece(text, Span(*source)) for text, source in pieces])
        for span, pieces in message["edits"]
    ]
    module = import_module(f"sakura_cli.documents.writing.{message['module']}")
    written: bytes = module.write(data, edits, source=message["source"], encoding=message["encoding"])
    return written
