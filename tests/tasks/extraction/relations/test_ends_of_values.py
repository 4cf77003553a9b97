"""Where a value on a form ends, and values that are none: further labels, a row that nobody has filled in."""

from __future__ import annotations

import re

import pytest

from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.cell_words import drop_common_mark
from tests.tasks.extraction.scripted import answer, run, shape


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("line", "field", "expected"),
    [
        ("材質　　: S45C                温湿度  : 21.5 ℃", "材質", "S45C"),
        ("契約期間　　２年（普通借家）　　更新料　新賃料の半月分", "契約期間", "2年（普通借家）"),
        ("塗装色　　白　　　　　　　　仕上げ　：　つや消し", "塗装色", "白"),
        ("使用薬品　重曹　　　　保管場所　倉庫２", "使用薬品", "重曹"),
        ("品名：手すり　　　　納入先名　北棟", "品名", "手すり"),
        ("運搬方法　　自社便　　　予備日　未定", "運搬方法", "自社便"),
        ("開催場所　　中央公民館　　大ホール", "開催場所", "中央公民館　　大ホール"),
    ],
)
def test_a_value_ends_where_the_label_of_another_stands_apart(line: str, field: str, expected: str) -> None:
    assert read(f"作業指示書\n\n作成日　2026年6月1日\n{line}\n", field) == {field: expected}


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("受付番号　　　　　　受付日　　　　　　　　決定区画", "受付番号"),
        ("許可番号　　　　　　許可日", "許可番号"),
        ("受領印　　　　　　　担当者", "受領印"),
        ("取扱店　　　　　受付担当　　　　　　受付印", "取扱店"),
        ("整理番号　　　　　　審査結果　　　　　　決裁日", "整理番号"),
    ],
)
def test_labels_in_a_row_say_nothing(line: str, field: str) -> None:
    assert read(f"利用申請書\n\n申請日　2026年6月1日\n{line}\n", field) == {field: None}


def test_a_bank_and_its_branch_are_nobodys_company_and_department() -> None:
    text = "支給明細\n\n氏名 鷺沼 英里子　　所属 物流管理部\n支給額　208,064\n振込先　榛東銀行 渋川支店 普通 0099481\n"
    assert read(text, "会社名, 所属, 銀行名, 支店名") == {
        "会社名": None,
        "所属": "物流管理部",
        "銀行名": "榛東銀行",
        "支店名": "渋川支店",
    }


@pytest.mark.parametrize(
    "value", ["面談なし", "（未承認）", "未選任", "該当者なし", "立会者いない", "担当者不在", "無し"]
)
def test_nobody_is_no_name(value: str) -> None:
    assert read(f"点検報告書\n\n点検日　2026年6月1日\n立会者　　{value}\n", "立会者:name") == {"立会者": None}


@pytest.mark.parametrize("label", ["税抜計", "当月合計", "課税小計", "差引合計額", "累計"])
def test_sums_of_any_kind_are_no_items(label: str) -> None:
    rows = "| 品名 | 金額 |\n|---|---:|\n| 歯車 | 1,200 |\n| 軸 | 3,400 |\n"
    assert read(f"納品書\n\n{rows}| {label} | 4,600 |\n", "明細[]:{品名, 金額:amount}") == {
        "明細": [{"品名": "歯車", "金額": 1200}, {"品名": "軸", "金額": 3400}]
    }


def test_marks_of_markdown_around_a_label_are_no_part_of_its_value() -> None:
    text = "# 第12回 分科会 打合せ記録\n\n**日時:** 8月20日(木)　**場所:** オンライン（Web会議）\n"
    assert read(text, "場所, 会議名") == {"場所": "オンライン（Web会議）", "会議名": "第12回 分科会"}


FAX = """ＦＡＸ送付状

送信先　　　　　　　　　　　　　発信元
　　株式会社　潮騒ホテルズ　　　　　ふじみ野リネンサプライ（株）
　　調達部　　　　　　　　　　　　　営業部　　保科
　　二宮　様　　　　　　　　　　　　ＴＥＬ　０４９－０００－２３２３

件名　夏用浴衣のサンプル
"""
LENT = """貸渡票

借受人                      貸渡人
  合名会社ほしぞら写真 様     れんげリース株式会社
  〒350-0000                  〒350-1100
  埼玉県川越市久保町99        埼玉県川越市的場999
  TEL 049-000-1180            TEL 049-000-9002
"""


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        (FAX, "送信先会社", "株式会社　潮騒ホテルズ"),
        (FAX, "送信先部署", "調達部"),
        (FAX, "発信元会社", "ふじみ野リネンサプライ（株）"),
        (LENT, "借受人住所", "埼玉県川越市久保町99"),
        (LENT, "貸渡人住所", "埼玉県川越市的場999"),
        (LENT, "貸渡人郵便番号:postal-code", "350-1100"),
        (LENT, "借受人電話:phone", "049-000-1180"),
    ],
)
def test_columns_may_be_indented_under_the_words_that_head_them(text: str, fields: str, expected: str) -> None:
    assert read(text, fields) == {fields.split(":")[0]: expected}


