"""Find actions and shares a text puts with the wrong thing: 苦情を改訂 for 手順書を改訂, 5件中5件 for 7件中5件.

Reported only where the source names the object of every mention of the action, and none of its sentences about the
action holds a word of the object given here. Left out: subjects, and verbs that are not two kanji and する.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sakura_cli.characters.fold import fold
from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.spans import Span

_WORD = r"[一-龠々ァ-ヺーA-Za-z0-9]"
# Words are read from their beginning only: a run that no を follows is gone through once.
_ACTION = re.compile(rf"(?<!{_WORD})(?P<object>{_WORD}{{2,}})を(?P<action>[一-龠]{{2}})(?=[しすさせで、。]|$)")
_NAMED = re.compile(rf"{_WORD}を(?=([一-龠]{{2}}))")
_PART = re.compile(
    r"(?<![0-9])(?<![0-9][,.])(?P<whole>[0-9][0-9,.]*)\s?[^0-9、。]{1,3}?(?:のうち|中)、?(?:の)?(?P<part>[0-9][0-9,.]*)"
)
_CONTENT = re.compile(r"[一-龠々]{2,}|[ァ-ヺー]{2,}|[A-Za-z]{2,}")


def find_mismatched(candidate: str, source: str) -> list[Span]:
    """List the spans of `candidate` in which an action or a share goes with what it does not go with in `source`."""
    folded = fold(source)
    sentences = [span.cut(folded) for span in split_sentences(folded)]
    mentions = _Mentions(sentences)
    spans = [
        Span(*match.span())
        for match in _ACTION.finditer(fold(candidate))
        if mentions.contradict(match["object"], match["action"])
    ]
    return sorted([*spans, *_find_wrong_parts(fold(candidate), folded)])


def _find_wrong_parts(candidate: str, source: str) -> Iterator[Span]:
    """Yield shares (7件のうち5件) whose whole is another in the source."""
    wholes: dict[str, set[str]] = defaultdict(set)
    for match in _PART.finditer(source):
        wholes[match["part"]].add(match["whole"])
    for match in _PART.finditer(candidate):
        if wholes.get(match["part"], {match["whole"]}).isdisjoint({match["whole"]}):
            yield Span(*match.span())


class _Mentions:
    """Which pairs of characters the sentences of a source hold, and of which actions each names the object."""

    def __init__(self, sentences: Sequence[str]):
        self._sentences_with: dict[str, set[int]] = defaultdict(set)
        self._unnamed: set[str] = set()
        self._known: dict[tuple[str, str], bool] = {}
        for number, sentence in enumerate(sentences):
            found = Counter(map("".join, pairwise(sentence)))
            for pair in found:
                self._sentences_with[pair].add(number)
            named = Counter(_NAMED.findall(sentence))
            self._unnamed |= {pair for pair, count in found.items() if named[pair] != count}

    def contradict(self, thing: str, action: str) -> bool:
        """Say whether every mention of an action names its object, and none of its sentences holds a word of this."""
        if (thing, action) not in self._known:
            words, places = _find_words(thing), self._sentences_with.get(action, set())
            self._known[thing, action] = (
                bool(words and places)
                and action not in self._unnamed
                and all(places.isdisjoint(self._sentences_with.get(word, ())) for word in words)
            )
        return self._known[thing, action]


def _find_words(text: str) -> set[str]:
    """Return the pairs of characters of the content words of a text: any of them would make it the same thing."""
    return {run[i : i + 2] for run in _CONTENT.findall(text) for i in range(len(run) - 1)}
