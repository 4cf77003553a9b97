"""Slang endings and words: spelled out and rewritten, or left alone where they only look like slang."""

from __future__ import annotations

import pytest

from sakura_cli.keigo import Audience, Level, rewrite, rewrite_sentences
from sakura_cli.keigo.doubts import find_flaws, is_polite

ENDINGS = [
    ("明日は行けないっす。", "明日は行けません。"),
    ("この箱は重いっす。", "この箱は重いです。"),
    ("もう届いたっすよ。", "もう届きました。"),
    ("会場は北口っす。", "会場は北口です。"),
    ("それは無茶じゃん。", "それは無茶ですね。"),
    ("よく書けてるじゃん。", "よく書けていますね。"),
    ("すぐ直るっしょ。", "すぐ直るでしょう。"),
    ("鍵が見つかんねー。", "鍵が見つかりません。"),
    ("今日は飲まねえよ。", "今日は飲みません。"),
    ("会議は何時だっけ。", "会議は何時でしたか。"),
    ("鍵はかけたっけ。", "鍵はかけましたでしょうか。"),
    ("手が離せないんだけどさ。", "手が離せないんですが。"),
    ("窓を閉めてくんね？", "窓を閉めていただけませんか？"),
    ("昨日さ、店が休みだった。", "昨日、店が休みでした。"),
]


@pytest.mark.parametrize(("casual", "expected"), ENDINGS)
def test_slang_endings_become_polite(casual: str, expected: str) -> None:
    result = rewrite(casual, level="polite")
    assert result.text == expected
    rebuilt, position = [], 0
    for change in result.changes:
        assert casual[change.start : change.end] == change.before
        rebuilt += [casual[position : change.start], change.after]
        position = change.end
    assert "".join(rebuilt) + casual[position:] == result.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("いい天気だねー。", "いい天気ですね。"),
        ("やっと来たねえ。", "やっと来ましたね。"),
        ("真っすぐ進んで。", "真っすぐ進んでください。"),
        ("高さは3メートルだ。", "高さは3メートルです。"),
    ],
)
def test_what_only_looks_like_slang_is_not_negated(text: str, expected: str) -> None:
    assert rewrite(text, level="polite").text == expected


def test_slang_words_with_a_sure_counterpart_are_replaced() -> None:
    assert rewrite("マジで助かる。", level="polite").text.startswith("本当に")
    assert "メールアドレス" in rewrite("メアドを教えて。").text
    assert rewrite("とります。").text == "とります。"
    assert rewrite("「マジで無理」と書いてある。").text.startswith("「マジで無理」")


def test_sentences_come_with_their_spans_and_a_divided_one_is_marked() -> None:
    text = "資料を送る。\n\nこの行は折り返されていて、まだ終わっていないので次の行に\n続くのである。確認して。\n"
    sentences = rewrite_sentences(text, level=Level.BUSINESS, audience=Audience.EXTERNAL)
    assert [s.is_whole for s in sentences] == [True, False, False, True]
    assert text[sentences[0].start : sentences[0].end] == "資料を送る"
    parts, position = [], 0
    for sentence in sentences:
        parts += [text[position : sentence.start], sentence.text]
        position = sentence.end
    assert "".join(parts) + text[position:] == rewrite(text).text


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("資料をお送りいたします", set()),
        ("真っすぐお進みください", set()),
        ("明日は行く", {"plain"}),
        ("もうお読みになられましたか", {"error"}),
        ("あの案はガチ古いです", {"colloquial"}),
        ("あの案はしょぼいです", set()),
        ("「マジ」と書いてあります", set()),
    ],
)
def test_flaws_of_a_sentence(sentence: str, kinds: set[str]) -> None:
    assert {flaw.kind for flaw in find_flaws(sentence, Audience.EXTERNAL)} == kinds


def test_polite_is_told_from_plain_and_from_neither() -> None:
    assert is_polite("承知しました。")
    assert not is_polite("承知した。")
    assert not is_polite("東京都")
