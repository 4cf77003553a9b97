"""Dates in running text as facts: with their readings, and with what they take over from the one before."""

from __future__ import annotations

import pytest

from sakura_cli.characters.fold import fold
from sakura_cli.text.dates.finding import find_dates
from sakura_cli.text.dates.values import PartialDate


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("平成20.4.1改定", [(2008, 4, 1)]),
        ("平20.4.1改定", [(2008, 4, 1)]),
        ("昭63年1月から", [(1988, 1, None)]),
        ("水平20.4.1", []),
        ("令和7.4.1.2", []),
        ("2026年5月11、12日", [(2026, 5, 11), (2026, 5, 12)]),
        ("4/1（水）・2（木）", [(None, 4, 1), (None, 4, 2)]),
        ("2026年12月28日〜1月5日", [(2026, 12, 28), (2027, 1, 5)]),
        ("2026年12月28日、1月5日", [(2026, 12, 28), (None, 1, 5)]),
        ("平成9（1997）年7月30日", [(1997, 7, 30)]),
    ],
)
def test_dates_and_what_they_take_over(text: str, dates: list[tuple[int | None, ...]]) -> None:
    assert [mention.date for mention in find_dates(fold(text))] == [PartialDate(*date) for date in dates]


@pytest.mark.parametrize("text", ["2026年（令和9年）3月", "2026年(令和9)3月", "令和8(2027)年3月"])
def test_two_years_that_disagree_are_two_readings(text: str) -> None:
    [mention] = find_dates(fold(text))
    assert mention.is_contradictory
    assert {reading.year for reading in mention.readings} == {2026, 2027}
