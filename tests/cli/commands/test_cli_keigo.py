"""`sakura keigo-rewrite`: rewriting, checking, fixing; streams, statuses and JSON; no model where none is needed."""

from __future__ import annotations

import io
import json
import re
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docs.generator.keigo_rules import make_rules_page
from sakura_cli.api import engine as api_engine
from sakura_cli.cli.terminal import console
from sakura_cli.cli.terminal.failures import set_debugging
from sakura_cli.keigo.checking.checker import rule_names
from tests.cli.conftest import SAKURA, Result, Run, in_process
from tests.cli.running.test_cli_outputs import ENVELOPE, on_terminal
from tests.fakes.engine import ScriptedWorker

MEMO = "井上様\n\n明日14:00に資料を3部持っていくね。\n「了解」と部長は言ってた。\n\n> もう読んだ？\n"
REWRITTEN = "井上様\n\n明日14:00に資料を3部お持ちいたします。\n「了解」と部長は申しておりました。\n\n> もう読んだ？\n"
WRONG = "資料はお読みになられましたか。\n来週なら見れます。\nお客様が参りました。\n"
LINES = [
    "wrong.txt:1:4: double-respect: ",
    "wrong.txt:2:5: ra-nuki: ",
    "wrong.txt:3:5: humble-subject: ",
]
STYLE = "了解しました。\n来週なら見れます。\n"
DOUBTFUL = "この案はガチめに古いから直さないで。\n"

Command = Callable[..., Result]


@pytest.fixture
def keigo(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Command]:
    """Run `sakura keigo` in this process and folder; without an `engine` any request is an error."""

    def run(*arguments: str | Path, stdin: str = "", engine: ScriptedWorker | None = None) -> Result:
        monkeypatch.setattr(api_engine, "WorkerEngine", engine or ScriptedWorker([]))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        return in_process("keigo", "-m", model, *arguments, capture=capsysbinary)

    monkeypatch.chdir(tmp_path)
    (tmp_path / "memo.txt").write_text(MEMO, encoding="utf-8")
    (tmp_path / "wrong.txt").write_text(WRONG, encoding="utf-8")
    handler = signal.getsignal(signal.SIGTERM)
    yield run
    signal.signal(signal.SIGTERM, handler)
    console.set_verbosity(0)
    set_debugging(False)


def result_of(result: Result) -> dict[str, object]:
    envelope = json.loads(result.text)
    assert list(envelope) == ENVELOPE and envelope["task"] == "keigo-rewrite"
    found: dict[str, object] = envelope["result"]
    return found


def test_without_any_model_rules_check_and_fix_work(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / "wrong.txt").write_bytes(WRONG.encode("cp932"))
    for name in ("keigo", "keigo-rewrite"):
        result = sakura(name, "--rules-only", stdin=MEMO.encode())
        assert (result.returncode, result.stdout.decode(), result.stderr) == (0, REWRITTEN, b"")
    result = sakura("keigo", "--check", "wrong.txt", env={"LC_ALL": "C"})
    assert result.returncode == 1 and result.stderr == b""
    lines = result.stdout.decode().splitlines()
    assert len(lines) == 3 and all(line.startswith(head) for line, head in zip(lines, LINES, strict=True))
    assert sakura("keigo", "--level", "plain", stdin=REWRITTEN.encode()).returncode == 0
    # Only a sentence in doubt makes it look for a model.
    assert sakura("keigo", stdin=MEMO.encode()).stdout.decode() == REWRITTEN
    assert sakura("keigo", stdin=DOUBTFUL.encode()).returncode == 69
    assert sakura("keigo", "--rules-only", stdin=DOUBTFUL.encode()).returncode == 0


def test_no_process_is_started_and_no_model_named_without_doubt(keigo: Command) -> None:
    engine = ScriptedWorker([])
    for arguments in (["memo.txt"], ["--rules-only", "memo.txt"], ["--check", "wrong.txt"], ["--fix", "wrong.txt"]):
        keigo(*arguments, engine=engine)
    assert engine.models == [] and engine.rounds == []


