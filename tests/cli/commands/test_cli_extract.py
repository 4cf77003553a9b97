"""`sakura extract`: formats, files, statuses, JSON and the review page."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sakura_cli.api import engine as api_engine
from sakura_cli.characters.width import count_columns
from sakura_cli.cli.terminal import console
from sakura_cli.cli.terminal.failures import set_debugging
from tests.cli.conftest import SAKURA, Result, Run, in_process
from tests.cli.running.test_cli_outputs import ENVELOPE, on_terminal
from tests.fakes.engine import ScriptedWorker

MEMO = "氏名：山田太郎様\n日付：令和7年4月1日\n金額：１，２８０円（税込）\n"
FIELDS = "氏名:name, 敬称, 日付:date, 金額:amount"
DATA = {"氏名": "山田太郎", "敬称": "様", "日付": "2025-04-01", "金額": 1280}
TABLE = "| 品名 | 単価 |\n|---|---|\n| りんご, 大 | 150円 |\n| みかん | 80円 |\n"
NOTE = "昨日の件、本館で中原さんが見てくれたよ。\n"
HOSTILE = '氏名：<script>alert(1)</script>&"山田\n日付：2026年2月30日\n'
KEYS = ["path", "raw", "value", "start", "end", "alignment", "found", "origin"]

Command = Callable[..., Result]


@pytest.fixture
def extract(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Command]:
    """Run `sakura extract` in this process and folder; without an `engine` any request is an error."""

    def run(*arguments: str | Path, stdin: str = "", engine: ScriptedWorker | None = None) -> Result:
        monkeypatch.setattr(api_engine, "WorkerEngine", engine or ScriptedWorker([]))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        return in_process("extract", "-m", model, *arguments, capture=capsysbinary)

    monkeypatch.chdir(tmp_path)
    (tmp_path / "memo.txt").write_text(MEMO, encoding="utf-8")
    (tmp_path / "table.md").write_text(TABLE, encoding="utf-8")
    handler = signal.getsignal(signal.SIGTERM)
    yield run
    signal.signal(signal.SIGTERM, handler)
    console.set_verbosity(0)
    set_debugging(False)


def test_json_in_a_pipe_has_the_data_and_its_places(extract: Command) -> None:
    result = extract("--fields", FIELDS, "memo.txt")
    content = json.loads(result.text)
    assert result.status == 0 and list(content) == ["data", "spans", "qualifiers"]
    assert content["data"] == DATA
    for span in content["spans"]:
        assert list(span) == KEYS
        assert MEMO[span["start"] : span["end"]] == span["raw"]


def test_the_envelope(extract: Command) -> None:
    envelope = json.loads(extract("--json", "--fields", FIELDS, "memo.txt").text)
    assert list(envelope) == ENVELOPE and envelope["task"] == "extract"
    assert list(envelope["result"]) == ["data", "spans", "qualifiers"]
    assert envelope["result"]["data"] == DATA and envelope["findings"] == []
    assert envelope["model"] is None


def test_without_any_model_rules_extract(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / "memo.txt").write_bytes(MEMO.replace("\n", "\r\n").encode("cp932"))
    result = sakura("extract", "--fields", FIELDS, "memo.txt", env={"LC_ALL": "C"})
    assert result.returncode == 0 and json.loads(result.stdout)["data"] == DATA
    assert sakura("extract", "--fields", "宛先", stdin=NOTE.encode()).returncode == 69


def test_several_inputs_are_json_lines_in_their_order(extract: Command) -> None:
    result = extract("--fields", "日付:date", "memo.txt", "table.md", "memo.txt")
    lines = [json.loads(line) for line in result.text.splitlines()]
    assert [line["source"] for line in lines] == ["memo.txt", "table.md", "memo.txt"]
    assert [line["data"]["日付"] for line in lines] == ["2025-04-01", None, "2025-04-01"]


@pytest.mark.parametrize(
    ("options", "cells"),
    [
        (["--bom"], ["'=SUM(A1)", "'@abc", "-5%", "'-x"]),
        (["--safe-cells"], ["'=SUM(A1)", "'@abc", "-5%", "'-x"]),
        (["--bom", "--no-safe-cells"], ["=SUM(A1)", "@abc", "-5%", "-x"]),
        ([], ["=SUM(A1)", "@abc", "-5%", "-x"]),
    ],
)
def test_no_cell_is_a_formula_where_a_spreadsheet_is_to_read_it(
    options: list[str], cells: list[str], extract: Command, tmp_path: Path
) -> None:
    source = tmp_path / "cells.csv"
    source.write_text("件名,注,率,他\n=SUM(A1),@abc,-5%,-x\n", encoding="utf-8")
    result = extract("--many", "--fields", "件名, 注, 率, 他", "--format", "csv", *options, source)
    assert result.status == 0, result.stderr
    assert next(iter(csv.reader(io.StringIO(result.text.splitlines()[1])))) == cells


def test_csv_has_stable_columns_and_a_mark_for_excel(extract: Command, tmp_path: Path) -> None:
    result = extract("--many", "--fields", "品名, 単価:amount", "--format", "csv", "--bom", "table.md")
    assert result.stdout.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(result.text.removeprefix("\ufeff"))))
    assert rows == [["品名", "単価"], ["りんご, 大", "150"], ["みかん", "80"]]
    out = tmp_path / "out.csv"
    assert extract("--fields", FIELDS, "--format", "csv", "-o", out, "memo.txt").stdout == b""
    assert out.read_text(encoding="utf-8") == "氏名,敬称,日付,金額\n山田太郎,様,2025-04-01,1280\n"


def test_csv_of_several_inputs_has_one_header_and_names_them(extract: Command) -> None:
    result = extract(
        "--fields",
        "題, 表[]:{品名, 単価:amount}",
        "--format",
        "csv",
        "table.md",
        "table.md",
        engine=ScriptedWorker(lambda request: '{"題": null}'),
    )
    assert result.text.splitlines()[0] == "source,題,表.品名,表.単価"
    assert [line.split(",")[0] for line in result.text.splitlines()[1:]] == ["table.md"] * 4


def test_a_table(extract: Command, tmp_path: Path) -> None:
    result = extract("--format", "table", "--fields", FIELDS, "memo.txt")
    lines = result.text.splitlines()
    assert lines[0].split() == ["field", "value", "quote", "line"]
    assert lines[3].split() == ["日付", "2025-04-01", "令和7年4月1日", "2"]
    assert "(nothing found)" in extract("--format", "table", "--fields", "日付:date", "table.md").text


@pytest.mark.parametrize("columns", [60, 100])
def test_a_table_is_no_wider_than_the_terminal(columns: int, extract: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = f"出席：{'佐藤部長（営業）、' * 20}\n日付：２０２６年１０月１４日（水）\n"
    result = extract("--format", "table", "--fields", "出席, 日付:date", stdin=text)
    widths = [count_columns(line) for line in result.text.splitlines()]
    assert columns // 2 < max(widths) <= columns
    assert "…" in result.text


def test_raw_values_and_reference_dates(extract: Command) -> None:
    raw = json.loads(extract("--no-normalize", "--fields", FIELDS, "memo.txt").text)["data"]
    assert raw == {"氏名": "山田太郎", "敬称": "様", "日付": "令和7年4月1日", "金額": "１，２８０円"}
    asked = ("--fields", "締切:date", "--reference-date", "2026-03-04")
    assert json.loads(extract(*asked, stdin="締切：来週火曜\n").text)["data"] == {"締切": "2026-03-10"}


def test_what_is_ambiguous_or_ungrounded_is_told_and_strict_fails(extract: Command) -> None:
    engine = ScriptedWorker(lambda request: '{"担当": "大野", "場所": "本館"}')
    result = extract("--fields", "担当:name, 場所", "--strict", stdin=NOTE, engine=engine)
    assert result.status == 1
    assert json.loads(result.text)["data"] == {"担当": None, "場所": "本館"}
    assert "ungrounded" in result.stderr and "大野" not in result.stderr
    ambiguous = extract("--fields", "納品:date", stdin="納品：3/4/05\n")
    assert ambiguous.status == 0 and "ambiguous" in ambiguous.stderr and "05" not in ambiguous.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        ([], 2, "--fields"),
        (["--fields", "氏名", "--preset", "contact"], 2, "--fields"),
        (["--fields", "氏名:なまえ"], 2, "なまえ"),
        (["--preset", "nothing"], 2, "nothing"),
        (["--schema", "nowhere.json"], 66, "nowhere.json"),
        (["--schema", "schema.json"], 65, "pattern"),
        (["--fields", "氏名", "--bom"], 2, "--bom"),
        (["--fields", "氏名", "--reference-date", "来週"], 2, "--reference-date"),
    ],
)
def test_what_cannot_be_asked_for(
    extract: Command, tmp_path: Path, arguments: list[str], status: int, word: str
) -> None:
    schema = {"properties": {"氏名": {"type": "string", "pattern": "^[ァ-ヶ]+$"}}}
    (tmp_path / "schema.json").write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    result = extract(*arguments, "memo.txt")
    assert result.status == status and word in result.stderr and result.stdout == b""


def test_a_schema_file_and_a_preset(extract: Command, tmp_path: Path) -> None:
    schema = (
        "properties: {日付: {type: string, format: date}, 金額: {type: number, format: amount}}\nrequired: [日付]\n"
    )
    (tmp_path / "schema.yaml").write_text(schema, encoding="utf-8")
    assert json.loads(extract("--schema", "schema.yaml", "memo.txt").text)["data"] == {
        "日付": "2025-04-01",
        "金額": 1280,
    }
    entities = extract("--preset", "entities", "--many", stdin="厚生労働省は韓国に移った。")
    names = [entity["name"] for entity in json.loads(entities.text)["data"]["entities"]]
    assert names == ["厚生労働省", "韓国"]


class _Page(HTMLParser):
    """Collects the marks and the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.marked: list[str] = []
        self.shown = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "pre" in self._open:
            self.shown += data
        if "mark" in self._open:
            self.marked.append(data)


