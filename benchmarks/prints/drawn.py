"""Documents drawn at random: prose, lists and tables of every look with cells that wrap, are empty or hold numbers.

The truth is what was drawn. Left out: merged cells, which the written texts have.
"""

from __future__ import annotations

from random import Random

from benchmarks.prints.source import Part

_WHO = ("市民", "申請者", "受託者", "利用者", "事業者", "担当課", "指定管理者", "保護者", "自治会", "協議会")
_WHAT = (
    "申請書",
    "実績報告書",
    "利用許可証",
    "請求書",
    "誓約書",
    "事業計画書",
    "収支予算書",
    "見積書",
    "同意書",
    "台帳",
)
_HOW = (
    "期日までに",
    "書面により",
    "電子メール又は窓口で",
    "別に定める方法で",
    "必要に応じて",
    "速やかに",
    "あらかじめ",
)
_DOES = ("提出する", "保管する", "公表する", "確認する", "交付する", "返還する", "更新する", "通知する")
_ENDS = ("ものとする。", "ことができる。", "よう努める。", "。", "必要がある。")
_PLACES = (
    "北部公民館",
    "中央図書館",
    "みどり保育園",
    "総合体育館",
    "斎場",
    "第二配水場",
    "道の駅",
    "児童センター",
    "旧庁舎",
    "浄化センター",
)
_STATES = ("済", "未着手", "継続", "完了", "要確認", "○", "△", "×", "－", "検討中")
_BORDERS = ("none", "rows", "head", "zebra", "shaded", "outer", "frame", "open", "posts", "all")
_FONTS = ("mincho", "gothic", "pmincho", "serif", "sans")


def draw_document(seed: int) -> tuple[dict[str, str], list[Part]]:
    """Return the layout and the parts of the document that a seed draws; it names its program, word or page."""
    random = Random(seed)  # noqa: S311
    layout = {
        "program": random.choice(("word", "word", "page")),
        "font": random.choice(_FONTS),
        "size": random.choice(("9", "10", "10.5", "11", "12")),
        "margin": random.choice(("15", "20", "25", "30")),
        "leading": random.choice(("1", "1.2", "1.5")),
        "paper": random.choice(("A4", "A4", "B5", "A5")),
        "justify": random.choice(("both", "left")),
        "header": random.choice(("", "事業実施要領（案）", "令和8年4月1日　総務課")),
        "footer": random.choice(("#", "- # -", "# / $", "第#頁", "P.#")),
        "middle": random.choice(("yes", "no")),
        "cells": random.choice(("small", "same")),
        "bold-head": random.choice(("yes", "no")),
    }
    if layout["program"] == "page" and layout["leading"] == "1":
        layout["leading"] = "1.4"
    parts = [Part("heading", f"{random.choice(_PLACES)}の管理に関する資料", 1)]
    for number in range(1, random.randint(4, 6)):
        parts.append(Part("heading", f"{number}　{random.choice(_WHAT)}の取扱い", 2))
        parts += [Part("paragraph", _prose(random, random.randint(1, 4))) for _ in range(random.randint(1, 2))]
        if random.random() < 0.4:
            parts += [
                Part("item", f"({k})　{_prose(random, random.choice((1, 1, 2)))}", 1)
                for k in range(1, random.randint(3, 5))
            ]
        for _ in range(random.choice((1, 1, 2))):
            parts.append(_table(random))
            if random.random() < 0.5:
                parts.append(Part("paragraph", f"注　{_prose(random, 1)}"))
            else:
                parts.append(Part("paragraph", _prose(random, 2)))
    return layout, parts


def _prose(random: Random, count: int) -> str:
    return "".join(
        f"{random.choice(_WHO)}は、{random.choice(_WHAT)}を{random.choice(_HOW)}{random.choice(_DOES)}{random.choice(_ENDS)}"
        for _ in range(count)
    )


def _table(random: Random) -> Part:
    kinds = ["name"] + [
        random.choice(("number", "number", "short", "text", "date", "name", "money"))
        for _ in range(random.randint(1, 4))
    ]
    if random.random() < 0.3:
        kinds = ["index", *kinds]
    share = {"name": 2.2, "number": 1.4, "short": 1.2, "text": 3.5, "date": 1.8, "money": 1.7, "index": 0.8}
    title = {
        "name": "施設名",
        "number": "件数",
        "short": "状況",
        "text": "内容",
        "date": "期日",
        "money": "金額",
        "index": "番号",
    }
    align = {
        "name": "l",
        "number": "r",
        "short": "c",
        "text": "l",
        "date": random.choice("lc"),
        "money": "r",
        "index": "c",
    }
    look = {
        "borders": random.choice(_BORDERS),
        "widths": ",".join(str(share[kind]) for kind in kinds),
        "align": ",".join(align[kind] for kind in kinds),
        "full": random.choice(("100", "100", "80", "60")) if len(kinds) < 4 else "100",
        "place": random.choice(("left", "center")),
    }
    empty = random.choice((0.0, 0.0, 0.15, 0.3))
    rows = [[title[kind] + ("" if kinds.index(kind) == k else "その２") for k, kind in enumerate(kinds)]]
    for number in range(1, random.randint(4, 14)):
        rows.append(
            ["" if k > 1 and random.random() < empty else _value(random, kind, number) for k, kind in enumerate(kinds)]
        )
    return Part("table", rows=rows, look=look)


def _value(random: Random, kind: str, number: int) -> str:
    if kind == "index":
        return str(number)
    if kind == "name":
        return random.choice(_PLACES) + random.choice(("", "", "（南館）", "付属設備の保守点検業務"))
    if kind == "number":
        return f"{random.randint(1, 30000):,}"
    if kind == "money":
        return random.choice(("{:,}円", "{:,}", "△{:,}")).format(
            random.randint(1, 900) * random.choice((10, 1000, 100000))
        )
    if kind == "short":
        return random.choice(_STATES)
    if kind == "date":
        return f"令和{random.randint(6, 9)}年{random.randint(1, 12)}月{random.randint(1, 28)}日"
    return _prose(random, random.choice((1, 1, 1, 2))) if random.random() < 0.7 else random.choice(_WHAT)
