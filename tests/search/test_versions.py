"""When a document is of, and which documents are versions of one."""

from __future__ import annotations

import pytest

from sakura_cli.search.passages import find_passages, name_document
from sakura_cli.search.versions import find_version_date, list_series, name_series
from tests.search.documents import read


@pytest.mark.parametrize(
    ("name", "text", "date"),
    [
        ("a.txt", "旅費規程\n\n2023年4月1日施行\n2025年10月1日改定\n\n第1条　目的。", "2025-10-01"),
        ("旅費規程_2025年10月.txt", "旅費規程\n\n第1条　目的。", "2025-10-00"),
        ("a.txt", "旅費規程\n\n令和7年4月1日　改正\n\n第1条　目的。", "2025-04-01"),
        ("a.txt", "旅費規程\n\n第1条　2019年3月に始めた出張から適用する。", ""),
        ("a.txt", "旅費規程\n\n第1条　目的。", ""),
    ],
)
def test_a_document_is_of_the_latest_date_at_its_head(name: str, text: str, date: str) -> None:
    assert find_version_date(read(name, text)) == date


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("旅費規程", "旅費規程（2025年10月改定）", True),
        ("価格表　2025年度", "価格表　2026年度", True),
        ("旅費規程", "賃金規程", False),
        ("駐車場利用要領_2023年4月", "駐車場利用要領_2026年7月改定", True),
        ("【旧】給与規程", "給与規程（令和7年度版）", True),
        ("就業規則_最新版", "就業規則", True),
        ("旧・手順書", "手順書 rev3", True),
        ("料金改定のお知らせ", "料金のお知らせ", False),
    ],
)
def test_versions_of_a_document_are_called_the_same(one: str, other: str, is_same: bool) -> None:
    assert (name_series(one) == name_series(other)) is is_same


def test_documents_that_begin_with_a_chapter_are_told_apart_by_the_names_of_their_files() -> None:
    names = [
        name_document(document.source, find_passages(document))
        for document in (
            read("賃金規程.txt", "第1章　総則\n\n第1条　賃金の支払を定める。\n"),
            read("就業規則.txt", "第1章　総則\n\n第1条　勤務を定める。\n"),
        )
    ]
    assert names == ["賃金規程", "就業規則"]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (("国内出張旅費規程", "国内出張旅費規程_2023年4月"), ("主管　経理部", "国内出張旅費規程_2026年6月改定"), True),
        (("経理部からのお知らせ", "給与支給細則_2024"), ("給与支給細則", "kyuyo2026"), True),
        (("総会の記録", "scan_1"), ("役員会の記録", "scan_2"), False),
        (("総会の記録", "議事録_1"), ("役員会の記録", "議事録_2"), False),
    ],
)
def test_versions_share_a_title_or_a_telling_name_of_their_files(
    one: tuple[str, str], other: tuple[str, str], is_same: bool
) -> None:
    assert list_series(*one).isdisjoint(list_series(*other)) is not is_same
