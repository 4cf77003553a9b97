"""The plain way: SQLite's trigram search, and the five passages pasted into one prompt with the same weights."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from benchmarks.quality.plain_answers import ask_plainly
from sakura_cli.documents.document import Document
from sakura_cli.inference.client import Engine

_PASSAGES = 5
_MAX_CHARACTERS = 1000
_MAX_TOKENS = 80
_PROMPT = (
    "次の文書だけを使って質問に短く答えてください。答えが文書になければ「なし」と答えてください。\n\n"
    "{documents}\n\n質問：{question}\n答え："
)
NONE = "なし"


class PlainAnswers:
    """Passages in a trigram index, and an engine."""

    def __init__(self, engine: Engine, documents: Sequence[Document]):
        self._engine = engine
        self._documents = documents
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='trigram')")
        rows = [(number, document.text) for number, document in enumerate(documents)]
        self._database.executemany("INSERT INTO passages (rowid, text) VALUES (?, ?)", rows)

    def answer(self, question: str) -> str | None:
        """Return the answer to a question, None where it says that there is none."""
        text = "\n\n".join(self._documents[row].text[:_MAX_CHARACTERS] for row in self._search(question))
        answer = ask_plainly(self._engine, _PROMPT.format(documents=text, question=question), _MAX_TOKENS).strip()
        return None if answer.startswith((NONE, f"「{NONE}")) else answer

    def _search(self, question: str) -> list[int]:
        trigrams = dict.fromkeys(question[start : start + 3].replace('"', "") for start in range(len(question) - 2))
        query = " OR ".join(f'"{trigram}"' for trigram in trigrams if len(trigram) == len("三文字"))
        rows = self._database.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (query, _PASSAGES)
        )
        return [row for (row,) in rows]
