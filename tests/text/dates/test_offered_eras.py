"""Eras that a form offers side by side: until one is chosen the year says no date."""

from __future__ import annotations

import pytest

from sakura_cli.text.facts import read_dates


@pytest.mark.parametrize(
    "written",
    [
        "昭和・平成　４５年　６月　２日",
        "昭和／平成／令和 3年4月5日",
        "明治　大正　昭和　平成　4年2月1日",
        "（昭和）・平成　45年6月2日",
        "S・H・R 8年6月2日",
        "大・昭・平 9年6月2日",
    ],
)
def test_an_era_among_others_is_not_that_of_the_year(written: str) -> None:
    [reading] = read_dates(written).values()
    assert reading.value is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("昭和45年6月2日", ["1970-06-02"]),
        ("平成30年・令和元年", ["2018", "2019"]),
        ("平成、令和の8年", []),
        ("平成31年（2019年）4月30日", ["2019-04-30"]),
        ("令和８（２０２６）年１月２８日（水）", ["2026-01-28"]),
        ("H.30.4.1", ["2018-04-01"]),
    ],
)
def test_an_era_alone_is(written: str, expected: list[str]) -> None:
    assert [reading.value for reading in read_dates(written).values() if reading.value] == expected
