"""Texts made to fit a number of characters without a cut in the middle of a phrase, as long as that is possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import accumulate

from sakura_cli.spans import Span
from sakura_cli.text.evidence import score_sentences

_END = r"[。！？!?\n]+[」』）)]*|[.][」』）)\"”']*\s+"
_FRAGMENT = re.compile(rf"(?:(?!{_END})[\s\S])*(?:{_END})|(?:(?!{_END})[\s\S])+$")
_LABEL = re.compile(r"[^：:。、]{2,24}：")
_PHRASE = re.compile(r"[^、，；;：:,]*(?:[、，；;：:]|,(?:(?!\d)|$)|,(?=\d)[^、，；;：:,]*)?")


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
    if max_characters < 2:
        return text[:max_characters]
    words = text[: max_characters - 1]
    # Words that are written with spaces between them are not cut in two.
    if text[len(words)].strip() and " " in words[max_characters // 2 :]:
        words = words.rsplit(" ", 1)[0]
    return f"{words.rstrip()}…"


def condense(text: str, max_characters: int) -> str:
    """Return the sentences that carry a line, in order: at most `max_characters`, or the one that carries it most.

    Unlike `shorten` this never cuts a sentence. A label before the first one stays in addition.
    """
    fragments = split_fragments(text)
    if len(text) <= max_characters or len(fragments) < 2:
        return text
    ends = [0, *accumulate(map(len, fragments))]
    scores = score_sentences(text, [Span(*ends[index : index + 2]) for index in range(len(fragments))])
    order = sorted(range(len(fragments)), key=lambda index: -scores[index])
    kept, size = {order[0]}, len(fragments[order[0]])
    for index in order[1:]:
        if size + len(fragments[index]) <= max_characters:
            kept.add(index)
            size += len(fragments[index])
    # What a line is about stays at its head (FP-320の量産：…).
    label = _LABEL.match(fragments[0]) if 0 not in kept else None
    head = label.group() if label and not any(fragments[index].startswith(label.group()) for index in kept) else ""
    return head + "".join(fragments[index] for index in sorted(kept)).rstrip()


def shorten_lines(lines: Sequence[str], max_characters: int, *, separator: str, mark: str) -> list[str]:
    """Return lines that, each after `mark` and joined by `separator`, have at most `max_characters` code points.

    Sentences are dropped from the end of the longest line first; whole lines go, from the last on, only when every
    line is down to one sentence, and the last one left is cut.
    """
    kept = [list(split_fragments(line)) for line in lines]
    size = sum(len(mark) + sum(map(len, line)) for line in kept) + len(separator) * (len(kept) - 1)
    longest = [(-sum(map(len, line)), place) for place, line in enumerate(kept) if len(line) > 1]
    heapify(longest)
    while size > max_characters:
        if longest:
            length, place = heappop(longest)
            dropped = len(kept[place].pop())
            size -= dropped
            if len(kept[place]) > 1:
                heappush(longest, (length + dropped, place))
        elif len(kept) > 1:
            size -= len(mark) + sum(map(len, kept.pop())) + len(separator)
        else:
            return [shorten("".join(kept[0]), max(1, max_characters - len(mark)))]
    return ["".join(line) for line in kept]


def _take(parts: Sequence[str], max_characters: int) -> str:
    kept: list[str] = []
    size = 0
    for part in parts:
        size += len(part)
        if size > max_characters:
            break
        kept.append(part)
    return "".join(kept)
