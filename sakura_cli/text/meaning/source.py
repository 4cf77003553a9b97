"""The clauses of a document and what they inherit: the heading above, the last subject, who speaks."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sakura_cli.japanese.sentences import split_sentences
from sakura_cli.lexicon import word_set
from sakura_cli.spans import Span
from sakura_cli.text.meaning.clauses import Clause, read_clauses
from sakura_cli.text.meaning.events import Event
from sakura_cli.text.meaning.phrases import Phrase

# [10:02] 沢村: … and A. …: who speaks, and what only marks a line.
_SPEAKER = re.compile(r"(?m)^[ \t　]*(?:\[?\d{1,2}:\d{2}\]?[ \t　]*)?([^\s:：。、\[\]]{1,12})[:：][ \t　]")
_MARK = re.compile(r"(?P<mark>[QA])[.．:：]\s*")
_TIME = "副詞可能"
_MOMENTS = word_set("meaning/clauses", "moment")
_HEADING_END = re.compile(r"[。！？!?]$")
_ENTRY_END = re.compile(r"[^ぁ-ん、，。\s]\s*$")
_SHORT = 0.8
_HEADING_SHARE = 0.7
# A word of more statements tells none of them from the others.
MOST_PLACES = 100
_FIGURE_WEIGHT = 1.5


@dataclass(frozen=True)
class Sourced:
    """A statement of the source; `sentence` is its number, `inherited` are words that hold for it as well.

    `topic` are those of what it is about, told in it or before; where nobody tells it, what something is done to.
    """

    statement: Clause
    sentence: int
    inherited: frozenset[str]
    topic: frozenset[str]
    is_topic_told: bool
    is_spoken: bool = False
    speaker: frozenset[str] = frozenset()

    @property
    def words(self) -> frozenset[str]:
        """Its own words and those it inherits."""
        return self.statement.words | self.inherited


class SourceClauses:
    """The statements of a document, by their words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sourced: list[Sourced] = []
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.speakers: frozenset[str] = frozenset()
        self._figures: dict[str, list[str]] = defaultdict(list)
        self._by_event: dict[str, list[tuple[Sourced, Event]]] = defaultdict(list)
        self.common: frozenset[str] = frozenset()
        self._sentence_words: dict[int, frozenset[str]] = {}
        self._read(text)
        self._counts: Counter[str] = Counter(word for each in self.sourced for word in each.statement.words)
        for number, each in enumerate(self.sourced):
            for event in each.statement.events:
                if len(self._by_event[event.word]) < MOST_PLACES:
                    self._by_event[event.word].append((each, event))
            for word in each.words:
                if len(self.by_word[word]) < MOST_PLACES:
                    self.by_word[word].append(number)

        for word in self.by_word:
            if word[0] == "#":
                self._figures[re.sub(r"[^0-9.]", "", word)].append(word)

    def _read(self, text: str) -> None:
        heading: frozenset[str] = frozenset()
        question: frozenset[str] = frozenset()
        topic: frozenset[str] = frozenset()
        for number, span in enumerate(_split(text)):
            sentence = span.cut(text)
            speaker: frozenset[str] = frozenset()
            begin = 0
            if match := _SPEAKER.match(sentence):
                speaker, begin = frozenset([match[1].lower()]), match.end()
            elif match := _MARK.match(sentence):
                begin = match.end()
                question = frozenset() if match["mark"] == "Q" else question
            statements = read_clauses(sentence[begin:].replace("\n", " "), begin + span.start)
            words = frozenset(word for each in statements for word in each.words)
            if match and match.re is _MARK and match["mark"] == "Q":
                question, topic = words, frozenset()
            if not _HEADING_END.search(sentence) and not speaker and len(sentence) < 40 and not match:
                heading, topic = words, frozenset()
                if not self.common:
                    self.common = words
            self.speakers |= speaker
            self._sentence_words[number] = words | speaker
            for index, statement in enumerate(statements):
                has_topic = any(_is_thing(topic[-1]) for topic in statement.topics)
                before = statements[index - 1] if index else None
                if before is not None:
                    topic = before.topic_words | (frozenset() if before.topics else topic)
                inherited = heading | question | speaker | self.common | (frozenset() if has_topic else topic)
                about = _find_topic(statement) if statement.topics else speaker or topic or question
                is_spoken = bool(speaker) and not statement.topics
                is_told = bool(about or statement.topics)
                about = about if is_told else statement.object_words or _all_of(statement)
                self.sourced.append(Sourced(statement, number, inherited, about, is_told, is_spoken, speaker))
            topic = frozenset(word for each in statements for word in each.topic_words) or topic

    def knows(self, word: str) -> bool:
        """Say whether the source has a word."""
        return word in self.by_word

    def count(self, word: str) -> int:
        """Return how many statements have a word."""
        return self._counts[word]

    def weigh(self, words: Iterable[str]) -> float:
        """Return what words weigh together: rare ones more, those the source lacks nothing."""
        total = 0.0
        for word in words:
            if count := self._counts.get(word):
                weight = 1 / (1 + math.log(count))
                total += weight * (_FIGURE_WEIGHT if word[0] == "#" else 1)
        return total

    def sentence_words(self, sourced: Sourced) -> frozenset[str]:
        """Return the words of the sentence of a statement, and what it inherits."""
        return self._sentence_words[sourced.sentence] | sourced.inherited

    def find_closest(self, words: frozenset[str]) -> list[tuple[float, Sourced]]:
        """Return the statements that hold most of some words, each with the share it holds, the closest first."""
        total = self.weigh(words)
        if not total:
            return []
        places = {place for word in words for place in self.by_word.get(word, ())}
        found = []
        for place in places:
            each = self.sourced[place]
            own = self.weigh(words & each.words)
            around = self.weigh(words & self.sentence_words(each))
            found.append(((0.7 * own + 0.3 * around) / total, each))
        return sorted(found, key=lambda pair: -pair[0])

    def find_figure(self, figure: str) -> list[Sourced]:
        """Return the statements that have a figure; where none has, those with its number of other things."""
        number = re.sub(r"[^0-9.]", "", figure)
        others = [figure] if self.knows(figure) else self._figures.get(number, []) if len(number) > 2 else []
        homes = (self.sourced[place] for other in others for place in self.by_word[other])
        return [home for home in homes if home.statement.words & set(others)]

    def find_with(self, word: str) -> list[Sourced]:
        """Return the statements that have a word of their own."""
        homes = (self.sourced[place] for place in self.by_word.get(word, ()))
        return [home for home in homes if word in home.statement.words]

    def find_events(self, word: str) -> list[tuple[Sourced, Event]]:
        """Return the statements in which a word is what happens."""
        return self._by_event.get(word, [])


