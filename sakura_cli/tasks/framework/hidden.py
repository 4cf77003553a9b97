"""The finding that an input held characters no reader sees, which every task reads without them."""

from __future__ import annotations

from dataclasses import replace

from sakura_cli.documents.document import Document
from sakura_cli.localization import ngettext
from sakura_cli.tasks.framework.result import Finding, P_co, TaskResult


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
