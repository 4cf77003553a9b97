"""Typed values in running text: found where they stand, read with what stands beside them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.spans import Span
from sakura_cli.text.facts.values import NUMERIC_TYPES, VALUE_TYPES, find_values, read_value, tidy

LETTER = """請求書番号：INV-2026-031　発行日：令和8年3月5日
お支払期限は３月末日、来週火曜、4/1(水)、3月5日（木）～7日（土）のいずれか。26年3月5日とも書く。
合計 1,280円（税込）、￥3万、三千万円、100〜200万円、税抜1,000円、上限5万円、約3億円、5,000円以上、マイナス300円。
14:00〜15:30、午後2時半。TEL 03-1234-5678、〒100-0001。user@example.com https://example.jp/a?b=1
りんご 3箱、10kg、3〜5名、参加者は二十五名、在庫1,250個、第一に一部の人が十分に話した。
"""
FOUND = {
    "date": [
        ("令和8年3月5日", "2026-03-05"),
        ("３月末日", "--03-31"),
        ("来週火曜", None),
        ("4/1(水)", "--04-01"),
        ("3月5日（木）～7日（土）", "--03-05/--03-07"),
        ("26年3月5日", None),
    ],
    "time": [("14:00〜15:30", "14:00/15:30"), ("午後2時半", "14:30")],
    "amount": [
        ("1,280円", 1280),
        ("￥3万", 30000),
        ("三千万円", 30000000),
        ("100〜200万円", None),
        ("1,000円", 1000),
        ("5万円", 50000),
        ("3億円", 300000000),
        ("5,000円", 5000),
        ("マイナス300円", -300),
    ],
    "number": [("3箱", 3), ("10kg", 10), ("3〜5名", None), ("二十五名", 25), ("1,250個", 1250)],
    "phone": [("03-1234-5678", "03-1234-5678")],
    "postal-code": [("〒100-0001", "100-0001")],
    "email": [("user@example.com", "user@example.com")],
    "url": [("https://example.jp/a?b=1", "https://example.jp/a?b=1")],
}
QUALIFIED = [
    ("合計1,280円（税込）です", "1,280円", {"currency": "JPY", "tax": "included"}),
    ("本体価格1,280円", "1,280円", {"currency": "JPY", "tax": "excluded"}),
    ("上限5万円まで", "5万円", {"currency": "JPY", "bound": "at-most"}),
    ("5,000円以上", "5,000円", {"currency": "JPY", "bound": "at-least"}),
    ("約3億円", "3億円", {"currency": "JPY", "approximate": True}),
    ("100〜200万円", "100〜200万円", {"currency": "JPY", "lower": 1000000, "upper": 2000000}),
    ("$3.50", "$3.50", {"currency": "USD"}),
    ("USD 20", "USD 20", {"currency": "USD"}),
    ("1万円弱", "1万円", {"currency": "JPY", "approximate": True}),
    ("約二、三万円", "二、三万円", {"currency": "JPY"}),
    ("20ドル50セント", "20ドル50セント", {"currency": "USD"}),
]


@pytest.mark.parametrize("value_type", FOUND)
def test_values_are_found_and_read(value_type: str) -> None:
    spans = find_values(LETTER, value_type)
    readings = [(span.cut(LETTER), read_value(LETTER, span, value_type).value) for span in spans]
    assert readings == FOUND[value_type]


@pytest.mark.parametrize(("text", "raw", "qualifiers"), QUALIFIED)
def test_words_beside_an_amount_say_how_it_is_meant(text: str, raw: str, qualifiers: dict[str, object]) -> None:
    [span] = find_values(text, "amount")
    assert span.cut(text) == raw
    assert read_value(text, span, "amount").qualifiers == qualifiers


def test_what_has_no_single_reading_says_why() -> None:
    for text, value_type in (("26年3月5日", "date"), ("来週火曜", "date"), ("3〜5名", "number"), ("2時", "time")):
        reading = read_value(text, Span(0, len(text)), value_type)
        assert reading.value is None and reading.reason


@pytest.mark.parametrize(
    "text", ["2025年13月1日", "2025年2月29日", "昭和100年1月1日", "令和0年4月1日", "二、三万円", "20ドル50セント"]
)
def test_what_can_be_read_in_part_only_is_not_read_at_all(text: str) -> None:
    value_type = "amount" if "円" in text or "ドル" in text else "date"
    [span] = find_values(text, value_type)
    assert span.cut(text) == text
    assert read_value(text, span, value_type).value is None


@pytest.mark.parametrize(("text", "value", "unit"), [("5m²", 5, "m²"), ("3mの縄", 3, "m"), ("10kmの道", 10, "km")])
def test_lengths_are_no_millions(text: str, value: int, unit: str) -> None:
    [span] = find_values(text, "quantity")
    reading = read_value(text, span, "quantity")
    assert (reading.value, reading.qualifiers) == (value, {"unit": unit})


def test_a_reference_date_settles_relative_dates() -> None:
    text = "締切は来週火曜です"
    [span] = find_values(text, "date")
    reading = read_value(text, span, "date", reference=datetime.date(2026, 3, 4))
    assert (span.cut(text), reading.value) == ("来週火曜", "2026-03-10")


@pytest.mark.parametrize(
    ("text", "unit", "value_type", "value"),
    [
        ("542632", "百万円", "amount", 542632000000),
        ("542632", "百万円", "number", 542632),
        ("150円", "円", "amount", 150),
        ("2.5", "", "integer", None),
        ("３", "", "integer", 3),
    ],
)
def test_bare_numbers_take_the_unit_of_their_column(text: str, unit: str, value_type: str, value: int | None) -> None:
    assert read_value(text, Span(0, len(text)), value_type, unit=unit).value == value


def test_strings_are_tidied_without_changing_their_marks() -> None:
    assert tidy("第１回　ＡＢＣ部会～春～（ﾃｽﾄ）") == "第1回　ABC部会～春～（テスト）"
    assert tidy("長い名前の\n会議") == "長い名前の会議"


@given(st.text(max_size=80), st.sampled_from(VALUE_TYPES))
def test_any_text_has_values_or_none(text: str, value_type: str) -> None:
    last = 0
    for span in find_values(text, value_type):
        assert last <= span.start < span.end <= len(text)
        last = span.end
        reading = read_value(text, span, value_type)
        if value_type in NUMERIC_TYPES:
            assert not isinstance(reading.value, str)
