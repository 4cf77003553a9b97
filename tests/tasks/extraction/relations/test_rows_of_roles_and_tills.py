"""Rows under what a party is called, sums of a rate, receipts of tills, careers, marked lists, and what is no value."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("rows", "role", "name", "address"),
    [
        (
            "請負者　住所　秋田県横手市平鹿0-1\n　　　　氏名　株式会社　平鹿土木\n",
            "請負者",
            "株式会社　平鹿土木",
            "秋田県横手市平鹿0-1",
        ),
        (
            "保険契約者  住所 : 大分県日田市豆田0-2\n            氏名 : 豆田酒造有限会社\n",
            "保険契約者",
            "豆田酒造有限会社",
            "大分県日田市豆田0-2",
        ),
        (
            "届出者　　住所　　富山県氷見市比美町0-3\n　　　　　氏名　　茶谷　紘　　　　㊞\n",
            "届出者",
            "茶谷　紘",
            "富山県氷見市比美町0-3",
        ),
        (
            "委任者　氏名　小笹　和歌子\n　　　　住所　長崎県五島市福江町0-4\n",
            "委任者",
            "小笹　和歌子",
            "長崎県五島市福江町0-4",
        ),
    ],
)
def test_rows_under_what_a_party_is_called_are_its_parts(rows: str, role: str, name: str, address: str) -> None:
    data = read(f"令和8年5月1日\n\n{rows}\n下記のとおり届け出ます。\n", f"{role}, {role}の住所")
    assert data == {role: name, f"{role}の住所": address}


@pytest.mark.parametrize(
    ("lines", "base", "tax"),
    [
        ("　8％対象　　40,300　　消費税　3,224\n　10％対象　　6,000　　消費税　　600\n", 6000, 600),
        ("(8%対象  ¥1,114 内税 ¥82)\n(10%対象   ¥403 内税 ¥36)\n", 403, 36),
        ("８％対象　１，９４４（内消費税　１４４）\n１０％対象　４６，９１６（内消費税　４，２６５）\n", 46916, 4265),
        ("10%対象計 22,000円 消費税 2,000円\n8%対象計 5,400円 消費税 400円\n", 22000, 2000),
    ],
)
def test_the_rate_that_a_line_begins_with_is_that_of_its_sums(lines: str, base: int, tax: int) -> None:
    data = read(f"領収書\n\n合計　　50,000円\n{lines}", "10%対象額:amount, 10%消費税:amount")
    assert data == {"10%対象額": base, "10%消費税": tax}


def test_a_till_prints_items_with_their_sums_and_how_many_on_lines_of_their_own() -> None:
    text = """ホームストア　いずみ
2026年5月3日（日） 10:12
-----------------------------
培養土 25L
  698円 × 3個          2,094円
軍手 10双入              398円
木ネジ 3.5×25            228円
  (@228 × 1)
 *麦茶 2L
  2コ X 単128            ¥256
  割引                  -¥50
-----------------------------
小　計                 2,926円
合　計                 2,926円
"""
    data = read(text, "明細[]:{品名, 数量:number, 単価:amount, 金額:amount}, 合計:amount")
    assert data == {
        "明細": [
            {"品名": "培養土 25L", "数量": 3, "単価": 698, "金額": 2094},
            {"品名": "軍手 10双入", "数量": None, "単価": None, "金額": 398},
            {"品名": "木ネジ 3.5×25", "数量": 1, "単価": 228, "金額": 228},
            {"品名": "麦茶 2L", "数量": 2, "単価": 128, "金額": 256},
        ],
        "合計": 2926,
    }


def test_a_career_names_the_firms_that_somebody_joined() -> None:
    text = """履　歴　書

　年　　　月　｜　学　歴　・　職　歴
--------------+------------------------------
　　　　　　　｜　　　　　　職　　歴
平成28年　4月 ｜　株式会社カナリア硝子　入社
令和元年 10月 ｜　同社　営業部へ異動
令和 3年　3月 ｜　一身上の都合により退社
令和 3年　4月 ｜　有限会社みなぎ印刷　入社（契約社員）
　　　　　　　｜　現在に至る　　　　　以　上

　年　　　月　｜　免　許　・　資　格
--------------+------------------------------
平成30年 12月 ｜　色彩検定2級　合格
令和 5年　2月 ｜　危険物取扱者乙種4類　取得
　　　　　　　｜　（甲種を受験予定）
"""
    data = read(text, "職歴[]:{年月, 会社名}, 資格[]:{年月:date, 名称}")
    assert data == {
        "職歴": [
            {"年月": "平成28年\u30004月", "会社名": "株式会社カナリア硝子"},
            {"年月": "令和 3年\u30004月", "会社名": "有限会社みなぎ印刷"},
        ],
        "資格": [
            {"年月": "2018-12", "名称": "色彩検定2級"},
            {"年月": "2023-02", "名称": "危険物取扱者乙種4類"},
        ],
    }


def test_lines_that_a_word_in_brackets_marks_are_a_list() -> None:
    text = """実行委員会　議事録

