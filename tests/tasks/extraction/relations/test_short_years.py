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
