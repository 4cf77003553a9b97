"""How much of what is drawn is read, and how much of what is not: `python -m benchmarks.layouts DATA`.

Reads tables and forms drawn at random in every way, the business documents of the tests, and all text of DATA, whose
lines that are taken for a table or form are listed with `--list`, to be judged by reading. Markdown's tables and the
`- label: value` records of `gov/` are tables and records; they are counted apart. Left out: speed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from sakura_cli.documents.blocks import Block
from sakura_cli.documents.document import decode_document
from sakura_cli.documents.layout import find_drawn
from sakura_cli.errors import SakuraError
from tests.documents.layout.business import find_documents, read_drawn, read_expected
from tests.documents.layout.drawn import KINDS, read_tables
from tests.documents.layout.drawn_forms import FORMS, read_pairs

_FRAME = "前文です。\n\n{}\n\n以上のとおりです。\n"
_TEXTS = (".txt", ".md", ".eml", "")
# Drawn on purpose: a table, records of labelled items, the head of a mail, and the colophon of Aozora's files.
_REAL = ("gov/", "README.md", "encodings/eml")
_COLOPHON = ("底本", "底本の親本", "親本", "初出", "入力", "校正")


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.layouts", description=__doc__)
    parser.add_argument("data", type=Path, help="a folder with text files and JSONL")
    parser.add_argument("--each", type=int, default=100, help="how many of every kind to draw")
    parser.add_argument("--list", action="store_true", help="print what is taken for a table or form")
    arguments = parser.parse_args()
    _read_back(arguments.each)
    _read_documents()
    _read_data(arguments.data, is_listed=arguments.list)
    return 0


def _read_back(each: int) -> None:
    total = right = 0
    for kind, draw_table in KINDS.items():
        drawn = [draw_table(Random(f"{kind}{number}")) for number in range(each)]  # noqa: S311
        good = sum(read_tables(_FRAME.format(one.text)) == [one.rows] for one in drawn)
        print(f"table {kind:24} {good:5} of {each}")
        total, right = total + each, right + good
    for kind, draw_form in FORMS.items():
        forms = [draw_form(Random(f"{kind}{number}")) for number in range(each)]  # noqa: S311
        good = sum(read_pairs(_FRAME.format(one.text)) == one.said for one in forms)
        print(f"form  {kind:24} {good:5} of {each}")
        total, right = total + each, right + good
    print(f"drawn layouts read back: {right} of {total}, {right / total:.2%}")


def _read_documents() -> None:
    for folder in ("held_out", "unseen", "worked_on"):
        found = find_documents(folder)
        right = sum(read_drawn(document) == read_expected(document) for document in found)
        print(f"documents {folder}: {right} of {len(found)} wholly right")


def _read_data(data: Path, *, is_listed: bool) -> None:
    lines: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    for name, text in _find_texts(data):
        kind = "drawn on purpose" if name.startswith(_REAL) else "prose"
        lines[kind] += sum(bool(line.strip()) for line in text.split("\n"))
        found: dict[str, set[int]] = {}
        for block in find_drawn(text):
            if block.kind == "paragraph":
                continue
            label = "".join(block.pair.label.cut(text).split()) if block.pair else ""
            where = "drawn on purpose" if kind != "prose" else "colophon" if label in _COLOPHON else kind
            found.setdefault(where, set()).update(_lines_of(text, block))
            if is_listed and where == "prose":
                print(f"{name}: {block.kind}: {block.span.cut(text)[:100]!r}")
        claimed.update({where: len(numbers) for where, numbers in found.items()})
    for kind, count in claimed.items():
        print(f"lines in tables and forms, {kind}: {count}")
    print(f"lines of prose: {lines['prose']}; claimed: {claimed['prose'] / lines['prose']:.2%}")


def _lines_of(text: str, block: Block) -> set[int]:
    spans = block.pieces or (block.span,)
    return {
        number for span in spans for number in range(text.count("\n", 0, span.start), text.count("\n", 0, span.end) + 1)
    }


def _find_texts(data: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts of a folder: files of text, and every text of a JSONL."""
    for path in sorted(data.rglob("*")):
        name = path.relative_to(data).as_posix()
        if path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf-8").splitlines():
                yield from ((name, value) for value in _find_values(json.loads(line)))
        elif path.is_file() and path.suffix in _TEXTS:
            try:
                yield name, decode_document(path.read_bytes(), source=name).text
            except SakuraError as error:
                print(f"{name}: {type(error).__name__}", file=sys.stderr)


def _find_values(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in _find_values(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in _find_values(each))


if __name__ == "__main__":
    sys.exit(main())
