"""`sakura ask`, `search` and `index`: what they print, where, and their statuses; with a scripted engine."""

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
from tests.fakes.engine import ScriptedWorker
from tests.search.documents import PRICES, RULES

QUESTION = "住宅手当はいくらですか"
NONE = "なし"

Command = Callable[..., Result]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Return a folder with documents in it."""
    folder = tmp_path / "規程"
    folder.mkdir()
    (folder / "規則.txt").write_text(RULES, encoding="utf-8")
    (folder / "価格.md").write_text(PRICES, encoding="utf-8")
    (folder / "絵.png").write_bytes(b"\x89PNG\0\0")
    return folder


@pytest.fixture
def sakura_command(
    model: Path, rules: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Command]:
    """Run a command in this process and the documents' folder, with answers in order."""

    def run(*arguments: str | Path, answers: list[str] | None = None, stdin: str = "") -> Result:
        monkeypatch.setattr(api_engine, "WorkerEngine", ScriptedWorker(["18,000円"] if answers is None else answers))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        monkeypatch.setenv("SAKURA_MODEL", str(model))
        return in_process(*arguments, capture=capsysbinary)

    monkeypatch.chdir(rules.parent)
    handler = signal.getsignal(signal.SIGTERM)
    yield run
    signal.signal(signal.SIGTERM, handler)
    console.set_verbosity(0)
    set_debugging(False)


def test_an_answer_is_on_stdout_with_its_place(sakura_command: Command) -> None:
    result = sakura_command("ask", QUESTION, "規程")
    assert result.status == 0
    first, *places = result.text.splitlines()
    assert first == "18,000円。ただし、社宅に入居している者には支給しない。"
    assert places[0].startswith("  規程/規則.txt:第12条:9: ")
    assert result.stderr.endswith("sakura: files that cannot be read as documents: 1 (-v names them)\n")


def test_without_an_answer_the_status_is_1_and_the_nearest_passages_are_on_stderr(sakura_command: Command) -> None:
    result = sakura_command("ask", "住宅手当の申請書の様式は何ですか", "規程", answers=[NONE] * 3)
    assert (result.status, result.stdout) == (1, b"")
    assert "the documents have no answer" in result.stderr
    assert "規程/規則.txt:第12条:9: " in result.stderr


def test_json_tells_citations_with_their_origins(sakura_command: Command) -> None:
    told = json.loads(sakura_command("ask", QUESTION, "規程/規則.txt", "--json").text)
    assert (told["task"], told["source"], told["status"]) == ("ask", "question", "ok")
    first = told["result"]["citations"][0]
    assert set(first) == {"file", "start", "end", "origin", "quote"}
    assert first["origin"] == {"line": 9, "heading": "第12条"}
    assert RULES[first["start"] : first["end"]] == first["quote"] == "18,000円"
    assert "nearest" not in told["result"]
    none = json.loads(sakura_command("ask", "住宅手当の様式", "規程", "--json", answers=[NONE]).text)
    assert none["result"]["answer"] is None
    assert set(none["result"]["nearest"][0]) == {"file", "start", "end", "origin", "score", "text"}


def test_questions_of_a_file_are_answered_one_a_line(sakura_command: Command) -> None:
    questions = f"{QUESTION}\n\n課長の手当はいくらですか\n"
    result = sakura_command(
        "ask", "--questions", "-", "規程", "--json", stdin=questions, answers=["18,000円", "55,000円"]
    )
    told = [json.loads(line) for line in result.text.splitlines()]
    assert [each["source"] for each in told] == ["question-1", "question-2"]
    assert told[1]["result"]["answer"] == "55,000円"


def test_what_comes_in_a_pipe_is_a_document(sakura_command: Command) -> None:
    told = json.loads(sakura_command("ask", QUESTION, "--json", stdin=RULES).text)
    assert told["result"]["citations"][0]["file"] == "<stdin>"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["ask", " ", "規程"], 2),
        (["ask", QUESTION, "ない"], 66),
        (["ask", QUESTION, "規程/絵.png"], 65),
        (["ask", "--questions", "-", "-"], 2),
        (["search", QUESTION, "ない"], 66),
        (["index", "ない"], 66),
        (["index", "rm", "規程"], 66),
        (["index", "update", "規程"], 66),
        (["index", "rm"], 2),
    ],
)
def test_what_is_wrong_has_its_status(sakura_command: Command, arguments: list[str], status: int) -> None:
    result = sakura_command(*arguments)
    assert result.status == status
    assert QUESTION not in result.stderr


def test_a_search_prints_a_passage_a_line_and_asks_no_model(sakura_command: Command) -> None:
    result = sakura_command("search", "防爆形の標準価格", "規程", "--top", "1", answers=[])
    assert result.status == 0
    assert result.text == ("規程/価格.md:8: 型番: MK-210 / 品名: 防爆形圧力計 / 標準価格: 128,000円 / 納期: 5営業日\n")
    assert (sakura_command("search", "xyzzy", "規程").status, sakura_command("search", "xyzzy", "規程").stdout) == (
        1,
        b"",
    )


def test_an_index_is_kept_on_request_and_told_of(sakura_command: Command, home: Path, rules: Path) -> None:
    made = sakura_command("index", "規程")
    assert made.status == 0
    assert "will hold the text of the documents in 規程" in made.stderr
    assert "規程: 2 new, 0 changed, 0 removed, 1 that cannot be read" in made.stderr
    [listed] = [json.loads(line) for line in sakura_command("index", "list", "--json").text.splitlines()]
    assert (listed["folder"], listed["documents"]) == (str(rules.resolve()), 2)
    (rules / "規則.txt").write_text(RULES.replace("18,000円", "19,000円"), encoding="utf-8")
    # What it is asked for is never older than the folder.
    assert "19,000円" in sakura_command("search", "住宅手当の月額", "規程", "--top", "1").text
    assert sakura_command("index", "rm", "規程").status == 0
    assert sakura_command("index", "list").stdout == b""
    assert list((home / "sakura" / "indexes").iterdir()) == []


def test_no_index_is_kept_unasked(sakura_command: Command, home: Path) -> None:
    sakura_command("search", "住宅手当", "規程")
    sakura_command("ask", QUESTION, "規程")
    assert not (home / "sakura" / "indexes").exists()
