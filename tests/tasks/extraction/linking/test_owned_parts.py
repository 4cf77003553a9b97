"""A part is of the one whom the labels above it name, and of whoever made the paper where it stands there once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tasks.extraction.scripted import answer, run, shape

REFERRAL = """紹介元　こもれび内科クリニック
電話　0263-55-0171

患者氏名　　小河原　茂
生年月日　　昭和28年2月19日
患者住所　　松本市里山辺1150-8
電話番号　　0263-55-0198
"""
SHOP = """ホームセンター
クラシオ
TEL 0268-55-0125
合計　6,473円
"""


def find(text: str, field: str) -> Any:
    return next(iter(run(text, shape(field), answer({}))[0].payload.data.values()))


def test_a_part_below_labels_of_a_person_is_of_that_person() -> None:
    assert find(REFERRAL, "患者電話:phone") == "0263-55-0198"
    assert find(REFERRAL, "紹介元電話:phone") == "0263-55-0171"


@pytest.mark.parametrize("field", ["医師の電話:phone", "緊急連絡先の電話:phone", "店の電話:phone"])
def test_what_is_another_s_stays_open(field: str) -> None:
    assert find(REFERRAL, field) is None


@pytest.mark.parametrize("field", ["店の電話:phone", "店舗電話:phone", "予約電話:phone", "問い合わせ先の電話:phone"])
def test_the_only_one_in_a_paper_is_of_whoever_made_it(field: str) -> None:
    assert find(SHOP, field) == "0268-55-0125"


@pytest.mark.parametrize("field", ["会員の電話:phone", "配送先電話:phone", "店のメール:email"])
def test_and_of_nobody_else(field: str) -> None:
    assert find(SHOP, field) is None
