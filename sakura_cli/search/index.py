"""An index of passages in SQLite: in memory for a folder that is read once, in a file where the user keeps one.

FTS5 ranks rows by BM25 over two kinds of tokens, of headings and of the passage's own words apart. Left out: which
files are in it (`kept`), and what is done with what it finds.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from sakura_cli.bounds import WorkBounds
from sakura_cli.documents.document import Document
from sakura_cli.errors import SakuraError
from sakura_cli.search.passages import SourcePassage, find_passages, name_document
from sakura_cli.search.stored import read_passage, write_passage
from sakura_cli.search.synonyms import Alternatives, find_alternatives, is_said
from sakura_cli.search.tokens import list_asked_words, list_pairs, list_words
from sakura_cli.search.versions import find_version_date, list_series

# Of headings, own words, pairs of headings, pairs of own words.
_WEIGHTS = "1.0, 1.0, 1.0, 1.0"
# So many of the best by BM25 are ranked anew: what says all of a question gains so many times the best one's score.
# BM25 knows no other words for the same, and counts a word that is said often for more than another that is asked for.
_CONSIDERED = 40
_COVERAGE_SHARE = 2.0
# What an index written by other code may hold otherwise.
SCHEMA_VERSION = 5

_SCHEMA = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, series TEXT NOT NULL, dated TEXT NOT NULL,
    size INTEGER NOT NULL, changed_ns INTEGER NOT NULL, sha256 TEXT NOT NULL, unread TEXT NOT NULL
);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents(id),
    heading TEXT NOT NULL, stored TEXT NOT NULL
);
CREATE INDEX passages_of_document ON passages(document);
CREATE VIRTUAL TABLE tokens USING fts5(heading_words, words, heading_pairs, pairs, tokenize='ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(tokens, 'row');
"""


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells a file from its earlier self: its size, time of change and hash; empty where it is not a file."""

    size: int = 0
    changed_ns: int = 0
    sha256: str = ""


_NO_FILE = FileStamp()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    `score` is higher for what is found better: that of BM25, and a share for `coverage`, which says how much of what
    was asked stands in it, from 0 to 1, rare words counting more. `series` (what all versions of it may be called) and
    `dated` (YYYY-MM-DD) are those of its document, empty where they are not known.
    """

    passage: SourcePassage
    score: float
    coverage: float
    series: frozenset[str]
    dated: str


