"""What a memory has for a sentence: the same in another width, nearly the same, and what is too far away."""

from __future__ import annotations

import pytest

from sakura_cli.tasks.translation.memory.matching import Memory, MemoryMatch
from sakura_cli.tasks.translation.memory.tmx import MemoryUnit
from sakura_cli.text.languages import LanguageCode

PAIRS = [
    ("契約期間は2024年4月1日から1年間とする。", "The term of the contract is one year from April 1, 2024."),
    ("GitHub に置いたファイルを見る。", "See the file on GitHub."),
    ("支払いは月末締め翌月末払いとする。", "Payment is due at the end of the following month."),
    (
        "担当者は在庫を毎週確認し、不足があれば購買部に連絡する。",
        "Stock is checked weekly; purchasing is told of shortages.",
    ),
]
MEMORY = Memory(MemoryUnit((("ja", source), ("en", target))) for source, target in PAIRS)


def find(text: str, source: LanguageCode = "ja", target: LanguageCode = "en") -> MemoryMatch | None:
    return MEMORY.find(text, source, target)


@pytest.mark.parametrize(
    "text",
    [
        "GitHub に置いたファイルを見る。",
        "ＧｉｔＨｕｂに置いたファイルを見る。",
        "GitHub　に置いたﾌｧｲﾙを見る。",
        " GitHub\u00a0に置いたファイルを見る。 ",
    ],
)
def test_width_and_blanks_make_no_other_text(text: str) -> None:
    match = find(text)
    assert match is not None and match.is_exact and match.target == "See the file on GitHub."


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("契約期間は2026年10月1日から3年間とする。", 0),
        ("支払いは月末締め翌々月末払いとする。", 2),
        ("担当者は在庫を毎日確認し、不足があれば購買部に連絡する。", 3),
        ("担当者は在庫を毎週確認し、不足があれば総務部に連絡します。", 3),
    ],
)
def test_a_text_that_is_nearly_the_same_is_found_but_not_taken_for_it(text: str, place: int) -> None:
    match = find(text)
    assert match is not None and not match.is_exact and (match.source, match.target) == PAIRS[place]


@pytest.mark.parametrize("text", ["支払いは現金とする。", "担当者は休みを取る。", "見る。", "契約", "置"])
def test_a_text_that_only_shares_words_is_not_found(text: str) -> None:
    assert find(text) is None


def test_a_memory_is_read_both_ways_and_for_its_languages_only() -> None:
    back = find("See the file on  GitHub.", "en", "ja")
    assert back is not None and back.is_exact and back.target == PAIRS[1][0]
    assert find(PAIRS[1][0], "ja", "de") is None and find(PAIRS[1][0], "zh", "en") is None


def test_what_was_added_last_counts_and_of_variants_the_first() -> None:
    units = [
        MemoryUnit((("ja", "検収"), ("en", "check"))),
        MemoryUnit((("ja", "検収"), ("en", "acceptance"), ("en", "approval"))),
    ]
    match = Memory(units).find("検収", "ja", "en")
    assert match is not None and match.target == "acceptance"


def test_of_many_texts_that_begin_alike_the_nearest_is_found() -> None:
    texts = [f"次の項目を確認してください：部品{chr(0x4E00 + n)}{chr(0x5E00 + n)}" for n in range(3000)]
    crowd = Memory(MemoryUnit((("ja", text), ("en", f"part {n}"))) for n, text in enumerate(texts))
    match = crowd.find(texts[1234].replace("確認", "点検"), "ja", "en")
    assert match is not None and match.target == "part 1234"
