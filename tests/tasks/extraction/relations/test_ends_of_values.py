"""Where a value on a form ends, and values that are none: further labels, a row that nobody has filled in."""

from __future__ import annotations

import pytest

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