class PassageIndex:
    """An index in an open database, which it may write to."""

    def __init__(self, connection: sqlite3.Connection):
        self._connection = connection

    @classmethod
    def in_memory(cls) -> PassageIndex:
        """Return an empty index that nothing is left of."""
        index = cls(sqlite3.connect(":memory:", check_same_thread=False))
        index.create()
        return index

    def create(self) -> None:
        """Make the tables, in the transaction that is open."""
        for statement in filter(str.strip, _SCHEMA.split(";")):
            self._connection.execute(statement)
        self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def add(self, document: Document, stamp: FileStamp = _NO_FILE, *, name: str | None = None) -> None:
        """Add the passages of a document, in place of those that were there under its name, which is its source's.

        Raises what `WorkBounds.stroke` raises; then none of it is there.
        """
        name = name or document.source
        self.remove(name)
        try:
            with WorkBounds(document.source, len(document.text)).stroke():
                self._add_passages(document, stamp, name)
        except SakuraError:
            self.remove(name)
            raise

    def _add_passages(self, document: Document, stamp: FileStamp, name: str) -> None:
        passages = find_passages(document)
        stem = PurePath(name).stem
        series = "\n".join(sorted(list_series(name_document(name, passages), stem)))
        number = self._add_document(name, series, find_version_date(document), stamp)
        for passage in passages:
            row = self._connection.execute(
                "INSERT INTO passages (document, heading, stored) VALUES (?, ?, ?)",
                (number, passage.topic, write_passage(passage)),
            ).lastrowid
            heading = " ".join(dict.fromkeys((stem, *passage.above)))
            tokens = (list_words(heading), list_words(passage.shown), list_pairs(heading), list_pairs(passage.shown))
            self._connection.execute(
                "INSERT INTO tokens (rowid, heading_words, words, heading_pairs, pairs) VALUES (?, ?, ?, ?, ?)",
                (row, *map(" ".join, tokens)),
            )

    def add_unread(self, name: str, reason: str, stamp: FileStamp) -> None:
        """Note a file that cannot be read, and why, so that it is not read again before it changes."""
        self.remove(name)
        self._add_document(name, "", "", stamp, reason)

    def remove(self, name: str) -> None:
        """Take a document out, if it is there."""
        found = self._connection.execute("SELECT id FROM documents WHERE name = ?", (name,)).fetchone()
        if found is None:
            return
        self._connection.execute(
            "DELETE FROM tokens WHERE rowid IN (SELECT id FROM passages WHERE document = ?)", found
        )
        self._connection.execute("DELETE FROM passages WHERE document = ?", found)
        self._connection.execute("DELETE FROM documents WHERE id = ?", found)

    def stamps(self) -> dict[str, FileStamp]:
        """Return the documents by name, with what tells them from their later selves."""
        rows = self._connection.execute("SELECT name, size, changed_ns, sha256 FROM documents ORDER BY name")
        return {name: FileStamp(*stamp) for name, *stamp in rows}

    def touch(self, name: str, stamp: FileStamp) -> None:
        """Note another time of change of a document whose bytes are the same."""
        self._connection.execute("UPDATE documents SET changed_ns = ? WHERE name = ?", (stamp.changed_ns, name))

    @property
    def passage_count(self) -> int:
        """How many passages there are."""
        count: int = self._connection.execute("SELECT count(*) FROM passages").fetchone()[0]
        return count

    def list_topics(self, most: int) -> list[str]:
        """Return what passages are about by their headings, each once; nothing where there are more than so many."""
        rows = self._connection.execute(
            "SELECT DISTINCT heading FROM passages WHERE heading != '' LIMIT ?", (most + 1,)
        ).fetchall()
        return [heading for (heading,) in rows] if len(rows) <= most else []

    def unread(self) -> dict[str, str]:
        """Return the files that cannot be read, by name, and why."""
        return dict(self._connection.execute("SELECT name, unread FROM documents WHERE unread != '' ORDER BY name"))

    def search(self, question: str, limit: int, *, covering: str | None = None) -> list[Hit]:
        """Return the passages that a question is nearest to, best first.

        Coverage is that of the question, or of the one that is `covering`, in other words than it is looked for.
        """
        words = list_asked_words(question)
        alternatives = find_alternatives(list_words(question))
        pairs, weights = list_pairs(question), self.weigh(words)
        considered = max(limit, _CONSIDERED)
        rows = self._rank(words, pairs, considered)
        # What the best passage does not say may be said there, or elsewhere, in other words.
        said = self._read_words(rows[0][0]) if rows else set()
        missing = [word for word in alternatives if word not in said]
        if missing:
            meant = [word for each in missing for expression in alternatives[each] for word in expression]
            rows = self._rank([*words, *meant], pairs, considered)
        if covering is not None:
            weights, alternatives = self.weigh(list_asked_words(covering)), find_alternatives(list_words(covering))
        best = rows[0][1] if rows else 0.0
        found = [(row, score, self._cover(row, weights, alternatives)) for row, score in rows]
        scored = [(score + _COVERAGE_SHARE * best * coverage, row, coverage) for row, score, coverage in found]
        scored.sort(key=lambda each: -each[0])
        return [self._read(*each) for each in scored[:limit]]

    def weigh(self, words: Sequence[str]) -> dict[str, float]:
        """Return how much each word tells, by how few passages have it."""
        total = self.passage_count
        return {word: math.log(1 + (total + 0.5) / (self._count(word) + 0.5)) for word in words}

    def _add_document(self, name: str, series: str, dated: str, stamp: FileStamp, unread: str = "") -> int:
        cursor = self._connection.execute(
            "INSERT INTO documents (name, series, dated, size, changed_ns, sha256, unread)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (name, series, dated, stamp.size, stamp.changed_ns, stamp.sha256, unread),
        )
        return int(cursor.lastrowid or 0)

    def _show_name(self, name: str) -> str:
        """Return how a document is called where it is shown."""
        return name

    def _rank(self, words: Sequence[str], pairs: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """Return the best rows for tokens, with their scores."""
        query = _write_query(words, pairs)
        if not query:
            return []
        rows = self._connection.execute(
            f"SELECT rowid, -bm25(tokens, {_WEIGHTS}) AS score FROM tokens WHERE tokens MATCH ?"  # noqa: S608
            " ORDER BY score DESC LIMIT ?",
            (query, limit),
        )
        return rows.fetchall()

    def _read_words(self, row: int) -> set[str]:
        """Return the words of a row and of its headings."""
        own = self._connection.execute("SELECT heading_words, words FROM tokens WHERE rowid = ?", (row,)).fetchone()
        return set(" ".join(own).split())

    def _count(self, word: str) -> int:
        found = self._connection.execute("SELECT doc FROM vocabulary WHERE term = ?", (word,)).fetchone()
        return int(found[0]) if found else 0

    def _cover(self, row: int, weights: dict[str, float], alternatives: Alternatives) -> float:
        """Return how much of a question a row says."""
        held, whole = " ".join(self._read_words(row)), sum(weights.values())
        return sum(weight for word, weight in weights.items() if is_said(word, held, alternatives)) / (whole or 1.0)

    def _read(self, score: float, row: int, coverage: float) -> Hit:
        stored, name, series, dated = self._connection.execute(
            "SELECT stored, name, series, dated FROM passages JOIN documents ON documents.id = passages.document"
            " WHERE passages.id = ?",
            (row,),
        ).fetchone()
        return Hit(
            read_passage(self._show_name(name), stored), score, coverage, frozenset(series.split("\n")) - {""}, dated
        )


def _write_query(words: Sequence[str], pairs: Sequence[str]) -> str:
    """Return the query of FTS5 for any of the tokens; they hold no quotation marks."""
    halves = (("heading_words words", words), ("heading_pairs pairs", pairs))
    return " OR ".join(
        f"{{{columns}}}: ({' OR '.join(f'{chr(34)}{token}{chr(34)}' for token in dict.fromkeys(tokens))})"
        for columns, tokens in halves
        if tokens
    )
