"""What was changed into what, as sentences and chats say it."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("said", "fields", "expected"),
    [
        (
            "賃料月額金22万円（税別）を、6月分より月額金23万5千円に改める。",
            "改定前賃料:amount, 改定後賃料:amount",
            [220000, 235000],
        ),
        ("到着が11時→12時15分に遅れると伝えました。", "当初の到着予定:time, 変更後の到着予定:time", ["11:00", "12:15"]),
        (
            "納期を10月3日から10月10日に変更してください。",
            "変更前の納期:date, 変更後の納期:date",
            ["--10-03", "--10-10"],
        ),
        ("送料は880円⇒990円です。", "旧送料:amount, 新送料:amount", [880, 990]),
        ("開始を10時から11時に繰り下げます。", "変更前の開始:time, 変更後の開始:time", ["10:00", "11:00"]),
        ("会費は3,000円、懇親会費は5,000円です。", "変更前の会費:amount, 変更後の会費:amount", [None, None]),
        ("賃料は22万円を毎月25日に支払う。", "改定前賃料:amount, 改定後賃料:amount", [None, None]),
    ],
)
def test_a_change_has_a_value_before_and_one_after(said: str, fields: str, expected: list[object]) -> None:
    assert list(read(f"連絡\n\n次のとおりお知らせします。\n{said}\n", fields).values()) == expected
