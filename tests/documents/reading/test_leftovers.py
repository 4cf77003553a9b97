"""What drawn blocks leave of their lines is in a block, too."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.blocks import Block, Cell, Pair
from sakura_cli.documents.reading.leftovers import complete_lines
from sakura_cli.documents.reading.lines import classify_lines
from sakura_cli.spans import Span


def words(text: str, *drawn: str) -> list[str]:
    spans = [Span(text.index(each), text.index(each) + len(each)) for each in drawn]
    return [
        block.span.cut(text)
        for block in complete_lines(text, list(classify_lines(text)), [Block("paragraph", span) for span in spans])
    ]


def test_numbers_and_brackets_go_with_what_they_stand_beside() -> None:
    assert words("前\n１．目的　更新\n【価格】1円（\n後", "目的　更新", "価格】1円") == [
        "１．目的　更新",
        "【価格】1円（",
    ]


def test_words_beside_a_drawn_block_are_a_block_of_their_own() -> None:
    assert words("領収書　　No.　12\n甲　住所　東京　印\n", "No.　12", "住所　東京") == [
        *("領収書", "No.　12"),
        *("甲", "住所　東京", "印"),
    ]


def test_the_pairs_of_a_line_are_one_block_and_an_item_stays_one() -> None:
    text = "番号　12　日付　3月5日\n  - 氏名　赤松\n領収書　日付　3月5日\n"
    places = [(0, 5), (6, 13), (18, 23), (28, 35)]
    spans = [Span(*place) for place in places]
    pairs = [Pair(Cell((Span(span.start, span.start + 2),)), Cell((Span(span.start + 3, span.end),))) for span in spans]
    drawn = [Block("pair", span, pair=pair) for span, pair in zip(spans, pairs, strict=True)]
    completed = complete_lines(text, list(classify_lines(text)), drawn)
    assert [(block.kind, block.level, block.span.cut(text)) for block in completed] == [
        ("pair", 0, "番号　12　日付　3月5日"),
        ("item", 2, "- 氏名　赤松"),
        ("paragraph", 0, "領収書"),
        ("pair", 0, "日付　3月5日"),
    ]
    assert completed[0].pair == pairs[0] and completed[0].more_pairs == (pairs[1],)


@given(
    st.text(st.sampled_from("桜a1．【　\n"), min_size=1),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=4),
)
def test_every_word_of_a_line_with_a_drawn_block_is_in_one(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(start, min(start + size, len(text))) for start, size in places if text[start : start + size].strip()]
    completed = complete_lines(text, list(classify_lines(text)), [Block("paragraph", span) for span in spans])
    assert [block.span for block in completed] == sorted(block.span for block in completed)
    covered = {position for block in completed for position in range(*block.span)}
    touched = {position for span in spans for position in range(*span)}
    position = 0
    for line in text.split("\n"):
        places_of_line = range(position, position + len(line))
        if any(place in touched for place in places_of_line):
            assert all(place in covered for place in places_of_line if not text[place].isspace())
        position += len(line) + 1
