"""Passages: all of a document, cut only where its structure allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.tasks.framework.passages import overlap, skip_form, split_passages
from tests.fakes.drawn_columns import draw

LINES = st.sampled_from(
    [
        "",
        "# 見出し",
        "1. 販売について",
        "・りんごを12個買う",
        "田中より、来月の予定が示され、了承された。詳しくは次回に決める。",
        "The plan was approved. It starts in May.",
        "| 品名 | 数量 |",
        "---",
        "x" * 120,
    ]
)
DOCUMENTS = st.lists(LINES, min_size=1, max_size=30).map("\n".join).filter(str.strip)


@given(DOCUMENTS, st.integers(1, 12))
def test_passages_hold_everything_in_order(text: str, count: int) -> None:
    spans = split_passages(text, count)
    assert len(spans) <= count
    end = 0
    for span in spans:
        assert end <= span.start < span.end
        # A rule (---) says nothing; it is the only thing besides white space that may be left out.
        assert not text[end : span.start].replace("-", "").strip()
        end = span.end
    assert not text[end:].replace("-", "").strip()


def test_a_heading_stays_with_what_it_heads() -> None:
    body = "田中より、来月の予定が示され、了承された。詳しいことは次回の会議で改めて決めることとした。"
    text = f"1. 販売について\n{body}\n\n2. 購買について\n{body}"
    first, second = (span.cut(text) for span in split_passages(text, 2))
    assert first.startswith("1. 販売について") and second.startswith("2. 購買について")


def test_a_long_passage_is_cut_at_a_sentence_end() -> None:
    text = "新しい工場の建設は来年の春に始まる予定である。" * 12
    spans = split_passages(text, 4)
    assert len(spans) == 4
    assert all(span.cut(text).endswith("。") for span in spans)


def test_the_form_at_the_top_of_a_record_is_skipped_with_its_title() -> None:
    body = "1. 倉庫について\n棚の並べ替えは来月に行う。"
    assert skip_form(f"定例会 メモ\n\n日時：5月12日\n出席：小林、井上\n\n{body}") == body
    for text in (body, "日時：5月12日\n出席：小林、井上", "担当は小林。\n日時：5月12日\n棚を並べ替える。"):
        assert skip_form(text) == text


def test_overlap_counts_character_pairs() -> None:
    assert overlap("販売価格は48万円とする", "販売価格") == 1
    assert overlap("来月の予定を決めた", "販売価格") == 0


@pytest.mark.parametrize("count", [1, 2, 6])
def test_columns_side_by_side_are_neither_lost_nor_repeated(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    drawn = draw(monkeypatch)
    spans = split_passages(drawn, count)
    assert "".join("".join(span.cut(drawn).split()) for span in spans) == "".join(drawn.split())


def test_a_drawn_form_is_not_parted() -> None:
    form = (
        "日時　7月25日（土）　午後1時30分～4時（受付は午後1時から）\n"
        "場所　県民プラザ 5階 大会議室（駐車場はありません）\n"
        "会費　会員2,000円　一般3,500円　学生無料\n"
        "懇親会　5時から「みなも」にて（別途4,000円）"
    )
    opening = "第12回総会を下記のとおり開催しますので、お誘い合わせのうえ、みなさまどうぞご参集ください。"
    closing = (
        "出欠を7月17日（金）までに、このメールに返信する形でお知らせください。欠席の方は委任状の提出をお願いします。"
    )
    text = f"{opening}\n\n{form}\n\n{closing}\n"
    for count in (2, 3):
        assert [span for span in split_passages(text, count) if form in span.cut(text)], count
