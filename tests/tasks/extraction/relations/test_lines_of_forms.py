"""What the lines of forms say without a label that forms know: blanks, notes, boxes, words behind a time."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("回答日：　　年　　月　　日", "回答日:date"),
        ("受付　令和　　年　　月　　日　第　　　号", "受付番号"),
        ("受付日　平成　年　月　日", "受付日"),
        ("決裁　　年　月　日（　）", "決裁"),
        ("終了時刻　　時　　分", "終了時刻"),
        ("許可番号　第　　　号", "許可番号"),
        ("確認：　　　　作成：佐久間", "確認"),
        ("検印：　　　承認：鬼頭", "検印"),
    ],
)
def test_a_blank_that_nobody_filled_in_is_null(line: str, field: str) -> None:
    text = f"不具合報告書\n\n発行日　2026年6月23日\n品名　コネクタ\n{line}\n"
    assert read(text, field) == {field.split(":")[0]: None}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("合資会社　丸子電設（電話 0265-00-4409）", "合資会社　丸子電設"),
        ("みどり工業株式会社（担当：蓮見）", "みどり工業株式会社"),
        ("さくら工務店（FAX 03-0000-1111）", "さくら工務店"),
        ("丸山商店（本店）", "丸山商店（本店）"),
        ("青木塗装　※相見積りあり", "青木塗装"),
        ("青木塗装 ＊9月より社名変更", "青木塗装"),
    ],
)
def test_words_end_before_a_remark_and_a_note_with_a_label_of_its_own(value: str, expected: str) -> None:
    assert read(f"申請書\n\n申請日　2026年6月1日\n施工業者　　{value}\n", "施工業者") == {"施工業者": expected}


@pytest.mark.parametrize(
    ("line", "field", "expected"),
    [
        ("電話 0260-00-3121（内線143）", "内線", "143"),
        ("電話　０２６０－００－３１２１（内線１４３）", "内線", "143"),
        ("総務課 内線7002", "内線", "7002"),
        ("定員30名", "定員:integer", 30),
        ("と　き　７月５日　午後一時三十分開会", "開会:time", "13:30"),
        ("７月５日　１８：３０開演（１８：００開場）", "開場:time", "18:00"),
        ("７月５日　１８：３０開演（１８：００開場）", "開演:time", "18:30"),
        ("※閉会は午後三時の予定です。", "閉会予定:time", "15:00"),
        ("■不良数　37個／検査数 1,200個", "検査数:integer", 1200),
        ("（宛先）箕野町長", "提出先", "箕野町長"),
    ],
)
def test_what_stands_beside_or_behind_a_value_labels_it(line: str, field: str, expected: object) -> None:
    text = f"ご案内\n\n日頃よりお世話になっております。\n\n{line}\n"
    assert read(text, field) == {field.split(":")[0]: expected}


@pytest.mark.parametrize("limit", ["以上", "未満", "以下", "を超える方"])
def test_a_number_that_bounds_something_is_nobodys(limit: str) -> None:
    assert read(f"お知らせ\n\n対象　65歳{limit}\n", "年齢:integer") == {"年齢": None}


@pytest.mark.parametrize(
    ("line", "ticked"),
    [
        ("添付書類　　☑見積書　☑写真　□承諾書　☑納税証明書", ["見積書", "写真", "納税証明書"]),
        ("添付書類: ■見積書 □写真 ■承諾書", ["見積書", "承諾書"]),
        ("７　添付書類　　☑見積書　□写真", ["見積書"]),
        ("添付書類　□見積書　□写真", []),
    ],
)
def test_ticked_boxes_behind_a_label_are_the_items_of_a_list(line: str, ticked: list[str]) -> None:
    assert read(f"申請書\n\n申請日　2026年6月1日\n\n{line}\n", "添付書類[]") == {"添付書類": ticked}


def test_an_address_is_what_stands_below_its_postal_code() -> None:
    text = "申請者　住　所　〒395-0000\n　　　　　　　　箕野町大字中沢00番地３\n　　　　氏　名　下平　修\n"
    data = read(text, "住所, 郵便番号:postal-code")
    assert data == {"住所": "箕野町大字中沢00番地３".replace("３", "3"), "郵便番号": "395-0000"}


@pytest.mark.parametrize("mark", ["※", "＊"])
def test_a_remark_below_a_list_is_no_part_of_it(mark: str) -> None:
    text = f"ご案内\n\n日　時　　７月５日\n持ち物　　軍手、鎌、飲み物\n　　　　　{mark}ごみ袋は当日お配りします\n"
    assert read(text, "持ち物[]") == {"持ち物": ["軍手", "鎌", "飲み物"]}


def test_a_sentence_is_no_list_of_names() -> None:
    text = "契約書\n\n第３条（担当弁護士）\n　乙は、顧問業務を、弁護士鷹觜亮に担当させる。\n"
    assert read(text, "担当弁護士[]:name") == {"担当弁護士": []}
