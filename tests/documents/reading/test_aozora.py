"""Aozora marks left out, with every character traced to the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.reading.aozora import find_aozora_parts, strip_aozora
from sakura_cli.spans import Span, drop_spans

RULE = "-" * 55
BOOK = f"""春の庭
山野花子

{RULE}
【テキスト中に現れる記号について】

《》：ルビ
（例）庭《にわ》
{RULE}

［＃３字下げ］一［＃「一」は中見出し］

　古い庭《にわ》に、所々｜丹塗《にぬり》の柱がある。※［＃「てへん＋丑」、第4水準2-12-93］る。※［＃「口＋世」、U+546D、1-1］

底本：「春の庭」青空文庫
"""


def test_marks_legend_and_colophon_are_left_out() -> None:
    text = strip_aozora(BOOK).text
    assert "古い庭に、所々丹塗の柱がある。" in text
    assert text.startswith("春の庭\n山野花子")
    assert not any(mark in text for mark in ("《", "｜", "［＃", "底本", "テキスト中"))


def test_named_characters_outside_the_set_are_restored() -> None:
    assert "扭る。" in strip_aozora(BOOK).text


def test_spans_lead_back_to_the_source() -> None:
    excerpt = strip_aozora(BOOK)
    start = excerpt.text.index("所々丹塗の柱")
    assert excerpt.to_source(Span(start, start + 6)).cut(BOOK) == "所々｜丹塗《にぬり》の柱"
    twist = excerpt.text.index("扭")
    assert excerpt.to_source(Span(twist, twist + 1)).cut(BOOK).startswith("※［＃")


def test_other_texts_come_back_whole() -> None:
    text = "私《わたくし》は普通の文章です。｜と書くこともあります。"
    assert find_aozora_parts(text) is None
    assert strip_aozora(text).text == text


@given(st.text("あいう", min_size=1, max_size=40), st.data())
def test_dropping_spans_keeps_the_map_exact(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    dropped = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    excerpt = drop_spans(text, dropped)
    for index, char in enumerate(excerpt.text):
        assert excerpt.to_source(Span(index, index + 1)).cut(text) == char
