"""What is rewritten says what it said: no sentence is turned into its opposite, and who plants a reversal is caught."""

from __future__ import annotations

import pytest

from sakura_cli.keigo import Audience, HonorificClass, Level, rewrite
from sakura_cli.keigo.rewriting import engine
from sakura_cli.keigo.rewriting.context import Edit, Sentence
from sakura_cli.keigo.sense import count_denials, says_the_same, tells_past
from tests.keigo.fixture_lines import read_pairs

PAIRS = read_pairs("rewrite_senses.txt")
SENTENCES = [source for source, _ in PAIRS]
LEVELS = (Level.POLITE, Level.BUSINESS, Level.FORMAL)

REVERSALS = [
    ("返信しなくてもいいです。", "ご返信いただいても差し支えございません。"),
    ("できなくはない。", "いたしかねます。"),
    ("行けます。", "行けません。"),
    ("間に合わないかもしれない。", "間に合わないでしょう。"),
    ("送った。", "お送りいたします。"),
    ("明日送る。", "お送りいたしました。"),
    ("送ってもいいです。", "お送りください。"),
    ("来ますか。", "来ます。"),
    ("来ます。", "いらっしゃいますか。"),
    ("確認しなければならない。", "確認いたします。"),
    ("参加できない。", "ご参加いただけます。"),
    ("値上げするらしい。", "値上げいたします。"),
    ("中止すべきだ。", "中止いたします。"),
    ("触ってはいけません。", "お触りください。"),
    ("行きたくない。", "伺いたく存じます。"),
    ("変更はない。", "変更がございます。"),
    ("必要ない。", "必要です。"),
    ("届くはずだ。", "届きました。"),
    ("入らないでください。", "お入りください。"),
    ("問題なくはない。", "問題ございません。"),
    ("教えてやれない。", "お教えいたしません。"),
    ("明日届けます。", "お届けいただけます。"),
    ("払わなくていいって。", "お払いいただかなくても差し支えございません。"),
    ("対応できます。", "対応いたします。"),
    ("読めませんでした。", "読みませんでした。"),
    ("行かないと。", "参りません。"),
    ("触るなって。", "触るそうです。"),
    ("出さないでって。", "出すそうです。"),
    ("前にも言ったじゃない。", "前にも言ってはおりません。"),
    ("違うじゃない。", "違いません。"),
    ("子どもが聞かなくてね。", "子どもが聞かないようお願いいたします。"),
    ("直してほしいって。", "直していただきたく存じます。"),
]


@pytest.mark.parametrize(("source", "wrong"), REVERSALS)
def test_a_reversal_is_seen(source: str, wrong: str) -> None:
    assert not says_the_same(source, wrong)


@pytest.mark.parametrize(("source", "wrong"), REVERSALS)
def test_a_rewriting_that_reverses_falls_back(source: str, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite_sentence = engine.rewrite_sentence

    def reverse(sentence: Sentence) -> list[Edit]:
        if sentence.style.level is Level.POLITE:
            return rewrite_sentence(sentence)
        sentence.replace(sentence.start, sentence.end, wrong.rstrip("。"), HonorificClass.POLITE, "")
        return sentence.edits

    monkeypatch.setattr(engine, "rewrite_sentence", reverse)
    assert rewrite(source, level=Level.BUSINESS).text == rewrite(source, level=Level.POLITE).text


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("高かったかな。", "高かったですでしょうか。"),
        ("母が来ます。", "母がいらっしゃいます。"),
        ("お客様が言った。", "お客様が申しました。"),
        ("荷物が届いた。", "荷物が届いたです。"),
    ],
)
def test_a_rewriting_with_an_error_falls_back(source: str, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite_sentence = engine.rewrite_sentence

    def spoil(sentence: Sentence) -> list[Edit]:
        if sentence.style.level is Level.POLITE:
            return rewrite_sentence(sentence)
        sentence.replace(sentence.start, sentence.end, wrong.rstrip("。"), HonorificClass.POLITE, "")
        return sentence.edits

    monkeypatch.setattr(engine, "rewrite_sentence", spoil)
    assert rewrite(source, level=Level.BUSINESS).text == rewrite(source, level=Level.POLITE).text


@pytest.mark.parametrize("source", SENTENCES)
def test_no_sentence_says_the_opposite(source: str) -> None:
    for level in LEVELS:
        for audience in Audience:
            written = rewrite(source, level=level, audience=audience).text
            assert count_denials(written) == count_denials(source) or _is_set_phrase(source), written


def _is_set_phrase(source: str) -> bool:
    return source in {"いらない。", "返事しなくちゃ。", "今日中に返事しなくちゃ。"}


@pytest.mark.parametrize(
    ("sentence", "is_past"),
    [
        ("来た。", True),
        ("来たようです。", True),
        ("来たのでしょうか。", True),
        ("来たかもしれません。", True),
        ("送ったばかりだ。", True),
        ("来る。", False),
        ("来たら？", False),
        ("来たいです。", False),
    ],
)
def test_the_past_is_told_whatever_is_said_of_it(sentence: str, is_past: bool) -> None:
    assert tells_past(sentence) is is_past


@pytest.mark.parametrize(("source", "expected"), PAIRS)
def test_what_mechanisms_decide(source: str, expected: str) -> None:
    assert rewrite(source, level=Level.BUSINESS, audience=Audience.EXTERNAL).text == expected


@pytest.mark.parametrize("written", sorted({expected for _, expected in PAIRS}))
def test_what_was_written_is_left_as_it_is(written: str) -> None:
    assert rewrite(written, level=Level.BUSINESS, audience=Audience.EXTERNAL).text == written
