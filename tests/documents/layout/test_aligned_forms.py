"""What stands in a column of labels is a label, whether forms are known to use it or not."""

from __future__ import annotations

import pytest

from sakura_cli.documents.layout import find_drawn

FORM = """顧客名    東雲精機株式会社        製造者    株式会社トガシ製作所
品  名    ガイドブラケット        {label}    TSK-40417-B
材  質    SUS304                  検査日    2025.08.26
"""


def pairs_of(text: str) -> dict[str, str]:
    found = {}
    for block in find_drawn(text):
        for pair in (block.pair, *block.more_pairs) if block.pair is not None else ():
            found["".join(pair.label.cut(text).split())] = pair.value.cut(text)
    return found


@pytest.mark.parametrize("label", ["図  番", "刻  印", "型番号", "炉符号", "ロット", "色　調"])
def test_a_word_in_a_column_of_labels_is_one(label: str) -> None:
    found = pairs_of(FORM.format(label=label))
    assert found["".join(label.split())] == "TSK-40417-B"
    assert (found["品名"], found["材質"], found["顧客名"]) == ("ガイドブラケット", "SUS304", "東雲精機株式会社")


def test_columns_of_names_are_no_labels() -> None:
    text = "佐藤    東京    鈴木    大阪\n高橋    京都    田中    神戸\n伊藤    奈良    渡辺    福岡\n"
    assert pairs_of(text) == {}
