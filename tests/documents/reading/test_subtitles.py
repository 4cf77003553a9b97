"""Subtitles: cues keep their numbers and times, tags stay, speakers stay apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.prose import assemble
from sakura_cli.documents.reading.subtitles import find_subtitle_units

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

4
00:00:08,000 --> 00:00:09,000
5
"""
CUES = st.lists(st.text(st.sampled_from("桜花 1-？\n"), min_size=1, max_size=12), min_size=1, max_size=5)


def test_the_words_of_cues_are_found() -> None:
    assert [unit.text for unit in find_subtitle_units(SRT)] == [
        "<i>おはよう</i>ございます。",
        "元気？",
        "はい、2回目です。",
    ]


def test_tags_are_protected() -> None:
    unit = find_subtitle_units(SRT)[0]
    assert [span.cut(unit.text) for span in unit.protected] == ["<i>", "</i>"]


@given(CUES)
def test_numbers_and_times_survive_whatever_the_words(cues: list[str]) -> None:
    frames = [f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n" for number in range(1, len(cues) + 1)]
    document = "\n\n".join(frame + cue.strip() for frame, cue in zip(frames, cues, strict=True)) + "\n"
    units = find_subtitle_units(document)
    assert assemble(document, [(unit.span, unit.span.cut(document)) for unit in units])[0] == document
    translation, _ = assemble(document, [(unit.span, "word") for unit in units])
    assert all(frame in translation for frame in frames)
    assert "桜" not in translation and "花" not in translation
