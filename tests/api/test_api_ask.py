"""`Sakura.search` and `Sakura.ask`."""

from __future__ import annotations

from pathlib import Path

import pytest

from sakura_cli import Sakura
from sakura_cli.api.documents import make_document
from sakura_cli.errors import InputNotFoundError
from tests.api.conftest import MakeWorker
from tests.search.documents import RULES


def test_an_answer_has_its_citations(worker: MakeWorker, tmp_path: Path) -> None:
    worker(lambda request: "18,000円")
    (tmp_path / "規則.txt").write_text(RULES, encoding="utf-8")
    with Sakura() as api:
        answer = api.ask("住宅手当はいくらですか", tmp_path)
    assert answer.answer is not None and answer.answer.startswith("18,000円")
    first = answer.citations[0]
    assert RULES[first.start : first.end] == first.quote
    assert not answer.nearest and not answer.older and not answer.findings
    assert answer.details["citations"][0]["origin"] == {"line": 9, "heading": "第12条"}


def test_many_questions_share_the_documents(worker: MakeWorker) -> None:
    worker(lambda request: "なし")
    document = make_document(RULES, name="規則.txt")
    answers = list(Sakura().ask_many(["住宅手当の様式は何ですか", "休憩の場所はどこですか"], [document]))
    assert [each.answer for each in answers] == [None, None]
    assert all(each.nearest for each in answers)


def test_a_search_needs_no_model() -> None:
    found = Sakura().search("住宅手当", make_document(RULES, name="規則.txt"), top=1)
    assert [each.file for each in found.passages] == ["規則.txt"]
    assert found.model is None


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError):
        Sakura().search("住宅手当", tmp_path)
