"""What is asked for in one request: sentences, and none together with one of another script or behind a remark."""

from __future__ import annotations

import pytest

from sakura_cli.documents.reading.registry import read_document
from sakura_cli.tasks.translation.segments import cut_segments, needs_translation
from sakura_cli.tasks.translation.units import find_units


def _cut(text: str) -> list[str]:
    document = read_document(text.encode(), source="memo.txt")
    return [segment.text for segment in cut_segments(document.text, find_units(document, document.format))]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "担当は村上です。Please call us by the end of Friday.来月また報告します。",
            ["担当は村上です。", "Please call us by the end of Friday.", "来月また報告します。"],
        ),
        (
            "<!-- this note is for the next editor -->在庫は三台です。",
            ["<!-- this note is for the next editor -->", "在庫は三台です。"],
        ),
        ("{'role': 'one who keeps books'} 棚卸は五日です。", ["{'role': 'one who keeps books'}", "棚卸は五日です。"]),
        (
            "（注：図は次のページにまとめて置いてある）価格は税込です。",
            ["（注：図は次のページにまとめて置いてある）", "価格は税込です。"],
        ),
        (
            "We are closed for the holidays.と書かれた紙がある。",
            ["We are closed for the holidays.と書かれた紙がある。"],
        ),
        (
            "棚を直す。Write the word サクラ on the label and stop.鍵は総務にある。",
            ["棚を直す。", "Write the word サクラ on the label and stop.", "鍵は総務にある。"],
        ),
        ("「I am on my way to the shop.」と答えた。", ["「I am on my way to the shop.」と答えた。"]),
        ("（当日は雨天のため屋内で行います）の札を出す。", ["（当日は雨天のため屋内で行います）の札を出す。"]),
        ("Microsoft Wordの使い方を学ぶ。", ["Microsoft Wordの使い方を学ぶ。"]),
    ],
)
def test_a_sentence_of_another_script_or_a_remark_is_a_piece_of_its_own(text: str, pieces: list[str]) -> None:
    """An English line within Japanese ones stands already: it is not put before a model together with them."""
    assert _cut(text) == pieces


def test_what_is_in_latin_letters_needs_no_translation_from_japanese() -> None:
    """It is left as it stands."""
    document = read_document("担当は村上です。Please call us by the end of Friday.".encode(), source="memo.txt")
    segments = cut_segments(document.text, find_units(document, document.format))
    assert [needs_translation(segment, "ja") for segment in segments] == [True, False]
