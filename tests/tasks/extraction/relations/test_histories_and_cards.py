"""Histories of résumés, cards in two languages, what is written behind ticked boxes, names in lists and mails."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


RESUME = """履歴書

 年　　月　　学　歴　・　職　歴
----------------------------------
　　　　　　　学　歴
{one}　　県立青葉高等学校　卒業
　　　　　　　職　歴
{two}　　株式会社みどり　入社
{three}　　一身上の都合により退職
　　　　　　　　現在に至る
　　　　　　　　　　　　　　　以上

 年　　月　　免許・資格
{four}　　調理師免許　取得
"""


@pytest.mark.parametrize(
    "days",
    [
        ("平成17　3", "平成19　4", "令和 2　9", "平成20　11"),
        ("平17 　3", "平19 　4", "令 2 　9", "平20　 11"),
        ("2005　 3", "2007　 4", "2020　 9", "2008　 11"),
        ("H17.　3", "H19.　4", "R2.　9", "H20.　11"),
        ("平成17年 3月", "平成19年 4月", "令和2年 9月", "平成20年11月"),
    ],
)
def test_a_history_has_a_year_and_a_month_on_each_line(days: tuple[str, str, str, str]) -> None:
    one, two, three, four = days
    text = RESUME.format(one=one, two=two, three=three, four=four)
    fields = "学歴[]:{年月:date, 内容}, 職歴[]:{年月:date, 内容}, 資格[]:{年月:date, 名称}"
    assert read(text, fields) == {
        "学歴": [{"年月": "2005-03", "内容": "県立青葉高等学校　卒業"}],
        "職歴": [
            {"年月": "2007-04", "内容": "株式会社みどり　入社"},
            {"年月": "2020-09", "内容": "一身上の都合により退職"},
        ],
        "資格": [{"年月": "2008-11", "名称": "調理師免許"}],
    }


CARD = """株式会社 山霧酒造
海外営業室　室長
桐生院　レイ

〒999-2101 新潟県魚沼市架空町12-4
TEL. 025-000-3300
www.yamagiri-sake.example

YAMAGIRI BREWERY CO., LTD.
Rei KIRYUIN, MBA
Director, Overseas Sales
12-4 Kakuu-cho, Uonuma, Niigata 999-2101 JAPAN
Phone +81-25-000-3312
"""


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("会社名", "株式会社 山霧酒造"),
        ("英文社名", "YAMAGIRI BREWERY CO., LTD."),
        ("company_en", "YAMAGIRI BREWERY CO., LTD."),
        ("会社名（英語）", "YAMAGIRI BREWERY CO., LTD."),
        ("氏名:name", "桐生院　レイ"),
        ("英文氏名", "Rei KIRYUIN"),
        ("氏名（ローマ字）", "Rei KIRYUIN"),
        ("役職", "室長"),
        ("部署", "海外営業室"),
        ("英文役職", "Director, Overseas Sales"),
        ("英文住所", "12-4 Kakuu-cho, Uonuma, Niigata 999-2101 JAPAN"),
        ("住所", "新潟県魚沼市架空町12-4"),
        ("URL:url", "www.yamagiri-sake.example"),
        ("英文部署", None),
        ("FAX:phone", None),
    ],
)
def test_a_card_says_in_each_language_what_is_asked_in_it(field: str, expected: str | None) -> None:
    assert list(read(CARD, field).values()) == [expected]


FORM = """健康調査票

アレルギー　□なし　☑あり（ 卵・そば ）
持病　　　　☑なし　□あり（　　　　　　　　　　）
服薬　　　　□なし　☑あり（ 薬の名前：ケトチフェン　時間：朝・夕食後 ）
緊急連絡先　①　090-0000-4521（母・携帯）
　　　　　　②　03-0000-7788（父・勤務先）
主治医　　　おおぞら小児科　　電話　03-0000-9100
保険証番号　記号　　　　　番号　　　　（当日コピーを持参）
"""


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("アレルギー:なし|あり", "あり"),
        ("アレルギーの内容", "卵・そば"),
        ("アレルギーの詳細", "卵・そば"),
        ("持病の内容", None),
        ("薬の名前", "ケトチフェン"),
        ("緊急連絡先1:phone", "090-0000-4521"),
        ("緊急連絡先2:phone", "03-0000-7788"),
        ("主治医", "おおぞら小児科"),
        ("主治医の電話:phone", "03-0000-9100"),
        ("保険証番号", None),
    ],
)
def test_what_stands_behind_a_ticked_box_or_a_number_has_its_own_label(field: str, expected: str | None) -> None:
    assert list(read(FORM, field).values()) == [expected]


@pytest.mark.parametrize(
    ("line", "what", "who"),
    [
        ("・保健所への届出　……　若松（７月３日まで）", "保健所への届出", "若松"),
        ("・ポスターの貼り出し　……　全員（６月２日まで）", "ポスターの貼り出し", "全員"),
        ("・駐車場の借用願 → スミス（6/26）", "駐車場の借用願", "スミス"),
        ("・弁当の手配…久我（6月20日）", "弁当の手配", "久我"),
    ],
)
def test_dots_and_arrows_lead_from_a_task_to_who_does_it(line: str, what: str, who: str) -> None:
    text = f"議事録\n\n１　報告事項\n　なし\n\n２　宿題\n　{line}\n\n　次回　　７月１０日（金）　　同会場\n"
    [task] = read(text, "宿題[]:{内容, 担当, 期限:date}")["宿題"]  # type: ignore[misc]
    assert (task["内容"], task["担当"]) == (what, who)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("宿泊者　　多々良　陽介　様　他1名", "多々良　陽介"),
        ("立会者　　芳賀様　　サイン　芳賀", "芳賀"),
        ("委員長：中止か延期か、前日の正午までに決めたい。", None),
        ("担当者　　ご担当者様", None),
        ("担当者　　面談なし", None),
    ],
)
def test_a_name_ends_at_its_honorific_and_is_no_clause(line: str, expected: str | None) -> None:
    field = line.replace("：", "　").split("　")[0]
    assert read(f"記録\n\n{line}\n", f"{field}:name") == {field: expected}


@pytest.mark.parametrize("name", ["山科", "片岡", "井部", "黒田"])
def test_a_mail_names_an_organisation_and_below_it_a_person(name: str) -> None:
    text = (
        "From: 木場 まどか <kiba@hall.example>\nTo: ケータリング ソレイユ 御担当者様 <order@soleil.example>\n"
        f"Subject: お料理について\n\nケータリング ソレイユ\n{name} 様\n\nお世話になっております。木場です。\n"
    )
    assert read(text, "宛先の会社, 宛先の氏名:name") == {"宛先の会社": "ケータリング ソレイユ", "宛先の氏名": name}
