"""Texts made to fit a number of characters without a cut in the middle of a phrase, as long as that is possible."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FRAGMENT = re.compile(r"[^。！？!?\n]*[。！？!?\n]+[」』）)]*|[^。！？!?\n]+$")
_PHRASE = re.compile(r"[^、，；;：:]*[、，；;：:]?")


def split_fragments(text: str) -> list[str]:
    """Return the sentences of a line with their ends; together they are the line."""
    return _FRAGMENT.findall(text)


def shorten(text: str, max_characters: int) -> str:
    """Return at most `max_characters` of a line: whole sentences, else whole phrases, else a cut with an ellipsis."""
    if len(text) <= max_characters:
        return text
    kept = _take(split_fragments(text), max_characters)
    if kept:
        return kept
    kept = _take(_PHRASE.findall(text), max_characters).rstrip("、，；;：: ")
    if len(kept) >= max_characters // 2:
        return kept
    return f"{text[: max_characters - 1].rstrip()}…" if max_characters > 1 else text[:max_characters]


def shorten_lines(lines: Sequence[str], max_characters: int, *, separator: str, mark: str) -> list[str]:
    """Return lines that, each after `mark` and joined by `separator`, have at most `max_characters` code points.

    Sentences are dropped from the end of the longest line first; whole lines go, from the last on, only when every
    line is down to one sentence, and the last one left is cut.
    """
    kept = [list(split_fragments(line)) for line in lines]

    def size() -> int:
        return sum(len(mark) + sum(map(len, line)) for line in kept) + len(separator) * (len(kept) - 1)

    while size() > max_characters:
        longest = max(kept, key=lambda line: (len(line) > 1, sum(map(len, line))))
        if len(longest) > 1:
            longest.pop()
        elif len(kept) > 1:
            kept.pop()
        else:
            return [shorten("".join(kept[0]), max(1, max_characters - len(mark)))]
    return ["".join(line) for line in kept]


def _take(parts: Sequence[str], max_characters: int) -> str:
    kept = ""
    for part in parts:
        if len(kept) + len(part) > max_characters:
            break
        kept += part
    return kept
