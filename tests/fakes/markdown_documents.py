"""Markdown documents in Japanese with every kind of block and inline markup, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

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

WORDS = st.text(st.sampled_from("設定値確認読む桜花"), min_size=1, max_size=6)
INLINE = st.one_of(
    WORDS,
    WORDS.map("**{}**".format),
    WORDS.map("*{}*".format),
    WORDS.map("[{}](https://example.com/a?b=1)".format),
    WORDS.map("![{}](img/x.png)".format),
    WORDS.map("{}<br>".format),
    st.sampled_from(["`code`", "`` a`b ``", "{name}", "%s", "${HOME}", "https://example.jp/x", "&amp;", "\\*", "[^1]"]),
)
PROSE = st.lists(INLINE, min_size=1, max_size=5).map(" ".join).map("文{}".format)
BLOCKS = st.one_of(
    PROSE,
    st.tuples(PROSE, PROSE).map("\n".join),
    st.tuples(st.integers(1, 6), PROSE).map(lambda parts: f"{'#' * parts[0]} {parts[1]}"),
    st.lists(PROSE, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(PROSE, min_size=1, max_size=3).map(lambda items: "\n".join(f"> {item}" for item in items)),
    st.tuples(PROSE, PROSE).map(lambda cells: f"| 表 | 値 |\n|---|---|\n| {cells[0]} | {cells[1]} |"),
    WORDS.map("```py\nprint('{}')\n```".format),
    WORDS.map("<p align=center>{}</p>".format),
    WORDS.map("    {}".format),
    st.just("***"),
)
DOCUMENTS = st.lists(BLOCKS, min_size=1, max_size=8).map(lambda blocks: "\n\n".join(blocks) + "\n")
