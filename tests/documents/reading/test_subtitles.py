"""Subtitles as blocks: a cue with its number and times, what each speaker says in a piece."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.formats import recognise_format
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


SLOPPY = """\
1
0:0:4,8 --> 0:0:7,4
おはよう。

2
00:00:07.40 --> 00:00:09,00
元気です。

00:12 --> 00:13.5
番号なし。
"""


def test_times_are_taken_as_players_take_them() -> None:
    blocks = read(SLOPPY)
    assert [block.kind for block in blocks] == ["cue"] * 3
    assert [[piece.cut(SLOPPY) for piece in block.pieces] for block in blocks] == [
        ["おはよう。"],
        ["元気です。"],
        ["番号なし。"],
    ]


VTT = """\
WEBVTT - 会議

STYLE
::cue { color: red }

NOTE 担当：伊藤

冒頭
00:01.000 --> 00:04.000 line:0
<v 伊藤>始めます。<00:02.000>はい。

01:00:04.500 --> 01:00:06.000
- 一人目
- 二人目
"""


def test_webvtt_has_notes_and_styles_that_nobody_says() -> None:
    blocks = read(VTT)
    assert [block.kind for block in blocks] == ["code", "code", "code", "cue", "cue"]
    said = [[piece.cut(VTT) for piece in block.pieces] for block in blocks if block.kind == "cue"]
    assert said == [["<v 伊藤>始めます。<00:02.000>はい。"], ["一人目", "二人目"]]
    assert [span.cut(VTT) for span in find_tags(VTT)] == ["<v 伊藤>", "<00:02.000>"]


SCRIPT = """\
[Script Info]
Title: 試作
[V4+ Styles]
Format: Name, Fontname
Style: Default,Meiryo
[Events]
Format: Layer, Start, End, Style, Text
Comment: 0,0:00:01.00,0:00:02.00,Default,直さない
Dialogue: 0,0:00:01.51,0:00:03.89,Default,{\\pos(1,2)}はい、来週です。\\N{\\i1}遅れません。
"""


def test_of_a_script_only_dialogue_is_said() -> None:
    blocks = read(SCRIPT)
    assert [block.kind for block in blocks] == ["code"] * 8 + ["cue"]
    assert [piece.cut(SCRIPT) for piece in blocks[-1].pieces] == ["はい、来週です。", "遅れません。"]


def test_subtitles_are_recognised_by_what_they_say_and_a_name_alone_makes_none() -> None:
    assert [recognise_format("a.txt", text) for text in (SRT, SLOPPY, VTT, SCRIPT)] == ["srt"] * 4
    assert recognise_format("a.srt", "会議の記録です。\n") == "text"
    assert read("会議の記録です。\n")[0].kind == "code"


@pytest.mark.parametrize("head", [VTT, SCRIPT])
@given(tail=st.text(st.sampled_from("桜1-:,> \n0\\N{}[]")))
def test_any_webvtt_and_any_script_is_read_whole(head: str, tail: str) -> None:
    text = head + tail
    covered = [position for block in read(text) for position in range(*block.span)]
    assert sorted(set(covered)) == covered
    assert all(position in covered for position, char in enumerate(text) if not char.isspace())


@given(st.text(st.sampled_from("桜1-:,> \n0")))
def test_any_text_is_read_whole(text: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{text}"
    covered = [position for block in read(text) for position in range(*block.span)]
    assert sorted(set(covered)) == covered
    assert all(position in covered for position, char in enumerate(text) if not char.isspace())
