"""Where dates stand as they are written, and what beside them is none."""

from __future__ import annotations

import pytest

from sakura_cli.spans import Span
from sakura_cli.text.dates.written import find_written_dates, split_range


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2025年前半の売上", ["2025年"]),
        ("2000年前の遺跡", ["2000年前"]),
        ("4月1日前後に届く", ["4月1日"]),
        ("3日前後に届く", ["3日"]),
        ("3年前の10月に始めた", ["3年前の10月"]),
        ("2025年の4月に", ["2025年の4月"]),
        ("2025年13月1日", ["2025年13月1日"]),
        ("来年13月1日", ["来年13月1日"]),
        ("創業30年\n2026年4月1日に移転", ["2026年4月1日"]),
        ("今月初めて開く", []),
        ("来月初めに開く", ["来月初め"]),
        ("開始 4月\n10名", ["4月"]),
        ("大3年の学生", []),
        ("来月5日（月）に", ["来月5日（月）"]),
        ("昭和63年1月7日", ["昭和63年1月7日"]),
        ("平成20.4に改定", ["平成20.4"]),
        ("令和7.4.1〜8.3.31", ["令和7.4.1〜8.3.31"]),
        ("令和7.4〜8.3", ["令和7.4〜8.3"]),
        ("R7.4の版、令和3.5%", []),
        ("10日の年次有給休暇を与える。", []),
        ("納品まで10日かかります。", []),
        ("商品は3日で届きます。", []),
        ("2泊3日の研修に参加した。", []),
        ("有効期間は作成日より30日、納品日から10日とする。", []),
        ("週3日の勤務、月4日の在宅、年5日の休み。", []),
        ("発注から5日、あと3日、残り2日です。", []),
        ("90日以内、30日前までに", ["30日前"]),
        ("三日ぶりに、3日早く、10日分を", []),
        ("最長5日の猶予を与える。", []),
        ("工期は20日です。", []),
        ("来週3日に、毎月10日に、10日までに", ["3日", "10日", "10日"]),
        ("3日の会議は4日から10日まで", ["3日", "4日から10日"]),
        ("今週3日と、7日に届く荷物", ["3日", "7日"]),
        ("それから14日の月曜日に", ["14日"]),
        ("H20年2月30日", ["H20年2月30日"]),
    ],
)
def test_a_date_is_found_whole_and_nothing_beside_it(text: str, dates: list[str]) -> None:
    assert [date.span.cut(text) for date in find_written_dates(text)] == dates


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("5月11〜15日", ("5月11", "15日")),
        ("来週月曜から来週金曜", ("来週月曜", "来週金曜")),
        ("４月上旬～5月末", ("４月上旬", "5月末")),
        ("May 11 to 15", ("May 11", "15")),
        ("5月11日", None),
        ("5月11日から15日まで", None),
        ("5月11日、15日", None),
    ],
)
def test_the_ends_of_a_range(text: str, ends: tuple[str, str] | None) -> None:
    found = split_range(text)
    assert (found and tuple(Span(*end).cut(text) for end in found)) == ends
