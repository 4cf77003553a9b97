"""Subtitles as blocks: a cue with its number and times, what each speaker says in a piece."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.reading.subtitles import find_tags, read

SRT = """\
1
00:00:01,000 --> 00:00:02,500
<i>おはよう</i>
ございます。

2
00:00:03,000 --> 00:00:05,000 X1:100
- 元気？
- はい、2
回目です。

3
00:00:06,000 --> 00:00:07,000
"""


def test_a_cue_has_a_piece_for_each_speaker() -> None:
    blocks = read(SRT)
    assert [block.kind for block in blocks] == ["cue"] * 3
    assert [[piece.cut(SRT) for piece in block.pieces] for block in blocks] == [
        ["<i>おはよう</i>\nございます。"],
        ["元気？", "はい、2\n回目です。"],
        [],
    ]
    assert blocks[1].span.cut(SRT).startswith("2\n00:00:03")


def test_tags_are_found() -> None:
    words = "<i>おはよう</i>{\\an8}"
    assert [span.cut(words) for span in find_tags(words)] == ["<i>", "</i>", "{\\an8}"]


def test_what_stands_before_the_first_cue_is_no_cue() -> None:
    text = f"字幕\n\n{SRT}"
    assert [block.kind for block in read(text)] == ["code", "cue", "cue", "cue"]


@given(st.text(st.sampled_from("桜1-:,> \n0")))
def test_any_text_is_read_whole(text: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{text}"
    covered = [position for block in read(text) for position in range(*block.span)]
    assert sorted(set(covered)) == covered
    assert all(position in covered for position, char in enumerate(text) if not char.isspace())
