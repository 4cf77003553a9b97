"""Records that stand in columns or whose labels come again, rows that are no items, and labels after a gap."""

from __future__ import annotations

from sakura_cli.documents.document import Document
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Shape, parse_fields
from sakura_cli.tasks.framework.steps import complete
from tests.fakes.engine import ScriptedEngine
from tests.tasks.extraction.relations.test_drawings import read


def test_items_in_columns() -> None:
    drawn = "■数字\n          新規    継続    解約\n  前月     14      88       3\n  今月     11      90       1\n"
    assert read(drawn, "数字[]:{項目, 前月:number, 今月:number}")["数字"] == [
        {"項目": "新規", "前月": 14, "今月": 11},
        {"項目": "継続", "前月": 88, "今月": 90},
        {"項目": "解約", "前月": 3, "今月": 1},
    ]


def test_days_in_columns_beside_labels() -> None:
    drawn = (
        "　１　日程\n　　　　　　　本社　　　　　　　多摩工場\n　　日　付　　5月12日（火）　　 5月14日（木）\n"
        "　　会　場　　講堂　　　　　　　食堂棟\n\n　２　対象　　全従業員\n"
    )
    assert read(drawn, "実施[]:{事業所, 日付:date, 会場}")["実施"] == [
        {"事業所": "本社", "日付": "--05-12", "会場": "講堂"},
        {"事業所": "多摩工場", "日付": "--05-14", "会場": "食堂棟"},
    ]


def test_labels_that_come_again() -> None:
    drawn = "●やること\n【担当】山本　【期限】2/10　【内容】一覧を更新\n【担当】唐沢　【期限】2/13　【内容】宿を手配\n"
    assert read(drawn, "タスク[]:{内容, 担当:name, 期限:date}")["タスク"] == [
        {"内容": "一覧を更新", "担当": "山本", "期限": "--02-10"},
        {"内容": "宿を手配", "担当": "唐沢", "期限": "--02-13"},
    ]


def test_a_fee_that_a_field_asks_for_is_no_item() -> None:
    drawn = "| 品名 | 数量 | 単価 | 金額 |\n|---|---|---|---|\n| 皿 | 2 | 300 | 600 |\n| 送料 | 1 | | 500 |\n"
    items = "明細[]:{品名, 数量:number, 単価:amount, 金額:amount}"
    asked = read(drawn, f"{items}, 送料:amount")
    assert [row["品名"] for row in asked["明細"]] == ["皿"]
    assert asked["送料"] == 500
    assert [row["品名"] for row in read(drawn, items)["明細"]] == ["皿", "送料"]


def test_a_column_of_ranges_is_for_both_ends() -> None:
    drawn = "| 作業内容 | 人数 | 時間 |\n|---|---|---|\n| 鉄筋組立 | 6 | 8:00～17:00 |\n| 打設 | 2 | 13:00～16:30 |\n"
    assert read(drawn, "作業[]:{作業内容, 人数:number, 開始:time, 終了:time}")["作業"] == [
        {"作業内容": "鉄筋組立", "人数": 6, "開始": "08:00", "終了": "17:00"},
        {"作業内容": "打設", "人数": 2, "開始": "13:00", "終了": "16:30"},
    ]


def test_a_value_ends_where_a_gap_and_the_next_label_follow() -> None:
    drawn = "　建物名　　青葉ビルディング　　　　　　　　　点検日　　令和８年６月２４日（水）\n"
    assert read(drawn, "建物名, 点検日:date") == {"建物名": "青葉ビルディング", "点検日": "2026-06-24"}


def test_what_a_price_depends_on_is_not_the_price() -> None:
    drawn = "送料：本州 30,000円以上で無料、北海道・沖縄は別途お見積り。\n"
    assert read(drawn, "北海道送料:amount") == {"北海道送料": None}


def test_the_seller_of_a_confirmed_order_is_its_sender() -> None:
    drawn = (
        "注文請書\n2026/03/24\n\n株式会社こまどり園芸　　　　　　　　　　伊賀上陶器株式会社\n"
        "仕入課　城戸崎 様　　　　　　　　　　　三重県伊賀市丸柱0-99\n"
    )
    assert read(drawn, "発注元, 発注先") == {"発注元": "株式会社こまどり園芸", "発注先": "伊賀上陶器株式会社"}


def test_a_part_of_the_right_column_is_of_the_party_above_it() -> None:
    drawn = (
        "支払先  : 真壁 ゆず 様            支払元: 株式会社コトリコード\n"
        "支払日  : 2026-08-10              担当  : 経理 国分\n"
    )
    assert read(drawn, "支払元, 支払元担当:name") == {"支払元": "株式会社コトリコード", "支払元担当": "国分"}


def test_what_a_model_answers_where_nothing_is_settled_is_no_value() -> None:
    engine = ScriptedEngine(lambda request: '{"場所": "未定"}')
    document = Document("memo.txt", "次回は9月26日、場所は未定です。\n", "utf-8", "\n", False)
    shape = Shape(parse_fields("場所"))
    result = complete(engine, extract(document, shape, ExtractionOptions(), engine.count_text_tokens))
    assert result.payload.data == {"場所": None}
