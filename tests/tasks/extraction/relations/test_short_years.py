"""Days with a year of two figures are read where another day of the paper tells which calendar is meant."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape


@pytest.mark.parametrize(
    ("told", "written", "expected"),
    [
        ("照会日 2026年05月11日", "26.04.27", "2026-04-27"),
        ("照会日 2026年1月5日", "25.12.27", "2025-12-27"),
        ("照会日 2026/05/11", "26/4/27", "2026-04-27"),
        ("照会日 令和8年5月11日", "8.04.27", "2026-04-27"),
        ("照会日 令和８年５月１１日", "08.04.27", "2026-04-27"),
        ("照会日 2026年05月11日", "8.4.27", "2026-04-27"),
        ("照会日 2026年05月11日", "26.13.40", None),
        ("照会日 2026年05月11日", "19.04.27", None),
        ("照会日 5月11日", "26.04.27", None),
        ("", "26.04.27", None),
    ],
)
def test_the_year_is_told_by_another_day(told: str, written: str, expected: str | None) -> None:
    text = f"お取引明細　　{told}\n\n年月日        お引出し    摘要\n{written}        86,240      振込\n"
    result, _ = run(text, shape("取引[]:{年月日:date, 引出し:amount, 摘要}"), answer({}))
    [item] = result.payload.data["取引"]
    assert (item["年月日"], item["引出し"]) == (expected, 86240)


@pytest.mark.parametrize(
    ("told", "written", "expected"),
    [
        ("作成日　2025年2月6日", "2月20日(木)", "2025-02-20"),
        ("作成日　2025年12月20日", "1月10日", "2026-01-10"),
        ("作成日　2026年1月9日", "12月26日", "2025-12-26"),
        ("作成日　令和7年6月16日", "6/11", "2025-06-11"),
        ("作成日　2025年2月6日", "2月20日(金)", "--02-20"),  # in no year near
        ("対象月　2025年11月", "22日(土)", "2025-11-22"),
        ("対象月　2025年11月", "22日(日)", "---22"),
        ("", "2月20日(木)", "--02-20"),
        ("生年月日　1953年2月19日\n作成日　2025年7月8日", "7月4日", "2025-07-04"),
        ("開始　2024年4月1日\n終了　2025年9月30日", "12月1日", "--12-01"),
    ],
)
def test_a_day_without_a_year_is_the_next_to_those_of_the_paper(told: str, written: str, expected: str) -> None:
    result, _ = run(f"{told}\n\n希望日：{written}\n", shape("希望日:date"), answer({}))
    assert result.payload.data["希望日"] == expected