@pytest.mark.parametrize(
    "code",
    ["〒 ９ ９ ９ － ３ ７ ０ ２", "〒 9│9│9 - 3│7│0│2", "〒 ９９９ － ３７０２", "〒 999 3702"],
)
def test_a_postal_code_may_stand_in_boxes(code: str) -> None:
    text = f"利用申込書\n\n申込者　{code}\n　　　　住　所　白砂市湯川９番地\n　　　　氏　名　寒河江　亮一\n"
    assert read(text, "郵便番号:postal-code") == {"郵便番号": "999-3702"}


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("Lee, J.、Smith, A. B.", ["Lee, J.", "Smith, A. B."]),
        ("田中, 佐藤, 鈴木", ["田中", "佐藤", "鈴木"]),
        ("P. 大曽根 ジュリアン、佐藤・L・真央", ["P. 大曽根 ジュリアン", "佐藤・L・真央"]),
    ],
)
def test_a_comma_before_initials_ends_no_name(listed: str, expected: list[str]) -> None:
    assert read(f"議事録\n\n開催日　2026年6月1日\n出席者：{listed}\n", "出席者[]:name") == {"出席者": expected}


def test_a_comma_before_a_legal_form_ends_no_firm() -> None:
    text = "議事録\n\n開催日　2026年6月1日\n参加企業：Norrvik Co., Ltd.、みどり工業\n"
    assert read(text, "参加企業[]") == {"参加企業": ["Norrvik Co., Ltd.", "みどり工業"]}


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("第１希望　　　湯川農園", "第一希望"),
        ("第一希望　　　湯川農園", "第1希望"),
        ("第 1 候補地　　湯川農園", "第１候補地"),
        ("第二志望　　　湯川農園", "第２志望"),
    ],
)
def test_ordinals_are_one_in_any_numerals(line: str, field: str) -> None:
    text = f"利用申込書\n\n申込日　2026年6月1日\n{line}\n第９希望　　　浜田農園\n"
    assert read(text, field) == {field: "湯川農園"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("蓮池公園 野外ステージ（あさぎ市蓮池町0-7）", "蓮池公園 野外ステージ"),
        ("中央会館　※雨天の場合は小ホール", "中央会館"),
        ("市民会館（大会議室）", "市民会館（大会議室）"),
        ("市民会館（茨城県水戸市城南9-9）　※駐車場なし", "市民会館"),
    ],
)
def test_a_place_is_named_without_its_address_and_remarks(value: str, expected: str) -> None:
    assert read(f"コンサートのお知らせ\n\n日時　6月1日（月）18時\n会場　　{value}\n", "会場") == {"会場": expected}


def test_who_a_letter_goes_to_is_not_the_firm_above() -> None:
    text = (
        "PURCHASE ORDER\n\n発注先 (To)\n  Norrvik Bearing Co., Ltd.\n  Attn: Ms. K. Lindqvist\n\n注文番号 JZ-26-00817\n"
    )
    data = read(text, "発注先, 注文番号")
    assert data["注文番号"] == "JZ-26-00817" and "Lindqvist" not in str(data["発注先"])


@pytest.mark.parametrize("mark", ["#", "＃", "・", "*", "-", "※", "→", "＋", "☆", "●"])
def test_the_sign_before_every_item_of_a_list_is_no_part_of_it(mark: str) -> None:
    words = ["狭心症の疑い", "高血圧症", "脂質異常症"]
    text = "\n".join(f"{mark} {each}" for each in words)
    lines = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
    assert [part.cut(text) for part in drop_common_mark(text, lines)] == words
    assert drop_common_mark(text, lines[:1]) == lines[:1]


@pytest.mark.parametrize("text", ["# 甲\n乙", "△ 100\n△ 200", "〒 100\n〒 200", "#甲\n#乙", "「 甲\n「 乙"])
def test_what_does_not_stand_before_every_item_or_means_something_stays(text: str) -> None:
    lines = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
    assert drop_common_mark(text, lines) == lines