def _is_thing(phrase: Phrase) -> bool:
    """Say whether a phrase names something and not a time."""
    return bool(phrase.words) and phrase.head not in _MOMENTS and phrase.words[-1][1].sub2 != _TIME


def _find_topic(statement: Clause) -> frozenset[str]:
    """Return the words of what a statement is about, without its conditions."""
    conditions = (limit.words for limit in statement.limits if limit.kind != "scope")
    named = (word for topic in statement.topics if _is_thing(topic[-1]) for phrase in topic for word, _ in phrase.words)
    return frozenset(named).difference(*conditions)


def _all_of(statement: Clause) -> frozenset[str]:
    return statement.words if not any(phrase.is_predicate for phrase in statement.phrases) else frozenset()


def _split(text: str) -> Sequence[Span]:
    """Return the sentences of a text; what somebody says in a chat is one of its own."""
    starts = [match.start() for match in _SPEAKER.finditer(text)]
    lines = list(_find_rows(text))
    spans: list[Span] = []
    for span in split_sentences(text):
        cuts = sorted({start for start in (*starts, *lines) if span.start < start < span.end})
        for start, end in zip([span.start, *cuts], [*cuts, span.end], strict=True):
            piece = text[start:end]
            lead = len(piece) - len(piece.lstrip())
            if piece.strip():
                spans.append(Span(start + lead, start + len(piece.rstrip())))
    return spans


def _find_rows(text: str) -> Iterator[int]:
    """Yield where a line begins after one that is an entry of its own: shorter than the lines of a paragraph are."""
    lines = text.split("\n")
    most = max(map(len, lines))
    position = 0
    for line, following in pairwise([*lines, ""]):
        position += len(line) + 1
        is_short = len(line) < _SHORT * most and _ENTRY_END.search(line)
        if is_short or (len(line) < _HEADING_SHARE * len(following) and not line.endswith("、")):
            yield position


@lru_cache(maxsize=8)
def index_clauses(text: str) -> SourceClauses:
    """Return the statements of a document, read once."""
    return SourceClauses(text)
