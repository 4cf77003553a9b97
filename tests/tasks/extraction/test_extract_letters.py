"""Letters and invoices: what their layout says without a label of its own."""

from __future__ import annotations

from typing import Any

import pytest

from sakura_cli.api.json import to_json
from sakura_cli.documents.document import Document
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.spans import Span
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Shape, parse_fields
from sakura_cli.tasks.extraction.letter_parts import ADDRESSEE, SENDER, TOTAL, find_letter_parts
from sakura_cli.tasks.extraction.outlining.sums import is_row_of_sums
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.text.names.finding import strip_post
from tests.fakes.engine import Script, ScriptedEngine

INVOICE = """有限会社かすみ印刷　御中

御請求書
請求日　：令和8年5月20日
ご請求額　金 77,000円也（税込）
名刺  4箱  5,000円  20,000円
小計            70,000円
消費税(10%)      7,000円

株式会社北斗デザイン
TEL 03-1234-5678 / FAX 03-1234-5679
ご担当：制作部 主任 大森 千夏
"""


def run(text: str, spec: str, script: Script | None = None) -> dict[str, Any]:
    engine = ScriptedEngine(script or [])
    document = Document("letter.txt", text, "utf-8", "\n", False)
    shape = Shape(parse_fields(spec))
    result = complete(engine, extract(document, shape, ExtractionOptions(), engine.count_text_tokens))
    details: dict[str, Any] = to_json(result.payload)
    return details


@pytest.mark.parametrize(
    ("text", "who"),
    [("大森 千夏 さま\n\nお知らせ\n", "大森 千夏"), ("みどり町役場\n総務課 大森 千夏 様\n", "みどり町役場")],
)
def test_the_addressee_is_a_person_or_the_office_above(text: str, who: str) -> None:
    assert [(label, span.cut(text)) for label, span in find_letter_parts(text)] == [(ADDRESSEE, who)]


def test_an_invoice_needs_no_model_for_its_parties_and_its_total() -> None:
    spec = "請求先, 請求元, 発行日:date, 合計:amount, 小計:amount, 電話:phone, FAX:phone, 氏名:name"
    details = run(INVOICE, spec)
    assert details["data"] == {
        "請求先": "有限会社かすみ印刷",
        "請求元": "株式会社北斗デザイン",
        "発行日": "2026-05-20",
        "合計": 77000,
        "小計": 70000,
        "電話": "03-1234-5678",
        "FAX": "03-1234-5679",
        "氏名": "大森 千夏",
    }
    assert all(INVOICE[span["start"] : span["end"]] == span["raw"] for span in details["spans"])


@pytest.mark.parametrize(
    "text",
    [
        "山田様\n佐藤様\nお知らせ",
        "お客様\nお知らせ",
        "関係者各位 様\n",
        "お取引先様\n",
        "先日は遠いところをお越しくださった田中様\nにお礼を申し上げます。",
    ],
)
def test_nobody_is_the_addressee_where_the_lines_leave_it_open(text: str) -> None:
    assert ADDRESSEE not in dict(find_letter_parts(text))


def test_a_person_is_addressed_below_the_company() -> None:
    for person in ("営業部 佐藤様", "ご担当者様"):
        text = f"株式会社みどり\n{person}\n\n納品書"
        assert dict(find_letter_parts(text))[ADDRESSEE].cut(text) == "株式会社みどり"


def test_the_addressee_is_not_the_sender_whatever_a_model_says() -> None:
    text = "青山商店 御中\n注文いたします。発注元は大和精密です。"
    data = run(text, "請求先, 請求元", ['{"請求元": "青山商店"}'])["data"]
    assert data == {"請求先": "青山商店", "請求元": None}


def test_the_bank_of_an_invoice_is_not_its_sender() -> None:
    text = "青山商店 御中\n\n株式会社さくら銀行 本町支店\n株式会社北斗デザイン\n"
    assert dict(find_letter_parts(text))[SENDER].cut(text) == "株式会社北斗デザイン"


def test_the_ends_of_the_only_range_go_together_whatever_dates_there_are() -> None:
    text = "有効期間は令和8年4月1日から令和9年3月31日までとする。締結は令和8年3月20日。"
    data = run(text, "開始日:date, 終了日:date, 契約日:date", ['{"契約日": "令和8年3月20日"}'])["data"]
    assert data == {"開始日": "2026-04-01", "終了日": "2027-03-31", "契約日": "2026-03-20"}


def test_a_day_with_a_label_is_not_given_to_another_field() -> None:
    text = "作成日：2026年3月2日\n支払は月末締め翌月末払い"
    data = run(text, "作成日:date, 支払期限:date", ['{"支払期限": "2026年3月2日"}'])["data"]
    assert data == {"作成日": "2026-03-02", "支払期限": None}


