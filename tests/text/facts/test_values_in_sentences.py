"""Values as sentences write them: lists that leave out a month, numbers that look like dates, signs, taxes, groups."""

from __future__ import annotations

import datetime

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.tasks.extraction.fields import parse_fields
from sakura_cli.tasks.extraction.source import IndexedDocument
from sakura_cli.text.dates.finding import find_dates
from sakura_cli.text.evidence.align import Aligned
from sakura_cli.text.facts.support import find_unsupported, missing_facts
from sakura_cli.text.facts.values import find_values, read_value

TODAY = datetime.date(2026, 3, 4)


def read_dates(text: str, reference: datetime.date | None = None) -> list[tuple[str, object]]:
    [wanted] = parse_fields("日付:date")
    source = IndexedDocument(Document("<text>", text, "utf-8", "\n", has_bom=False), reference=reference)
    leaves = [source.leaf(wanted, Aligned(span, "EXACT")) for span in source.candidates(wanted)]
    return [(leaf.raw, leaf.value) for leaf in leaves]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("11月22日、23日、24日に開催", [("11月22日", "--11-22"), ("23日", "--11-23"), ("24日", "--11-24")]),
        ("11月22・23日", [("11月22", "--11-22"), ("23日", "--11-23")]),
        ("令和8年5月11、12日", [("令和8年5月11", "2026-05-11"), ("12日", "2026-05-12")]),
        ("5月11〜15日", [("5月11〜15日", "--05-11/--05-15")]),
        ("2026年5月11～15日に実施", [("2026年5月11～15日", "2026-05-11/2026-05-15")]),
        ("４／１（水）・２（木）", [("４／１（水）", "--04-01"), ("２（木）", "--04-02")]),
        ("2026年10月5日、11月6日", [("2026年10月5日", "2026-10-05"), ("11月6日", "2026-11-06")]),
        ("2024年1、2月の平均", [("2024年1", "2024-01"), ("2月", "2024-02")]),
        ("2026年7月20日10時〜21日18時", [("2026年7月20日", "2026-07-20"), ("21日", "2026-07-21")]),
        # Only the weekday says that it is the month after.
        ("2026年9月28日(月)、5日(月)", [("2026年9月28日(月)", "2026-09-28"), ("5日(月)", "2026-10-05")]),
        ("2026年12月28日、1月5日", [("2026年12月28日", "2026-12-28"), ("1月5日", None)]),
        ("7月31日22時〜1日6時", [("7月31日", "--07-31"), ("1日", None)]),
    ],
)
def test_a_date_in_a_list_is_of_the_month_before_it(text: str, dates: list[tuple[str, object]]) -> None:
    assert read_dates(text) == dates


def test_no_date_of_a_list_is_completed_from_today() -> None:
    text = "2026年10月5日(月)、12日(月)、19日(月)に行う。"
    assert [value for _, value in read_dates(text, TODAY)] == ["2026-10-05", "2026-10-12", "2026-10-19"]
    # The first cannot be read, so neither can the second.
    assert read_dates("2025年2月30日、12日(木)", TODAY)[-1][1] is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026年12月28日〜1月5日", "2026-12-28/2027-01-05"),
        ("2025年12月中旬〜1月上旬", "2025-12-11/2026-01-10"),
        ("四月上旬から五月中旬", "--04-01/--05-20"),
        ("2025.7.20〜8.31", "2025-07-20/2025-08-31"),
        ("2025.7.20-2025.8.31", "2025-07-20/2025-08-31"),
        ("20250401-20250405", "2025-04-01/2025-04-05"),
        ("Dec. 31 - Jan. 2, 2025", "2024-12-31/2025-01-02"),
        ("十二月卅一日", "--12-31"),
        ("2025-04", "2025-04"),
        ("31-Jan-2025", "2025-01-31"),
        ("2025 Jan 31", "2025-01-31"),
    ],
)
def test_intervals_and_forms_read_whole(text: str, value: str) -> None:
    assert read_dates(text) == [(text, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("来月上旬", "2026-04-01/2026-04-10"), ("次の火曜日", None), ("FY2025", None)],
)
def test_words_for_a_part_of_a_month_or_a_week(text: str, value: str | None) -> None:
    assert read_dates(text, TODAY) == [(text, value)]


