"""Questions with their right answers, and the indexes they are asked of.

Five invented companies lie beside this module. Of the one with rules, `dev` and `hard` (an employee's own words) were
looked at during the work, `held` was written before it and was not; of the bakery with its chatty papers, `shop` was,
`shop_held` was not; `hospital` is of another hand that knew none of the rules: at first look 21 of its 30 answers were
right and 5 of 6 questions without one refused; `factory` of another such hand: 25 of 41 and 6 of 7; `publisher` of a
third: 26 of 40 and 4 of 5. `qa` is a folder with `passages.jsonl` and `questions.jsonl`, each passage a document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any
from unicodedata import normalize

from sakura_cli.api.documents import make_document, read_document
from sakura_cli.documents.document import Document
from sakura_cli.search.index import PassageIndex
from sakura_cli.search.passages import SourcePassage

FOLDER = Path(__file__).parent
_SIGNS = re.compile(r"[\s「」『』“”\"'。、.,，．・（）()]+")


@dataclass(frozen=True)
class Case:
    """A question: its answers, any of which is right and none where there is none; where they stand.

    `place` are words of the passage of `file` that answers; `conditions` are words that have to stand with the answer.
    """

    id: str
    kind: str
    question: str
    answers: Sequence[str]
    file: str
    place: str
    conditions: Sequence[str] = ()

    def is_held(self, answer: str | None) -> bool:
        """Say whether an answer holds one of the right ones."""
        return answer is not None and any(simplify(each) in simplify(answer) for each in self.answers)

    def is_exact(self, answer: str | None) -> bool:
        """Say whether an answer is one of the right ones, signs aside."""
        return answer is not None and any(simplify(each) == simplify(answer) for each in self.answers)

    def is_passage(self, passage: SourcePassage) -> bool:
        """Say whether a passage is the one that answers."""
        return PurePath(passage.source).name == self.file and simplify(self.place) in simplify(
            f"{passage.text} {passage.shown}"
        )


_DOCUMENTS = {
    **dict.fromkeys(("dev", "hard", "held"), "documents"),
    **dict.fromkeys(("shop", "shop_held"), "shop_documents"),
    "hospital": "hospital_documents",
    "factory": "factory_documents",
    "publisher": "publisher_documents",
}
COMPANY_NAMES = tuple(_DOCUMENTS)


def read_company(name: str) -> tuple[list[Case], list[Document]]:
    """Return the questions of a name, and its company's documents."""
    lines = (FOLDER / f"questions_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [read_document(path) for path in sorted((FOLDER / _DOCUMENTS[name]).iterdir())]
    return [Case(**json.loads(line)) for line in lines], documents


def read_encyclopedia(folder: Path) -> tuple[list[Case], list[Document]]:
    """Return the questions of a folder, and its passages."""
    documents = [
        make_document(f"{row['title']}\n\n{row['text']}\n", name=f"{row['id']}.txt")
        for row in _read_lines(folder / "passages.jsonl")
    ]
    cases = [
        Case(
            row["id"],
            "words" if row["is_answerable"] else "none",
            row["question"],
            row["answers"] if row["is_answerable"] else (),
            f"{row['passage']}.txt",
            "",
        )
        for row in _read_lines(folder / "questions.jsonl")
    ]
    return cases, documents


def make_index(documents: Sequence[Document]) -> PassageIndex:
    """Return an index of documents."""
    index = PassageIndex.in_memory()
    for document in documents:
        index.add(document)
    return index


def simplify(text: str) -> str:
    """Return a text as answers are compared: folded, without signs."""
    return _SIGNS.sub("", normalize("NFKC", text)).lower()


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
