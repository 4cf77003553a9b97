"""A Markdown README from Japanese to English and back: are its code, links, tables and headings the same?

    python -m benchmarks.round_trip [FILE.md] [--model NAME] [--lines N] [--save FOLDER] [--json]

Without a file a README of `--lines` lines is written for it. What is compared is read by markdown-it, apart from
sakura's own reading: blocks in order with their levels, code to the letter, and each block's links, images and code.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sakura_cli.documents.document import Document
from sakura_cli.documents.reading.decoding import decode_document
from sakura_cli.inference.client import Engine, WorkerEngine
from sakura_cli.inference.options import EngineOptions
from sakura_cli.models.reference import resolve
from sakura_cli.options.translation import TranslationOptions
from sakura_cli.paths import cache_dir
from sakura_cli.tasks.framework.steps import complete
from sakura_cli.tasks.translation.translate import translate

_COMMANDS = (
    ("取り込み", "import", "CSV のファイルを読み、重なる行を除いて登録します。"),
    ("書き出し", "export", "登録した内容を、ほかの道具で読める形にします。"),
    ("検索", "find", "言葉か日付で探し、新しいものから並べます。"),
    ("集計", "count", "月ごとの件数を数え、前の年と比べます。"),
    ("控え", "backup", "毎晩、すべての記録を別の場所に写します。"),
    ("復元", "restore", "控えを選び、その日の状態に戻します。"),
    ("共有", "share", "読むだけの人に、期限の付いた鍵を渡します。"),
    ("点検", "check", "壊れた記録を見つけ、直せるものは直します。"),
    ("削除", "remove", "古い記録を消す前に、必ず確認を求めます。"),
    ("更新", "upgrade", "新しい版に替え、設定はそのまま引き継ぎます。"),
)
_HEAD = """\
---
title: 記録帳
lang: ja
---

# 記録帳

**記録帳** は、店の売上と在庫を手元のパソコンだけで管理する道具です。[手引き](docs/guide.md)と
[よくある質問](https://example.com/faq?lang=ja#top)もご覧ください。

![画面の例](img/screen.png)

"""
_SECTION = """\
## {title}

{purpose}`{command}` は、既定では何も表示しません。

```sh
kiroku {command} --input 売上.csv   # {title}
```

| 選択肢 | 意味 | 既定値 |
|:--|---|--:|
| `--input` | 読むファイル | なし |
| `--limit` | 一度に扱う行数 | {limit} |
| `--quiet` | 途中の経過を表示しない | `false` |

1. 始める前に、[設定](docs/config.md#{command})を確かめます。
2. `kiroku {command} --help` で、使い方を表示します。
   - 時間がかかるときは、<kbd>Ctrl</kbd> を押して止めます。
   - 止めたところから、{minutes}分以内に続けられます。

> **注意**: {title}の途中で電源を切らないでください。

"""


def write_readme(lines: int) -> str:
    """Return a Japanese README of about so many lines; its sections differ, some of their sentences do not."""
    text, number = _HEAD, 0
    while text.count("\n") < lines:
        title, command, purpose = _COMMANDS[number % len(_COMMANDS)]
        part = f"（その{number // len(_COMMANDS) + 1}）" if number >= len(_COMMANDS) else ""
        text += _SECTION.format(
            title=title + part, command=command, purpose=purpose, limit=100 * (number + 1), minutes=number + 5
        )
        number += 1
    return text.rstrip("\n") + "\n"


def outline(text: str) -> list[tuple[str, str, str, Counter[tuple[str, str]]]]:
    """Return the blocks of a document: type, tag and code of each, and what its line holds besides words."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [
        (
            token.type,
            f"{token.tag}{token.info}{token.attrGet('style') or ''}",
            token.content if token.type in ("fence", "code_block", "html_block") else "",
            Counter(_describe(child) for child in token.children or () if child.type not in ("text", "softbreak")),
        )
        for token in tokens
    ]


def translate_there_and_back(engine: Engine, document: Document) -> dict[str, Any]:
    """Translate a Japanese document into English and that into Japanese; return texts and figures."""
    started = time.perf_counter()
    there = complete(engine, translate(document, TranslationOptions("en", source="ja", format="markdown")))
    english = Document("README.md", there.text, "utf-8", "\n", False)
    back = complete(engine, translate(english, TranslationOptions("ja", source="en", format="markdown")))
    wanted = outline(document.text)
    findings = Counter(finding.kind for result in (there, back) for finding in result.findings)
    return {
        "lines": document.text.count("\n"),
        "blocks": len(wanted),
        "same in English": outline(there.text) == wanted,
        "same again in Japanese": outline(back.text) == wanted,
        "requests": there.usage.chunks + back.usage.chunks,
        "findings": dict(findings),
        "seconds": round(time.perf_counter() - started, 1),
        "texts": {"en": there.text, "ja": back.text},
    }


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--lines", type=int, default=300)
    parser.add_argument("--save", type=Path, help="write both translations into this folder")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.file:
        document = decode_document(arguments.file.read_bytes(), source=arguments.file.name)
    else:
        document = Document("README.md", write_readme(arguments.lines), "utf-8", "\n", False)
    model = resolve(arguments.model)
    with WorkerEngine(deadline_seconds=1200.0) as engine:
        key = model.sha256 or str(model.path.resolve())
        engine.load(model.path, key, EngineOptions(), cache_dir() / "prompts")
        figures = {"model": model.name} | translate_there_and_back(engine, document)
    texts = figures.pop("texts")
    if arguments.save:
        for language, text in texts.items():
            (arguments.save / f"README.{language}.md").write_text(text, encoding="utf-8")
    if arguments.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        print(f"{name:<24} {value}")


def _describe(child: Token) -> tuple[str, str]:
    address = child.attrGet("href") or child.attrGet("src") or ""
    return child.type, f"{address}{child.content if child.type in ('code_inline', 'html_inline') else ''}"


if __name__ == "__main__":
    main()
