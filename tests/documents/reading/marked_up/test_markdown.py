"""Markdown as blocks: what markdown-it-py says, with the place of every block, line and cell in the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.reading.marked_up.markdown import find_references, read
from tests.fakes.markdown_documents import DOCUMENTS, README


def test_blocks_with_their_marks_and_the_lines_of_their_text() -> None:
    found = [(block.kind, block.level, [piece.cut(README) for piece in block.pieces]) for block in read(README)]
    assert found == [
        ("code", 0, []),
        ("heading", 1, ["使い方 `run`"]),
        (
            "paragraph",
            0,
            [
                '最初に**設定**を確認し、[手引き](docs/guide.md "案内")を読みます。',
                "続けて `npm install` を実行してください。",
            ],
        ),
        ("item", 1, ["[x] 準備する"]),
        ("item", 1, ["項目の<b>二つ目</b>  ", "改行の後"]),
        ("code", 0, []),
        ("quote", 1, ["引用の一行目", "二行目と[参照][ref]"]),
        ("table", 0, []),
        ("code", 0, []),
        ("code", 0, []),
    ]


def test_the_cells_of_a_table() -> None:
    [table] = [block.table for block in read(README) if block.table]
    assert [[cell.cut(README) for cell in row] for row in table.rows] == [["名前", "値"], ["速度", "`1` \\| 二"]]
    assert table.header_rows == 1


def test_items_know_how_deep_they_are() -> None:
    text = "- 一\n  - 二\n    > 引用\n- 三\n"
    assert [(block.kind, block.level) for block in read(text)] == [("item", 1), ("item", 2), ("quote", 1), ("item", 1)]


def pieces_of(text: str) -> list[tuple[str, list[str]]]:
    return [(block.kind, [piece.cut(text) for piece in block.pieces]) for block in read(text)]


def test_each_footnote_is_an_item_whatever_its_words_look_like() -> None:
    text = "本文[^1]です。\n\n[^1]: 保存されません。\n[^注]: 二つ目の、 注です。\n"
    assert pieces_of(text) == [
        ("paragraph", ["本文[^1]です。"]),
        ("item", ["保存されません。"]),
        ("item", ["二つ目の、 注です。"]),
    ]
    assert find_references(text) == {}


def test_the_lines_of_admonitions_are_no_words() -> None:
    text = (
        ":::note 注意\n消えます。\n:::\n\n!!! tip\n    管理者だけです。\n\n    二段落目。\n\n外です。\n\n"
        "> [!TIP]\n> 押さないでください。\n\n```\n:::\n[^1]: x\n```\n"
    )
    assert pieces_of(text) == [
        ("heading", ["注意"]),
        ("paragraph", ["消えます。"]),
        ("code", []),
        ("paragraph", ["管理者だけです。"]),
        ("paragraph", ["二段落目。"]),
        ("paragraph", ["外です。"]),
        ("code", []),
        ("quote", ["押さないでください。"]),
        ("code", []),
    ]


@pytest.mark.parametrize(
    "line",
    [
        '!!! note "事前の準備"',
        '!!! danger inline end "事前の準備"',
        '??? info "事前の準備"',
        '???+ info "事前の準備"',
        '=== "事前の準備"',
        ":::tip[事前の準備]",
        ":::caution 事前の準備",
        "::: details 事前の準備",
        ":::: {.note} 事前の準備",
        "> [!TIP] 事前の準備",
        "> [!faq]- 事前の準備",
    ],
)
def test_titles_of_admonitions_are_words(line: str) -> None:
    assert pieces_of(f"前です。\n\n{line}\n\n後です。\n") == [
        ("paragraph", ["前です。"]),
        ("heading", ["事前の準備"]),
        ("paragraph", ["後です。"]),
    ]


@pytest.mark.parametrize("line", ["::: {.note #a}", ":::", "!!! note", "===", "> [!NOTE]", "::::::"])
def test_lines_of_admonitions_without_a_title_are_none(line: str) -> None:
    assert not [
        kind for kind, _ in pieces_of(f"前です。\n\n{line}\n\n後です。\n") if kind == "heading" and line != "==="
    ]


def test_references_are_known_to_lines_far_from_them() -> None:
    assert "REF" in find_references(README)


@given(st.one_of(DOCUMENTS, st.text(st.sampled_from("文a|-#>* \n\t1.`:[]<p!^"), max_size=60)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_whole(text: str) -> None:
    covered = [position for block in read(text) for position in range(*block.span)]
    assert sorted(set(covered)) == covered
    assert all(position in covered for position, char in enumerate(text) if not char.isspace())
