"""Units of a translation: what of plain text, Markdown and subtitles is prose, and that the rest stays as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.document import Document
from sakura_cli.documents.formats import TextFormat
from sakura_cli.documents.reading.building import BuiltCell, DocumentBuilder
from sakura_cli.documents.reading.marked_up.inline import describe_markup
from sakura_cli.documents.reading.marked_up.markdown import describe_structure
from sakura_cli.documents.writing.assembling import assemble
from sakura_cli.documents.writing.markdown import escape_cell, escape_start
from sakura_cli.documents.writing.wrapping import wrap_text
from sakura_cli.spans import Span, drop_spans
from sakura_cli.tasks.translation.units import ProseUnit, find_units
from tests.fakes.drawn_columns import draw
from tests.fakes.markdown_documents import DOCUMENTS, README

SRT = """\
1
00:00:01,000 --> 00:00:02,500
<i>おはよう</i>
ございます。

2
00:00:03,000 --> 00:00:05,000 X1:100
- 元気？
- はい、2
回目です。

3
00:00:06,000 --> 00:00:07,000

4
00:00:08,000 --> 00:00:09,000
5
"""
CUES = st.lists(st.text(st.sampled_from("桜花 1-？\n"), min_size=1, max_size=12), min_size=1, max_size=5)
MAIL = """\
山田様

お世話になっております。
資料を2部お送りします。

・日時：10月2日（金）
・場所：本社