@pytest.mark.parametrize(
    "text",
    [
        "1日3回、食後に服用",
        "一日2錠",
        "1日最大8時間",
        "一日中雨だった",
        "参加率は3/4だった",
        "費用を1/2に縮小した",
        "約2/3が賛成",
        "丸の内1-12-10",
        "六本木1-2-1001",
        "品番 12-3-4",
        "二日酔いで休んだ",
        "四日市から来た",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_values(text, "date") == []


@pytest.mark.parametrize("text", ["1日10時に集合", "4/1以降", "3/4(木)に提出"])
def test_what_is_a_date_stays_one(text: str) -> None:
    assert len(find_values(text, "date")) == 1


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("営業利益△1,234千円", [-1234000]),
        ("粗利 ▲ 1,200千円", [-1200000]),
        ("五〇、〇〇〇円", [50000]),
        ("一、二〇〇円", [1200]),
        ("3,5000円", [None]),
        ("3.000,50ユーロ", [None]),
        ("€1.234,50", [None]),
        ("2,3千円", [None]),
        ("12,34,567円", [None]),
        ("（単位：千円）合計1,234円", [1234]),
    ],
)
def test_signs_and_groups_of_amounts(text: str, values: list[object]) -> None:
    assert [read_value(text, span, "amount").value for span in find_values(text, "amount")] == values


@pytest.mark.parametrize(
    ("text", "taxes"),
    [
        ("12,800円（税込14,080円）", [None, "included"]),
        ("12,800円 税込14,080円", [None, "included"]),
        ("12,800円（税込、送料別）", ["included"]),
        ("12,800円税別", ["excluded"]),
    ],
)
def test_a_tax_is_said_of_the_amount_it_stands_with(text: str, taxes: list[str | None]) -> None:
    spans = find_values(text, "amount")
    assert [read_value(text, span, "amount").qualifiers.get("tax") for span in spans] == taxes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("10万円台", {"approximate": True}),
        ("500万円超", {"bound": "at-least"}),
        ("1万円を超える", {"bound": "at-least"}),
        ("300万円〜", {"bound": "at-least"}),
        ("〜300万円", {"bound": "at-most"}),
        ("300万円〜500万円", {"lower": 3000000, "upper": 5000000}),
    ],
)
def test_limits_of_amounts(text: str, said: dict[str, object]) -> None:
    [span] = find_values(text, "amount")
    assert read_value(text, span, "amount").qualifiers == {"currency": "JPY", **said}


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("マイナス10度", -10, "度"),
        ("氷点下5℃", -5, "℃"),
        ("前年比△5.2%", -5.2, "%"),
        ("2錠", 2, "錠"),
        ("80mmHg", 80, "mmHg"),
        ("5Gbps", 5, "Gbps"),
        ("3.5人月", 3.5, "人月"),
    ],
)
def test_signs_and_units_of_quantities(text: str, value: float, unit: str) -> None:
    [span] = find_values(text, "quantity")
    reading = read_value(text, span, "quantity")
    assert (reading.value, reading.qualifiers["unit"]) == (value, unit)


def test_a_time_that_is_about_says_so() -> None:
    text = "10時頃に着く"
    [span] = find_values(text, "time")
    reading = read_value(text, span, "time")
    assert (reading.value, reading.qualifiers) == ("10:00", {"approximate": True})


@pytest.mark.parametrize(
    ("japanese", "english"),
    [
        ("1日3回、2錠を服用してください。", "Take two tablets three times a day."),
        ("1日に約300人が訪れる。", "About 300 people visit each day."),
        ("11月22・23日に開催。", "Held on November 22 and 23."),
        ("5月11〜15日に実施。", "Conducted from May 11 to 15."),
        ("2026年12月28日〜1月5日は休業。", "Closed from December 28, 2026 to January 5."),
        ("2026年12月28日〜1月5日は休業。", "Closed from December 28, 2026 to January 5, 2027."),
        ("出席率は3/4だった。", "The attendance rate was 3/4."),
        ("血圧は142/88mmHg。", "Blood pressure was 142/88 mmHg."),
        ("期限は2025年1月31日。", "Due 31-Jan-2025."),
        ("5月11日に15人が来た。", "On May 11, 15 people came."),
    ],
)
def test_the_same_values_in_the_other_language_are_neither_lost_nor_new(japanese: str, english: str) -> None:
    for source, target in ((japanese, english), (english, japanese)):
        assert missing_facts(source, target) == []
        assert find_unsupported(target, source) == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("on June 5, 2026 and July 6", 2026),
        ("from June 5, 2026 to July 6", 2026),
        ("from December 28, 2026 to January 5", 2027),
        ("on December 28, 2026 and January 5", None),
        ("on June 5, 2026. Later, July 6", None),
    ],
)
def test_an_english_date_takes_over_the_year_before_it(text: str, year: int | None) -> None:
    assert [mention.date.year for mention in find_dates(text)] == [2026, year]
