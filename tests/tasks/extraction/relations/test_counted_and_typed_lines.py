"""Lists without a header or heading: lines counted by the name of the list, scales of numbers, runs of typed lines."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tasks.extraction.scripted import answer, run, shape


def read(text: str, fields: str) -> dict[str, Any]:
    result, _ = run(text, shape(fields), answer({}))
    data: dict[str, Any] = result.payload.data
    return data


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("第１号議案", "第２号議案", "議案"),
        ("第1号議案", "第2号議案", "議案"),
        ("第一号議案", "第二号議案", "議案"),
        ("議案第１号", "議案第２号", "議案"),
        ("議題１", "議題２", "議題"),
        ("質問1", "質問2", "質問"),
        ("第１回研修", "第２回研修", "研修"),
    ],
)
@pytest.mark.parametrize("gap", ["　", "：", "  "])
def test_lines_that_the_name_of_a_list_counts_are_its_records(first: str, second: str, name: str, gap: str) -> None:
    text = (
        f"総会のご案内\n\n日頃よりお世話になっております。\n\n　　{first}{gap}令和７年度事業報告　　　（説明：春日）\n"
        f"　　{second}{gap}会費の改定（案）　　　　（説明：竹入・監査：伊沢）\n"
    )
    assert read(text, f"{name}[]:{{題名, 説明者:name}}")[name] == [
        {"題名": "令和7年度事業報告", "説明者": "春日"},
        {"題名": "会費の改定（案）", "説明者": "竹入"},
    ]


@pytest.mark.parametrize("chosen", ["④", "(4)", "（４）", "[4]"])
def test_scales_give_what_was_asked_and_what_was_chosen(chosen: str) -> None:
    steps = {"④": "5　④　3　2　1", "(4)": "5 (4) 3 2 1", "（４）": "５　（４）　３　２　１", "[4]": "5 [4] 3 2 1"}[
        chosen
    ]
    text = f"アンケート\n\n接客の態度　　{steps}\n料理の味　　　{steps}\n店内の清潔さ　{steps}\n"
    items = read(text, "評価[]:{項目, 点:integer}")["評価"]
    assert [(item["項目"], item["点"]) for item in items] == [
        ("接客の態度", 4),
        ("料理の味", 4),
        ("店内の清潔さ", 4),
    ]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("4/3　新宿から三鷹　540円\n4/5　三鷹から立川　320円\n", 2),
        ("・4/3 新宿から三鷹 540円\n・4/5 三鷹から立川 320円\n・4/9 立川から八王子 310円\n", 3),
        # Only a currency says that a number is a sum.
        ("4/3 新宿から三鷹 540\n4/5 三鷹から立川 320\n", 0),
        # Every field has to have a value.
        ("4/3　新宿から三鷹\n4/5　三鷹から立川\n", 0),
        ("4/3　新宿から三鷹　540円\n", 0),
    ],
)
def test_lines_with_a_day_words_and_a_sum_are_records(lines: str, count: int) -> None:
    items = read(f"交通費の件\n\n下記のとおりです。\n\n{lines}\n以上です。\n", "明細[]:{日付:date, 区間, 金額:amount}")[
        "明細"
    ]
    assert len(items) == count
    assert all(item["区間"] and item["金額"] for item in items)
