"""What adversarial texts repeat: single characters of every kind, marks of formats, and short words of every class."""

from __future__ import annotations

CORE = (
    "1万", "1日", "1,", "一", "「", "（", "、", "。", "の", "お", "ない", "山田", "さん、", "会議は", "あ\n", "\n", "\n\n", "い。\n",
    "a", "A ", "a.", "<a ", "[", "`", "*", "|a|b|\n", "・あ\n", "あ  い\n", "　", "あ：", "https://a.jp/", "twenty-", "第1条\n",
)  # fmt: skip
"""Those on which most of what was ever too slow was so."""

# One by one: brackets, marks, digits, letters of each script, invisible characters.
_CHARACTERS = (
    "(『【〔]）」壱十万億１Aアーｱﾞ々！?・…〜～-‐―=+_~#<>&]{}\"'\\/:：@%¥$〒※■□●①㈱第条月日年時分円"
    "\u3099\u200d\ufe0f\u200b\u00ad\U000e0061"
)
_WORDS = (
    "1. 1- 1: 1/ 0. -1 1億2千 十万 一二 二〇 千万 3.14 1,234, ¥1, 12: 100円 10%引 3分の1 分の 約 一個 10個と 数十 "
    "1月 4月1日 令和8年 2026年4月 2026/4/ 月〜 1〜 10時 午前 (火) 月曜日の 明日 来週 翌月 から まで 半 以上 "
    "山田様 山田、 株式会社 (株) 氏 部長 東京都 A社 B棟 AB12- A-1 03-1234-5678 a@b.jp a@ http:// "
    "ご お客様 させていただき いただ られ ます です。 ですか。 ません。 た なかっ て が こと という であれば 申し 行く "
    "及び 又は と や は を The of January one hundred Mr. ab cd x_1 FW: On >> From: kg m2 km/ ± × "
    "*a* ** _a_ [a](b) ![a](b ]( [^1] [^1]: [a]: ``` ~~~ <pre> </ <b>x <td> <!-- &amp; &# {{ }} :a: ::: $$ --> "
    '｜漢《かん》 《 ［＃ 漢《かん》 氏名： あ：い □あ ☑あ （1） 1) 第1条 第一章 第1 1.1 a,b "a", "" a|b {"a": [['
)
_LINES = (
    " ", "\t", "    \n", "\n- ", "\n  ", "\n> ", "\n# ", "\n1. ", "\n|", "|-|\n", "---\n", "===\n", "```\n", "- - ", "> ", "-- \n",
    "a,b\n", "a\tb\n", "。」", "あ：い\n", "あ  ", "1  2\n", "(1)\n", "①あ\n", "□あ い\n", "00:00:01,000 --> ", "┌─", "│あ│\n",
    "1\n00:00:01,000 --> 00:00:02,000\nあ\n\n", "+--+\n", "| |\n", "1.1 あ\n", "[a]: b\n", "[^1]: a\n", "<p>", "<div>\n",
    "品名 数量\n", "10時 会議\n", "氏名　", "\x0c", "A B ",
)  # fmt: skip

UNITS = tuple(dict.fromkeys((*CORE, *_CHARACTERS, *_WORDS.split(), *_LINES)))
PLAIN = "会議は10月3日の午後2時から第二会議室で開き、費用は12万円、担当は山田様です。\n"
"""What an honest text says, by which the cost of a function is judged."""


def repeat(unit: str, characters: int) -> str:
    """Return a text of so many characters that says one thing again and again."""
    return (unit * (characters // len(unit) + 1))[:characters]
