"""Labels that are one word in two spellings, and words inside a label that make nothing else of it."""

from __future__ import annotations

import pytest

from sakura_cli.tasks.extraction.outlining.naming import LEAST, compare
from sakura_cli.tasks.extraction.outlining.spelling import spell


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("お客様番号", "お客さま番号"),
        ("取扱店", "取り扱い店"),
        ("受取人", "お受け取り人"),
        ("打合せ日時", "打ち合わせ日時"),
        ("引取日", "引き取り日"),
        ("届出日", "届け出日"),
        ("割引額", "割り引き額"),
        ("払戻額", "払い戻し額"),
        ("申込締切", "申し込み締め切り"),
        ("第一希望", "第１希望"),
        ("第2候補日", "第二候補日"),
        ("子供氏名", "子どもの氏名"),
        ("振替日", "口座振替予定日"),
        ("消費税", "（うち消費税等相当額"),
        ("確認者", "確認者印"),
    ],
)
def test_one_word_in_two_spellings_names_one_thing(name: str, label: str) -> None:
    assert compare(name, label) >= LEAST


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("組合名", "組み合わせ名"),
        ("第一希望", "第二希望"),
        ("請求額", "前回請求額"),
        ("支払額", "未払い額"),
        ("受取人", "受取日"),
    ],
)
def test_what_only_looks_alike_names_another_thing(name: str, label: str) -> None:
    assert compare(name, label) < LEAST


def test_a_key_is_spelled_without_what_verbs_end_in() -> None:
    assert spell("打ち合わせ場所") == spell("打合せ場所") == "打合場所"
    assert spell("第十二回") == "第12回"
