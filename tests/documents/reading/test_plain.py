"""Plain text as blocks: each line in one, wrapped lines together, tables and form entries with their cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakura_cli.documents.reading import plain
from sakura_cli.documents.reading.plain import read, read_stretches
from tests.fakes.drawn_columns import draw, forget_texts

WRAPPED = "The committee met on Monday to talk about the new building that the\ncity wants to open next year.\n"
TEXT = f"""\
会議のお知らせ

日時：10月2日（金）　場所：本社
1. 予算
  2. 人事
# 議題 #
> 前のメールの文です。
品名\t数量
りんご\t3
| a | b |
---
{WRAPPED}"""


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read line by line what `layout` may claim."""
    forget_texts()
    monkeypatch.setattr(plain, "find_drawn", lambda _: [])


def kinds(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.span.cut(text)) for block in read(text)]


def test_every_kind_of_block() -> None:
    assert kinds(TEXT) == [
        ("heading", 1, "会議のお知らせ"),
        ("pair", 0, "日時：10月2日（金）　場所：本社"),
        ("item", 1, "1. 予算"),
        ("item", 2, "2. 人事"),
        ("heading", 1, "# 議題 #"),
        ("quote", 0, "> 前のメールの文です。"),
        ("table", 0, "品名\t数量\nりんご\t3"),
        ("table", 0, "| a | b |"),
        ("rule", 0, "---"),
        ("paragraph", 0, WRAPPED.strip()),
    ]


def test_a_form_entry_has_its_pairs_and_a_heading_its_words() -> None:
    blocks = read(TEXT)
    pairs = [(pair.label.cut(TEXT), pair.value.cut(TEXT)) for pair in (blocks[1].pair, *blocks[1].more_pairs) if pair]
    assert pairs == [("日時", "10月2日（金）"), ("場所", "本社")]
    assert [piece.cut(TEXT) for piece in blocks[4].pieces] == ["議題"]


def test_a_table_has_its_cells_and_rows_without_labels_have_no_header() -> None:
    labelled, bare = (block.table for block in read(TEXT) if block.table)
    assert labelled and bare
    assert [[cell.cut(TEXT) for cell in row] for row in labelled.rows] == [["品名", "数量"], ["りんご", "3"]]
    assert (labelled.header_rows, bare.header_rows) == (1, 0)
    assert [[cell.cut(TEXT) for cell in row] for row in bare.rows] == [["a", "b"]]


@pytest.mark.parametrize(
    ("line", "level"),
    [("第1部 春", 1), ("第二章 夏", 2), ("第3節 秋", 3), ("■ 冬", 2), ("### 四季", 3)],
)
def test_the_level_of_a_heading(line: str, level: int) -> None:
    assert kinds(f"{line}\n本文です。\n")[0] == ("heading", level, line)


@pytest.mark.parametrize("text", ["1.\t予算\n2.\t人事\n", "\t予算\n\t人事\n", "日時：\t朝\n場所：\t東\n"])
def test_tabs_that_indent_number_or_label_make_no_table(text: str) -> None:
    assert "table" not in {block.kind for block in read(text)}


def test_quoted_and_own_words_are_apart() -> None:
    own, quoted = "自分の文が長く続いて折り返されている" * 2, "> 引用の文が長く続いて折り返されている" * 2
    assert [block.kind for block in read(f"{own}\n{quoted}\n{quoted}\n{own}\n")] == ["paragraph", "quote", "paragraph"]


@given(st.text(st.sampled_from("桜a b。、：:\n・> 1.#-=`\t|第章　"), max_size=120))
def test_every_character_is_in_one_block(text: str) -> None:
    covered = [position for block in read(text) for position in range(*block.span)]
    assert sorted(set(covered)) == covered
    assert all(position in covered for position, char in enumerate(text) if not char.isspace())
    assert read_stretches(text) == read(text)
    for cell in (cell for block in read(text) if block.table for row in block.table.rows for cell in row):
        assert not cell.pieces or cell.cut(text) == cell.span.cut(text)


def test_what_is_drawn_is_in_order_and_keeps_its_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = draw(monkeypatch)
    assert [(block.kind, [piece.cut(drawn) for piece in block.pieces]) for block in read(drawn)] == [
        ("paragraph", ["株式会社桜", "営業部御中"]),
        ("paragraph", ["株式会社梅", "総務部"]),
        ("pair", []),
        ("table", []),
        ("paragraph", []),
    ]


def test_stretches_do_not_overlap_and_hold_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = draw(monkeypatch)
    assert [(block.kind, block.span.cut(drawn)) for block in read_stretches(drawn)] == [
        ("table", "株式会社桜　　　　　株式会社梅\n営業部御中　　　　　総務部"),
        ("pair", "件名\n春の会のご案内"),
        ("table", "品名　　　　　備考\n赤い　　　　　甘くて\nりんご　　　　大きい"),
        ("paragraph", "本文です。"),
    ]


def test_of_a_directive_only_what_is_shown_is_words() -> None:
    text = (
        "設定の手順です。\n\n.. note:: ご注意ください。\n   電源を切ります。\n\n"
        ".. code-block:: python\n   :caption: 例\n\n"
        '   print("会議")\n\n   x = 1\n\n本文に戻ります。\n\n.. image:: a.png\n   :alt: 図\n\n.. 覚え書き\n   続き\n\n'
        ".. |社名| replace:: さくら商事\n\n.. _印:\n\n終わりです。\n"
    )
    blocks = [(block.kind == "code", block.span.cut(text)) for block in read(text)]
    assert [words for is_code, words in blocks if not is_code] == [
        "設定の手順です。",
        "ご注意ください。",
        "電源を切ります。",
        "本文に戻ります。",
        "さくら商事",
        "終わりです。",
    ]
    assert 'print("会議")' in "".join(words for is_code, words in blocks if is_code)


def test_two_dots_without_a_directive_in_the_text_are_words() -> None:
    text = ".. と続いた。\n\n次の行です。\n"
    assert "code" not in [block.kind for block in read(text)]
