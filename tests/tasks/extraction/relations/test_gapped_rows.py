"""Lists whose rows only gaps divide, below a heading or behind a label, and the numbered parts of one line."""

from __future__ import annotations

import pytest

from tests.tasks.extraction.scripted import answer, run, shape


def read(text: str, fields: str) -> dict[str, object]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, object] = result.payload.data
    return data


@pytest.mark.parametrize("gap", ["　　", "   ", "　　　　"], ids=["two", "half", "four"])
@pytest.mark.parametrize("heading", ["日程・会場", "【日程・会場】", "■日程・会場"])
def test_rows_below_a_heading_that_names_their_parts(heading: str, gap: str) -> None:
    rows = (
        ("１０月　６日（火）", "中央公民館", "８：３０～１０：３０"),
        ("１０月１４日（水）", "西部センター", "９：００～１１：００"),
    )
    body = "".join(f"　{gap.join(row)}\n" for row in rows)
    data = read(f"健診のお知らせ\n\n{heading}\n{body}\n以上です。\n", "日程[]:{日程:date, 会場, 受付時間}")
    assert data == {
        "日程": [
            {"日程": "--10-06", "会場": "中央公民館", "受付時間": "8：30～10：30"},
            {"日程": "--10-14", "会場": "西部センター", "受付時間": "9：00～11：00"},
        ]
    }


def test_what_stands_behind_a_label_in_a_row_is_one_part() -> None:
    text = (
        "セミナーのご案内\n\n【プログラム】\n13:30～14:30　輸出の基礎　　　講師：貿易アドバイザー　船越 静\n"
        "14:40～15:30　展示会の歩き方　　講師：糸井 圭\n15:40～16:30　個別相談会\n"
    )
    data = read(text, "プログラム[]:{時間, 内容, 講師}")
    items = data["プログラム"]
    assert isinstance(items, list)
    assert [item["内容"] for item in items] == ["輸出の基礎", "展示会の歩き方", "個別相談会"]
    assert [item["講師"] for item in items] == ["貿易アドバイザー　船越 静", "糸井 圭", None]


@pytest.mark.parametrize(
    "value",
    [
        "①4:00～13:00　②13:00～22:00",
        "① 4:00～13:00 ② 13:00～22:00",
        "①4時～13時　②13時～22時　※シフト制",
        "（１）４時００分～１３時００分\n　　　　　（２）１３時００分～２２時００分",
        "（１）４：００～１３：００\n　　　　　（２）１３：００～２２：００\n　　　　　（１）または（２）のいずれか",
    ],
)
def test_numbered_times_are_records(value: str) -> None:
    data = read(f"求人票\n\n職種　　　事務\n勤務時間　{value}\n休日　　　日曜\n", "勤務時間[]:{開始:time, 終了:time}")
    assert data == {"勤務時間": [{"開始": "04:00", "終了": "13:00"}, {"開始": "13:00", "終了": "22:00"}]}
