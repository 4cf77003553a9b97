"""Reversed statements are found; the same statement in other words is not taken for one."""

from __future__ import annotations

import pytest

from sakura_cli.text.evidence.polarity import find_reversed

REVERSED = [
    ("今回の会議では購入を決めない。", "今回は購入を決める。"),
    ("当日は参加できない。", "当日は参加できる。"),
    ("契約は延期しない。", "契約は延期する。"),
    ("契約は延期する。", "契約は延期しない。"),
    ("売上が3%増加した。", "売上が3%減少した。"),
    ("苦情は前年より3件減っている。", "苦情は前年より3件増えている。"),
    ("構内での撮影は禁止されている。", "撮影は許可されている。"),
    ("この計画は可能である。", "この計画は不可能である。"),
    ("この計画は不可能である。", "この計画は可能である。"),
    ("試験で異常がなかった。", "試験で異常があった。"),
    ("水漏れは発生しなかった。", "水漏れが発生した。"),
]
SAME = [
    ("今回の会議では購入を決めない。", "購入を決めず。"),
    ("今回の会議では購入を決めない。", "購入は次回に提案する。"),
    ("雨の日は参加できないが、晴れの日は参加できる。", "晴れの日は参加できる。"),
    ("契約は延期しないと決めた。延期の案もあった。", "契約を延期。"),
    ("売上が3%増加し、費用は減少した。", "費用は減少し、売上が増加した。"),
    ("報告書を提出しなければならない。", "報告書を提出する。"),
    ("期限までに提出しないと失効する。", "期限までに提出する。"),
    ("工事を実施しないわけではない。", "工事を実施する。"),
    ("異常はありません。", "異常はない。"),
    ("値上げはしない。", "価格は据え置く。"),
    ("会議は開催されない場合がある。", "会議は開催される。"),
]


@pytest.mark.parametrize(("source", "summary"), REVERSED)
def test_a_reversed_statement_is_found(source: str, summary: str) -> None:
    assert find_reversed(summary, source)


@pytest.mark.parametrize(("source", "summary"), SAME)
def test_the_same_in_other_words_is_not_reported(source: str, summary: str) -> None:
    assert not find_reversed(summary, source)


@pytest.mark.parametrize(("source", "summary"), [*REVERSED, *SAME])
def test_a_text_never_contradicts_itself(source: str, summary: str) -> None:
    assert not find_reversed(source, source)
    assert not find_reversed(summary, summary)
