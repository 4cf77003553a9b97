"""Written dates: settled in ISO 8601, or declared ambiguous, never wrong."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.text.dates.resolving import normalize_date, read_dates

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
    ("令和7.4.1", "2025-04-01"),
    ("令和７．４．１", "2025-04-01"),
    ("令和 7. 4. 1", "2025-04-01"),
    ("令和元.5.1", "2019-05-01"),
    ("令7.4.1", "2025-04-01"),
    ("令和7/4/1", "2025-04-01"),
    ("平20.4.1", "2008-04-01"),
    ("平20/4/1", "2008-04-01"),
    ("昭63・1・7", "1988-01-07"),
    ("昭六三・一・七", "1988-01-07"),
    ("大15.12.24", "1926-12-24"),
    ("R07.04.01", "2025-04-01"),
    ("㍻20.4.1", "2008-04-01"),
    ("平成20.4", "2008-04"),
    ("令和7.4.1〜8.3.31", "2025-04-01/2026-03-31"),
    ("令和7.4〜8.3", "2025-04/2026-03"),
    ("R7.4.1～R8.3.31", "2025-04-01/2026-03-31"),
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
ERAS = [
    ("平成20.4.1", "2008-04-01"),
    ("平20.4.1", "2008-04-01"),
    ("平 20. 4. 1", "2008-04-01"),
    ("令和7.4.1", "2025-04-01"),
    ("令和7/4/1", "2025-04-01"),
    ("令和７－４－１", "2025-04-01"),
    ("令和元.5.1", "2019-05-01"),
    ("昭和六三・一・七", "1988-01-07"),
    ("大12.9.1", "1923-09-01"),
    ("H20/4/1", "2008-04-01"),
    ("R元年5月1日", "2019-05-01"),
    ("昭63年1月15日", "1988-01-15"),
    ("平20年度", None),
    ("昭和六十三年", "1988"),
    ("令和02年02月29日", "2020-02-29"),
    ("令和7.7.20〜8.31", "2025-07-20/2025-08-31"),
]
YEARS_APART = [
    ("2026年の3月5日", "2026-03-05"),
    ("2024年4〜6月", "2024-04/2024-06"),
    ("2025年度の12月", "2025-12"),
    ("二千二十五年 四月一日", "2025-04-01"),
    ("2026年の2月30日", None),
]
INTERVALS = [
    ("3月末〜2026年4月", "2026-03-31/2026-04"),
    ("5日〜2026年4月10日", "2026-04-05/2026-04-10"),
    ("来月28日〜5日", "2026-04-28/2026-05-05"),
    ("3月5日〜1月5日", "2026-03-05/2027-01-05"),
    ("2月28日〜30日", None),
    ("本日から3日後", "2026-03-04/2026-03-07"),
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


@pytest.mark.parametrize(("raw", "expected"), ERAS + YEARS_APART)
def test_years_of_eras_and_years_that_stand_apart(raw: str, expected: str | None) -> None:
    assert normalize_date(raw).value == expected


@pytest.mark.parametrize(("raw", "expected"), INTERVALS)
def test_an_end_of_an_interval_is_settled_from_the_other(raw: str, expected: str | None) -> None:
    assert normalize_date(raw, reference=WEDNESDAY).value == expected


@pytest.mark.parametrize(
    ("raw", "value", "readings"),
    [
        # Of the fiscal year 2025 March is in 2026, but not of every writer's.
        ("2025年度3月5日", None, ("2026-03-05", "2025-03-05")),
        ("2025年度3月5日（木）", "2026-03-05", ()),
        ("2025年度4月", "2025-04", ()),
        ("26年12月25日（木）", "2014-12-25", ()),
        ("元年3月5日", None, ("1989-03-05",)),
        ("令和8年2月29日", None, ()),
        ("'26年2月29日", None, ()),
        ("平30年2月29日", None, ()),
    ],
)
def test_a_weekday_or_the_calendar_may_leave_one_reading(
    raw: str, value: str | None, readings: tuple[str, ...]
) -> None:
    result = normalize_date(raw)
    assert (result.value, result.alternatives) == (value, readings)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("本日3月4日", "2026-03-04"),
        ("来週火曜(3月10日)", "2026-03-10"),
        ("2026年3月4日(2026/3/4)", "2026-03-04"),
        ("本日3月5日", None),
        ("明日または明後日", None),
        ("来月5日(月)", None),
    ],
)
def test_two_statements_of_a_date_have_to_agree(raw: str, value: str | None) -> None:
    assert normalize_date(raw, reference=WEDNESDAY).value == value


def test_no_number_of_days_is_too_large_to_be_refused() -> None:
    assert normalize_date("99999999日後", reference=WEDNESDAY).value is None
    assert normalize_date("9999年後", reference=WEDNESDAY).value is None


def test_dates_of_a_text_count_from_the_one_before_them_in_their_line() -> None:
    text = "2026年10月5日（月）、12日（月）に開き、翌月2日に閉じる。\n同月3日は休み。"
    read = [(span.cut(text), date.value) for span, date in read_dates(text)]
    assert read == [
        ("2026年10月5日（月）", "2026-10-05"),
        ("12日（月）", "2026-10-12"),
        ("翌月2日", "2026-11-02"),
        ("同月3日", None),
    ]


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
def test_any_text_is_settled_or_refused(text: str) -> None:
    normalize_date(text, reference=WEDNESDAY)
    read_dates(text, reference=WEDNESDAY)
