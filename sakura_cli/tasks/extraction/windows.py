"""The windows a long text is read in: chunks that begin a little before the last one's end."""

from __future__ import annotations

from collections.abc import Sequence

from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.spans import Span
from sakura_cli.text.chunks import CountTokens, split_chunks

# Texts this short are one window whatever the tokenizer makes of them.
_CHARACTERS_PER_TOKEN = 0.8
_OVERLAP_CHARACTERS = 60


def split_windows(text: str, max_tokens: int, count_tokens: CountTokens) -> list[Span]:
    """Return the windows of a text, in order; every character is in one, those before a seam in two."""
    if len(text) <= max_tokens * _CHARACTERS_PER_TOKEN:
        return [Span(0, len(text))]
    chunks = [chunk.span for chunk in split_chunks(text, max_tokens=max_tokens, count_tokens=count_tokens)]
    starts = [sentence.start for sentence in split_sentences(text)]
    return [_widen(span, starts) for span in chunks if span.cut(text).strip()]


def _widen(span: Span, starts: Sequence[int]) -> Span:
    """Begin a chunk with the sentence before it, or as much of that as an overlap holds."""
    from bisect import bisect_left

    earliest = span.start - _OVERLAP_CHARACTERS
    place = bisect_left(starts, earliest)
    start = starts[place] if place < len(starts) and starts[place] < span.start else max(0, earliest)
    return Span(min(start, span.start), span.end)
