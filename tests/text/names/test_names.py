"""Names by form: what is one, what only looks like one."""

from __future__ import annotations

import pytest

from sakura_cli.characters.fold import fold
from sakura_cli.text.names.finding import find_names, is_loanword


def names(text: str) -> list[str]:
    return [name.text for name in find_names(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("木村様と服部さん", ["木村", "服部"]),
        ("花子さんと直人君", ["花子", "直人"]),
        ("佐々木部長が来た", ["佐々木"]),
        ("長谷川健一氏", ["長谷川健一"]),
        ("土屋課長、馬場先生、渡部係長", ["土屋", "馬場", "渡部"]),
        ("山口県の鈴木が話した", ["鈴木"]),
        ("株式会社東洋電機の担当", ["東洋電機"]),
        ("合名会社緑山と㈲早川屋", ["緑山", "早川屋"]),
        ("ジョン・スミスがハルカゼを使う", ["ジョン", "スミス", "ハルカゼ"]),
        ("Acme社のJohn", ["Acme", "John"]),
    ],
)
def test_names_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "お客様、皆様、神様、仕様、多様、同様の模様、左様、無様",
        "営業部長と総務課長、開発本部長、副社長、各担当課長",
        "業者さん、店員さん、職人さん、利用者様、患者様、ご家族様、生徒さん、大家さん",
        "同氏、両氏、摂氏、諸氏",
        "総理大臣、外務大臣、経済産業大臣、環境大臣",
        "システムのセキュリティとプロジェクトマネージャー",
        "学術的リーダー、専門家チーフ",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert names(text) == []


def test_loanwords_may_be_put_together() -> None:
    assert is_loanword("プロジェクトマネージャー")
    assert is_loanword("サーバー")
    assert not is_loanword("ゴンザレス")
