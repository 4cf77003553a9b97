"""What a number becomes in another language by what stands beside it: lengths, days, halves, names."""

from __future__ import annotations

import pytest

from sakura_cli.text.facts import find_unsupported, list_renderings, missing_facts
from sakura_cli.text.languages import LanguageCode


def given(text: str, target: LanguageCode) -> list[str]:
    return [rendering for _, rendering in list_renderings(text, target)]


@pytest.mark.parametrize(
    ("text", "rendering"),
    [
        ("入社時に10日の年次有給休暇を与える。", "10 days"),
        ("納品は発注から5日以内とする。", "5 days"),
        ("申請は利用の10日前までに行う。", "10 days"),
        ("3日後に返信する。", "3 days"),
        ("夏季休暇は5日とし、有給とする。", "5 days"),
        ("14日の試用期間を設ける。", "14 days"),
        ("10日に総会を開く。", "the 10th"),
        ("毎月10日に支払う。", "the 10th"),
        ("締切は25日だ。", "the 25th"),
        ("会議は2時間半かかった。", "2.5 hours"),
        ("契約は1年半続いた。", "1.5 years"),
        ("3か月半の研修を受ける。", "3.5 months"),
        ("作業は3時間半の予定だ。", "3.5 hours"),
    ],
)
def test_days_of_a_month_and_lengths_are_told_apart(text: str, rendering: str) -> None:
    assert given(text, "en") == [rendering]


@pytest.mark.parametrize(
    "text",
    [
        "八十二銀行が融資した。",
        "十六銀行と百五銀行が提携する。",
        "五十嵐さんと三宅さんに渡す。",
        "千葉県と三重県で販売する。",
        "六本木と四谷に店を出す。",
        # A trip on the 20th, or one of 20 days.
        "20日の出張を終えて帰国した。",
    ],
)
def test_what_is_no_number_or_may_be_two_things_is_not_given(text: str) -> None:
    assert given(text, "en") == []


@pytest.mark.parametrize(
    ("text", "rendering"),
    [
        ("Half a million people signed.", "50万人"),
        ("It cost two and a half million dollars.", "250万ドル"),
        ("A quarter of a million tickets were sold.", "25万"),
        ("He worked there for one and a half years.", "1年半"),
        ("The meeting took 2.5 hours.", "2時間半"),
        ("It rose two and a half percent.", "2.5%"),
    ],
)
def test_shares_and_halves_in_english_are_numbers(text: str, rendering: str) -> None:
    assert given(text, "ja") == [rendering]


@pytest.mark.parametrize("text", ["Tens of thousands of people marched.", "About a third of the members left."])
def test_a_vague_number_is_not_given(text: str) -> None:
    assert given(text, "ja") == []


@pytest.mark.parametrize(
    ("source", "target", "is_same"),
    [
        ("会議は2時間半かかった。", "The meeting took two and a half hours.", True),
        ("会議は2時間半かかった。", "The meeting took 2 hours and 30 minutes.", True),
        ("会議は2時間半かかった。", "The meeting took 2 hours.", False),
        ("3か月半の研修を受ける。", "The training lasts three and a half months.", True),
        ("3か月半の研修を受ける。", "The training lasts three months.", False),
        ("It took one and a half years.", "1年半かかった。", True),
        ("It took one and a half years.", "1年かかった。", False),
        ("She waited half an hour.", "彼女は30分待った。", True),
        ("She waited half an hour.", "彼女は20分待った。", False),
        ("Half a dozen firms applied.", "6社が応募した。", True),
        ("Half a dozen firms applied.", "12社が応募した。", False),
        ("He ran two and a quarter miles.", "彼は2.25マイル走った。", True),
    ],
)
def test_what_says_the_same_in_words_is_supported(source: str, target: str, *, is_same: bool) -> None:
    found = [*missing_facts(source, target), *find_unsupported(target, source)]
    assert (not found) is is_same
