"""Answers that need no model, and ranges that a row is for."""

from __future__ import annotations

import pytest

from sakura_cli.search.index import PassageIndex
from sakura_cli.search.tokens import list_asked_words
from sakura_cli.tasks.answer.amounts.ranges import find_magnitudes, is_of
from sakura_cli.tasks.answer.lookup import look_up, share_said
from sakura_cli.tasks.answer.question import read_question
from sakura_cli.tasks.answer.statements import choose_statements, list_statements
from tests.search.documents import read

ALLOWANCES = """賃金規程

（通勤手当）
第11条　自家用車で通勤する社員には、片道の通勤距離に応じ、次の表の額を支給する。

| 片道の通勤距離 | 月額 | 申請書 |
|---|---|---|
| 2km以上10km未満 | 4,200円 | A-1 |
| 10km以上15km未満 | 7,100円 | A-1 |
| 15km以上 | 12,900円 | A-2 |

（結婚祝金）
第12条　結婚祝金は、30,000円とする。ただし、勤続1年未満の者は15,000円とする。

（宿泊料）
第13条　宿泊料は、1泊につき、部長は14,000円、その他の社員は11,000円とする。

（慶弔休暇）
第14条　慶弔休暇は、本人の結婚は7日、子の結婚は2日、父母または配偶者の死亡は6日、祖父母の死亡は1日とする。

会議室の料金

| 会議室 | 定員 | 〜17時 | 17時以降 |
|---|---|---|---|
| 桐の間 | 8名 | 2,000円 | 3,500円 |
| 椿の間 | 20名 | 5,000円 | 8,000円 |

備品の発注

| 品目 | 発注先 | 締め切り | 届く日 | 担当者 | 内線 | 発注先の電話 |
|---|---|---|---|---|---|---|
| 封筒 | 青葉紙業 | 毎週水曜 | 金曜 | 沢口 | 118 | 03-0000-1111 |
| 名札 | 中央印章 | 毎月20日 | 翌月5日 | 宇津木 | 120 | 03-0000-2222 |
"""


def answer(question: str) -> str | None:
    index = PassageIndex.in_memory()
    index.add(read("賃金.txt", ALLOWANCES))
    asked, weights = read_question(question), index.weigh(list_asked_words(question))
    found = look_up(asked, choose_statements(index.search(question, 10), weights, asked, 1000), weights)
    return found.text if found else None


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("車で通勤しています。片道12kmの手当は月額いくらですか", "7,100円"),
        ("自家用車で片道40kmを通勤すると、月額いくら支給しますか", "12,900円"),
        ("結婚祝金はいくらですか", "30,000円"),
        # What is said of the others in the same sentence, or in the other column, is not asked for.
        ("宿泊料は部長なら1泊いくらですか", "14,000円"),
        ("子が結婚すると慶弔休暇は何日ですか", "2日"),
        ("祖父母が死亡すると慶弔休暇は何日ですか", "1日"),
        ("椿の間は夜7時だといくらですか", "8,000円"),
        ("桐の間は午後3時だといくらですか", "2,000円"),
        # A column may be called by what is asked for.
        ("封筒の発注はいつまでですか", "毎週水曜"),
        ("名札はいつまでに頼めばいいですか", "毎月20日"),
        ("封筒の発注は誰がしますか", "沢口"),
        ("宇津木の内線は何番ですか", "120"),
        ("青葉紙業の電話は何番ですか", "03-0000-1111"),
    ],
)
def test_the_only_value_of_what_says_all_of_a_question_answers(question: str, right: str) -> None:
    assert answer(question) == right


@pytest.mark.parametrize(
    "question",
    [
        "宿泊料はいくらですか",  # two of them
        "結婚祝金の申請の期限は何日ですか",  # no such value
        "新幹線の結婚祝金はいくらですか",  # something said nowhere
        "結婚祝金はどうすればもらえますか",  # no value asked for
        "名札の発注の予算はいつまでですか",  # nor is a column enough
    ],
)
def test_anything_less_is_left_to_a_model(question: str) -> None:
    assert answer(question) is None


@pytest.mark.parametrize(
    ("question", "answer_words", "is_more"),
    [
        ("封筒を頼む先の番号は何番ですか", "03-0000-1111", True),  # 電話, called by what is asked for
        ("封筒を頼む先の番号は何番ですか", "青葉紙業", False),
    ],
)
def test_a_column_that_is_asked_for_by_another_name_is_said(question: str, answer_words: str, is_more: bool) -> None:
    index = PassageIndex.in_memory()
    index.add(read("賃金.txt", ALLOWANCES))
    asked, weights = read_question(question), index.weigh(list_asked_words(question))
    [row] = [
        each for hit in index.search(question, 10) for each in list_statements(hit.passage) if "封筒" in each.shown
    ]
    said = share_said(asked, row, weights)
    assert (share_said(asked, row, weights, answer=answer_words) > said) is is_more


@pytest.mark.parametrize(
    ("text", "asked", "is_in"),
    [
        ("15km以上25km未満", "18km", True),
        ("15km以上25km未満", "25km", False),
        ("15km以上25km未満", "15km", True),
        ("25km以上", "30km", True),
        ("100kmを超え", "100km", False),
        ("60歳以下", "60歳", True),
        ("10〜20台", "15台", True),
        ("10〜20台", "25台", False),
        ("15km以上25km未満", "18円", None),
        ("MK-200", "18km", None),
        ("22時以降", "夜11時", True),
        ("22時以降", "夕方5時", False),
        ("9時から17時", "午後3時", True),
        ("22時以降", "3時間", None),
    ],
)
def test_a_range_is_of_what_lies_in_it(text: str, asked: str, is_in: bool | None) -> None:
    assert is_of(text, find_magnitudes(asked)) is is_in
