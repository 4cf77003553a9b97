"""Kinds, spans and normal forms of the facts in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.characters.fold import fold
from sakura_cli.text.facts.finding import find_facts

CASES = [
    ("売上は３億2,000万円", "amount", "３億2,000万円", "320000000 JPY"),
    ("前年比１２．５％増", "percent", "１２．５％", "12.5 %"),
    ("三割引き", "percent", "三割", "30 %"),
    ("三名が出席", "number", "三名", "3 person"),
    ("1時間半かかる", "number", "1時間半", "5400 second"),
    ("㋿8年3月5日（木）に", "date", "㋿8年3月5日（木）", "2026-03-05"),
    ("3月5日に", "date", "3月5日", "--03-05"),
    ("午後2時半から", "time", "午後2時半", "14:30"),
    ("木曜に", "weekday", "木曜", "3"),
    ("https://Example.jp/a/ です", "url", "https://Example.jp/a/", "example.jp/a"),
    ("（http://ja.example.org/wiki/庭_(春)参照", "url", "http://ja.example.org/wiki/", "ja.example.org/wiki"),
    ("INFO@example.jpまで", "mail", "INFO@example.jp", "info@example.jp"),
    ("電話０３－１２３４－５６７８", "phone", "０３－１２３４－５６７８", "0312345678"),
    ("ABC-123Xの発売", "model", "ABC-123X", "ABC123X"),
    ("第3四半期", "model", "第3四半期", "Q3"),
    ("v1.2.3を公開", "model", "v1.2.3", "1.2.3"),
    ("{name}様", "placeholder", "{name}", "{name}"),
    ("%sを開く", "placeholder", "%s", "%s"),
    ("${HOME}に置く", "placeholder", "${HOME}", "${HOME}"),
    ("田中様", "kanji-name", "田中", "田中"),
    ("五十嵐さん", "kanji-name", "五十嵐", "五十嵐"),
    ("ハルカゼを発売", "katakana", "ハルカゼ", "ハルカゼ"),
]


@pytest.mark.parametrize(("text", "kind", "written", "form"), CASES)
def test_each_kind_is_found_in_place_and_in_normal_form(text: str, kind: str, written: str, form: str) -> None:
    found = [(fact.kind, fact.span.cut(text), fact.form) for fact in find_facts(text)]
    assert (kind, written, form) in found


@pytest.mark.parametrize(
    "text", ["一部の方が一緒に十分に統一した", "万が一、四国で百貨店の三者が", "唯一の第三者", "数百人、何十年"]
)
def test_words_with_kanji_numerals_are_not_taken_for_numbers(text: str) -> None:
    assert all(getattr(fact.detail, "is_plain_kanji", False) for fact in find_facts(text))


@given(st.text("0123456789０１２一二三十百千万億兆年月日時分名円%％.,/:-〜 （木)午後第半約ABab@{}$", max_size=40))
def test_any_text_is_searched_without_overlaps(text: str) -> None:
    position = 0
    for fact in find_facts(text):
        assert position <= fact.span.start < fact.span.end <= len(text)
        position = fact.span.end


@given(st.text(max_size=60))
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)
