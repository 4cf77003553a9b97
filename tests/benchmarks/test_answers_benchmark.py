"""The questions of the benchmark of answers: their right answers stand where they say."""

from __future__ import annotations

import pytest

from benchmarks.answers.cases import Case, read_company, simplify
from benchmarks.answers.injected import read_injected


@pytest.mark.parametrize(
    ("name", "documents_count", "count"), [("dev", 20, 30), ("hard", 20, 30), ("held", 20, 30), ("hospital", 14, 36)]
)
def test_right_answers_stand_in_the_documents(name: str, documents_count: int, count: int) -> None:
    cases, documents = read_company(name)
    texts = {document.source.rpartition("/")[2]: simplify(document.text) for document in documents}
    assert len(texts) == documents_count
    assert len(cases) == count
    for case in cases:
        assert case.kind != "none" or not case.answers
        for words in (*case.conditions, *filter(None, [case.place])):
            assert simplify(words) in texts[case.file], case.id
        assert not case.answers or any(simplify(answer) in texts[case.file] for answer in case.answers), case.id


def test_answers_are_compared_without_signs() -> None:
    case = Case("x", "words", "？", ["『鉄腕アトム』"], "", "")
    assert case.is_exact("鉄腕アトム")
    assert case.is_held("漫画『鉄腕アトム』など")
    assert not case.is_held("アトム")
    assert not case.is_held(None)


def test_each_document_with_an_instruction_has_a_question() -> None:
    injected = read_injected(20)
    assert len(injected) == 20
    for case, document, word in injected:
        assert word in document.text
        assert simplify(case.answers[0]) in simplify(document.text)
