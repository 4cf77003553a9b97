"""Where in a sentence words stand that were translated apart from it: as they are, else where most of them meet.

Left out: what words mean. Of a handbook that the sentence calls a manual nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from sakura_cli.spans import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_UNSPACED = re.compile(r"[ぁ-ヺ一-龠]")
# Shorter words say little by themselves, unless they are numbers.
_LEAST_LETTERS = 4
_LEAST_SHARE = 0.5


def find_words(words: str, sentence: str, taken: Sequence[Span] = ()) -> Span | None:
    """Return where words stand in a sentence, outside of what is `taken`; None where that is not sure."""
    is_unspaced = bool(_UNSPACED.search(words))
    exact = re.escape(words) if is_unspaced else rf"(?<!\w){re.escape(words)}(?!\w)"
    found = [Span(*match.span()) for match in re.finditer(exact, sentence, re.IGNORECASE)] if words else []
    found = [span for span in found if _is_free(span, taken)]
    if found:
        return found[0] if len(found) == 1 else None
    return _find_stretch(words, sentence, taken) if is_unspaced else _find_window(words, sentence, taken)


def _find_window(words: str, sentence: str, taken: Sequence[Span]) -> Span | None:
    """Return the shortest stretch of a sentence with most of the words that tell something."""
    said = [match.group().lower() for match in _WORD.finditer(words)]
    telling = {word for word in said if len(word) >= _LEAST_LETTERS or word[0].isdigit()} or set(said)
    tokens = [(match.group().lower(), Span(*match.span())) for match in _WORD.finditer(sentence)]
    tokens = [(word, span) for word, span in tokens if _is_free(span, taken)]
    best: tuple[int, int, Span] | None = None
    for first in range(len(tokens)):
        if not any(_are_alike(tokens[first][0], word) for word in telling):
            continue
        for last in range(first, min(len(tokens), first + 2 * len(said) + 2)):
            window = [word for word, _ in tokens[first : last + 1]]
            count = sum(_weigh(each) for each in telling if any(_are_alike(word, each) for word in window))
            span = Span(tokens[first][1].start, tokens[last][1].end)
            candidate = (count, first - last, span)
            if count >= _LEAST_SHARE * sum(map(_weigh, telling)) and (best is None or candidate[:2] > best[:2]):
                best = candidate
    return best[2] if best and _is_free(best[2], taken) else None


def _find_stretch(words: str, sentence: str, taken: Sequence[Span]) -> Span | None:
    """Return the longest stretch that words share with a sentence that is not divided into words."""
    match = SequenceMatcher(None, words, sentence, autojunk=False).find_longest_match()
    span = Span(match.b, match.b + match.size)
    is_long = match.size >= 2 and match.size >= _LEAST_SHARE * len(words)
    return span if is_long and _is_free(span, taken) else None


def _weigh(word: str) -> int:
    return 2 if word[0].isdigit() else 1


def _are_alike(first: str, second: str) -> bool:
    """Say whether two words are forms of one: 2 and 2nd, account and accounts."""
    if first[0].isdigit() or second[0].isdigit():
        return re.sub(r"(?:st|nd|rd|th)$", "", first) == re.sub(r"(?:st|nd|rd|th)$", "", second)
    length = max(_LEAST_LETTERS, min(len(first), len(second)) - 1)
    return first == second or (min(len(first), len(second)) >= _LEAST_LETTERS and first[:length] == second[:length])


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    return all(span.end <= each.start or each.end <= span.start for each in taken)
