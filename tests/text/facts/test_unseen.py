"""Numbers with characters in them that nobody sees: they are read as what a reader sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.text.facts import find_facts, find_values, read_value


@pytest.mark.parametrize(
    ("text", "value_type", "raw", "value"),
    [
        ("合計 1\u200b2,8\u200b00円です", "amount", "1\u200b2,8\u200b00円", 12800),
        ("合計 ￥\u20601,280", "amount", "￥\u20601,280", 1280),
        ("合計\ufeff3\ufeff万円", "amount", "3\ufeff万円", 30000),
        ("合計 1\u00a0234\u00a0567円", "amount", "1\u00a0234\u00a0567円", 1234567),
        ("合計 12\u202f800円", "amount", "12\u202f800円", 12800),
        ("合計 １２\u2009８００円", "amount", "１２\u2009８００円", 12800),
        ("数量 1\u00ad5個", "number", "1\u00ad5個", 15),
        ("重さ 10\u00a0kg", "quantity", "10\u00a0kg", 10),
        ("期限 2026\u200b年3月\u200b5日まで", "date", "2026\u200b年3月\u200b5日", "2026-03-05"),
        ("開始 14\u200b:\u200b30", "time", "14\u200b:\u200b30", "14:30"),
        ("電話 03\u200b-1234\u200b-5678", "phone", "03\u200b-1234\u200b-5678", "03-1234-5678"),
        ("〒100\u200b-0001", "postal-code", "〒100\u200b-0001", "100-0001"),
        ("電話 03\u00a01234\u00a05678", "phone", "03\u00a01234\u00a05678", "03-1234-5678"),
    ],
)
def test_what_is_not_seen_is_not_read(text: str, value_type: str, raw: str, value: object) -> None:
    [span] = find_values(text, value_type)
    assert span.cut(text) == raw
    assert read_value(text, span, value_type).value == value


@pytest.mark.parametrize("text", ["3\u00a012\u00a0240円", "090\u00a0123\u00a04567", "0\u00a0123円", "2026\u00a0123円"])
def test_numbers_that_are_no_thousands_are_not_joined(text: str) -> None:
    assert "," not in "".join(fact.form for fact in find_facts(text))
    assert all(read_value(text, span, "amount").value in (123, 240) for span in find_values(text, "amount"))


@given(st.text("1２,万円\u200b\u00a0\u2060年月日 a-", max_size=16))
def test_facts_and_values_lie_in_the_text(text: str) -> None:
    for fact in find_facts(text):
        assert 0 <= fact.span.start < fact.span.end <= len(text)
    for value_type in ("amount", "number", "date", "phone"):
        for span in find_values(text, value_type):
            assert 0 <= span.start < span.end <= len(text)
            read_value(text, span, value_type)
