"""What minutes, chats and letters tell in sentences: who, numbers of things, times behind days, places."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("司会は長内、記録は久慈が務めた。", "司会:name", "長内"),
        ("司会は長内、記録は久慈が務めた。", "記録:name", "久慈"),
        ("当日の案内役は総務課の森下です。", "案内役:name", "森下"),
        ("議長は鷺沼 英里子が務め、14時に閉会した。", "議長:name", "鷺沼 英里子"),
        ("立会人は楢原さんです。", "立会人:name", "楢原"),
        ("書記は交代で行う。", "書記:name", None),
        ("受付は午後からです。", "受付:name", None),
        ("説明者は工務店が行う。", "説明者:name", None),
        ("14時で確定しました。受付番号 TR-88105 です。", "受付番号", "TR-88105"),
        ("お手元の会員番号は K2040-17 になります。", "会員番号", "K2040-17"),
        ("資産番号わかりますか？", "資産番号", None),
        ("受付番号 は後日お知らせします。", "受付番号", None),
        ("次回は4月22日(水)10時、同じ部屋で行う。", "次回時刻:time", "10:00"),
        ("初回は11月28日(金)13:30です。", "初回時刻:time", "13:30"),
        ("次回は4月22日(水)の予定です。前回は10時でした。", "次回時刻:time", None),
        ("令和8年1月28日に、地下1階多目的室において連絡会を開催した。", "場所", "地下1階多目的室"),
        ("6月4日、市民会館（大会議室）において開いた。", "会場", "市民会館（大会議室）"),
        ("法律において定める。運営会議を開いた。", "納入場所", None),
    ],
)
def test_what_a_sentence_tells_is_found_and_nothing_else(text: str, field: str, expected: object) -> None:
    assert read(f"連絡会の記録\n\n先日の件について記す。\n{text}\n", field) == {field.split(":")[0]: expected}
