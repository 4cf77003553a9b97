"""What of a document is summarised: its text without Aozora marks, mail headers, quotes and signatures.

Only what is recognised as such is left out, what was left out is told, and every position maps back to the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sakura_cli.documents.reading.aozora import find_aozora_parts, strip_aozora
from sakura_cli.documents.reading.mail import find_mail_parts, strip_mail
from sakura_cli.spans import Excerpt, Piece, Span

LeftOut = Literal["aozora-marks", "mail-header", "mail-quote", "mail-signature"]

# A message with less of its own than this forwards what it quotes.
_MIN_OWN_CHARACTERS = 40


@dataclass(frozen=True)
class Body:
    """The text to work on, the map back to the document, and what was left out of it."""

    excerpt: Excerpt
    left_out: Sequence[LeftOut] = ()

    @property
    def text(self) -> str:
        """The text to work on."""
        return self.excerpt.text

    def to_document(self, span: Span) -> Span:
        """Return the span of the document that a span of the text came from."""
        return self.excerpt.to_source(span)


def prepare_body(text: str, *, keeps_marks: bool = False) -> Body:
    """Return what of a document is to be summarised; all of it with `keeps_marks`."""
    whole = Body(Excerpt([Piece(text, Span(0, len(text)))]))
    if keeps_marks:
        return whole
    if find_aozora_parts(text) is not None:
        excerpt = strip_aozora(text)
        return Body(excerpt, ("aozora-marks",)) if excerpt.text.strip() else whole
    parts = find_mail_parts(text)
    if not parts:
        return whole
    excerpt = strip_mail(text)
    own = sum(len(line.strip()) for line in excerpt.text.splitlines())
    if own < _MIN_OWN_CHARACTERS:
        return whole
    kinds: dict[str, LeftOut] = {"header": "mail-header", "quote": "mail-quote", "signature": "mail-signature"}
    return Body(excerpt, tuple(dict.fromkeys(kinds[part.kind] for part in parts)))