> 前のメールの文です。
> 続きの文です。
--
佐藤
"""
WRAPPED = (
    "The committee met on Monday to talk about the new building that the\n"
    "city wants to open next year. It did not decide on the colour of the\n"
    "roof.\n"
)


def units_of(text: str, format_: TextFormat = "text") -> list[ProseUnit]:
    return find_units(Document("<text>", text, "utf-8", "\n", has_bom=False), format_)


def translate_words(text: str, protected: tuple[Span, ...]) -> str:
    """Put other words in the place of every Japanese one that is not protected."""
    pieces, position = "", 0
    for start, end in [*protected, (len(text), len(text))]:
        pieces += re.sub(r"[ぁ-ヺ一-龠]+", "word", text[position:start]) + text[start:end]
        position = end
    return pieces


def test_lines_of_a_mail_stay_lines() -> None:
    texts = [unit.text for unit in units_of(MAIL)]
    assert texts == [
        "山田様",
        "お世話になっております。",
        "資料を2部お送りします。",
        "日時：10月2日（金）",
        "場所：本社",
        "前のメールの文です。",
        "続きの文です。",
        "佐藤",
    ]


def test_a_wrapped_paragraph_is_one_unit_and_is_wrapped_again() -> None:
    [unit] = units_of(WRAPPED)
    assert unit.text.startswith("The committee met on Monday to talk about the new building that the city wants")
    width = max(map(len, WRAPPED.splitlines()))
    assert unit.wrap_columns == width
    assert wrap_text(unit.text, width, unit.line_start) == WRAPPED.strip()


@given(st.text(st.sampled_from("桜a b。、\n・> 1.#-	|"), max_size=80))
def test_a_text_put_back_unchanged_is_the_same(text: str) -> None:
    units = units_of(text)
    assert assemble(text, [(unit.span, unit.span.cut(text)) for unit in units])[0] == text


def test_a_cell_is_a_unit_and_what_parts_cells_stays() -> None:
    text = "品名\t備考\nりんご\t甘い。赤い。\n\n| 名 | 表 \\| 値 |\n|---|---|\n| A | |\n"
    assert [unit.text for unit in units_of(text)] == ["品名", "備考", "りんご", "甘い。赤い。", "名", "表 \\| 値", "A"]


def test_a_quote_is_translated_line_by_line() -> None:
    text = f"> {'前のメールの文' * 5}\n> 続きです。\n"
    assert [unit.text for unit in units_of(text)] == ["前のメールの文" * 5, "続きです。"]


def test_prose_of_markdown_is_found_and_code_html_and_targets_are_not() -> None:
    texts = [unit.text for unit in units_of(README, "markdown")]
    assert texts == [
        "使い方 `run`",
        '最初に**設定**を確認し、[手引き](docs/guide.md "案内")を読みます。続けて `npm install` を実行してください。',
        "[x] 準備する",
        "項目の<b>二つ目</b>",
        "改行の後",
        "引用の一行目二行目と[参照][ref]",
        "名前",
        "値",
        "速度",
        "`1` \\| 二",
    ]


def test_what_is_protected_within_prose() -> None:
    [_, paragraph, task, item, *_] = units_of(README, "markdown")
    assert [span.cut(paragraph.text) for span in paragraph.protected] == [
        "**",
        "**",
        "[",
        '](docs/guide.md "案内")',
        "`npm install`",
    ]
    assert [span.cut(task.text) for span in task.protected] == ["[x]"]
    assert [span.cut(item.text) for span in item.protected] == ["<b>", "</b>"]


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_a_markdown_document_put_back_unchanged_is_the_same(document: str) -> None:
    units = units_of(document, "markdown")
    assert assemble(document, [(unit.span, unit.span.cut(document)) for unit in units])[0] == document


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_other_words_change_neither_structure_nor_markup(document: str) -> None:
    units = units_of(document, "markdown")
    replacements = []
    for unit in units:
        text = translate_words(unit.text, unit.protected)
        text = escape_cell(text) if unit.kind == "cell" else escape_start(text, unit.text)
        assert describe_markup(text) == describe_markup(unit.text)
        replacements.append((unit.span, text))
    translation, places = assemble(document, replacements)
    assert describe_structure(translation) == describe_structure(document)
    # What lies between units is the same, byte for byte.
    assert drop_spans(translation, places).text == drop_spans(document, [unit.span for unit in units]).text


def test_the_words_of_cues_are_found() -> None:
    assert [unit.text for unit in units_of(SRT, "srt")] == [
        "<i>おはよう</i>ございます。",
        "元気？",
        "はい、2回目です。",
    ]


def test_tags_are_protected() -> None:
    unit = units_of(SRT, "srt")[0]
    assert [span.cut(unit.text) for span in unit.protected] == ["<i>", "</i>"]


@given(CUES)
def test_numbers_and_times_survive_whatever_the_words(cues: list[str]) -> None:
    frames = [f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n" for number in range(1, len(cues) + 1)]
    document = "\n\n".join(frame + cue.strip() for frame, cue in zip(frames, cues, strict=True)) + "\n"
    units = units_of(document, "srt")
    assert assemble(document, [(unit.span, unit.span.cut(document)) for unit in units])[0] == document
    translation, _ = assemble(document, [(unit.span, "word") for unit in units])
    assert all(frame in translation for frame in frames)
    assert "桜" not in translation and "花" not in translation


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("件名：\n　春の会のご案内\n", ["件名：", "春の会のご案内"]),
        ("所在地：東京都\n　　　　千代田区\n", ["所在地：東京都", "千代田区"]),
    ],
)
def test_a_label_is_translated_with_its_colon_and_what_stands_beside_it(text: str, units: list[str]) -> None:
    assert [unit.text for unit in units_of(text)] == units


def test_what_is_drawn_is_translated_piece_by_piece_in_the_order_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = draw(monkeypatch)
    units = units_of(drawn)
    assert [unit.text for unit in units] == [
        *("株式会社桜", "株式会社梅", "営業部御中", "総務部"),
        *("件名", "春の会のご案内"),
        *("品名", "備考", "赤い", "甘くて", "りんご", "大きい"),
        "本文です。",
    ]
    translation, _ = assemble(drawn, [(unit.span, "W") for unit in units])
    assert translation.startswith("W　　　　　W\nW　　　　　W\n\nW\nW\n")


def test_a_line_of_a_form_is_a_unit_for_each_of_its_cells() -> None:
    builder = DocumentBuilder()
    cells = [BuiltCell([words]) for words in ("申請者", "氏名", "佐藤 花子")]
    builder.add_pairs(cells, [(1, [2])])
    document = builder.finish(source="a.xlsx", medium="workbook")
    assert [unit.text for unit in find_units(document, "text")] == ["申請者", "氏名", "佐藤 花子"]


def test_a_field_of_csv_is_a_unit() -> None:
    document = Document("a.csv", '品名,備考\n"梨","大きい\n旬"\n', "utf-8", "\n", has_bom=False)
    assert [unit.text for unit in find_units(document, "csv")] == ["品名", "備考", "梨", "大きい", "旬"]
