"""What no reader sees of an input, which tasks read without it: characters, which are told, and parts of Markdown."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sakura_cli.documents.document import Document
from sakura_cli.localization import ngettext
from sakura_cli.tasks.framework.result import Finding, P_co, TaskResult


def leave_out_unseen(document: Document) -> Document:
    """Return a Markdown document with blanks for what nobody sees of it rendered; `left_out` says so.

    Spans stay those of the document, which is returned itself where it has none of it, or nothing else.
    """
    if document.format != "markdown":
        return document
    # Imported here: what only Markdown needs.
    from sakura_cli.documents.reading.marked_up.unseen import find_unseen

    text = document.text
    edges = [0, *(edge for span in find_unseen(text, document.blocks) for edge in span), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    pieces[1::2] = ["".join(char if char.isspace() else " " for char in piece) for piece in pieces[1::2]]
    shown = "".join(pieces)
    return replace(document, text=shown) if shown != text and shown.strip() else document


def tell_hidden(result: TaskResult[P_co], document: Document) -> TaskResult[P_co]:
    """Return the result with a finding for the hidden characters of its document, if it had any."""
    if not document.hidden_characters:
        return result
    count = document.hidden_characters
    message = ngettext(
        "{count} invisible character of the input was left out",
        "{count} invisible characters of the input were left out",
        count,
    ).format(count=count)
    return replace(result, findings=[*result.findings, Finding("hidden-characters", message)])
