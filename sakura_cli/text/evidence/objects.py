"""Find actions and shares a text puts with the wrong thing: 苦情を改訂 for 手順書を改訂, 5件中5件 for 7件中5件.

Reported only where the source names the object of every mention of the action, and none of its sentences about the
action holds a word of the object given here. Left out: subjects, and verbs that are not two kanji and する.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from sakura_cli.characters.fold import fold
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.spans import Span

_WORD = r"[一-龠々ァ-ヺーA-Za-z0-9]"
_ACTION = re.compile(rf"(?P<object>{_WORD}{{2,}})を(?P<action>[一-龠]{{2}})(?=[しすさせで、。]|$)")
_PART = re.compile(r"(?P<whole>[0-9][0-9,.]*)\s?[^0-9、。]{1,3}?(?:のうち|中)、?(?:の)?(?P<part>[0-9][0-9,.]*)")
_CONTENT = re.compile(r"[一-龠々]{2,}|[ァ-ヺー]{2,}|[A-Za-z]{2,}")


def find_mismatched(candidate: str, source: str) -> list[Span]:
    """List the spans of `candidate` in which an action or a share goes with what it does not go with in `source`."""
    folded = fold(source)
    sentences = [span.cut(folded) for span in split_sentences(folded)]
    spans: list[Span] = []
    for match in _ACTION.finditer(fold(candidate)):
        action, words = match["action"], _find_words(match["object"])
        mentions = [sentence for sentence in sentences if action in sentence]
        if not words or not mentions:
            continue
        if all(_names_object(sentence, action) for sentence in mentions) and not any(
            word in sentence for word in words for sentence in mentions
        ):
            spans.append(Span(*match.span()))
    return sorted([*spans, *_find_wrong_parts(fold(candidate), folded)])


def _find_wrong_parts(candidate: str, source: str) -> Iterator[Span]:
    """Yield shares (7件のうち5件) whose whole is another in the source."""
    wholes: dict[str, set[str]] = defaultdict(set)
    for match in _PART.finditer(source):
        wholes[match["part"]].add(match["whole"])
    for match in _PART.finditer(candidate):
        if wholes.get(match["part"], {match["whole"]}).isdisjoint({match["whole"]}):
            yield Span(*match.span())


def _names_object(sentence: str, action: str) -> bool:
    """Say whether every mention of an action in a sentence follows the word it is done to."""
    explicit = len(re.findall(rf"{_WORD}を{action}", sentence))
    return explicit == sentence.count(action)


def _find_words(text: str) -> set[str]:
    """Return the pairs of characters of the content words of a text: any of them would make it the same thing."""
    return {run[i : i + 2] for run in _CONTENT.findall(text) for i in range(len(run) - 1)}
