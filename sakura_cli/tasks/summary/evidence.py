"""Which span of a document supports each sentence of a summary best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sakura_cli.documents.document import Document
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.localization import gettext as _
from sakura_cli.spans import Span
from sakura_cli.tasks.summary.body import Body
from sakura_cli.tasks.summary.result import Support
from sakura_cli.text.evidence import SentenceIndex


def find_support(summary: str, body: Body) -> list[Support]:
    """Return the best support of each sentence of a summary; one that shares no words with the body has none."""
    index = SentenceIndex(body.text)
    supports: list[Support] = []
    for span in split_sentences(summary):
        match = index.find_best(span.cut(summary))
        if match is not None:
            found: Span = body.to_document(match.span)
            supports.append(Support(span.start, span.end, found.start, found.end))
    return supports


def describe_support(supports: Sequence[Support], document: Document) -> list[str]:
    """Return a line for each supported sentence that tells where in the document it is said, without quoting it."""
    lines: list[str] = []
    for number, each in enumerate(supports, start=1):
        places = (Span(offset, offset) for offset in (each.source_start, each.source_end))
        first, last = (document.origin(place) for place in places)
        if first.line is not None and last.line is not None and first != last:
            where = _("lines {first}-{last}").format(first=first.line, last=last.line)
        else:
            where = first.place if first == last else f"{first.place} – {last.place}"
        message = _("sentence {number} ({start}-{end}): {where} ({source_start}-{source_end})")
        lines.append(message.format(number=number, where=where, **asdict(each)))
    return lines
