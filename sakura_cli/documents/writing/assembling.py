"""Other words in spans of a text, everything else character for character."""

from __future__ import annotations

from collections.abc import Iterable

from sakura_cli.spans import Span


def assemble(text: str, replacements: Iterable[tuple[Span, str]]) -> tuple[str, list[Span]]:
    """Put replacements, in the order of their spans, into a text; return it and the span of each in it."""
    pieces: list[str] = []
    spans: list[Span] = []
    position = length = 0
    for span, replacement in replacements:
        pieces += (text[position : span.start], replacement)
        start = length + span.start - position
        length = start + len(replacement)
        spans.append(Span(start, length))
        position = span.end
    return "".join([*pieces, text[position:]]), spans
