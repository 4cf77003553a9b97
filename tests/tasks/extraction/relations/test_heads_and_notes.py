"""Whose a list is and of when, who called for whom, the ends of a range of pay, and the sums of columns."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("head", "field", "expected"),
    [
        ("介護ホーム 菜の花　勤務割当（2026年9月）", "対象月", "2026年9月"),
        ("月次売上報告書（2026年8月度）", "対象月", "2026年8月度"),
        ("給与明細　　令和８年１月分", "対象月", "令和8年1月分"),
        ("令和８年度　収支予算書（案）", "年度", "令和8年度"),
        ("社員名簿（令和8年4月1日現在）", "基準日:date", "2026-04-01"),
        ("座席一覧（2026年10月1日 現在）", "作成日:date", "2026-10-01"),
        ("履歴書　　　　　2026年 1月 15日現在", "作成日:date", "2026-01-15"),
        ("ひばり卓球クラブ　会員名簿", "団体名", "ひばり卓球クラブ"),
        ("購買本部　座席一覧（2026年10月1日 現在）", "部署", "購買本部"),
        ("しらさぎ酒造　卸価格表", "会社名", "しらさぎ酒造"),
        ("社員名簿", "会社名", None),
    ],
)
def test_the_head_of_a_list_says_whose_it_is_and_of_when(head: str, field: str, expected: str | None) -> None:
    text = f"{head}\n\n番号　　氏名　　　内線\n1-1　　 南雲　　　2911\n1-2　　 八十島　　2912\n"
    assert read(text, field) == {field.split(":")[0]: expected}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("能勢部長　あて", {"宛先": "能勢", "相手先": None, "相手": None}),
        ("土屋 課長　へ", {"宛先": "土屋", "相手先": None, "相手": None}),
        ("江口様　宛", {"宛先": "江口", "相手先": None, "相手": None}),
        ("丸北化成の　ハッサン様（購買）より", {"宛先": None, "相手先": "丸北化成", "相手": "ハッサン"}),
        ("サンライズ警備保障㈱　の　榊原　様　から", {"宛先": None, "相手先": "サンライズ警備保障㈱", "相手": "榊原"}),
        ("みどり工業の奥村さまより", {"宛先": None, "相手先": "みどり工業", "相手": "奥村"}),
    ],
)
def test_a_note_of_a_call_says_who_called_for_whom(line: str, expected: dict[str, str | None]) -> None:
    assert read(f"電話メモ\n\n　{line}\n\n折り返しお電話ください。\n", "宛先:name, 相手先, 相手:name") == expected


@pytest.mark.parametrize(
    ("value", "lower", "upper"),
    [
        ("月給 27万円～34万円", 270000, 340000),
        ("月給　270,000円～340,000円", 270000, 340000),
        ("月給 27万円以上", 270000, None),
        ("月給 34万円以下", None, 340000),
        ("月給 27万円", None, None),
    ],
)
def test_the_ends_of_a_range_of_pay(value: str, lower: int | None, upper: int | None) -> None:
    data = read(f"求人票\n\n職種　事務\n給与　{value}\n", "月給下限:amount, 月給上限:amount")
    assert data == {"月給下限": lower, "月給上限": upper}


def test_the_row_of_sums_gives_the_sum_of_each_column() -> None:
    text = (
        "出張旅費精算\n\n日付    区間          金額     宿泊     日当\n12/2    大宮→長岡     8,650    9,800    2,000\n"
        "12/3    長岡→大宮     9,240    8,700    2,000\n小計                  17,890   18,500    4,000\n"
    )
    assert read(text, "宿泊費計:amount, 日当計:amount") == {"宿泊費計": 18500, "日当計": 4000}


@pytest.mark.parametrize(
    ("line", "shop", "person"),
    [
        ("鎌田スポーツ　小森さま", "鎌田スポーツ", "小森"),
        ("さくら文具店　辻様", "さくら文具店", "辻"),
        ("小比類巻　蓮様", "小比類巻　蓮", None),
    ],
)
def test_a_shop_with_somebody_of_it_is_addressed(line: str, shop: str, person: str | None) -> None:
    data = read(f"{line}\n\nいつもありがとうございます。\n", "宛先, 宛先担当者:name")
    assert data == {"宛先": shop, "宛先担当者": person}
