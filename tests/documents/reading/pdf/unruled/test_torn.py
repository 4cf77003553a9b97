"""Numbers and dates that a narrow cell breaks."""

from __future__ import annotations

import pytest

from sakura_cli.documents.reading.pdf.unruled.torn import is_torn


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("269,00", "0円"),
        ("△26,3", "00,000"),
        ("1,", "056"),
        ("令和6", "年3月"),
        ("年3月", "13日"),
        ("令和9年10", "月3日"),
        ("令和7年4月", "23日"),
        ("2025年1", "2月1日"),
    ],
)
def test_what_goes_on_in_the_next_line(first: str, second: str) -> None:
    assert is_torn(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("269,000", "12,500"),
        ("12,500円", "9円"),
        ("令和6年3月13日", "令和6年4月1日"),
        ("令和6年", "会議室"),
        ("斎場", "図書館"),
        ("3", "4"),
        ("2025", "2026"),
        ("", "年"),
    ],
)
def test_what_ends_there(first: str, second: str) -> None:
    assert not is_torn(first, second)