@pytest.mark.parametrize(
    ("text", "data", "alternatives"),
    [
        ("12月3日・4日に講習会を行う。申込は11月27日まで。", None, ["--12-03", "--12-04"]),
        ("12月3日に講習会を行う。申込は11月27日まで、発表は12月1日。", "--12-03", None),
    ],
)
def test_of_a_list_of_days_none_is_chosen(text: str, data: str | None, alternatives: list[str] | None) -> None:
    details = run(text, "件名, 日付:date", ['{"件名": "講習会", "日付": "12月3日"}'])
    assert details["data"]["日付"] == data
    assert details.get("qualifiers", [{}])[0].get("alternatives") == alternatives


def test_a_persons_name_is_no_post() -> None:
    data = run("技術部 田辺様", "氏名:name, 役職, 部署", ['{"氏名": "田辺", "役職": "田辺", "部署": "技術部"}'])["data"]
    assert data == {"氏名": "田辺", "役職": None, "部署": "技術部"}


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("合計　1,000円\n", "1,000円"),
        ("合計（税込） 1,100円\nお支払金額 1,100円", "1,100円"),
        ("合計 1,000円\nお支払金額 900円", None),
        ("小計 1,000円", None),
        ("領収書\n￥54,780－\n税抜金額 49,800円", "￥54,780"),
        ("￥1,000\n￥2,000", None),
        ("金五万円也\n但し工具代として", "五万円"),
        ("合計 3件 1,000円 2,000円", None),
    ],
)
def test_a_total_is_one_sum_or_none(text: str, total: str | None) -> None:
    found = dict(find_letter_parts(text))
    assert (found[TOTAL].cut(text) if TOTAL in found else None) == total


def test_a_label_of_its_own_comes_before_another_for_the_same_thing() -> None:
    assert run("担当：佐藤\n氏名：鈴木", "氏名:name")["data"] == {"氏名": "鈴木"}
    assert run("会場：第2会議室", "場所")["data"] == {"場所": "第2会議室"}


def test_free_of_charge_is_nothing_to_pay() -> None:
    details = run("参加費：無料（資料代1,000円は当日）", "参加費:amount")
    assert details["data"] == {"参加費": 0}
    assert details["spans"][0]["raw"] == "無料"


def test_rows_that_add_up_the_others_are_no_items() -> None:
    text = "名刺 4箱 20,000円、封筒 2箱 50,000円、小計 70,000円。合計は別紙。"
    answer = (
        '{"明細": [{"品名": "名刺", "数量": "4箱", "金額": "20,000円"},'
        ' {"品名": "封筒", "数量": "2箱", "金額": "50,000円"},'
        ' {"品名": "小計", "数量": null, "金額": "70,000円"}]}'
    )
    data = run(text, "明細[]:{品名, 数量:quantity, 金額:amount}", [answer])["data"]
    assert [item["品名"] for item in data["明細"]] == ["名刺", "封筒"]
    # Where all rows have as much, as in a table of sums, they are what was asked for.
    answer = '{"内訳": [{"項目": "小計", "金額": "70,000円"}, {"項目": "封筒", "金額": "50,000円"}]}'
    assert len(run(text, "内訳[]:{項目, 金額:amount}", [answer])["data"]["内訳"]) == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("小計", True),
        ("消費税(10%)", True),
        ("合計金額", True),
        ("お値引き", True),
        ("消費税 10%", True),
        ("計算機", False),
    ],
)
def test_words_of_sums(words: str, expected: bool) -> None:
    assert is_row_of_sums(words) == expected


def test_the_honorific_of_a_company_is_not_a_persons() -> None:
    data = run("宛先：有限会社かすみ 御中\n担当：大森", "宛先, 担当:name, 敬称")["data"]
    assert data == {"宛先": "有限会社かすみ", "担当": "大森", "敬称": None}


def test_an_honorific_alone_is_no_value() -> None:
    assert run("北斗 御中", "部署", ['{"部署": "御中"}'])["data"] == {"部署": None}


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("経理部 主任 小野寺 真由美", "小野寺 真由美"),
        ("山本部長", "山本"),
        ("佐藤本部長", "佐藤"),
        ("山本本部長", "山本"),
        ("総務部 田中", "田中"),
        ("東京支店 高橋課長", "高橋"),
        ("服部 一郎", "服部 一郎"),
        ("小室 圭", "小室 圭"),
        ("長谷部 誠", "長谷部 誠"),
        ("橋本部長代理", "橋本"),
        ("施設長 内海", "内海"),
        ("管理人　能登", "能登"),
        ("受注窓口 小野塚", "小野塚"),
        ("直売所 蓬莱", "蓬莱"),
        ("配送係 磯", "磯"),
        ("安全管理者 棚瀬 薫", "棚瀬 薫"),
        ("現場代理人 久保田 茂", "久保田 茂"),
        ("税理士 多々良", "多々良"),
        ("(株)まるや味噌 常務　糸井 圭", "糸井 圭"),
        ("株式会社みどり 森下", "森下"),
        ("末長 誠", "末長 誠"),
        ("山手 薫", "山手 薫"),
    ],
)
def test_a_name_has_neither_post_nor_department(raw: str, name: str) -> None:
    assert strip_post(raw, Span(0, len(raw))).cut(raw) == name