def test_the_review_page_shows_the_source_and_runs_nothing(extract: Command, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(HOSTILE, encoding="utf-8")
    engine = ScriptedWorker(lambda request: "{}")
    result = extract("--fields", FIELDS, "--review", "page.html", "--json", "memo.txt", "x.txt", engine=engine)
    assert result.status == 0
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text.replace("<pre>\n", "<pre>"))  # a line break no browser shows
    assert page.shown == MEMO + HOSTILE
    assert page.marked[:4] == ["山田太郎", "様", "令和7年4月1日", "１，２８０円"]
    assert "script" not in page.tags and "default-src &#x27;none&#x27;" in text
    assert not re.search(r"(?:src|href)=\"(?!#)", text)


def test_the_review_page_never_replaces_the_input(extract: Command, tmp_path: Path) -> None:
    result = extract("--fields", FIELDS, "--review", "./memo.txt", "memo.txt")
    assert result.status == 73 and (tmp_path / "memo.txt").read_text(encoding="utf-8") == MEMO


def test_a_dry_run_shows_the_prompt_or_that_none_is_needed(extract: Command) -> None:
    assert "項目：担当（名前）" in extract("--dry-run", "--fields", "担当:name", stdin=NOTE).text
    assert "no request is needed" in extract("--dry-run", "--fields", FIELDS, "memo.txt").stderr


def test_the_same_spans_may_be_marked_twice(extract: Command, tmp_path: Path) -> None:
    extract("--preset", "entities", "--review", "page.html", stdin="厚生労働省は韓国に移った。")
    page = _Page()
    page.feed((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert page.marked == ["厚生労働省", "韓国"]


def test_a_terminal_gets_a_table_unasked(home: Path, tmp_path: Path) -> None:
    (tmp_path / "memo.txt").write_text(MEMO.replace("山田", "山\x1b[31m田"), encoding="utf-8")
    status, shown = on_terminal([SAKURA, "extract", "--fields", FIELDS, "memo.txt"], home, tmp_path)
    assert status == 0 and "2025-04-01" in shown and "field" in shown
    assert "\x1b[31m" not in shown
