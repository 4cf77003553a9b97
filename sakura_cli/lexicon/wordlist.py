"""Read word lists written as running text, the most legible form for lexicons in Python."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`, which blanks and line breaks separate."""
    return frozenset(text.split())
