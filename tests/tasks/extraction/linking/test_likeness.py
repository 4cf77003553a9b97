"""Names that no table knows for the same find one another by their stems, their ends and the thesaurus."""

from __future__ import annotations

import pytest

from sakura_cli.tasks.extraction.linking.likeness import compare_likely, suits_likely
from sakura_cli.tasks.extraction.outlining.naming import LEAST


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("製造元", "製造者"),
        ("検収者", "検収担当"),
        ("発送主", "発送元"),
        ("仮払額", "仮払金"),
        ("研修費用", "研修代"),
        ("ロットサイズ", "ロット数"),
        ("図面番号", "図番"),
        ("社員番号", "社番"),
        ("工事名称", "工名"),
        ("受取人", "受取"),
        ("点検者", "点検"),
        ("申込URL", "お申込み"),
        ("転居先", "お引越先"),
        ("配送方法", "配達方法"),
        ("見本数", "サンプル数"),
    ],
)
def test_names_of_one_thing_are_alike(name: str, label: str) -> None:
    assert compare_likely(name, label) >= LEAST


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("発注者", "発注日"),
        ("請求元", "請求先"),
        ("発注元", "発注先"),
        ("支払金額", "支払日"),
        ("注文番号", "文書番号"),
        ("納品日", "発行日"),
        ("送料", "合計"),
        ("前回使用量", "使用量"),
        ("開始日", "終了日"),
        ("売上金額", "仕入金額"),
        ("消費税率", "消費税"),
        ("部署", "部長"),
        ("変更後数量", "変更前数量"),
    ],
)
def test_names_of_two_things_are_not(name: str, label: str) -> None:
    assert compare_likely(name, label) == 0


@pytest.mark.parametrize(
    ("name", "label", "heading"),
    [
        ("物件名", "名称", "（１）物件の表示"),
        ("設備名称", "名称", "設備の概要"),
        ("免許証番号", "番号", "運転免許証"),
        ("口座種別", "種別", "お振込先口座"),
        ("工場所在地", "住所", "工場"),
    ],
)
def test_a_label_that_says_only_the_kind_is_of_what_its_heading_says(name: str, label: str, heading: str) -> None:
    assert compare_likely(name, label, (heading,)) >= LEAST
    assert compare_likely(name, label, ("備考",)) == 0


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("受取人", "店長 相馬", True),
        ("受取人", "2025年3月1日", False),
        ("受付番号", "A-102", True),
        ("受付番号", "未定", False),
        ("用途", "3", True),
    ],
)
def test_the_value_has_to_be_of_the_kind_that_the_name_ends_in(name: str, value: str, expected: bool) -> None:
    assert suits_likely(name, value) is expected
