"""The conditions under which a sentence holds."""

from __future__ import annotations

import pytest

from sakura_cli.text.meaning import find_condition


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("欠航の場合、運賃の全額を返金します。", "欠航の場合"),
        ("雨が降ったら中止します。", "雨が降ったら"),
        ("前日までにご連絡いただければ、変更できます。", "前日までにご連絡いただければ"),
        ("手荷物は2個までお預かりします。", ""),
        ("", ""),
    ],
)
def test_what_a_sentence_says_of_when_it_holds(sentence: str, condition: str) -> None:
    assert find_condition(sentence).rstrip("、") == condition


def test_what_brings_a_condition_about_is_of_it() -> None:
    condition = find_condition("台風や大雪により作業できないと判断したときは、解約料をいただきません。")
    assert condition.startswith("台風や大雪により") and "解約料" not in condition
