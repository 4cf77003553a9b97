"""Dates that count from another: from a reference date or from the date named before them, never from a guess."""

from __future__ import annotations

import datetime

import pytest

from sakura_cli.text.dates.resolving import normalize_date
from sakura_cli.text.dates.values import PartialDate
from sakura_cli.text.dates.written import find_written_dates
from sakura_cli.text.quantities import Unread

TODAY = datetime.date(2026, 4, 1)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("同年9月30日", "2023-09-30"),
        ("同9月30日", "2023-09-30"),
        ("同月30日", "2023-12-30"),
        ("同月末日", "2023-12-31"),
        ("翌年3月31日", "2024-03-31"),
        ("翌月10日", "2024-01-10"),
        ("翌々月末", "2024-02-29"),
        ("前年12月", "2022-12"),
        ("前月末日", "2023-11-30"),
        ("翌週火曜", "2023-12-12"),
    ],
)
def test_counts_from_the_date_before_it_and_never_from_today(raw: str, expected: str) -> None:
    before = PartialDate(2023, 12, 4)
    assert normalize_date(raw, reference=TODAY, antecedent=before).value == expected
    alone = normalize_date(raw, reference=TODAY)
    assert (alone.value, alone.reason) == (None, Unread.NEEDS_ANTECEDENT)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("同年9月30日", "--09-30"), ("同月30日", "--04-30"), ("翌月10日", None), ("同月末日", None), ("翌年3月", None)],
)
def test_says_no_more_than_the_date_before_it(raw: str, expected: str | None) -> None:
    assert normalize_date(raw, antecedent=PartialDate(None, 4, 1)).value == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2024年4月1日から同年9月30日", "2024-04-01/2024-09-30"),
        ("2024年4月1日～同月30日", "2024-04-01/2024-04-30"),
        ("令和5年12月1日から翌年3月31日", "2023-12-01/2024-03-31"),
        ("来週月曜から来週金曜", "2026-04-06/2026-04-10"),
        ("昨年12月から今年3月", "2025-12/2026-03"),
    ],
)
def test_an_end_of_an_interval_may_count_from_its_start(raw: str, expected: str) -> None:
    assert [date.span.cut(raw) for date in find_written_dates(raw)] == [raw]
    assert normalize_date(raw, reference=TODAY).value == expected


def test_that_day_is_never_guessed() -> None:
    result = normalize_date("当日", reference=TODAY, antecedent=PartialDate(2026, 5, 11))
    assert (result.value, result.alternatives) == (None, ("2026-05-11",))


@pytest.mark.parametrize("word", ["合同9月3日", "共同3月4日"])
def test_the_end_of_another_word_is_no_reference(word: str) -> None:
    assert [date.span.cut(word) for date in find_written_dates(word)] == [word[2:]]
