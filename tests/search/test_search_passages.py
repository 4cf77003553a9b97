"""Passages: what a person would look up, with exact places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.search.passages import SourcePassage, find_passages
from sakura_cli.search.stored import read_passage, write_passage
from tests.search.documents import NEW_RULES, PRICES, RULES, read


def passages_of(text: str, name: str = "規則.txt") -> list[SourcePassage]:
    return find_passages(read(name, text))


def find(passages: list[SourcePassage], words: str) -> SourcePassage:
    return next(passage for passage in passages if words in passage.shown)


def test_an_article_is_a_passage_under_its_caption() -> None:
    passage = find(passages_of(RULES), "住宅手当は")
    assert passage.article == "第12条"
    assert passage.headings[-1] == "第12条（住宅手当）"
    assert passage.headings[0] == "就業規則"
    assert "さかのぼって" in passage.shown
    assert "休憩" not in passage.shown


def test_a_row_is_a_passage_with_its_labels() -> None:
    passage = find(passages_of(PRICES, "価格.md"), "MK-210")
    assert passage.shown == "型番: MK-210 / 品名: 防爆形圧力計 / 標準価格: 128,000円 / 納期: 5営業日"
    assert "圧力計" in passage.headings


def test_a_row_of_an_article_stands_under_the_article() -> None:
    passage = find(passages_of(RULES), "課長")
    assert passage.headings[-1] == "第13条（役付手当）"
    assert str(passage.origin(passage.span.start)) == "第13条:18"


def test_a_caption_behind_the_number_and_one_inside_a_paragraph_are_read() -> None:
    behind = passages_of("第1条（目的）この規程は、旅費を定める。\n第2条（範囲）社員に適用する。\n")
    assert [each.headings[-1] for each in behind] == ["第1条（目的）", "第2条（範囲）"]
    inside = passages_of("（目的）\n第1条　旅費を定める。\n（範囲）\n第2条　社員に適用する。\n")
    assert [each.headings[-1] for each in inside] == ["第1条（目的）", "第2条（範囲）"]


def test_questions_with_their_answers_are_passages() -> None:
    text = "**Q. いつ届きますか。**\n\nA. 5営業日です。\n\n**Q. 返品できますか。**\n\nA. 8日以内にご連絡ください。\n"
    assert ["A. 5営業日" in each.shown for each in passages_of(text, "faq.md")] == [True, False]


def test_long_text_is_divided_at_sentences() -> None:
    text = "".join(f"第{number}の文は、倉庫の在庫について述べている。" for number in range(100))
    passages = passages_of(text)
    assert all(len(each.text) <= 500 for each in passages)
    assert "".join(each.text for each in passages) == text


@pytest.mark.parametrize("text", [RULES, PRICES, NEW_RULES])
def test_passages_cut_their_words_out_of_the_document(text: str) -> None:
    document = read("価格.md", text)
    for passage in find_passages(document):
        assert passage.text == passage.span.cut(document.text)
        for part in passage.parts:
            assert passage.cut(part) == part.cut(document.text)
        for cell in passage.cells:
            assert all(piece.cut(document.text) in cell.value for piece in cell.pieces)


@given(st.lists(st.text(st.sampled_from("第1条あ（）。\n #|-:　亜Q."), max_size=30), max_size=12))
def test_whatever_a_text_holds_its_passages_are_cut_exactly(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    document = read("x.txt", text)
    for passage in find_passages(document):
        assert passage.text == passage.span.cut(document.text)
        assert read_passage(passage.source, write_passage(passage)) == passage
