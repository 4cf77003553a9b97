"""Written forms of amounts, times and numbers: normalised, or declared ambiguous, never wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.text.quantities.normalize import (
    Amount,
    normalize_amount,
    normalize_phone,
    normalize_postal_code,
    normalize_quantity,
    normalize_time,
    normalize_width,
)

AMOUNTS = [
    ("1,280円", "1280", "JPY"),
    ("１，２８０円", "1280", "JPY"),
    ("￥1,280", "1280", "JPY"),
    ("¥1,280-", "1280", "JPY"),
    ("￥3万", "30000", "JPY"),
    ("3万円", "30000", "JPY"),
    ("3.5万円", "35000", "JPY"),
    ("三千万円", "30000000", "JPY"),
    ("三千五百円", "3500", "JPY"),
    ("百二十億円", "12000000000", "JPY"),
    ("1億2,000万円", "120000000", "JPY"),
    ("1 億 2000 万円", "120000000", "JPY"),
    ("2兆3,456億円", "2345600000000", "JPY"),
    ("2.5億円", "250000000", "JPY"),
    ("1万2千円", "12000", "JPY"),
    ("５千円", "5000", "JPY"),
    ("千円", "1000", "JPY"),
    ("500千円", "500000", "JPY"),
    ("1,200百万円", "1200000000", "JPY"),
    ("金参萬円也", "30000", "JPY"),
    ("金壱百弐拾万円也", "1200000", "JPY"),
    ("金1,280円也", "1280", "JPY"),
    ("二〇〇〇円", "2000", "JPY"),
    ("0円", "0", "JPY"),
    ("▲1,200円", "-1200", "JPY"),
    ("-500円", "-500", "JPY"),
    ("マイナス300円", "-300", "JPY"),
    ("1280 yen", "1280", "JPY"),
    ("JPY 1,280", "1280", None),
    ("120 million yen", "120000000", "JPY"),
    ("$3.5M", "3500000", "USD"),
    ("$1,234.56", "1234.56", "USD"),
    ("US$20", "20", "USD"),
    ("50ドル", "50", "USD"),
    ("1万5千ドル", "15000", "USD"),
    ("€99", "99", "EUR"),
    ("3億ユーロ", "300000000", "EUR"),
    ("100人民元", "100", "CNY"),
    ("1,280", "1280", None),
    ("金三萬伍千円也", "35000", "JPY"),
    ("1億2千3百45万円", "123450000", "JPY"),
    ("1円50銭", "1.5", "JPY"),
    ("5000ウォン", "5000", "KRW"),
]
TIMES = [
    ("14時30分", "14:30"),
    ("１４時３０分", "14:30"),
    ("14:30", "14:30"),
    ("１４：３０", "14:30"),
    ("午後2時30分", "14:30"),
    ("午後2時半", "14:30"),
    ("午前9時", "09:00"),
    ("午前0時", "00:00"),
    ("午後12時15分", "12:15"),
    ("正午", "12:00"),
    ("夜8時", "20:00"),
    ("朝7時", "07:00"),
    ("十四時三十分", "14:30"),
    ("10時", "10:00"),
    ("9:00", "09:00"),
    ("2:30 pm", "14:30"),
    ("10 a.m.", "10:00"),
    ("14:00〜15:30", "14:00/15:30"),
    ("14時〜15時30分", "14:00/15:30"),
    ("午後2時から4時", "14:00/16:00"),
    ("10〜12時", "10:00/12:00"),
    ("2-4 pm", "14:00/16:00"),
    ("11-2 pm", "11:00/14:00"),
    ("25時", None),
    ("2時", None),
    ("8時15分前", None),
    ("午前12時", "00:00"),
    ("24:00", "24:00"),
]
QUANTITIES = [
    ("10kg", "10", "kg"),
    ("１０ｋｇ", "10", "kg"),
    ("三名", "3", "名"),
    ("12.5％", "12.5", "%"),
    ("3割5分", "35", "%"),
    ("百二十名", "120", "名"),
    ("1.5L", "1.5", "L"),
    ("90分", "90", "分"),
    ("1時間30分", "5400", "second"),
    ("1万2千人", "12000", "人"),
    ("▲3.2%", "-3.2", "%"),
    ("twenty-five people", "25", "people"),
    ("数十名", None, ""),
    ("1m50cm", "1.5", "m"),
    ("１ｍ５０ｃｍ", "1.5", "m"),
    ("3km500m", "3.5", "km"),
    ("2kg300g", "2.3", "kg"),
    ("1メートル70センチ", "1.7", "メートル"),
    ("2キロ500グラム", "2.5", "キロ"),
    ("3トン500キロ", "3.5", "トン"),
    ("2L500mL", "2.5", "L"),
    ("10cm3mm", "10.3", "cm"),
    ("5m20cm3mm", "5.203", "m"),
    ("1 kg 300 g", "1.3", "kg"),
    ("1時間30分15秒", "5415", "second"),
    ("3m 500cm", None, ""),
    ("2週間3日", None, ""),
    ("5m2", "5", "m2"),
    ("三十二十名", None, ""),
]
PHONES = [
    ("03-1234-5678", "03-1234-5678"),
    ("０３－１２３４－５６７８", "03-1234-5678"),
    ("03(1234)5678", "03-1234-5678"),
    ("（03）1234-5678", "03-1234-5678"),
    ("03ー1234ー5678", "03-1234-5678"),
    ("03 1234 5678", "03-1234-5678"),
    ("0312345678", "03-1234-5678"),
    ("09012345678", "090-1234-5678"),
    ("0120123456", "0120-123-456"),
    ("+81-3-1234-5678", "03-1234-5678"),
    ("+81 (0)90 1234 5678", "090-1234-5678"),
    ("TEL: 03-1234-5678", "03-1234-5678"),
    ("+1-212-555-0100", "+1-212-555-0100"),
    ("12345", None),
]


@pytest.mark.parametrize(("raw", "value", "currency"), AMOUNTS)
def test_amounts(raw: str, value: str, currency: str | None) -> None:
    amount = normalize_amount(raw)
    assert amount.value == Decimal(value)
    assert amount.currency == (currency or amount.currency)


@pytest.mark.parametrize(
    ("raw", "value", "tax"),
    [
        ("1,280円（税込）", "1280", "included"),
        ("税込1,280円", "1280", "included"),
        ("1,280円(税抜き)", "1280", "excluded"),
        ("本体価格1,280円", "1280", "excluded"),
        ("1,280円＋税", "1280", "excluded"),
        ("1,280円（消費税別）", "1280", "excluded"),
        ("1,280円", "1280", None),
    ],
)
def test_tax(raw: str, value: str, tax: str | None) -> None:
    amount = normalize_amount(raw)
    assert (amount.value, amount.tax) == (Decimal(value), tax)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("100〜200万円", Amount(Decimal(1000000), "JPY", upper=Decimal(2000000))),
        ("2千〜3千円", Amount(Decimal(2000), "JPY", upper=Decimal(3000))),
        ("3万～5万円", Amount(Decimal(30000), "JPY", upper=Decimal(50000))),
        ("1,000円以上", Amount(Decimal(1000), "JPY", bound="at-least")),
        ("上限5万円", Amount(Decimal(50000), "JPY", bound="at-most")),
        ("約3億円", Amount(Decimal(300000000), "JPY", is_approximate=True)),
        ("1.280円", Amount(None, "JPY", alternatives=(Decimal("1.280"), Decimal(1280)))),
        ("1.280,50 €", Amount(None, None)),
        ("1,100円（本体1,000円）", Amount(None, "JPY", "excluded", alternatives=(Decimal(1100), Decimal(1000)))),
        ("数万円", Amount(None)),
        ("未定", Amount(None)),
    ],
)
def test_ranges_limits_and_ambiguous_amounts(raw: str, expected: Amount) -> None:
    amount = normalize_amount(raw)
    assert (amount.value, amount.upper, amount.bound) == (expected.value, expected.upper, expected.bound)
    assert amount.is_approximate == expected.is_approximate
    assert amount.alternatives == expected.alternatives


@pytest.mark.parametrize(("raw", "expected"), TIMES)
def test_times(raw: str, expected: str | None) -> None:
    assert normalize_time(raw).value == expected


@pytest.mark.parametrize(("raw", "value", "unit"), QUANTITIES)
def test_quantities(raw: str, value: str | None, unit: str) -> None:
    measure = normalize_quantity(raw)
    assert (measure.value, measure.unit) == (None if value is None else Decimal(value), unit)


@pytest.mark.parametrize(("raw", "expected"), PHONES)
def test_telephone_numbers(raw: str, expected: str | None) -> None:
    assert normalize_phone(raw).value == expected


@pytest.mark.parametrize("raw", ["100-0001", "〒100-0001", "１００－０００１", "1000001", "〒 100 0001"])
def test_postal_codes(raw: str) -> None:
    assert normalize_postal_code(raw).value == "100-0001"


def test_width() -> None:
    assert normalize_width("　ＡＢＣ－１２３　") == "ABC-123"


@given(st.text(max_size=30))
def test_any_text_is_normalised_or_refused(text: str) -> None:
    normalize_amount(text)
    normalize_quantity(text)
    normalize_time(text)
    normalize_phone(text)
