"""Running text, verse, talk, code and lists draw nothing."""

from __future__ import annotations

import pytest

from sakura_cli.documents.layout import find_drawn

NOT_DRAWN = {
    "a novel": (
        "　その日は雨だった。　道には誰もいない。\n"
        "「寒いな」　彼は言った。　\n"
        "　駅までの道は　いつもより　ずっと遠かった。\n"
    ),
    "verse": (
        "春の海　ひねもすのたり　のたりかな\n"
        "古池や　蛙飛びこむ　水の音\n"
        "柿くえば　鐘が鳴るなり　法隆寺\n"
        "閑さや　岩にしみ入る　蝉の声\n"
    ),
    "verse that is indented": "雪の朝\n　　だれも来ぬ道\n　　　　われ一人\n",
    "talk": "太郎：明日は晴れるかな。\n花子：きっと晴れるよ。\n太郎：じゃあ、行こう。\n花子：うん、行こう！\n",
    "a chat log": (
        "[10:02] 佐々木: 例の件、返事来ましたか？\n[10:03] Kenji: まだです。催促します\n[10:05] Kenji: 了解です\n"
    ),
    "a play": "メロス　　「おれは行く。」\n王　　　　「待て。」\nメロス　　「待たぬ。」\n",
    "code": ("def main():\n    total    = 0      # 合計\n    count    = 10     # 個数\n    return total\n"),
    "a shell pipe": ("cat a.txt | grep b | wc -l\ncat c.txt | grep d | wc -l\n"),
    "English with two blanks": (
        "This is the first sentence.  It is long enough.  Another one follows\n"
        "here and goes on.  The last sentence ends.  And so it goes on and on\n"
        "until the end of the text.  That is all there is to say about this.\n"
    ),
    "a numbered list": ("1　出勤したら、打刻する。\n2　遅刻するときは、連絡する。\n3　早退するときは、許可を得る。\n"),
    "contents": ("第1章　総則 ………………… 1\n第2章　勤務時間 …………… 3\n第3章　休暇 ………………… 7\n"),
    "articles": (
        "第１条（目的）　甲は、乙に業務を委託する。\n第２条（期間）　期間は、一年とする。\n第３条（雑則）　協議する。\n"
    ),
    "headings": "■議題\n1. 日程の確認\n2. その他\n\n■決定事項\n来月から始める。\n",
    "quotes": "> 品名　　数量\n> ネジ　　100\n> 氏名：山田太郎\n",
    "fenced code": ("```\n| a | b |\n|---|---|\n| 1 | 2 |\n氏名：山田\n```\n"),
    "ruby": (
        "ひとりの｜下人《げにん》が、羅生門の下で雨やみを待っていた。\n"
        "大きな｜円柱《まるばしら》に、蟋蟀が一匹とまっている。\n"
    ),
    "links": "- [プライバシーポリシー](privacy.md)\n- [免責事項](terms.md)\n",
    "turns of a conversation": (
        "<|im_start|>user\n要約してください。<|im_end|>\n<|im_start|>assistant\n承知しました。<|im_end|>\n"
        "<｜begin▁of▁sentence｜>要約します。<｜end▁of▁sentence｜>\n<｜User｜>次へ<｜Assistant｜>はい\n"
    ),
    "an admonition": "NOTE: この操作は取り消せません。よく確かめてください。\n",
    "a date in a sentence": "会議は10:30から始めます。場所は後で知らせます。\n",
}


@pytest.mark.parametrize("kind", NOT_DRAWN)
def test_what_is_no_table_and_no_form_draws_nothing(kind: str) -> None:
    text = NOT_DRAWN[kind]
    assert [block.span.cut(text) for block in find_drawn(text) if block.kind != "paragraph"] == []
