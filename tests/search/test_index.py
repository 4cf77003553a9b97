"""The index: ranks passages, tells how much of a question they say, and forgets what is taken out."""

from __future__ import annotations

import pytest

from sakura_cli.search.index import PassageIndex
from tests.search.documents import PRICES, read, read_all


@pytest.fixture
def index() -> PassageIndex:
    index = PassageIndex.in_memory()
    for document in read_all():
        index.add(document)
    return index


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("課長の役付手当はいくらですか", "課長"),
        ("MK-210の納期", "MK-210"),
        ("住宅手当は誰がもらえますか", "第12条"),
        ("家賃補助はいくら", "住宅手当"),
        ("お昼休みは何時から", "12時から"),
        ("送料がただになるのは", "無料"),
    ],
)
def test_the_passage_that_says_it_comes_first(index: PassageIndex, question: str, words: str) -> None:
    [hit, *_] = index.search(question, 5)
    assert words in hit.passage.shown


def test_coverage_tells_what_is_said_from_what_is_not(index: PassageIndex) -> None:
    assert index.search("住宅手当の月額", 1)[0].coverage == 1.0
    assert index.search("社長の趣味と住宅手当", 1)[0].coverage < 0.6
    assert index.search("xyzzy", 3) == []
    assert index.search("", 3) == []


@pytest.mark.parametrize(
    "query", ['"', "NEAR(a b)", "a* OR b", "heading_words: x", "'; DROP TABLE passages; --", "(" * 50]
)
def test_a_query_is_words_whatever_it_looks_like(index: PassageIndex, query: str) -> None:
    index.search(query, 3)
    assert index.passage_count > 0


def test_a_document_that_is_added_again_replaces_itself(index: PassageIndex) -> None:
    before = index.passage_count
    index.add(read("価格.md", PRICES.replace("128,000円", "131,000円")))
    assert index.passage_count == before
    assert "131,000円" in index.search("MK-210の標準価格", 1)[0].passage.shown
    index.remove("価格.md")
    assert all(hit.passage.source != "価格.md" for hit in index.search("MK-210の標準価格", 10))


def test_hits_know_when_their_document_is_of(index: PassageIndex) -> None:
    dated = {hit.passage.source: hit.dated for hit in index.search("会議室の予約", 5)}
    assert dated["会議室_2024.txt"] == "2024-04-01"
    assert dated["会議室_2026.txt"] == "2026-02-01"
