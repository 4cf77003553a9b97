"""Sentence ends, and that no character is ever lost between sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.wrapping import unwrap
from sakura_cli.japanese.sentences import split_sentences
from tests.fakes.drawn_columns import draw

MIXED = st.text("あ本ア。！？!?.．「」（）()『』【】\"' \n　#-1a、と", max_size=120)


def sentences(text: str) -> list[str]:
    return [span.cut(text) for span in split_sentences(text)]


@given(MIXED)
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    assert "".join("".join(span.cut(text).split()) for span in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.cut(text) == span.cut(text).strip() != "" for span in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("晴れた。出かけた！なぜ？さあ。", ["晴れた。", "出かけた！", "なぜ？", "さあ。"]),
        ("彼は「はい。行きます。」と言った。次へ。", ["彼は「はい。行きます。」と言った。", "次へ。"]),
        ("「はい。」「いいえ。」", ["「はい。」", "「いいえ。」"]),
        ("延期した（雨のため。）。次へ。", ["延期した（雨のため。）。", "次へ。"]),
        ("閉じない「括弧です。次の文です。", ["閉じない「括弧です。", "次の文です。"]),
        ("閉じだけ」です。次の文です。", ["閉じだけ」です。", "次の文です。"]),
        ("モーニング娘。のライブに行った。楽しかった。", ["モーニング娘。のライブに行った。", "楽しかった。"]),
        ("え？と聞いた。本当！？はい。", ["え？と聞いた。", "本当！？", "はい。"]),
        ("Yahoo!ニュースとＹａｈｏｏ！ニュースを読む。", ["Yahoo!ニュースとＹａｈｏｏ！ニュースを読む。"]),
        ("３．１節を見よ．次の文．", ["３．１節を見よ．", "次の文．"]),
        ("https://example.jp/?q=1 を開く。", ["https://example.jp/?q=1 を開く。"]),
        ("Mr. Sato paid $3.5. He left! OK?", ["Mr. Sato paid $3.5.", "He left!", "OK?"]),
        ('He said "Go home." Then he left.', ['He said "Go home."', "Then he left."]),
        ("See e.g. Fig. 3. It works.", ["See e.g. Fig. 3.", "It works."]),
        ("1. 予算を決めた。\n2. 次回は4月", ["1. 予算を決めた。", "2. 次回は4月"]),
        ("# 概要\n本文です。", ["# 概要", "本文です。"]),
        ("日時：3月5日\n場所：会議室A", ["日時：3月5日", "場所：会議室A"]),
        ("　一つ目の段落\n　二つ目の段落", ["一つ目の段落", "二つ目の段落"]),
        ("```\na. b\n\nc。d\n```\n次。", ["```", "a. b", "c。d", "```", "次。"]),
        ("", []),
        (" \n　", []),
    ],
)
def test_splits_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_hard_wrapped_lines_make_one_sentence() -> None:
    first = "この行は手紙の幅いっぱいに書かれているのでここで折り返されていますが文は"
    text = first + "\nまだ続いています。次の文です。"
    assert sentences(text) == [first + "\nまだ続いています。", "次の文です。"]
    assert unwrap(sentences(text)[0]) == first + "まだ続いています。"
    assert unwrap("hard wrapped\n  text") == "hard wrapped text"


def test_a_long_quotation_is_split_inside() -> None:
    text = "「" + "これは長い演説の一文です。" * 60 + "」"
    assert len(split_sentences(text)) == 60


def test_what_stands_in_columns_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sentences(draw(monkeypatch)) == [
        *("株式会社桜　　　　　株式会社梅", "営業部御中　　　　　総務部"),
        *("件名", "春の会のご案内"),
        *("品名　　　　　備考", "赤い　　　　　甘くて", "りんご　　　　大きい"),
        "本文です。",
    ]
