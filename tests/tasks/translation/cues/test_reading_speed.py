"""Subtitles that can be read in their time: measured by cue, asked for once more, told where they stay too fast."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sakura_cli.documents.document import Document
from sakura_cli.documents.formats import find_blocks
from sakura_cli.documents.reading.subtitles import read_seconds
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.spans import Span
from sakura_cli.tasks.framework.result import TaskResult
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.translation.cues.speed import find_fast_cues
from sakura_cli.tasks.translation.segments import Segment
from sakura_cli.tasks.translation.translate import translate
from sakura_cli.text.languages import LanguageCode
from tests.fakes.engine import Script, ScriptedEngine, last_turn

SRT = "1\n00:00:01,000 --> 00:00:03,000\n明日の朝、駅で待っています。\n"
VTT = "WEBVTT\n\nintro\n00:01.000 --> 00:03.000 align:start\n明日の朝、駅で待っています。\n"
ASS = (
    "[Script Info]\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,{\\i1}明日の朝、駅で待っています。\n"
)
LONG = "I will be waiting for you at the station tomorrow in the morning."
SHORT = "I'll wait at the station tomorrow."


def run(text: str, script: Script, name: str = "a.srt", **options: Any) -> tuple[TaskResult[Any], ScriptedEngine]:
    engine = ScriptedEngine(script)
    document = Document(name, text, "utf-8", "\n", has_bom=False)
    wanted = TranslationOptions(**{"to": "en", "source": "ja", "format": "srt", **options})
    return complete(engine, translate(document, wanted)), engine


@pytest.mark.parametrize("text", [SRT, VTT, ASS])
def test_a_cue_that_is_too_fast_is_asked_for_once_more_in_fewer_characters(text: str) -> None:
    result, engine = run(text, [LONG, SHORT])
    assert "at most 40 characters" in last_turn(engine.requests[1])
    assert SHORT in result.text and LONG not in result.text and not result.findings


@pytest.mark.parametrize("second", [LONG, f"{LONG} Do come.", "", "OK.", "Subtitle: say it in at most 40 characters."])
def test_what_stays_too_fast_is_told_with_its_speed(second: str) -> None:
    result, engine = run(SRT, [LONG, second])
    assert len(engine.requests) == 2 and LONG in result.text
    [finding] = result.findings
    assert finding.kind == "too-fast" and "33 characters a second" in finding.message and "20" in finding.message
    assert result.text[finding.start : finding.end] == LONG


def test_an_answer_that_lost_a_number_is_not_taken_for_being_short() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,500\n参加費は3,500円です。\n"
    result, _ = run(text, ["The fee for taking part is 3,500 yen.", "There is a fee to pay."])
    assert "3,500 yen" in result.text and [finding.kind for finding in result.findings] == ["too-fast"]


def test_a_cue_that_can_be_read_is_left_alone() -> None:
    result, engine = run(SRT.replace("03,000", "05,000"), [LONG])
    assert len(engine.requests) == 1 and not result.findings


def test_other_documents_have_no_speed() -> None:
    _, engine = run("明日の朝、駅で待っています。\n", [LONG], "a.txt", format="text")
    assert len(engine.requests) == 1


def test_speakers_share_the_time_of_their_cue() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n- 明日の朝、駅で待つ。\n- 分かった。\n"
    answers = ["I'll wait at the station tomorrow.", "All right, got it.", "At the station.", "I see."]
    result, engine = run(text, answers)
    first, second = map(last_turn, engine.requests[2:])
    assert "at most 13 characters" in first and "at most 6 characters" in second
    assert result.text.endswith("- At the station.\n- I see.\n")


def test_japanese_is_counted_in_full_width_characters() -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\nPlease call BBC tomorrow morning.\n"
    result, engine = run(text, ["明日BBCに電話"], to="ja", source="en")
    # 6 full and 3 half ones: 3.75 a second.
    assert len(engine.requests) == 1 and not result.findings
    result, engine = run(text, ["明日の朝、BBCに電話してください。", "朝にBBCへ電話を"], to="ja", source="en")
    assert "8字以内" in last_turn(engine.requests[1]) and result.text.endswith("朝にBBCへ電話を\n")


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("00:00:01,500 --> 00:00:03,000", "1.5"),
        ("0:59:59.250 --> 1:00:01.000", "1.75"),
        ("00:01.000 --> 00:02.000", "1"),
        ("00:00:05 --> 00:00:09", "4"),
        ("00:00:09,000 --> 00:00:05,000", None),
        ("00:00:05,000 --> 00:00:05,000", None),
    ],
)
def test_times_as_files_have_them(line: str, seconds: str | None) -> None:
    text = f"1\n{line}\nはい、12:30から13:30です。\n"
    [cue] = [block for block in find_blocks(text, "srt") if block.kind == "cue"]
    assert read_seconds(text, cue) == (Decimal(seconds) if seconds else None)


@pytest.mark.parametrize(
    ("target", "characters", "is_fast"), [("en", 40, False), ("en", 41, True), ("de", 34, False), ("de", 35, True)]
)
def test_limits_are_by_language(target: LanguageCode, characters: int, *, is_fast: bool) -> None:
    blocks = find_blocks(SRT, "srt")
    segment = Segment(0, Span(SRT.index("明"), len(SRT) - 1), "明日")
    fast = list(find_fast_cues(SRT, blocks, [(segment, f"<i>{'x' * characters}</i>")], target))
    assert bool(fast) is is_fast
