"""Rosters with letters in columns, seals beside a title, labels of one cell, names that go on beside their numbers."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("second", "third"),
    [("李", "南雲"), ("林", "森"), ("東", "五十嵐"), ("関", "李")],
)
def test_a_weekday_and_a_name_of_one_letter_stay_in_their_columns(second: str, third: str) -> None:
    rows = [("7/1", "水", "馬場", "能登"), ("7/2", "木", second, "馬場"), ("7/3", "金", third, "小鳥遊")]
    text = "宿直表\n\n日付    曜   宿直        早番\n" + "\n".join(
        f"{day}     {weekday}   {night}{' ' * (12 - 2 * len(night))}{early}" for day, weekday, night, early in rows
    )
    assert read(text, "当番[]:{日付:date, 曜, 宿直:name, 早番:name}")["当番"] == [
        {"日付": f"--07-{number:02}", "曜": weekday, "宿直": night, "早番": early}
        for number, (_, weekday, night, early) in enumerate(rows, 1)
    ]


def test_letters_of_spaced_names_stay_one_word() -> None:
    text = (
        "社員名簿\n\n番号    氏　名        課\n001     山田　太郎    総務\n"
        "002     森　　薫      経理\n003     関　　守      営業\n"
    )
    assert [row["氏名"] for row in read(text, "社員[]:{番号, 氏名:name, 課}")["社員"]] == [  # type: ignore[attr-defined]
        "山田　太郎",
        "森　　薫",
        "関　　守",
    ]


SEALS = """                         ┌────┬────┬────┐
                         │社  長  │部  長  │起案者  │
    {title}             ├────┼────┼────┤
                         │        │ 唐木   │ 枚方   │
                         │        │ 8/19   │ 8/18   │
                         └────┴────┴────┘
  件名　　倉庫の屋根の修理
"""


@pytest.mark.parametrize("title", ["稟議書", "決裁書", "伺い書", "起案書"])
def test_seals_right_of_a_title_have_a_name_and_a_day_each(title: str) -> None:
    fields = "社長:name, 部長:name, 起案者:name, 部長の承認日:date, 社長の承認日:date, 件名"
    assert read(SEALS.format(title=title), fields) == {
        "社長": None,
        "部長": "唐木",
        "起案者": "枚方",
        "部長の承認日": "--08-19",
        "社長の承認日": None,
        "件名": "倉庫の屋根の修理",
    }


def test_labels_that_no_rule_parts_have_the_value_on_their_line() -> None:
    text = (
        "┌──────┬──────────────┐\n"
        "│件　　名    │空調の更新                  │\n"
        "├──────┼──────────────┤\n"
        "│決　　裁    │□承認　■条件付承認　□否認│\n"
        "│条　　件    │保証を契約書に書くこと      │\n"
        "└──────┴──────────────┘\n"
    )
    assert read(text, "件名, 決裁結果:承認|条件付承認|否認, 条件") == {
        "件名": "空調の更新",
        "決裁結果": "条件付承認",
        "条件": "保証を契約書に書くこと",
    }


@pytest.mark.parametrize("note", ["相見積：霞建工 412万円、", "比較先：早瀬塗装、", "旧業者：霞建工、"])
def test_a_labelled_note_over_two_lines_is_no_part_of_a_value(note: str) -> None:
    text = (
        f"┌──────┬──────────────────────┐\n│発注先      │株式会社ときわ防水（{note}\n".rstrip("\n").ljust(40) + "│\n"
        "│            │青葉塗装）                                  │\n"
        "├──────┼──────────────────────┤\n"
        "│件　　名    │屋上の防水                                  │\n"
        "└──────┴──────────────────────┘\n"
    )
    assert read(text, "発注先, 件名") == {"発注先": "株式会社ときわ防水", "件名": "屋上の防水"}


def test_a_name_goes_on_below_where_its_numbers_stand() -> None:
    text = (
        "№  名称                  数量  単位     単価      金額\n"
        "---------------------------------------------------------\n"
        "1   伐採                     4    本   28,000    112,000\n"
        "2   客土入替\n"
        "      黒土と堆肥             6    m3   21,500    129,000\n"
        "3   低木                     3    本   45,000    135,000\n"
    )
    items = read(text, "明細[]:{名称, 数量:number, 金額:amount}")["明細"]
    assert [(each["名称"].split()[0], each["金額"]) for each in items] == [  # type: ignore[attr-defined]
        ("伐採", 112000),
        ("客土入替黒土と堆肥", 129000),
        ("低木", 135000),
    ]


def test_rows_below_the_name_of_a_group_stay_rows() -> None:
    text = (
        "名称                  数量  単位     単価      金額\n"
        "-----------------------------------------------------\n"
        "仮設\n"
        "  足場                   4    式   28,000    112,000\n"
        "  養生                   6    m2    1,500      9,000\n"
        "撤去                     3    式   45,000    135,000\n"
    )
    items = read(text, "明細[]:{名称, 数量:number, 金額:amount}")["明細"]
    assert [each["名称"] for each in items if each["金額"]] == ["足場", "養生", "撤去"]  # type: ignore[attr-defined]