def test_sentences_in_doubt_go_to_the_model_in_one_round(keigo: Command) -> None:
    engine = ScriptedWorker(lambda request: "")
    text = DOUBTFUL + MEMO + DOUBTFUL
    result = keigo("-v", stdin=text, engine=engine)
    assert len(engine.models) == 1 and [len(requests) for requests in engine.rounds] == [2]
    assert REWRITTEN in result.text and "rule-based version stands in 2" in result.stderr
    assert "rule-based" not in keigo(stdin=text, engine=ScriptedWorker(lambda request: "")).stderr


def test_json_of_a_rewriting(keigo: Command) -> None:
    found = result_of(keigo("--json", "memo.txt"))
    assert list(found) == ["text", "changes"] and found["text"] == REWRITTEN
    changes = found["changes"]
    assert isinstance(changes, list) and changes
    for change in changes:
        assert list(change) == ["start", "end", "before", "after", "class", "reason", "origin"]
        assert MEMO[change["start"] : change["end"]] == change["before"]
    assert {change["class"] for change in changes} == {"謙譲語Ⅰ", "謙譲語Ⅱ"}


def test_json_of_a_check(keigo: Command) -> None:
    result = keigo("--check", "--json", "wrong.txt")
    assert result.status == 1
    found = result_of(result)
    assert list(found) == ["problems"]
    problems = found["problems"]
    assert isinstance(problems, list)
    keys = ["start", "end", "line", "column", "rule", "severity", "message", "suggestion", "origin"]
    assert [list(problem) for problem in problems] == [keys] * 3
    assert [problem["severity"] for problem in problems] == ["error", "shifting", "error"]
    for problem in problems:
        line = WRONG.splitlines()[problem["line"] - 1]
        assert (
            WRONG[problem["start"] : problem["end"]]
            == line[problem["column"] - 1 :][: -problem["start"] + problem["end"]]
        )


def test_only_errors_fail_a_check_unless_it_is_strict(keigo: Command) -> None:
    result = keigo("--check", stdin=STYLE)
    assert result.status == 0 and [line.split(": ")[1] for line in result.text.splitlines()] == ["ryokai", "ra-nuki"]
    assert keigo("--check", "--strict", stdin=STYLE).status == 1
    clean = keigo("--check", stdin="承知いたしました。\n")
    assert (clean.status, clean.stdout) == (0, b"")
    assert keigo("--check", "--strict", stdin="承知いたしました。\n").status == 0


def test_several_files_are_checked_and_one_that_cannot_be_read_is_told(keigo: Command) -> None:
    result = keigo("--check", "memo.txt", "wrong.txt")
    assert result.status == 1
    assert [line.split(":")[0] for line in result.text.splitlines() if "ra-nuki" in line] == ["wrong.txt"]
    assert keigo("--check", "none.txt", "wrong.txt").status == 3
    assert keigo("--check", "none.txt").status == 66
    assert keigo("--check", stdin=" \n").status == 65


def test_rules_are_chosen_by_name(keigo: Command) -> None:
    only = keigo("--check", "--rule", "ra-nuki", "wrong.txt")
    assert (only.status, len(only.text.splitlines())) == (0, 1)
    without = keigo("--check", "--no-rule", "double-respect", "--no-rule", "humble-subject", "wrong.txt")
    assert (without.status, without.text) == (only.status, only.text)
    wrong = keigo("--check", "--rule", "double-respct", "wrong.txt")
    assert wrong.status == 2 and "double-respect" in wrong.stderr and wrong.stdout == b""
    assert keigo("--check", "--no-rule", "nonsense", "wrong.txt").status == 2
    assert keigo("--rule", "ra-nuki", "memo.txt").status == 2


def test_explained_problems_name_their_source(keigo: Command) -> None:
    lines = keigo("--check", "--explain", "wrong.txt").text.splitlines()
    assert "敬語の指針" in lines[0] and "p.30" in lines[0] and "国語審議会" in lines[1]


def test_fix_applies_suggestions_and_fails_while_errors_are_left(keigo: Command, tmp_path: Path) -> None:
    fixed = "資料はお読みになりましたか。\n来週なら見られます。\nお客様が参りました。\n"
    result = keigo("--fix", "wrong.txt")
    assert (result.status, result.text) == (1, fixed)
    assert "humble-subject" in result.stderr and "参り" not in result.stderr
    found = result_of(keigo("--fix", "--json", "wrong.txt"))
    assert list(found) == ["text", "changes", "problems"] and found["text"] == fixed
    assert keigo("--fix", "--rule", "ra-nuki", "wrong.txt").status == 0
    assert keigo("--fix", "-o", "wrong.txt", "wrong.txt").status == 73
    assert keigo("--fix", "--in-place", "-o", "wrong.txt", "wrong.txt").stdout == b""
    assert (tmp_path / "wrong.txt").read_text(encoding="utf-8") == fixed


