"""Reading the data a task is scored on: JSONL files (id, text, reference) and folders of text files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.decoding import decode_document

TEXT_SUFFIXES = (".txt", ".md")


@dataclass(frozen=True)
class Case:
    """A document and, where somebody wrote one, the result it should have."""

    name: str
    document: Document
    reference: str | None = None


def read_cases(data: Path, limit: int | None) -> list[Case]:
    """Return the cases of a JSONL file, a text file or a folder of text files, at most `limit`."""
    cases = list(_read_folder(data) if data.is_dir() else _read_file(data))
    return cases if limit is None else cases[:limit]


def _read_folder(folder: Path) -> Iterator[Case]:
    for file in sorted(folder.iterdir()):
        if file.suffix in TEXT_SUFFIXES:
            yield from _read_file(file)


def _read_file(file: Path) -> Iterator[Case]:
    if file.suffix != ".jsonl":
        yield Case(file.name, decode_document(file.read_bytes(), source=file.name))
        return
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            record = json.loads(line)
            name = str(record.get("id", number))
            document = decode_document(record["text"].encode("utf-8"), source=name, encoding="utf-8")
            yield Case(name, document, record.get("reference"))
