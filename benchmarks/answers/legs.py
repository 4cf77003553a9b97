"""What each leg of the search gains and costs: SQLite's trigrams, words, pairs of characters, other words, all."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from unittest.mock import patch

from benchmarks.answers.cases import Case
from sakura_cli.documents.document import Document
from sakura_cli.search import index as ranking
from sakura_cli.search.index import PassageIndex
from sakura_cli.search.passages import SourcePassage, find_passages
from sakura_cli.search.tokens import list_asked_words, list_pairs

_MOST = 5
Leg = Callable[[str], Sequence[SourcePassage]]


def score_legs(cases: Sequence[Case], index: PassageIndex, documents: Sequence[Document]) -> None:
    """Print how often each leg finds the passage that answers first and among five, and its time a question."""
    trigrams = _TrigramIndex(documents)
    legs: dict[str, Leg] = {
        "trigrams of SQLite": trigrams.search,
        "words": lambda question: _read(index, list_asked_words(question), []),
        "pairs": lambda question: _read(index, [], list_pairs(question)),
        "words and pairs": lambda question: _read(index, list_asked_words(question), list_pairs(question)),
        "and other words": lambda question: _search(index, question),
    }
    for name, leg in legs.items():
        with patch.object(ranking, "_COVERAGE_SHARE", 0.0):
            _score(name, cases, leg)
    _score("ranked by what is said", cases, lambda question: _search(index, question))


def _score(name: str, cases: Sequence[Case], leg: Leg) -> None:
    asked = [case for case in cases if case.answers]
    started = time.process_time()
    found = [leg(case.question) for case in asked]
    seconds = (time.process_time() - started) / max(1, len(asked))
    ranks = [
        next((rank for rank, passage in enumerate(passages, 1) if case.is_passage(passage)), _MOST + 1)
        for case, passages in zip(asked, found, strict=True)
    ]
    first, five = (sum(rank <= most for rank in ranks) / len(ranks) for most in (1, _MOST))
    print(f"{name:24} R@1 {first:.3f}  R@5 {five:.3f}  {seconds * 1000:.1f} ms of a processor")


def _search(index: PassageIndex, question: str) -> list[SourcePassage]:
    return [hit.passage for hit in index.search(question, _MOST)]


def _read(index: PassageIndex, words: Sequence[str], pairs: Sequence[str]) -> list[SourcePassage]:
    return [index._read(score, row, 0.0).passage for row, score in index._rank(words, pairs, _MOST)]


class _TrigramIndex:
    """The passages in FTS5's own trigram index."""

    def __init__(self, documents: Sequence[Document]):
        self._passages = [passage for document in documents for passage in find_passages(document)]
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='trigram')")
        rows = [(row, " ".join((*each.above, each.shown))) for row, each in enumerate(self._passages)]
        self._database.executemany("INSERT INTO passages (rowid, text) VALUES (?, ?)", rows)

    def search(self, question: str) -> list[SourcePassage]:
        """Return the passages that share most trigrams with a question."""
        trigrams = dict.fromkeys(question[start : start + 3].replace('"', "") for start in range(len(question) - 2))
        query = " OR ".join(f'"{trigram}"' for trigram in trigrams if len(trigram) == len("三文字"))
        rows = self._database.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (query, _MOST)
        )
        return [self._passages[row] for (row,) in rows]
