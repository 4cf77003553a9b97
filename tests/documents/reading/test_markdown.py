"""The prose of Markdown is found and everything else comes back byte for byte, whatever the document."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.inline_markup import describe_markup, find_inline_markup
from sakura_cli.documents.prose import assemble
from sakura_cli.documents.reading.markdown import (
    describe_structure,
    escape_cell,
    escape_start,
    find_markdown_units,
    find_references,
)
from sakura_cli.spans import Span, drop_spans
from tests.fakes.markdown_documents import DOCUMENTS

README = """\
---
title: 説明書
---
# 使い方 `run`

最初に**設定**を確認し、[手引き](docs/guide.md "案内")を読みます。
続けて `npm install` を実行してください。

- [x] 準備する
- 項目の<b>二つ目</b>\x20\x20
  改行の後
    ```sh
    echo 変えない
    ```
> 引用の一行目
> 二行目と[参照][ref]

| 名前 | 値 |
|---|:-:|
| 速度 | `1` \\| 二 |

<div>この中は変えない</div>

[ref]: https://example.com/参照
"""


def translate_words(text: str, protected: tuple[Span, ...]) -> str:
    """Put other words in the place of every Japanese one that is not protected."""
    pieces, position = "", 0
    for start, end in [*protected, (len(text), len(text))]:
        pieces += re.sub(r"[ぁ-ヺ一-龠]+", "word", text[position:start]) + text[start:end]
        position = end
    return pieces


def test_prose_is_found_and_code_html_and_targets_are_not() -> None:
    texts = [unit.text for unit in find_markdown_units(README)]
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
    [_, paragraph, task, item, *_] = find_markdown_units(README)
    assert [span.cut(paragraph.text) for span in paragraph.protected] == [
        "**",
        "**",
        "[",
        '](docs/guide.md "案内")',
        "`npm install`",
    ]
    assert [span.cut(task.text) for span in task.protected] == ["[x]"]
    assert [span.cut(item.text) for span in item.protected] == ["<b>", "</b>"]


def test_marks_that_are_no_markup_are_not_protected() -> None:
    text = "2 * 3 * 4 と a_b_c と [未定義] は文字のまま"
    assert find_inline_markup(text).protected == ()


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_a_document_put_back_unchanged_is_the_same(document: str) -> None:
    units = find_markdown_units(document)
    assert assemble(document, [(unit.span, unit.span.cut(document)) for unit in units])[0] == document


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_other_words_change_neither_structure_nor_markup(document: str) -> None:
    units = find_markdown_units(document)
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


@given(st.sampled_from(["- a", "1. a", "# a", "> a", "```", "---", "<p>", "+ a", "* a", "12) a", "| a |"]))
def test_a_translation_cannot_begin_another_block(text: str) -> None:
    document = "前の段落\n\n言葉\n\n後の段落\n"
    start = document.index("言葉")
    translation, _ = assemble(document, [(Span(start, start + 2), escape_start(text, "言葉"))])
    assert describe_structure(translation) == describe_structure(document)


def test_a_pipe_in_a_cell_is_escaped_once() -> None:
    assert escape_cell("a | b \\| c") == "a \\| b \\| c"


def test_references_are_known_to_lines_far_from_them() -> None:
    assert "REF" in find_references(README)
