"""Whole documents as Japanese offices write them say what their authors meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.layout.business import find_documents, read_drawn, read_expected

DOCUMENTS = [document for folder in ("held_out", "unseen", "worked_on") for document in find_documents(folder)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_document_says_what_it_draws(document: Path) -> None:
    assert read_drawn(document) == read_expected(document)
