"""Actions and shares that go with the wrong thing are found; those the source leaves open are not."""

from __future__ import annotations

import pytest

from sakura_cli.text.evidence.objects import find_mismatched

SOURCE = (
    "前の型で起きた水漏れの苦情7件のうち5件が、パッキンの組み付け不良によるものだった。"
    "作業手順書を改訂し、11月20日までに教育を終える。購入の件は次回に提案する。"
)


@pytest.mark.parametrize(
    "summary", ["苦情5件を改訂。", "パッキンを改訂し、教育を終える。", "苦情5件のうち5件が不良による。"]
)
def test_the_wrong_thing_is_found(summary: str) -> None:
    assert find_mismatched(summary, SOURCE)


@pytest.mark.parametrize(
    "summary",
    [
        "手順書を改訂。",
        "作業手順書を改訂する。",
        "機器の購入を提案。",
        "マニュアルを更新。",
        "苦情7件中5件が不良による。",
    ],
)
def test_what_the_source_says_or_leaves_open_is_not_reported(summary: str) -> None:
    assert not find_mismatched(summary, SOURCE)
