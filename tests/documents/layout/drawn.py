"""Draw tables and forms of random cells in all the ways that offices draw them, with what they say.

Everything comes from one `Random`, so that a benchmark can seed it and hypothesis can drive it. Left out: what is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sakura_cli.characters.width import count_columns
from sakura_cli.documents.layout import find_drawn

Rows = list[list[str]]

_HEADERS = [
    "品名",
    "数量",
    "単価",
    "金額",
    "備考",
    "氏名",
    "所属",
    "日付",
    "型番",
    "区分",
    "担当",
    "納期",
    "項目",
    "内容",
    "前年",
    "当年",
    "増減",
    "順位",
    "コード",
    "商品名",
    "電話番号",
    "会場",
    "時間",
    "住所",
    "比較",
    "評点",
    "第一案",
    "第二案",
    "配分",
    "材質",
    "色",
    "北館",
    "南館",
    "午前",
    "午後",
    "ID",
    "Name",
    "Qty",
    "摘要",
]
_KANJI = (
    "東西南北山川田中村上下大小新古青赤白黒花鳥風月雪星海空森林石橋松竹梅工商農水金土木火電車船家具机椅子書類紙筆箱袋缶"
)
_KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワーン"
_LATIN = [
    "Blue",
    "Pen",
    "Box",
    "A4",
    "USB",
    "Type-C",
    "cable",
    "Model",
    "X200",
    "Tokyo",
    "Osaka",
    "HDMI",
    "red",
    "large",
    "spare",
    "ACE-12",
    "unit",
    "Pro",
    "Max",
]
_WORD_LETTERS = set(_KANA + "".join(_LATIN)) - set("0123456789-RT")
_LIGHT, _HEAVY, _ASCII = "┌─┬┐│├┼┤└┴┘", "┏━┳┓┃┣╋┫┗┻┛", "+-++|++++++"


@dataclass(frozen=True)
class Drawn:
    """A text with a table, what its cells say, and in which way it is drawn."""

    kind: str
    text: str
    rows: Rows


def make_rows(random: Random, *, has_empty: bool, is_long: bool = False, least: int = 1) -> Rows:
    """Return rows of cells, the first one a header: 2 to 7 columns, 2 to 15 rows below it; the first column is filled.

    At least `least` cells of a row are filled: without a frame, a word alone may be the rest of the one above.
    """
    columns, count = random.randint(2, 7), random.randint(3, 16)
    makers = [_make_word if index == 0 else random.choice(_MAKERS) for index in range(columns)]
    rows = [random.sample(_HEADERS, columns)]
    for _ in range(count - 1):
        row = [maker(random) for maker in makers]
        if is_long:
            row = [
                _make_long(random) if random.random() < 0.3 and maker is _make_word else cell
                for cell, maker in zip(row, makers, strict=True)
            ]
        kept = {0, *random.sample(range(columns), least)}
        rows.append(
            [cell if index in kept or not has_empty or random.random() > 0.2 else "" for index, cell in enumerate(row)]
        )
    return rows


def _make_word(random: Random) -> str:
    letters = random.choice((_KANJI, _KANA, _KATAKANA, _KANJI + _KATAKANA))
    return "".join(random.choice(letters) for _ in range(random.randint(2, 9)))


def _make_long(random: Random) -> str:
    return "".join(random.choice(_KANJI + _KANA) for _ in range(random.randint(12, 30)))


def _make_number(random: Random) -> str:
    return f"{random.choice((7, 45, 300, 9800, 1250000)) * random.randint(1, 9):,}"


def _make_amount(random: Random) -> str:
    return random.choice(("￥{}", "¥{}", "{}円", "△{}", "{}")).format(_make_number(random))


def _make_date(random: Random) -> str:
    form = random.choice(("2026年{}月{}日", "2026/{}/{}", "{}/{}", "{}月{}日(火)", "R8.{}.{}"))
    return form.format(random.randint(1, 12), random.randint(1, 28))


def _make_latin(random: Random) -> str:
    return " ".join(random.sample(_LATIN, random.randint(1, 3)))


_MAKERS: tuple[Callable[[Random], str], ...] = (
    _make_word,
    _make_word,
    _make_number,
    _make_number,
    _make_amount,
    _make_date,
    _make_latin,
)


def draw_in_columns(random: Random, *, blank: str, is_wrapped: bool = False) -> Drawn:
    """Draw a table whose cells stand in columns; `blank` is half, full or mixed."""
    rows = make_rows(random, has_empty=True, is_long=is_wrapped, least=2)
    gap = random.choice((2, 3, 4, 6))
    lines = _lay_out(random, rows, gap, wrap_at=random.choice((10, 14, 20)) if is_wrapped else None)
    if random.random() < 0.3:
        lines.insert(1, "-" * max(map(count_columns, lines))) if not is_wrapped else None
    text = "\n".join(_fill(line, blank, random).rstrip(" 　") for line in lines)
    return Drawn(f"columns {blank}{' wrapped' if is_wrapped else ''}", text, rows)


def draw_ragged(random: Random, *, blank: str) -> Drawn:
    """Draw a table whose cells are divided by the same blank everywhere and stand where they happen to."""
    rows = make_rows(random, has_empty=False)
    while len(rows[0]) == 2:
        rows = make_rows(random, has_empty=False)
    return Drawn(f"ragged {'full' if blank == '　' else 'half'}", "\n".join(blank.join(row) for row in rows), rows)


def draw_divided(random: Random, *, bar: str, is_framed: bool, has_rule: bool) -> Drawn:
    """Draw a table with a character between its cells; a rule under its header makes it Markdown."""
    rows = make_rows(random, has_empty=True)
    pad = random.choice(("", " ")) if bar != "\t" else ""
    widths = [
        max(count_columns(row[index]) for row in rows) if random.random() < 0.5 else 0 for index in range(len(rows[0]))
    ]
    lines = [
        f"{pad}{bar}{pad}".join(
            cell + " " * (width - count_columns(cell)) * (bar != "\t") for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]
    if has_rule:
        lines.insert(1, f"{pad}{bar}{pad}".join(random.choice(("---", ":--", "--:", "-----")) for _ in rows[0]))
    if is_framed:
        lines = [f"{bar}{pad}{line}{pad}{bar}" for line in lines]
    name = {"\t": "tabs", "|": "pipes", "｜": "wide pipes"}[bar]
    return Drawn(f"{name}{' framed' if is_framed else ''}{' ruled' if has_rule else ''}", "\n".join(lines), rows)


def draw_box(random: Random, *, style: str, is_wrapped: bool = False) -> Drawn:
    """Draw a table in a frame of light, heavy or ASCII lines, with a rule under every row or under the header only."""
    rows = make_rows(random, has_empty=True, is_long=is_wrapped)
    lines_of = {"light": _LIGHT, "heavy": _HEAVY, "ascii": _ASCII}[style]
    wide = 1 if style == "ascii" else random.choice((1, 2))
    is_ruled = is_wrapped or random.random() < 0.5
    wrap_at = random.choice((10, 14, 20)) if is_wrapped else None
    parts = [[_wrap(cell, wrap_at) for cell in row] for row in rows]
    widths = [max(count_columns(line) for row in parts for line in row[index]) for index in range(len(rows[0]))]
    widths = [width + (width % 2 if wide == 2 else 0) + (0 if wide == 2 else 2) for width in widths]
    edge = lambda left, middle, right: left + middle.join(lines_of[1] * (width // wide) for width in widths) + right  # noqa: E731
    drawn = [edge(lines_of[0], lines_of[2], lines_of[3])]
    for number, row in enumerate(parts):
        for line in range(max(map(len, row))):
            cells = [cell[line] if line < len(cell) else "" for cell in row]
            padded = [
                _pad_cell(random, cell, width, 0 if wide == 2 else 1) for cell, width in zip(cells, widths, strict=True)
            ]
            drawn.append(lines_of[4] + lines_of[4].join(padded) + lines_of[4])
        if (is_ruled or number == 0) and number + 1 < len(parts):
            drawn.append(edge(lines_of[5], lines_of[6], lines_of[7]))
    drawn.append(edge(lines_of[8], lines_of[9], lines_of[10]))
    return Drawn(f"box {style}{' wrapped' if is_wrapped else ''}", "\n".join(drawn), rows)


def _pad_cell(random: Random, cell: str, width: int, margin: int) -> str:
    room = width - count_columns(cell) - 2 * margin
    is_right = cell[:1].isdigit() and random.random() < 0.7
    return " " * margin + (" " * room + cell if is_right else cell + " " * room) + " " * margin


def _wrap(cell: str, columns: int | None) -> list[str]:
    """Break a cell as a word processor does: between Japanese characters, at blanks of Latin, never in a number."""
    is_number = any(char.isdigit() for char in cell) and not any(char in cell for char in _WORD_LETTERS)
    if columns is None or count_columns(cell) <= columns or is_number:
        return [cell]
    lines = [""]
    for word in cell.split(" ") if cell.isascii() else cell:
        between = " " if cell.isascii() and lines[-1] else ""
        if lines[-1] and count_columns(lines[-1] + between + word) > columns:
            lines.append(word)
        else:
            lines[-1] += between + word
    return lines


def _lay_out(random: Random, rows: Rows, gap: int, *, wrap_at: int | None) -> list[str]:
    parts = [[_wrap(cell, wrap_at) for cell in row] for row in rows]
    widths = [max(count_columns(line) for row in parts for line in row[index]) for index in range(len(rows[0]))]
    is_right = [
        index > 0 and all(row[index][:1] in tuple("0123456789￥¥△") or not row[index] for row in rows[1:])
        for index in range(len(widths))
    ]
    is_right = [right and random.random() < 0.7 for right in is_right]
    lines: list[str] = []
    for row in parts:
        for number in range(max(map(len, row))):
            cells = [cell[number] if number < len(cell) else "" for cell in row]
            lines.append(
                (" " * gap).join(
                    " " * (width - count_columns(cell)) + cell if right else cell + " " * (width - count_columns(cell))
                    for cell, width, right in zip(cells, widths, is_right, strict=True)
                )
            )
    return lines


def _fill(line: str, blank: str, random: Random) -> str:
    """Draw blanks of two columns or more with full-width ones, where they are wanted."""
    if blank == "half":
        return line
    result, run = "", 0
    for char in line + "\n":
        if char == " ":
            run += 1
            continue
        if run > 1 and (blank == "full" or random.random() < 0.5):
            result += "　" * (run // 2) + " " * (run % 2)
        else:
            result += " " * run
        run = 0
        result += char
    return result.rstrip("\n")


KINDS: dict[str, Callable[[Random], Drawn]] = {
    **{f"columns {b}": lambda r, b=b: draw_in_columns(r, blank=b) for b in ("half", "full", "mixed")},  # type: ignore[misc]
    **{
        f"columns {b} wrapped": lambda r, b=b: draw_in_columns(r, blank=b, is_wrapped=True)
        for b in ("half", "full", "mixed")
    },  # type: ignore[misc]
    "ragged full": lambda r: draw_ragged(r, blank="　"),
    "ragged half": lambda r: draw_ragged(r, blank="  "),
    "tabs": lambda r: draw_divided(r, bar="\t", is_framed=False, has_rule=False),
    "pipes": lambda r: draw_divided(r, bar="|", is_framed=False, has_rule=False),
    "pipes ruled": lambda r: draw_divided(r, bar="|", is_framed=False, has_rule=True),
    "pipes framed": lambda r: draw_divided(r, bar="|", is_framed=True, has_rule=False),
    "pipes framed ruled": lambda r: draw_divided(r, bar="|", is_framed=True, has_rule=True),
    "wide pipes": lambda r: draw_divided(r, bar="｜", is_framed=False, has_rule=False),
    "wide pipes framed": lambda r: draw_divided(r, bar="｜", is_framed=True, has_rule=False),
    **{f"box {s}": lambda r, s=s: draw_box(r, style=s) for s in ("light", "heavy", "ascii")},  # type: ignore[misc]
    **{f"box {s} wrapped": lambda r, s=s: draw_box(r, style=s, is_wrapped=True) for s in ("light", "heavy", "ascii")},  # type: ignore[misc]
}


def read_tables(text: str) -> list[Rows]:
    """Return the words of the tables that are found in a text."""
    tables = [block.table for block in find_drawn(text) if block.table]
    return [[[cell.cut(text) for cell in row] for row in table.rows] for table in tables]
