"""What the commands give without a model, recorded and compared: `python -m benchmarks.behaviour record DATA FILE`.

Every task runs over every document of DATA, with an engine that answers by rule, so that prompts, requests, findings
and results are the same until somebody changes them. `compare BEFORE AFTER` prints what differs, as a unified diff.
Record before a change of structure, compare after it, and read every difference. Left out: what a model writes.
"""

from __future__ import annotations

import argparse
import difflib
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from sakura_cli.api import engine as api_engine
from sakura_cli.cli import boundary
from tests.fakes.engine import ScriptedWorker, last_turn
from tests.fakes.weights import write_gguf

LEVELS = ("polite", "business", "formal", "plain")
AUDIENCES = ("external", "internal", "superior")
FIELDS = (
    "氏名:name, 役職, 日付:date, 電話番号:phone",
    "会社名, 担当者:name, 金額:amount, 支払期限:date, 請求先",
    "件名, 日時:date, 場所, 出席者[]",
    "品名, 数量:number, 単価:amount, 合計:amount, 開始日:date, 終了日:date",
    "明細[]:{品名, 数量:number, 単価:amount, 金額:amount}, 送料:amount, 住所",
)
PRESETS = ("contact", "event", "invoice", "minutes", "entities")
_SECONDS = re.compile(r'("seconds": )[0-9.]+')
_KEIGO_TEXTS = ("text", "casual", "wrong", "right", "regular_sentence", "honorific_sentence", "error_sentence")


def record(data: Path, target: Path, documents: Sequence[Path], only: str = "") -> int:
    """Write a line of JSON for each command that begins with `only`, and each document."""
    with tempfile.TemporaryDirectory() as folder, target.open("w", encoding="utf-8") as out:
        os.environ.update(SAKURA_HOME=f"{folder}/home", LC_ALL="C.UTF-8", LANG="C.UTF-8")
        names = list(_lay_out(data, Path(folder), documents))
        os.chdir(folder)
        write_gguf(Path("m.gguf"))
        for arguments, kinds in _commands():
            if not " ".join(arguments).startswith(only):
                continue
            for name in names:
                if kinds and not name.startswith(kinds):
                    continue
                line = {"command": " ".join(arguments), "file": name, **_run(arguments, name)}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
            print(*arguments, file=sys.stderr)
    return 0


def _lay_out(data: Path, folder: Path, documents: Sequence[Path]) -> Iterator[str]:
    """Copy the documents into a folder, so that they are called the same whoever records; keigo as lists of lines."""
    found = [path for part in ("gov", "encodings") for path in sorted((data / part).rglob("*"))]
    found += [*sorted((data / "aozora").glob("*"), key=lambda path: path.stat().st_size)[:6], *documents]
    for number, path in enumerate(path for path in found if path.is_file() and path.suffix != ".json"):
        name = f"doc-{number:03d}{path.suffix}"
        (folder / name).write_bytes(path.read_bytes())
        yield name
    for path in sorted((data / "keigo").glob("*.jsonl")):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        texts = [str(each[key]) for each in lines for key in _KEIGO_TEXTS if each.get(key)]
        name = f"keigo-{path.stem}.txt"
        (folder / name).write_text("\n".join(texts) + "\n", encoding="utf-8")
        yield name


def _commands() -> Iterator[tuple[list[str], tuple[str, ...]]]:
    model = ["-m", "m.gguf", "--json"]
    for audience in AUDIENCES:
        yield ["keigo-rewrite", "--check", "--json", "--audience", audience], ()
        for level in LEVELS:
            only = () if (level, audience) == ("business", "external") else ("keigo",)
            yield ["keigo-rewrite", "--rules-only", "--json", "--level", level, "--audience", audience], only
    for fields in FIELDS:
        yield ["extract", "--fields", fields, *model], ("doc",)
    for fields in FIELDS[:4]:
        yield ["extract", "--many", "--fields", fields, *model], ("doc",)
    for preset in PRESETS:
        yield ["extract", "--preset", preset, *model], ("doc",)
    for style in ("bullets", "paragraph", "headline", "minutes"):
        yield ["summarize", "--style", style, *model], ("doc",)
    for arguments in (["translate", "--to", "en"], ["translate", "--to", "ja"]):
        yield [*arguments, *model], ("doc",)
    dry = ["-m", "m.gguf", "--dry-run"]
    for arguments in (
        ["summarize"],
        ["summarize", "--lang", "en", "--style", "paragraph", "--max-chars", "120"],
        ["translate", "--to", "en"],
        ["extract", "--preset", "invoice"],
        ["extract", "--fields", FIELDS[0]],
        ["keigo-rewrite"],
        ["run", "commit-subject"],
    ):
        yield [*arguments, *dry], ("doc",)


def _answer(request: Any) -> str:
    """Answer by rule: a line of what was shown last, or nothing of what a schema asks for."""
    if request.json_schema is not None:
        return "{}"
    lines = [line.strip() for line in last_turn(request).splitlines() if len(line.strip()) > 8]
    return lines[len(lines) // 2][:60] if lines else "なし"


def _run(arguments: Sequence[str], name: str) -> dict[str, Any]:
    api_engine.WorkerEngine = ScriptedWorker(_answer)  # type: ignore[assignment,misc]
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with redirect_stdout(out), redirect_stderr(err):
        status = boundary.run([*arguments, name])
        out.flush()
        err.flush()
    texts = [stream.buffer.getvalue().decode("utf-8", "replace") for stream in (out, err)]  # type: ignore[attr-defined]
    return {"status": status, "out": _SECONDS.sub(r"\g<1>0", texts[0]), "err": texts[1]}


def compare(before: Path, after: Path) -> int:
    """Print what differs between two records; return 1 where anything does."""
    first, second = _read(before), _read(after)
    # A record of some commands is compared with those of the other.
    first = {key: outcome for key, outcome in first.items() if key[0] in {command for command, _ in second}}
    differing = [key for key in dict.fromkeys([*first, *second]) if first.get(key) != second.get(key)]
    for key in differing:
        lines = [_lines(each.get(key)) for each in (first, second)]
        print(*difflib.unified_diff(*lines, *key, n=0, lineterm=""), sep="\n")
    print(f"{len(differing)} of {len({*first, *second})} differ", file=sys.stderr)
    return int(bool(differing))


def _read(file: Path) -> dict[tuple[str, str], dict[str, Any]]:
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return {(line.pop("command"), line.pop("file")): line for line in lines}


def _lines(outcome: dict[str, Any] | None) -> list[str]:
    if outcome is None:
        return []
    try:
        shown = json.dumps(json.loads(outcome["out"]), ensure_ascii=False, indent=1)
    except ValueError:
        shown = outcome["out"]
    return [str(outcome["status"]), *shown.splitlines(), *outcome["err"].splitlines()]


def main() -> int:
    """Record or compare."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.behaviour", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    recording = actions.add_parser("record", help="run every task over documents")
    recording.add_argument("data", type=Path, help="a folder with gov, encodings, aozora and keigo")
    recording.add_argument("file", type=Path)
    recording.add_argument("--only", default="", help="the commands that begin so")
    recording.add_argument("documents", type=Path, nargs="*", help="more documents")
    comparing = actions.add_parser("compare", help="print what differs between two records")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    arguments = parser.parse_args()
    if arguments.action == "compare":
        return compare(arguments.before, arguments.after)
    return record(
        arguments.data.resolve(),
        arguments.file.resolve(),
        [path.resolve() for path in arguments.documents],
        arguments.only,
    )


if __name__ == "__main__":
    sys.exit(main())