def test_a_fixed_file_keeps_its_encoding_if_asked(keigo: Command, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(WRONG.replace("\n", "\r\n").encode("cp932"))
    keigo("--fix", "--output-encoding", "same", "-o", "new.txt", "old.txt")
    assert (tmp_path / "new.txt").read_bytes().decode("cp932").startswith("資料はお読みになりましたか。\r\n")


def test_diff_shows_the_words_that_change_and_the_file_gets_the_text(keigo: Command, tmp_path: Path) -> None:
    result = keigo("--diff", "-o", "out.txt", "memo.txt")
    assert result.text.splitlines() == [
        "memo.txt:3: 明日14:00に資料を3部[-持っていくね-]{+お持ちいたします+}。",
        "memo.txt:4: 「了解」と部長は[-言ってた-]{+申しておりました+}。",
    ]
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == REWRITTEN
    assert keigo("--fix", "--diff", "wrong.txt").text.count("[-") == 2
    assert keigo("--diff", stdin="承知いたしました。\n").stdout == b""
    assert keigo("--check", "--diff", "wrong.txt").status == 2


def test_a_diff_is_coloured_on_a_terminal_only(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "memo.txt").write_text("資料\x1b[31mを送る。\n", encoding="utf-8")
    command = [SAKURA, "keigo", "--rules-only", "--diff", "memo.txt"]
    status, shown = on_terminal(command, home, tmp_path)
    assert status == 0 and "\x1b[31m送る\x1b[0m\x1b[32mお送りいたします\x1b[0m" in shown
    # What the text brings along is no colour.
    assert "資料\\x1b[31mを" in shown
    status, shown = on_terminal(["env", "NO_COLOR=1", *command], home, tmp_path)
    assert status == 0 and "\x1b" not in shown and "[-送る-]{+お送りいたします+}" in shown


def test_explanations_go_to_stderr_with_class_and_source(keigo: Command) -> None:
    result = keigo("--explain", "memo.txt")
    assert result.text == REWRITTEN
    lines = result.stderr.splitlines()
    assert lines[0].startswith("memo.txt:3:") and "謙譲語Ⅰ" in lines[0] and re.search(r"敬語の指針 p\.\d+", lines[0])
    assert len(lines) == 2 and "謙譲語Ⅱ" in lines[1]


@pytest.mark.parametrize(
    ("level", "audience", "expected"),
    [
        ("polite", "external", "資料を送ります。\n"),
        ("business", "external", "資料をお送りいたします。\n"),
        ("plain", "internal", "資料を送る。\n"),
    ],
)
def test_level_and_audience_are_passed_on(keigo: Command, level: str, audience: str, expected: str) -> None:
    assert keigo("--level", level, "--audience", audience, stdin="資料を送る。\n").text == expected


def test_unknown_levels_are_usage_errors(keigo: Command) -> None:
    assert keigo("--level", "royal", "memo.txt").status == 2
    assert keigo("--audience", "cats", "memo.txt").status == 2


def test_what_could_not_be_made_polite_is_a_finding(keigo: Command) -> None:
    result = keigo("--rules-only", stdin="集合は駅前な。\n")
    assert result.status == 0 and "plain-form" in result.stderr and "駅前" not in result.stderr
    assert keigo("--rules-only", "--strict", stdin="集合は駅前な。\n").status == 1


def test_dry_run_shows_the_requests_there_would_be(keigo: Command) -> None:
    shown = keigo("--dry-run", stdin=DOUBTFUL)
    assert shown.status == 0 and "ガチめに古い" in shown.text
    nothing = keigo("--dry-run", "memo.txt")
    assert (nothing.status, nothing.stdout) == (0, b"") and "no request" in nothing.stderr


def test_every_rule_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "keigo-rules.md").read_text(encoding="utf-8")
    assert page == make_rules_page()
    assert re.findall(r"^\| `([a-z-]+)`", page, re.MULTILINE) == rule_names()
