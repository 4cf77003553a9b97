"""Draw forms of random values in all the ways that offices draw them, with what they say.

Left out: tables (`drawn`), and what is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.layout import find_drawn

Said = list[tuple[str, str, dict[str, bool]]]

_LABELS = [
    "氏名",
    "所属",
    "住所",
    "電話番号",
    "件名",
    "日時",
    "会場",
    "納期",
    "支払条件",
    "担当",
    "品名",
    "数量",
    "金額",
    "提出先",
    "有効期限",
    "申請日",
    "目的",
    "契約期間",
    "連絡先",
    "参加費",
    "定員",
    "対象者",
    "生年月日",
    "勤務先",
    "振込先",
    "取引先",
    "納入場所",
    "見積番号",
    "発行日",
    "部署",
    "作業内容",
    "設置場所",
    "引渡し場所",
    "利用目的",
    "開催日",
    "受付時間",
    "注文番号",
    "責任者",
    "期限",
    "出張先",
]
_VALUES = (
    "山田太郎",
    "営業部第二課",
    "東京都千代田区丸の内1-2-3",
    "03-0000-1234",
    "事務所移転のお知らせ",
    "令和8年4月1日(水)　10時～12時",
    "本社3階 大会議室",
    "ご発注後2週間",
    "月末締め翌月末払い",
    "ボールペン 黒",
    "120本",
    "￥34500-",
    "総務課（内線2210）",
    "2026/05/31",
    "2026年7月3日",
    "新製品の紹介",
    "1年間",
    "info@example.jp",
    "無料",
    "50名",
    "満20歳以上の方",
    "昭和61年3月9日",
    "株式会社あおば",
    "みずほ銀行　本店　普通　1234567",
    "PO-8812",
    "午前9時から午後5時まで",
    "未定",
    "別紙のとおり",
)
_OPTIONS = ["有 無", "はい いいえ", "男 女", "新規 更新 廃止", "要 不要", "希望する 希望しない", "自宅 勤務先 その他"]
_LONG = "工場の移転に伴う設備の更新および関連する配線工事一式ならびに既存機器の撤去と処分を含む一連の作業"


@dataclass(frozen=True)
class DrawnForm:
    """A text with a form, what it says, and in which way it is drawn."""

    kind: str
    text: str
    said: Said


def _draw_values(random: Random, count: int) -> Said:
    return [(label, random.choice(_VALUES), {}) for label in random.sample(_LABELS, count)]


def _space_out(label: str, width: int) -> str:
    """Spread the letters of a label over some columns, as 氏　　名 over four characters."""
    gaps = len(label) - 1
    if gaps < 1 or len(label) > 3 or (width - len(label)) % gaps:
        return label
    return ("　" * ((width - len(label)) // gaps)).join(label)


def draw_colons(random: Random) -> DrawnForm:
    """Draw 氏　名：山田 and, on some lines, a second pair."""
    said = _draw_values(random, random.randint(2, 8))
    colon = random.choice(("：", ": ", " : ", "　：　"))
    mark = random.choice(("", "", "・", "■", "　", "○ "))
    is_spread = random.random() < 0.5
    lines: list[str] = []
    left = list(said)
    while left:
        taken = [left.pop(0)]
        if left and random.random() < 0.25 and "　" not in taken[0][1]:
            taken.append(left.pop(0))
        lines.append(
            mark
            + "　　".join((_space_out(label, 4) if is_spread else label) + colon + value for label, value, _ in taken)
        )
    return DrawnForm("colons", "\n".join(lines), said)


def draw_brackets(random: Random) -> DrawnForm:
    """Draw 【氏名】山田, with several in a line."""
    said = _draw_values(random, random.randint(2, 8))
    left, right = random.choice(("【】", "〔〕", "[]"))
    between = random.choice(("", " ", "　"))
    parts = [f"{left}{label}{right}{between}{value}" for label, value, _ in said]
    if random.random() < 0.4:
        parts = ["　".join(parts[index : index + 2]) for index in range(0, len(parts), 2)]
    return DrawnForm("brackets", "\n".join(parts), said)


def draw_aligned(random: Random, *, is_numbered: bool = False) -> DrawnForm:
    """Draw labels without a colon over one another, the values in a column, some wrapped."""
    said = _draw_values(random, random.randint(2, 8))
    width = max(len(label) for label, _, _ in said)
    gap = "　" * random.randint(1, 3)
    margin = "　" * random.randint(0, 4)
    lines: list[str] = []
    for number, (label, value, _) in enumerate(said, 1):
        spread = _space_out(label, width)
        mark = f"{number}．".translate(str.maketrans("0123456789", "０１２３４５６７８９")) if is_numbered else ""
        head = margin + mark + spread + "　" * (width - len(spread)) + gap
        if random.random() < 0.2:
            value = _LONG
            said[number - 1] = (label, value, {})
            parts = [value[index : index + 20] for index in range(0, len(value), 20)]
        else:
            parts = [value]
        lines.append(head + parts[0])
        lines += [
            " " * count_columns(head) + part if random.random() < 0.5 else "　" * (count_columns(head) // 2) + part
            for part in parts[1:]
        ]
    return DrawnForm(f"aligned{' numbered' if is_numbered else ''}", "\n".join(lines), said)


def draw_beside(random: Random) -> DrawnForm:
    """Draw two forms beside each other: 品名　ペン　　　数量　10本."""
    said = [
        (label, value.replace("　", ""), choices)
        for label, value, choices in _draw_values(random, 2 * random.randint(1, 4))
    ]
    rows = [said[index : index + 2] for index in range(0, len(said), 2)]
    width = max(count_columns(row[0][0] + "　　" + row[0][1]) for row in rows) + random.choice((4, 6, 9))
    lines = []
    for (label, value, _), (other, other_value, _) in rows:
        left = f"{label}　　{value}"
        lines.append(left + " " * (width - count_columns(left)) + f"{other}　　{other_value}")
    return DrawnForm("beside", "\n".join(lines), said)


def draw_above(random: Random) -> DrawnForm:
    """Draw labels over their indented values."""
    said = _draw_values(random, random.randint(2, 6))
    left, right = random.choice((("", ""), ("【", "】"), ("■", ""), ("", "：")))
    indent = random.choice(("　　", "    "))
    return DrawnForm("above", "\n".join(f"{left}{label}{right}\n{indent}{value}" for label, value, _ in said), said)


def draw_leaders(random: Random) -> DrawnForm:
    """Draw dots between a label and its value."""
    said = _draw_values(random, random.randint(2, 6))
    dots = random.choice(("…", "．", "・"))
    return DrawnForm(
        "leaders", "\n".join(f"{label}{dots * random.randint(3, 9)}{value}" for label, value, _ in said), said
    )


def draw_choices(random: Random) -> DrawnForm:
    """Draw boxes to tick."""
    ticked, empty = random.choice(
        (
            ("☑", "□"),
            ("■", "□"),
            ("☑", "☐"),
            ("☒", "☐"),
            ("●", "○"),
            ("(レ)", "(　)"),
            ("（○）", "（　）"),
            ("[x]", "[ ]"),
            ("[✓] ", "[ ] "),
        )
    )
    between = random.choice(("　", "  ", "　　"))
    colon = random.choice(("：", "　　"))
    said: Said = []
    lines: list[str] = []
    for label in random.sample(_LABELS, random.randint(1, 4)):
        options = random.choice(_OPTIONS).split(" ")
        choices = {option: random.random() < 0.5 for option in options}
        if (ticked == "■" and all(choices.values())) or len(set(choices.values())) == 1:
            choices = dict.fromkeys(options, False) | {options[0]: True}
        value = between.join((ticked if is_ticked else empty) + option for option, is_ticked in choices.items())
        lines.append(label + colon + value)
        said.append((label, value, choices))
    return DrawnForm("choices", "\n".join(lines), said)


FORMS: dict[str, Callable[[Random], DrawnForm]] = {
    "colons": draw_colons,
    "brackets": draw_brackets,
    "aligned": draw_aligned,
    "aligned numbered": lambda random: draw_aligned(random, is_numbered=True),
    "beside": draw_beside,
    "above": draw_above,
    "leaders": draw_leaders,
    "choices": draw_choices,
}


def read_pairs(text: str) -> Said:
    """Return the pairs that are found in a text, their labels without blanks."""
    pairs = [block.pair for block in find_drawn(text) if block.pair]
    return [
        (
            "".join(pair.label.cut(text).split()),
            pair.value.cut(text),
            {choice.span.cut(text): choice.is_ticked for choice in pair.choices},
        )
        for pair in pairs
    ]
