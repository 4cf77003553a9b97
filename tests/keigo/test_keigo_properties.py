"""What must hold for any text: nothing crashes, numbers and quotations stay, spans fit, a second pass changes
nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.keigo import analyze, check, rewrite
from tests.keigo.fixture_lines import read_lines, read_pairs

LEVELS = ("polite", "business", "formal", "plain")
WORDS = """
私 部長 先生 お客様 弊社 資料 会議 3月5日 14:00 田中さん は が を に の へ で と も 行く 来る 見た 読んだ 送って
    確認して くれる もらえる いる ない なかった たい だ です ます か ね よ ？ 。 、 「行く」 `code` https://a.jp/x
    静か 高い いい って けど ので から 了解 ありがとう ごめん
"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_pieces_of_business_japanese(text: str) -> None:
    for level in LEVELS:
        result = rewrite(text, level=level)
        assert "XX" not in result.text
        assert re.findall(r"\d+", result.text) == re.findall(r"\d+", text)
        for kept in ("「行く」", "`code`"):
            assert result.text.count(kept) == text.count(kept)
        for change in result.changes:
            assert text[change.start : change.end] == change.before
    for problem in check(text):
        assert 0 <= problem.start < problem.end <= len(text)
    for expression in analyze(text).expressions:
        assert text[expression.start : expression.end] == expression.text


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all(text: str) -> None:
    for level in LEVELS:
        result = rewrite(text, level=level)
        rebuilt, position = [], 0
        for change in result.changes:
            rebuilt += [text[position : change.start], change.after]
            position = change.end
        assert "".join(rebuilt) + text[position:] == result.text
    check(text)
    analyze(text)


POLITE = read_lines("check_right.txt")
# Real sentences cut anywhere, with an ending where it does not belong.
ENDINGS = st.sampled_from(("", "ます", "です", "いただ", "くださいませ", "られ", "ましては", "お", "含"))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(POLITE), st.integers(0, 60), st.integers(0, 60), ENDINGS)
def test_sentences_cut_anywhere(text: str, start: int, end: int, ending: str) -> None:
    cut = text[start:] + ending + text[:end]
    for level in LEVELS:
        rewrite(cut, level=level)
    check(cut)


@pytest.mark.parametrize("text", ["ます", "ます。", "内容に含", "空白を含です", "含られむ本書", "改行が含ましては"])
def test_words_without_their_ending_stay(text: str) -> None:
    for level in LEVELS:
        assert rewrite(text, level=level).text.count("含") == text.count("含")


@pytest.mark.parametrize("text", POLITE)
def test_polite_text_stays_at_the_polite_level(text: str) -> None:
    once = rewrite(text, level="polite").text
    assert rewrite(once, level="polite").text == once
    if text.endswith(("ます。", "です。", "ました。", "ません。", "ください。")):
        assert once == text


CASUAL = [casual for casual, _ in read_pairs("rewrite_business.txt")]
NEGATION = re.compile(r"ない|なく|なかっ|ません|ず|かね|及びません")


@pytest.mark.parametrize("text", CASUAL)
def test_negation_and_question_are_kept(text: str) -> None:
    for level in ("polite", "business", "formal"):
        result = rewrite(text, level=level).text
        if NEGATION.search(text.replace("すみません", "").replace("申し訳ない", "")):
            assert NEGATION.search(result)
        asks = text.endswith(("？", "か。"))
        if not asks and "か" not in text[-4:]:
            assert not result.endswith(("か。", "？")) or "お名前を伺え" in result


def test_a_long_line_is_analysed_in_pieces() -> None:
    text = "資料を送ります、" * 4000
    assert rewrite(text, level="polite").text == text
