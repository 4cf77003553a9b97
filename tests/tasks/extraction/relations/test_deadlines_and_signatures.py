"""Days up to which something is to be done, sums that name their columns, and lists of who has signed."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("sentence", "field", "expected"),
    [
        ("欠席される方は、委任状を六月十五日（月）までに事務局へお出しください。", "委任状の提出期限", "--06-15"),
        ("委任状は6月15日必着、出欠の返信は6月10日までにお願いします。", "出欠の返信期限", "--06-10"),
        ("内容に異議のある方は、8月25日までにお知らせください。", "異議の期限", "--08-25"),
        ("現行価格でのご注文は7月24日正午まで承ります。", "現行価格の受付期限", "--07-24"),
        ("申込書を5月22日（金）までにお送りください。", "申込書の提出期限", "--05-22"),
        ("ご退去の場合は、10月31日までに書面でお申し出ください。", "退去の申出期限", "--10-31"),
        ("アンケートの回答は12月5日17時までにお願いします。", "アンケートの回答期限", "--12-05"),
        ("会場は6月15日まで工事中です。", "委任状の提出期限", None),
        ("委任状は6月15日に配ります。", "委任状の提出期限", None),
        ("委任状は6月15日まで、または6月20日までに出してください。", "委任状の提出期限", None),
    ],
)
def test_a_deadline_is_the_day_up_to_which_its_sentence_says(sentence: str, field: str, expected: str | None) -> None:
    assert read(f"ご案内\n\nいつもお世話になっております。\n{sentence}\n", f"{field}:date") == {field: expected}


@pytest.mark.parametrize("end", ["合計", "計", "小計"])
def test_sums_that_name_their_columns_are_no_row_of_the_list(end: str) -> None:
    text = (
        "お取引明細\n\n年月日        お引出し     お預り     摘要\n2026.4.27      86,240                振込\n"
        f"2026.4.30                 352,000    入金\nお引出し{end}    86,240      お預り{end}    352,000\n"
    )
    data = read(text, f"取引[]:{{引出し:amount, 預り:amount, 摘要}}, 引出し{end}:amount, 預り{end}:amount")
    items = data["取引"]
    assert isinstance(items, list)
    assert [(item["引出し"], item["預り"]) for item in items] == [(86240, None), (None, 352000)]
    assert (data[f"引出し{end}"], data[f"預り{end}"]) == (86240, 352000)


@pytest.mark.parametrize("label", ["監査", "監事", "立会人", "理事"])
@pytest.mark.parametrize("seal", ["　　㊞", "　　印", ""])
def test_everybody_who_signed_under_one_label_is_in_the_list(label: str, seal: str) -> None:
    text = (
        f"決算書\n\n上記のとおり相違ありません。\n　　　会計　　　新堂　みのり{seal}\n"
        f"　　　{label}　　　臼田　庄司{seal}\n　　　{label}　　　梶　　文江{seal}\n"
    )
    assert read(text, f"{label}[]:name") == {label: ["臼田　庄司", "梶　　文江"]}


@pytest.mark.parametrize(
    ("written", "expected"),
    [("（　いしぐれ　まこと　）", "いしぐれ　まこと"), ("(  石榑 真琴  )", "石榑 真琴"), ("（仮）石榑", "（仮）石榑")],
)
def test_what_is_filled_in_between_brackets_stands_without_them(written: str, expected: str) -> None:
    text = f"申込書\n\n申込日　令和7年6月2日\nふりがな　{written}\n電話　090-0000-4412\n"
    assert read(text, "ふりがな") == {"ふりがな": expected}
