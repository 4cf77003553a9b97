"""Written forms of dates, amounts, times and numbers: normalised, or declared ambiguous, never wrong."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.text.dates import normalize_date
from sakura_cli.text.quantities.normalize import (
    Amount,
    normalize_amount,
    normalize_phone,
    normalize_postal_code,
    normalize_quantity,
    normalize_time,
    normalize_width,
)

WEDNESDAY = datetime.date(2026, 3, 4)

DATES = [
    ("2026年3月5日", "2026-03-05"),
    ("2026年03月05日", "2026-03-05"),
    ("２０２６年３月５日", "2026-03-05"),
    ("2026年3月5日（木）", "2026-03-05"),
    ("2026年3月5日木曜日", "2026-03-05"),
    ("2026年 3月 5日", "2026-03-05"),
    ("二〇二六年三月五日", "2026-03-05"),
    ("二○二六年十二月二十五日", "2026-12-25"),
    ("西暦2026年3月5日", "2026-03-05"),
    ("令和8年3月5日", "2026-03-05"),
    ("令和7年4月1日", "2025-04-01"),
    ("令和元年5月1日", "2019-05-01"),
    ("令和八年三月五日", "2026-03-05"),
    ("㋿8年3月5日", "2026-03-05"),
    ("平成31年4月30日", "2019-04-30"),
    ("昭和64年1月7日", "1989-01-07"),
    ("昭和五十年十一月三日", "1975-11-03"),
    ("大正12年9月1日", "1923-09-01"),
    ("明治三十九年四月", "1906-04"),
    ("R8.3.5", "2026-03-05"),
    ("R7.4.1", "2025-04-01"),
    ("Ｒ８．３．５", "2026-03-05"),
    ("H30.12.31", "2018-12-31"),
    ("S63/1/15", "1988-01-15"),
    ("R8年3月5日", "2026-03-05"),
    ("令和8年（2026年）3月5日", "2026-03-05"),
    ("1997（平成9）年7月30日", "1997-07-30"),
    ("2026-03-05", "2026-03-05"),
    ("2026/3/5", "2026-03-05"),
    ("2026/03/05(木)", "2026-03-05"),
    ("2026.3.5", "2026-03-05"),
    ("20260305", "2026-03-05"),
    ("2026/3", "2026-03"),
    ("2026年3月", "2026-03"),
    ("2026年", "2026"),
    ("令和8年", "2026"),
    ("平成三十年", "2018"),
    ("'26年3月5日", "2026-03-05"),
    ("3月5日", "--03-05"),
    ("３月５日", "--03-05"),
    ("三月五日", "--03-05"),
    ("3/5", "--03-05"),
    ("4/1(水)", "--04-01"),
    ("3月5日(木・祝)", "--03-05"),
    ("3月", "--03"),
    ("5日", "---05"),
    ("3月5日〜7日", "--03-05/--03-07"),
    ("3月5日（木）～3月7日（土）", "--03-05/--03-07"),
    ("2026年3月5日〜7日", "2026-03-05/2026-03-07"),
    ("2026年3月30日から4月2日", "2026-03-30/2026-04-02"),
    ("2026/3/5-2026/3/7", "2026-03-05/2026-03-07"),
    ("4〜6月", "--04/--06"),
    ("2024〜2026年", "2024/2026"),
    ("2026年3月末", "2026-03-31"),
    ("2024年2月末日", "2024-02-29"),
    ("2026年3月上旬", "2026-03-01/2026-03-10"),
    ("2026年3月初旬", "2026-03-01/2026-03-10"),
    ("一九九五年一月十七日", "1995-01-17"),
    ("二千二十五年四月一日", "2025-04-01"),
    ("令和７年四月１日", "2025-04-01"),
    ("2026年2月下旬", "2026-02-21/2026-02-28"),
    ("March 5, 2026", "2026-03-05"),
    ("Mar. 5, 2026", "2026-03-05"),
    ("5 March 2026", "2026-03-05"),
    ("Thursday, March 5, 2026", "2026-03-05"),
    ("5th of March 2026", "2026-03-05"),
    ("March 2026", "2026-03"),
    ("March 5", "--03-05"),
    ("13/05/2026", "2026-05-13"),
    ("2026年3月5日付", "2026-03-05"),
    ("2026年3月5日まで", "2026-03-05"),
]
RELATIVE = [
    ("来週火曜", "2026-03-10"),
    ("来週の火曜日", "2026-03-10"),
    ("今週金曜", "2026-03-06"),
    ("先週月曜日", "2026-02-23"),
    ("再来週の木曜", "2026-03-19"),
    ("明日", "2026-03-05"),
    ("明後日", "2026-03-06"),
    ("本日", "2026-03-04"),
    ("昨日", "2026-03-03"),
    ("3日後", "2026-03-07"),
    ("三日前", "2026-03-01"),
    ("2週間後", "2026-03-18"),
    ("1か月後", "2026-04-04"),
    ("１年前", "2025-03-04"),
    ("来月5日", "2026-04-05"),
    ("今月末", "2026-03-31"),
    ("来月末日", "2026-04-30"),
    ("来年4月1日", "2027-04-01"),
    ("去年の12月", "2025-12"),
    ("3月5日", "2026-03-05"),
    ("12月25日", "2025-12-25"),
    ("8月1日", "2026-08-01"),
    ("4/1(水)", "2026-04-01"),
    ("4/1(木)", "2027-04-01"),
]
AMBIGUOUS_DATES = [
    ("3/4/05", ("2005-03-04", "2005-04-03")),
    ("03/05/2026", ("2026-03-05", "2026-05-03")),
    ("26年3月5日", ("2026-03-05", "2044-03-05", "2014-03-05", "1951-03-05")),
    ("8年3月5日", ("2026-03-05", "1996-03-05", "1933-03-05")),
    ("2026年3月5日(金)", ("2026-03-05",)),
    ("2025年度", ("2025-04/2026-03", "2025")),
    ("2026年（令和9年）3月5日", ("2026-03-05", "2027-03-05")),
    ("2月末", ("--02-28", "--02-29")),
    ("3月5日、4月6日", ("--03-05", "--04-06")),
    ("2026年3月7日〜5日", ("2026-03-07", "2026-03-05")),
]
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


@pytest.mark.parametrize(("raw", "expected"), DATES)
def test_dates(raw: str, expected: str) -> None:
    assert normalize_date(raw).value == expected


@pytest.mark.parametrize(("raw", "expected"), RELATIVE)
def test_dates_relative_to_a_reference(raw: str, expected: str) -> None:
    assert normalize_date(raw, reference=WEDNESDAY).value == expected


@pytest.mark.parametrize("raw", ["来週火曜", "明日", "3日後", "来月5日", "今月末", "金曜日"])
def test_relative_dates_need_a_reference(raw: str) -> None:
    assert normalize_date(raw).value is None


@pytest.mark.parametrize(
    "raw",
    ["2026年2月30日", "2025年13月1日", "昭和100年1月1日", "13月5日", "20261340", "金額", "3.14", "1/2/3/4", "三四日"],
)
def test_what_is_no_date_has_no_value(raw: str) -> None:
    assert normalize_date(raw).value is None


@pytest.mark.parametrize(("raw", "readings"), AMBIGUOUS_DATES)
def test_ambiguous_dates_say_so(raw: str, readings: tuple[str, ...]) -> None:
    result = normalize_date(raw)
    assert result.value is None
    assert result.alternatives == readings
    assert result.reason


@pytest.mark.parametrize("raw", ["来週日曜", "火曜日", "1か月後"])
def test_relative_dates_can_be_ambiguous_too(raw: str) -> None:
    reference = datetime.date(2026, 1, 31) if raw == "1か月後" else WEDNESDAY
    result = normalize_date(raw, reference=reference)
    assert result.value is None
    assert result.alternatives


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


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2080, 12, 31)))
def test_every_day_of_the_calendar_comes_back(day: datetime.date) -> None:
    weekday = "月火水木金土日"[day.weekday()]
    spellings = [
        f"{day.year}年{day.month}月{day.day}日（{weekday}）",
        f"{day.year}/{day.month}/{day.day}",
        day.isoformat(),
        f"{day:%B} {day.day}, {day.year}",
    ]
    if day >= datetime.date(2019, 5, 1):
        spellings += [f"令和{day.year - 2018}年{day.month}月{day.day}日", f"R{day.year - 2018}.{day.month}.{day.day}"]
    for spelling in spellings:
        assert normalize_date(spelling).value == day.isoformat()


@given(st.text(max_size=30))
def test_any_text_is_normalised_or_refused(text: str) -> None:
    normalize_date(text, reference=WEDNESDAY)
    normalize_amount(text)
    normalize_quantity(text)
    normalize_time(text)
    normalize_phone(text)
