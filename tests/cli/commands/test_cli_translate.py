"""`sakura translate`: options, files, glossary, JSON, statuses; with a scripted engine."""

from __future__ import annotations

import io
import json
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sakura_cli.api import engine as api_engine
from sakura_cli.cli.terminal import console
from sakura_cli.cli.terminal.failures import set_debugging
from tests.cli.conftest import Result, in_process
from tests.cli.running.test_cli_outputs import ENVELOPE
from tests.fakes.engine import ScriptedWorker

NOTE = "倉庫の棚卸しを終えた。\n検収は来週です。\n"
ANSWERS = ["The stocktaking is over.", "The acceptance inspection is next week."]

Command = Callable[..., Result]


@pytest.fixture
def translate(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Command]:
    """Run `sakura translate` in this process and folder, with answers in order."""

    def run(*arguments: str | Path, answers: list[str] | None = None, stdin: str = NOTE) -> Result:
        monkeypatch.setattr(api_engine, "WorkerEngine", ScriptedWorker(ANSWERS if answers is None else answers))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        return in_process("translate", "-m", model, *arguments, capture=capsysbinary)

    monkeypatch.chdir(tmp_path)
    handler = signal.getsignal(signal.SIGTERM)
    yield run
    signal.signal(signal.SIGTERM, handler)
    console.set_verbosity(0)
    set_debugging(False)


def test_the_translation_is_on_stdout_and_nothing_else(translate: Command) -> None:
    result = translate("--to", "en")
    assert result.status == 0
    assert result.text == "The stocktaking is over.\nThe acceptance inspection is next week.\n"


def test_the_target_language_has_to_be_named(translate: Command) -> None:
    assert translate().status == 2
    assert translate("--to", "xx").status == 2


def test_the_same_language_is_a_usage_error_with_a_hint(translate: Command) -> None:
    result = translate("--to", "ja", answers=[])
    assert result.status == 2
    assert "Japanese already" in result.stderr and "hint: --to en" in result.stderr


def test_json_has_segments_with_spans_of_the_source(translate: Command) -> None:
    result = translate("--to", "en", "--json")
    envelope = json.loads(result.text)
    assert list(envelope) == ENVELOPE and envelope["task"] == "translate"
    segments = envelope["result"]["segments"]
    assert [segment["target"] for segment in segments] == ANSWERS
    assert [NOTE[each["start"] : each["end"]] for each in segments] == [each["source"] for each in segments]


def test_a_glossary_reaches_the_check(translate: Command, tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("検収,final check\n", encoding="cp932")
    answers = [*ANSWERS, "It is next week.", "It is next week."]
    result = translate("--to", "en", "--glossary", "terms.csv", answers=answers)
    assert result.status == 0 and "term-missing: line 2" in result.stderr
    strict = translate("--to", "en", "--glossary", "terms.csv", "--strict", answers=answers)
    assert strict.status == 1
    assert "検収" not in result.stderr + strict.stderr


def test_a_memory_is_filled_by_one_run_and_used_by_the_next(translate: Command, tmp_path: Path) -> None:
    first = translate("--to", "en", "--memory", "m.tmx", "--json")
    assert not any("memory" in each for each in json.loads(first.text)["result"]["segments"])
    second = translate("--to", "en", "--memory", "m.tmx", "--json", answers=[])
    envelope = json.loads(second.text)
    assert [each["memory"] for each in envelope["result"]["segments"]] == ["exact", "exact"]
    assert envelope["result"]["text"] == json.loads(first.text)["result"]["text"] and envelope["model"] is None
    assert [each.name for each in tmp_path.glob("*.tmx*")] == ["m.tmx"]


def test_a_memory_that_grew_does_not_keep_a_run_from_going_on(translate: Command, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{name}の検収は来週です。\n", encoding="utf-8")
    answers = [f"The inspection of {name} is next week." for name in ("a.txt", "b.txt")]
    arguments = ("--to", "en", "--memory", "m.tmx", "--out-dir", "out", "a.txt", "b.txt")
    assert translate(*arguments, answers=answers).status == 0
    assert translate(*arguments, "--resume", answers=[]).status == 0


def test_a_file_that_is_no_memory_ends_before_any_model(translate: Command, tmp_path: Path) -> None:
    (tmp_path / "m.tmx").write_text("検収,acceptance\n", encoding="utf-8")
    result = translate("--to", "en", "--memory", "m.tmx", answers=[])
    assert result.status == 65 and "m.tmx is no translation memory" in result.stderr
    assert (tmp_path / "m.tmx").read_text(encoding="utf-8") == "検収,acceptance\n"


@pytest.mark.parametrize(("content", "status"), [(b"a\n", 65), (None, 66)])
def test_a_bad_glossary_ends_before_any_model(
    translate: Command, tmp_path: Path, content: bytes | None, status: int
) -> None:
    if content is not None:
        (tmp_path / "terms.csv").write_bytes(content)
    assert translate("--to", "en", "--glossary", "terms.csv", answers=[]).status == status


def test_a_markdown_file_is_recognised_by_its_name_and_replaced_in_place(translate: Command, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes("# 棚卸し\r\n\r\n```\r\n棚\r\n```\r\n".encode())
    result = translate("--to", "en", "--in-place", "-o", "README.md", "README.md", answers=["Stocktaking"])
    assert result.status == 0 and result.stdout == b""
    assert (tmp_path / "README.md").read_bytes() == "# Stocktaking\r\n\r\n```\r\n棚\r\n```\r\n".encode()


def test_bilingual_markdown_is_a_table(translate: Command) -> None:
    result = translate("--to", "en", "--bilingual", "--format", "markdown", answers=["Stocktaking"], stdin="# 棚卸し\n")
    assert result.text == "| source | target |\n| --- | --- |\n| 棚卸し | Stocktaking |\n"


@pytest.mark.parametrize(
    ("name", "text", "arguments", "written"),
    [
        ("memo.txt", "棚卸し\n", [], "memo.tsv"),
        ("README.md", "# 棚卸し\n", [], "README.md"),
        # Markdown by what it says, not by its name.
        ("notes.txt", "# 棚卸し\n", [], "notes.tsv"),
        ("notes.txt", "# 棚卸し\n", ["--format", "markdown"], "notes.md"),
        ("README.md", "棚卸し\n", ["--format", "text"], "README.tsv"),
        ("film.srt", "1\n00:00:01,000 --> 00:00:02,000\n棚卸し\n", [], "film.tsv"),
    ],
)
def test_a_file_of_a_bilingual_table_ends_with_what_it_is(
    translate: Command, tmp_path: Path, name: str, text: str, arguments: list[str], written: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    answers = ["Stocktaking"] * 2
    assert translate("--to", "en", "--bilingual", "--out-dir", "out", *arguments, name, answers=answers).status == 0
    [out] = [path for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")]
    assert out.name == written
    rows = ["source\ttarget", "棚卸し\tStocktaking"]
    if written.endswith(".md"):
        rows = ["| source | target |", "| --- | --- |", "| 棚卸し | Stocktaking |"]
    assert out.read_text(encoding="utf-8").splitlines() == rows


def test_dry_run_shows_the_prompts_and_asks_nothing(translate: Command) -> None:
    result = translate("--to", "en", "--dry-run", answers=[])
    assert result.status == 0 and "検収は来週です。" in result.text and "request 2 of 2" in result.stderr
