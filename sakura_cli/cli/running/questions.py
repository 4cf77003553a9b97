"""Questions as the inputs of a command, and the files and folders that it looks into."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sakura_cli.api.documents import make_document
from sakura_cli.cli.options import TaskOptions
from sakura_cli.cli.running.inputs import STANDARD_INPUT, Input, list_sources, read_input, source_name
from sakura_cli.cli.terminal import console
from sakura_cli.documents.document import Document
from sakura_cli.errors import BadInputError, UsageError
from sakura_cli.localization import gettext as _

if TYPE_CHECKING:
    from sakura_cli.search.index import PassageIndex


def make_inputs(questions: Sequence[str], name: str) -> list[Input]:
    """Return questions as inputs, which are called by a name and, if there are several, by their number."""
    names = [name] if len(questions) == 1 else [f"{name}-{number}" for number in range(1, len(questions) + 1)]
    return [
        Input(each, make_document(text, name=each), sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())
        for each, text in zip(names, questions, strict=True)
    ]


def read_questions(source: Path, options: TaskOptions) -> list[str]:
    """Return the questions of a file or of standard input, one a line. Raises what keeps it from being read."""
    sources = list_sources(options.files, options.files_from, only_null=options.null)
    if source == STANDARD_INPUT and STANDARD_INPUT in sources:
        raise UsageError(
            _("standard input cannot be both the questions and a document"), hint="sakura ask --questions - FILE"
        )
    most_bytes = options.settings().max_input
    each = read_input(source, encoding=options.encoding, most_bytes=most_bytes)
    if each.error is not None:
        raise each.error
    lines = each.document.text.split("\n") if each.document else []
    if questions := [line.strip() for line in lines if line.strip()]:
        return questions
    raise BadInputError(_("{source} is empty").format(source=source_name(source)), kind="empty")


def open_sources(options: TaskOptions) -> Callable[[], PassageIndex]:
    """Return what makes the index of a command's files and folders; standard input is a document."""

    def open_index() -> PassageIndex:
        from sakura_cli.api.indexing import open_index

        most_bytes = options.settings().max_input
        sources: list[Path | Document] = []
        for source in list_sources(options.files, options.files_from, only_null=options.null):
            if source != STANDARD_INPUT:
                sources.append(source)
                continue
            each = read_input(
                source, encoding=options.encoding, stdin_name=options.stdin_filename, most_bytes=most_bytes
            )
            if each.error is not None:
                raise each.error
            if each.document is not None:
                sources.append(each.document)
        return open_index(
            sources,
            encoding=options.encoding,
            most_bytes=most_bytes,
            on_note=console.note,
            on_detail=console.detail,
        )

    return open_index
