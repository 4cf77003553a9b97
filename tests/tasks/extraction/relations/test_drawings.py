"""The same form, the same items and the same letter drawn in every way that offices draw them give the same data."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.document import Document
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.tasks.extraction.extract import extract
from sakura_cli.tasks.extraction.fields import Shape, parse_fields
from sakura_cli.tasks.framework.steps import complete
from tests.fakes.engine import ScriptedEngine

PAIRS = [
    ("申請日", "令和7年4月1日"),
    ("申請番号", "SHN-0042"),
    ("所属", "開発第一課"),
    ("氏名", "栗原 千景"),
    ("件名", "開発用端末の購入"),
    ("金額", "198,000円（税込）"),
    ("購入先", "未定"),
    ("希望納期", "2025/5/15"),
    ("理由", "現行機の老朽化のため"),
    ("承認者", "（空席）"),
    ("連絡先電話", "03-0000-1111"),
]
FORM_FIELDS = (
    "申請日:date, 申請番号, 所属, 氏名:name, 件名, 金額:amount, 購入先, 希望納期:date, 理由, 承認者:name, 電話:phone, "
    "起案日:date, 送料:amount"
)
FORM = {
    "申請日": "2025-04-01",
    "申請番号": "SHN-0042",
    "所属": "開発第一課",
    "氏名": "栗原 千景",
    "件名": "開発用端末の購入",
    "金額": 198000,
    "購入先": None,
    "希望納期": "2025-05-15",
    "理由": "現行機の老朽化のため",
    "承認者": None,
    "電話": "03-0000-1111",
    "起案日": None,
    "送料": None,
}


def pad(words: str, width: int, blank: str = " ") -> str:
    return words + blank * max(1, (width - count_columns(words)) // count_columns(blank))


def draw_beside(columns: int, width: int, pair: Callable[[str, str], str]) -> str:
    rows = [PAIRS[at : at + columns] for at in range(0, len(PAIRS), columns)]
    return "\n".join("".join(pad(pair(*each), width) for each in row).rstrip() for row in rows)


FORMS = {
    "colons": "\n".join(f"{label}：{value}" for label, value in PAIRS),
    "marks": "\n".join(f"・{label} : {value}" for label, value in PAIRS),
    "wide blanks": "\n".join(pad(label, 14, "　") + value for label, value in PAIRS),
    "blanks": "\n".join(pad(label, 16) + value for label, value in PAIRS),
    "brackets": "\n".join(f"【{label}】{value}" for label, value in PAIRS),
    "brackets above": "\n".join(f"【{label}】\n{value}" for label, value in PAIRS),
    "numbers": "\n".join(f"{number}．{pad(label, 14, '　')}{value}" for number, (label, value) in enumerate(PAIRS, 1)),
    "tabs": "\n".join(f"{label}\t{value}" for label, value in PAIRS),
    "pipes": "| 項目 | 内容 |\n|---|---|\n" + "\n".join(f"| {label} | {value} |" for label, value in PAIRS),
    "two columns": draw_beside(2, 44, lambda label, value: pad(label, 12) + value),
    "two columns with colons": draw_beside(2, 44, lambda label, value: f"{label}：{value}"),
    "labels above": "\n".join(f"{label}\n　　{value}" for label, value in PAIRS),
    "labels above in columns": "\n\n".join(
        "".join(pad(label, 22) for label, _ in PAIRS[at : at + 3]).rstrip()
        + "\n"
        + "".join(pad(value, 22) for _, value in PAIRS[at : at + 3]).rstrip()
        for at in range(0, len(PAIRS), 3)
    ),
    "dots": "\n".join(f"{label}{'.' * (20 - count_columns(label))} {value}" for label, value in PAIRS),
    "bars": "\n".join(f"{pad(label, 14, '　')}｜{value}" for label, value in PAIRS),
    "several on a line": "\n".join(
        "　".join(f"【{label}】{value}" for label, value in PAIRS[at : at + 3]) for at in range(0, len(PAIRS), 3)
    ),
}

ITEMS = [
    ("A4コピー用紙 500枚×5冊", "12", "箱", "2,480", "29,760"),
    ("油性ボールペン（黒）", "30", "本", "98", "2,940"),
    ("LANケーブル 10m", "4", "本", "1,250", "5,000"),
    ("配送・設置", "1", "式", "15,000", "15,000"),
]
HEAD = ("品名", "数量", "単位", "単価", "金額")
SUMS = [("小計", "52,700"), ("消費税（10%）", "5,270"), ("合計", "57,970")]
ITEM_FIELDS = (
    "明細[]:{品名, 数量:number, 単位, 単価:amount, 金額:amount}, 小計:amount, 消費税:amount, 合計:amount, 送料:amount"
)
WIDTHS = (28, 8, 6, 10, 12)


def draw_row(cells: Sequence[str], joint: str = "") -> str:
    """Draw a row with blanks: words to the left, numbers to the right."""
    drawn = []
    for place, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True)):
        blanks = " " * (width - count_columns(cell))
        drawn.append(cell + blanks if place in (0, 2) else blanks + cell)
    return joint.join(drawn)


def draw_sums(drawn: Callable[[str, str], str]) -> list[str]:
    return [drawn(label, value) for label, value in SUMS]


SUMS_BELOW = draw_sums(lambda a, b: " " * 44 + pad(a, 14) + b)


LISTS = {
    "blanks": [draw_row(HEAD), *map(draw_row, ITEMS), *SUMS_BELOW],
    "a rule": [
        draw_row(HEAD, " "),
        "-" * 64,
        *(draw_row(item, " ") for item in ITEMS),
        "-" * 64,
        *SUMS_BELOW,
    ],
    "wide blanks": ["　　".join(HEAD), *map("　　".join, ITEMS), *draw_sums(lambda a, b: f"{a}　　　　{b}")],
    "tabs": ["\t".join(HEAD), *map("\t".join, ITEMS), *draw_sums(lambda a, b: f"{a}\t\t\t\t{b}")],
    "pipes": ["| " + " | ".join(row) + " |" for row in (HEAD, ["---"] * 5, *ITEMS)]
    + draw_sums(lambda a, b: f"| {a} | | | | {b} |"),
    "lines that reckon": [f"・{a}　{b}{c}　@{d}円　{e}円" for a, b, c, d, e in ITEMS]
    + draw_sums(lambda a, b: f"{a}　{b}円"),
    "sums in a line": [f"- {a}: {b}{c} x {d}円 = {e}円" for a, b, c, d, e in ITEMS]
    + draw_sums(lambda a, b: f"{a}: {b}円"),
    "spaced heads": [
        draw_row(("品\u3000\u3000名", "数 量", "単位", "単\u3000価", "金\u3000額")),
        *map(draw_row, ITEMS),
        *draw_sums(lambda a, b: " " * 44 + pad(a, 14) + "¥" + b),
    ],
    "numbered rows": [
        "No  " + draw_row(HEAD, " "),
        *(f"{n}   " + draw_row(item, " ") for n, item in enumerate(ITEMS, 1)),
        *SUMS_BELOW,
    ],
}

ADDRESSEES = {
    "office": ["株式会社アサギ電機　御中"],
    "office and person": ["株式会社アサギ電機", "購買部　堀内 様"],
    "with an address": ["〒500-0001", "岐阜県岐阜市橋本町0-0", "株式会社アサギ電機　御中", "購買部　堀内 様"],
    "nobody by name": ["株式会社アサギ電機", "ご担当者様"],
}
SENDERS = {
    "name first": [
        "有限会社コトリ製作所",
        "〒460-0011",
        "愛知県名古屋市中区大須0-0-0",
        "TEL 052-000-1111",
        "FAX 052-000-1112",
        "登録番号 T1111111111111",
        "担当：伊吹",
    ],
    "address first": [
        "〒460-0011 愛知県名古屋市中区大須0-0-0",
        "有限会社コトリ製作所",
        "電話 052-000-1111 / FAX 052-000-1112",
        "登録番号：T1111111111111",
        "担当者：伊吹",
    ],
}
LETTER_FIELDS = (
    "請求先, 請求元, 発行日:date, 請求元住所, 電話:phone, FAX:phone, 登録番号, 担当者:name, 請求先担当者:name, "
    "請求先住所, 請求先電話:phone, 請求金額:amount, 支払期限:date"
)
DAY, TITLE = ["2025年6月30日"], ["　　　　　　　　　請　求　書"]
BODY = ["下記のとおりご請求申し上げます。", "", "ご請求金額　￥55,000-"]


def push(lines: Sequence[str]) -> list[str]:
    return [" " * 46 + line for line in lines]


def join(left: Sequence[str], right: Sequence[str]) -> list[str]:
    return [pad(a, 46) + b if b else a for a, b in itertools.zip_longest(left, right, fillvalue="")]


PLACEMENTS: dict[str, Callable[[list[str], list[str]], list[str]]] = {
    "sender on the right": lambda a, b: [*DAY, "", *a, "", *push(b), "", *TITLE, "", *BODY],
    "beside one another": lambda a, b: [*TITLE, "", *push(DAY), *join(a, b), "", *BODY],
    "day above the sender": lambda a, b: [*TITLE, "", *join(a, [*DAY, "", *b]), "", *BODY],
    "one column": lambda a, b: [*TITLE, "", *DAY, "", *a, "", *b, "", *BODY],
    "sender at the end": lambda a, b: [*TITLE, "", *a, "", *BODY, "", *DAY, *b],
    "sender first": lambda a, b: [*b, "", *a, "", *TITLE, "", *DAY, "", *BODY],
}


def read(text: str, fields: str) -> dict[str, Any]:
    engine = ScriptedEngine(lambda request: "{}")
    document = Document("memo.txt", text, "utf-8", "\n", False)
    shape = Shape(parse_fields(fields))
    data: dict[str, Any] = complete(
        engine, extract(document, shape, ExtractionOptions(), engine.count_text_tokens)
    ).payload.data
    return data


@pytest.mark.parametrize("style", FORMS)
@pytest.mark.parametrize("title", ["", "購入申請書\n\n"])
def test_a_form(style: str, title: str) -> None:
    assert read(f"{title}{FORMS[style]}\n", FORM_FIELDS) == FORM


@pytest.mark.parametrize("style", LISTS)
def test_items(style: str) -> None:
    data = read("御見積書\n\n" + "\n".join(LISTS[style]) + "\n", ITEM_FIELDS)
    numbers = [[*item[1:2], *item[3:]] for item in ITEMS]
    assert [item["品名"] for item in data["明細"]] == [item[0] for item in ITEMS]
    assert [item["単位"] for item in data["明細"]] == [item[2] for item in ITEMS]
    found = [[f"{item[name]:,}" for name in ("数量", "単価", "金額")] for item in data["明細"]]
    assert found == numbers
    assert (data["小計"], data["消費税"], data["合計"], data["送料"]) == (52700, 5270, 57970, None)


@pytest.mark.parametrize("place", PLACEMENTS)
@pytest.mark.parametrize("addressee", ADDRESSEES)
@pytest.mark.parametrize("sender", SENDERS)
def test_a_letter(place: str, addressee: str, sender: str) -> None:
    text = "\n".join(PLACEMENTS[place](ADDRESSEES[addressee], SENDERS[sender])) + "\n"
    assert read(text, LETTER_FIELDS) == {
        "請求先": "株式会社アサギ電機",
        "請求元": "有限会社コトリ製作所",
        "発行日": "2025-06-30",
        "請求元住所": "愛知県名古屋市中区大須0-0-0",
        "電話": "052-000-1111",
        "FAX": "052-000-1112",
        "登録番号": "T1111111111111",
        "担当者": "伊吹",
        "請求先担当者": "堀内" if "堀内" in text else None,
        "請求先住所": "岐阜県岐阜市橋本町0-0" if "岐阜" in text else None,
        "請求先電話": None,
        "請求金額": 55000,
        "支払期限": None,
    }
