"""Values as answers."""

from __future__ import annotations

import pytest

from sakura_cli.spans import Span
from sakura_cli.tasks.answer.amounts.values import complete, find_asked_units, list_values
from sakura_cli.tasks.answer.question import read_question


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        ("何名が参加しましたか", "3月に28名が参加し、5万円を集めた", ["28名"]),
        ("いくら集まりましたか", "3月に28名が参加し、約5万円を集めた", ["約5万円"]),
        ("何日前までに届けますか", "取得する日の3日前までに届ける", ["3日前"]),
        ("何cmになりますか", "体長は4寸（約12cm）になる", ["約12cm"]),
        ("何代目ですか", "第9代の王である", ["第9代"]),
        ("何時から何時までですか", "10時から15時までとする", ["10時", "10時から15時", "15時"]),
        ("何文字以上ですか", "12文字以上とし、3種類を含める", ["12文字以上"]),
        ("何歳で退職しますか", "定年は満62歳とする", ["満62歳"]),
        ("納期は何日ですか", "5営業日で届ける", ["5営業日"]),
        ("何番ですか", "電話03-0000-1111、2番の窓口", ["2番"]),
    ],
)
def test_a_question_for_a_number_is_answered_by_such_numbers(question: str, text: str, values: list[str]) -> None:
    units = find_asked_units(question)
    assert [value.cut(text) for value in list_values(text, units)] == values


@pytest.mark.parametrize("question", ["何が好きですか", "何の病気ですか", "誰ですか", "何をしますか"])
def test_a_question_for_a_thing_asks_for_no_number(question: str) -> None:
    assert find_asked_units(question) == frozenset()


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("代表作『鉄腕アトム』は", "鉄腕アトム", "『鉄腕アトム』"),
        ("約1000万円を集めた", "1000", "約1000万円"),
        ("2時間ほど歩いた", "2時間", "2時間ほど"),
        ("中心点が2箇所の魚道", "2", "2箇所"),
        ("会員は無料です", "会員", "会員"),
    ],
)
def test_a_quotation_is_completed(text: str, words: str, whole: str) -> None:
    start = text.index(words)
    assert complete(text, Span(start, start + len(words))).cut(text) == whole


@pytest.mark.parametrize(
    ("text", "words", "part", "whole"),
    [
        ("1992年(平成4年)10月に再来した", "1992年", "1992年", "1992年(平成4年)10月"),
        ("1992年10月に再来した", "10月", "10月", "1992年10月"),
        ("平成4年10月1日に発足した", "4年", "平成4年", "平成4年10月1日"),
        ("2026年11月1日から", "1日", "1日", "2026年11月1日"),
        ("約1000万円を集めた", "1000", "約1000万円", "約1000万円"),
    ],
)
def test_of_a_date_the_part_that_was_asked_for_is_enough(text: str, words: str, part: str, whole: str) -> None:
    span = Span(text.index(words), text.index(words) + len(words))
    assert complete(text, span, is_part_asked=True).cut(text) == part
    assert complete(text, span).cut(text) == whole


@pytest.mark.parametrize(
    ("question", "wants_sentence"),
    [
        ("副業をしてもいいですか", True),
        ("領収書をなくしたらどうすればいいですか", True),
        ("なぜ中止になったのですか", True),
        ("申請の方法を教えてください", True),
        ("給料日はいつですか", False),
        ("担当者は誰か", False),
        ("RF-20の標準価格", False),
        ("宿泊料は1泊いくらまでですか", False),
    ],
)
def test_how_and_whether_want_sentences(question: str, wants_sentence: bool) -> None:
    assert read_question(question).wants_sentence is wants_sentence
