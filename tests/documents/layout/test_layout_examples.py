"""Single things that are drawn, with where they stand."""

from __future__ import annotations

import pytest

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.layout import find_cell_pairs, find_drawn
from sakura_cli.spans import Span
from tests.documents.layout.drawn import read_tables
from tests.documents.layout.drawn_forms import read_pairs


def find_one(text: str) -> Block:
    [block] = find_drawn(text)
    return block


def test_a_pair_knows_where_its_words_stand() -> None:
    text = "前文\n\n氏　名　山田太郎\n"
    block = find_one(text)
    assert block.span.cut(text) == "氏　名　山田太郎"
    assert block.pair is not None
    assert block.pair.label.pieces == (Span(4, 7),)
    assert block.pair.value.pieces == (Span(8, 12),)


def test_a_wrapped_value_has_a_piece_a_line() -> None:
    text = "会　場　　本社3階\n　　　　　大会議室\n"
    block = find_one(text)
    assert block.pair is not None
    assert [piece.cut(text) for piece in block.pair.value.pieces] == ["本社3階", "大会議室"]
    assert block.pieces == (*block.pair.label.pieces, *block.pair.value.pieces)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("URL https://example.jp/TEL/\n", [("URL", "https://example.jp/TEL/")]),
        (
            "氏名: 赤松\n備考: https://example.jp/a: 参照\n",
            [("氏名", "赤松"), ("備考", "https://example.jp/a: 参照")],
        ),
        ("品名　ボールペン　　　数量　10本", [("品名", "ボールペン"), ("数量", "10本")]),
        ("【担当】佐藤　【期限】3月5日", [("担当", "佐藤"), ("期限", "3月5日")]),
        ("TEL 03-0000-1111 / FAX 03-0000-1112", [("TEL", "03-0000-1111"), ("FAX", "03-0000-1112")]),
        ("日時　　4月1日(火)　10時\n会場　　本社3階", [("日時", "4月1日(火)　10時"), ("会場", "本社3階")]),
        ("会費…………2,000円", [("会費", "2,000円")]),
        ("件名：\n　春の会", [("件名", "春の会")]),
        ("氏　名｜山田太郎\n所　属｜営業部", [("氏名", "山田太郎"), ("所属", "営業部")]),
        ("甲　　住　所　　東京都千代田区1-1", [("住所", "東京都千代田区1-1")]),
        ("４．申請期限　令和8年10月30日（金）", [("申請期限", "令和8年10月30日（金）")]),
        ("会場　県民会館（電話　026-000-1111）", [("会場", "県民会館（電話　026-000-1111）")]),
        ("会費　会員2,000円　一般3,500円", [("会費", "会員2,000円　一般3,500円")]),
    ],
)
def test_labels_and_values(text: str, pairs: list[tuple[str, str]]) -> None:
    assert [(label, value) for label, value, _ in read_pairs(text)] == pairs


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("□有　☑無", {"有": False, "無": True}),
        ("(　)はい (レ)いいえ", {"はい": False, "いいえ": True}),
        ("性別　　男　・　○女", {"男": False, "女": True}),
        ("送付先　　○自宅　●勤務先", {"自宅": False, "勤務先": True}),
        ("配信：[ ] 希望する [x] 希望しない", {"希望する": False, "希望しない": True}),
        ("種類　□年休　☑その他（　　　）", {"年休": False, "その他（　　　）": True}),
    ],
)
def test_boxes(text: str, choices: dict[str, bool]) -> None:
    [(_, _, found)] = read_pairs(text)
    assert found == choices


def test_bullets_are_no_boxes() -> None:
    assert read_pairs("■日時：4月1日\n■会場：本社") == [("日時", "4月1日", {}), ("会場", "本社", {})]


def test_cells_merged_across_and_down() -> None:
    text = (
        "┌───┬───┬──┐\n│区分  │名称  │数  │\n├───┼───┴──┤\n│A     │共通        │\n"
        "├───┼───┬──┤\n│B     │い    │3   │\n│      ├───┼──┤\n│      │ろ    │4   │\n└───┴───┴──┘\n"
    )
    table = find_one(text).table
    assert table is not None
    assert [[(cell.cut(text), cell.columns, cell.rows) for cell in row] for row in table.rows] == [
        [("区分", 1, 1), ("名称", 1, 1), ("数", 1, 1)],
        [("A", 1, 1), ("共通", 2, 1)],
        [("B", 1, 2), ("い", 1, 1), ("3", 1, 1)],
        [("ろ", 1, 1), ("4", 1, 1)],
    ]


def test_a_form_in_a_frame_is_a_table_whose_cells_are_pairs() -> None:
    text = "┌────┬──────┐\n│氏　名　│山田太郎　　│\n├────┼──────┤\n│所　属　│□本社　☑支店│\n└────┴──────┘\n"
    table = find_one(text).table
    assert table is not None and table.header_rows == 0
    pairs = find_cell_pairs(text, table)
    assert [(pair.label.cut(text), pair.value.cut(text)) for pair in pairs] == [
        ("氏　名", "山田太郎"),
        ("所　属", "□本社　☑支店"),
    ]
    assert [choice.is_ticked for choice in pairs[1].choices] == [False, True]


def test_a_title_and_a_note_are_not_of_the_table() -> None:
    text = "売上の推移（千円）\n部門　　　前期　　当期\n家電　　　 120　　 130\n食品　　　 200　　 210\n※催事を含む。\n"
    assert read_tables(text) == [[["部門", "前期", "当期"], ["家電", "120", "130"], ["食品", "200", "210"]]]


def test_sender_beside_addressee() -> None:
    text = "株式会社あおば　御中            みなと印刷株式会社\n購買部　川村　様                横浜市中区本町2-1\n"
    assert [[piece.cut(text) for piece in block.pieces] for block in find_drawn(text)] == [
        ["株式会社あおば　御中", "購買部　川村　様"],
        ["みなと印刷株式会社", "横浜市中区本町2-1"],
    ]


def test_a_ragged_invoice_and_its_total() -> None:
    text = "品名　数量　単価　金額\nりんご　20　3,200　64,000\nみかん　15　2,480　37,200\n合計　￥101,200\n"
    assert read_tables(text) == [
        [["品名", "数量", "単価", "金額"], ["りんご", "20", "3,200", "64,000"], ["みかん", "15", "2,480", "37,200"]]
    ]
    assert read_pairs(text) == [("合計", "￥101,200", {})]