１．開催日について
　　【決定】開催日は10月25日とする。
２．出店料について
　　昨年は4,000円であった。
　　【決定】出店料は5,000円とする。
　　　　　　募集は40区画。
"""
    assert read(text, "決定事項[]") == {
        "決定事項": ["開催日は10月25日とする。", "出店料は5,000円とする。募集は40区画。"]
    }


def test_an_account_may_have_a_line_for_each_of_its_parts() -> None:
    text = "【お振込先】\n  すだち信用金庫\n  渚支店　当座 0031876\n  ｶ)ﾂﾊﾞﾒｼﾖｳｶｲ\n"
    assert read(text, "銀行名, 支店名, 口座番号") == {
        "銀行名": "すだち信用金庫",
        "支店名": "渚支店",
        "口座番号": "0031876",
    }


@pytest.mark.parametrize(
    ("line", "field", "expected"),
    [
        ("配偶者　（有）・ 無", "配偶者", "有"),
        ("送迎　　有 ・（無）", "送迎", "無"),
        ("お問合せ：実行委員会事務局（市民会館内）0000-24-8100", "問合せ先", "実行委員会事務局（市民会館内）"),
        ("契約種別    従量電灯Ｂ     40 Ａ", "契約種別", "従量電灯B"),
        ("管理会社　さざなみ住環境㈱　フロント　岩動", "管理会社", "さざなみ住環境㈱"),
        ("氏　　名　　鶴岡　　　　澪", "氏名:name", "鶴岡　　　　澪"),
        ("講師　米沢　ちづる さん（手織工房主宰）", "講師:name", "米沢　ちづる"),
        ("監事　　日下部　隼人", "監事:name", "日下部　隼人"),
        ("ご担当　職員室　多田羅　様", "担当者:name", "多田羅"),
        ("送信日時　２０２６年　４月　３日（金）　　１６時　５分", "送信時刻:time", "16:05"),
        ("断水日時　９月１６日（水）午後１０時から翌１７日（木）午前５時まで", "断水終了時刻:time", "05:00"),
        ("日時：７月２１日（火）１８：３０～２０：０５", "終了時刻", "20：05"),
    ],
)
def test_a_value_is_its_own_words_only(line: str, field: str, expected: str) -> None:
    name = field.partition(":")[0]
    found = read(f"お知らせ\n\n作成日　2026年6月1日\n{line}\n", field)[name]
    assert str(found).replace(" ", "") == expected.replace(" ", "").replace("　", "") or found == expected


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("血圧　　／　　　　脈拍　　　　SpO2　98%\n", "脈拍:integer"),
        ("出席者　理事長　比嘉　正樹（３０２号室）\n", "出席者数:integer"),
        ("電話　（自宅）なし　　（携帯）090-0000-4416\n", "自宅電話:phone"),
        ("先方担当：なし（代理店の戸越氏が窓口）\n", "先方担当:name"),
        ("収集は5月6日です。5月3日は清掃の日ではありません。\n", "清掃日:date"),
        ("お弁当　不要\n", "弁当代:amount"),
        ("差出人: 見学担当\n", "差出人:name"),
        ("納品書（控）\nNo. D-118204\n", "請求書番号"),
        ("請求書\n　　　　　　　　　　2026年6月30日\n株式会社みどり 御中\n", "納品日:date"),
        ("注文請書\n　　　　　　　　　　2026年6月30日\n株式会社みどり 御中\n", "注文日:date"),
    ],
)
def test_what_is_of_something_else_is_no_value(text: str, field: str) -> None:
    assert read(text, field) == {field.partition(":")[0]: None}


def test_who_signs_for_what_stands_before_each_name() -> None:
    assert read("検査成績書\n\n　　承認 蒲池    検査 宮崎\n", "承認者:name, 検査者:name") == {
        "承認者": "蒲池",
        "検査者": "宮崎",
    }


def test_a_discount_with_a_quantity_is_an_item() -> None:
    text = """品名          数量  単位    単価      金額
昼食           412   食      310   127,720
お値引き         1   式             △2,000
小計                               125,720
"""
    data = read(text, "明細[]:{品名, 数量:number, 金額:amount}, 小計:amount")
    assert data == {
        "明細": [{"品名": "昼食", "数量": 412, "金額": 127720}, {"品名": "お値引き", "数量": 1, "金額": -2000}],
        "小計": 125720,
    }
