"""The commands in Japanese, each in a process of its own: what is said changes, and what scripts read does not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from sakura_cli.characters.width import count_columns
from sakura_cli.localization import choose_language
from tests.cli.conftest import environment

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
KANA = re.compile("[ぁ-んァ-ヴ一-龠々]")
# Two English words in a row, but for what is typed or a name.
ENGLISH = re.compile(r"(?<![-\w`'{:./<|])[A-Za-z][a-z]+ [a-z]{2,}(?![\w`'])")
JAPANESE = {"LC_ALL": "ja_JP.UTF-8"}

# Every help, as the application has it, without drawing it.
READ_HELPS = """
import json, os
os.environ["SAKURA_LANG"] = "ja"
from docs.generator.tree import read_tree
print(json.dumps([
    [" ".join(command.path), command.help, [
        [each.name, each.help, each.panel] for each in (*command.arguments, *command.options)
    ]] for command in read_tree().walk()
]))
"""


@pytest.fixture
def run(home: Path, tmp_path: Path) -> Run:
    """Return a function that runs the command with variables of the environment and nothing else."""

    def start(
        *arguments: str, env: Mapping[str, str] | None = None, stdin: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        variables = environment(home)
        del variables["LC_ALL"]
        command = [sys.executable, "-m", "sakura_cli", *arguments]
        return subprocess.run(command, input=stdin, capture_output=True, env={**variables, **(env or {})}, cwd=tmp_path)

    return start


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.eucJP"}, "ja"),
        ({"LC_ALL": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, "ja"),
        ({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, "ja"),
        ({"LC_CTYPE": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, "en"),
        ({"SAKURA_LANG": "ja", "LC_ALL": "en_US.UTF-8"}, "ja"),
        ({"SAKURA_LANG": "en", "LC_ALL": "ja_JP.UTF-8", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"SAKURA_LANG": "", "LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "jam_JM.UTF-8"}, "en"),
        ({"LANGUAGE": "ja"}, "en"),
    ],
)
def test_the_language_is_that_of_the_first_variable_that_is_set(
    variables: dict[str, str], language: str, run: Run
) -> None:
    assert choose_language(variables) == language
    shown = run("--help", env=variables)
    assert shown.returncode == 0 and shown.stderr == b""
    assert ("使い方: sakura" if language == "ja" else "Usage: sakura") in shown.stdout.decode("utf-8")


def test_the_first_help_fits_a_terminal_of_80_columns(run: Run) -> None:
    lines = run("--help", env=JAPANESE).stdout.decode().splitlines()
    assert max(map(count_columns, lines)) <= 80
    assert not [line for line in lines if ENGLISH.search(line)]


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_help_of_a_task_is_japanese_and_whole_at_any_width(columns: int, run: Run) -> None:
    shown = run("summarize", "--help", env={**JAPANESE, "COLUMNS": str(columns)}).stdout.decode()
    assert "…" not in shown.replace("hf:…", "")
    assert {cell_len(line) for line in shown.splitlines() if line.strip()} == {columns}
    text = re.sub(r"[│\s]+", "", shown)
    for part in ("使い方:sakurasummarize", "引数", "オプション", "エンジン", "入出力", "[既定値:"):
        assert part in text
    assert "Usage" not in shown and "Options" not in shown and "default" not in shown


def test_every_help_is_japanese(home: Path) -> None:
    command = [sys.executable, "-c", READ_HELPS]
    told = subprocess.run(command, capture_output=True, env=environment(home), check=True).stdout
    commands: list[list[Any]] = json.loads(told)
    assert len(commands) > 20
    for path, text, parameters in commands:
        for name, help_text, panel in [("", text, ""), *parameters]:
            assert KANA.search(help_text) and not ENGLISH.search(help_text), (path, name, help_text)
            assert not panel or KANA.search(panel), (path, name, panel)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["sumarize"], "'sumarize'というコマンドはありません。'summarize'ではありませんか"),
        (["models", "fetch"], "'fetch'というコマンドはありません"),
        (["summarize", "--nope"], "--nopeというオプションはありません"),
        (["translate"], "オプション'--to'を指定してください（候補: ja, en, zh, ko, de, fr, es）"),
        (["config", "get"], "引数'KEY'を指定してください"),
        (["config", "path", "x"], "余分な引数があります（x）"),
        (["summarize", "--points"], "オプション'--points'には値が必要です"),
        (["summarize", "--strict=1"], "オプション'--strict'に値は指定できません"),
        (["summarize", "--points", "x"], "'--points'の値が正しくありません: 整数を指定してください"),
        (["summarize", "--points", "0"], "'--points'の値が正しくありません: 1以上を指定してください"),
        (["summarize", "--temperature", "9"], "'--temperature'の値が正しくありません: 5以下を指定してください"),
        (["summarize", "--temperature", "x"], "'--temperature'の値が正しくありません: 数値を指定してください"),
        (
            ["summarize", "--style", "haiku"],
            "'--style'の値が正しくありません: 'haiku'は指定できません（候補: 'bullets', ",
        ),
        (["summarize", "--gpu-layers", "x"], "--gpu-layersにはauto、off、または数値を指定してください"),
        (["extract"], "--fields、--schema、--presetのいずれか1つを指定してください"),
    ],
)
def test_a_usage_error_is_told_in_japanese(arguments: list[str], message: str, run: Run) -> None:
    result = run(*arguments, env=JAPANESE)
    assert result.returncode == 2 and result.stdout == b""
    first, *rest = result.stderr.decode().splitlines()
    assert first.startswith(f"sakura: {message}")
    assert all(line.startswith("hint: ") for line in rest)


def test_a_usage_error_of_the_environment_is_told_in_japanese(run: Run) -> None:
    told = run("summarize", env={**JAPANESE, "SAKURA_STRICT": "maybe"})
    assert told.returncode == 2 and "1または0を指定してください" in told.stderr.decode()
    told = run("summarize", stdin="本文".encode(), env={**JAPANESE, "SAKURA_TEMPERATURE": "warm"})
    assert told.returncode == 78
    assert "環境変数SAKURA_TEMPERATUREの値が正しくありません。数値を指定してください" in told.stderr.decode()


FAILURES: list[tuple[Sequence[str], bytes, int, str]] = [
    (["summarize"], b"", 65, "空です"),
    (["summarize", "ない.txt"], b"", 66, "見つかりません"),
    (["summarize"], "会議を開いた。".encode(), 69, "モデルがインストールされていません"),
    (["summarize", "-m", "nonesuch"], "会議を開いた。".encode(), 69, "nonesuchという名前のモデルはありません"),
    (["summarize"], b"\x00\x01\x02", 65, ""),
    (["summarize"], b"\x81\xff\xfe\x80" * 9, 65, ""),
]


@pytest.mark.parametrize(("arguments", "stdin", "status", "message"), FAILURES)
def test_a_failure_is_the_same_to_scripts_in_both_languages(
    arguments: Sequence[str], stdin: bytes, status: int, message: str, run: Run
) -> None:
    told = {
        language: run(*arguments, "--json", stdin=stdin, env={"SAKURA_LANG": language}) for language in ("en", "ja")
    }
    assert {result.returncode for result in told.values()} == {status}
    spoken = told["ja"].stderr.decode()
    assert spoken.startswith("sakura: ") and message in spoken and KANA.search(spoken)
    assert not KANA.search(told["en"].stderr.decode().replace("ない.txt", ""))
    if not told["en"].stdout:
        # What no input is to blame for has no object of its own.
        assert not told["ja"].stdout
        return
    rows = {language: json.loads(result.stdout) for language, result in told.items()}
    assert rows["en"].keys() == rows["ja"].keys()
    assert rows["en"]["status"] == rows["ja"]["status"] == "error"
    errors = {language: row["error"] for language, row in rows.items()}
    assert errors["en"].keys() == errors["ja"].keys()
    assert [errors["en"][key] for key in ("code", "kind")] == [errors["ja"][key] for key in ("code", "kind")]
    assert spoken.startswith(f"sakura: {errors['ja']['message']}")


def test_the_state_of_a_machine_is_the_same_to_scripts_in_both_languages(run: Run) -> None:
    for command in (["models", "list"], ["config", "show"], ["prompts", "list"], ["models", "info", "gemma4-e2b"]):
        rows = [run(*command, "--json", env={"SAKURA_LANG": language}).stdout for language in ("en", "ja")]
        assert json.loads(rows[0]) == json.loads(rows[1]), command
        shown = run(*command, env=JAPANESE)
        assert shown.returncode == 0 and KANA.search(shown.stdout.decode()), command


def test_a_report_of_the_installation_is_japanese(run: Run) -> None:
    english = json.loads(run("doctor", "--json").stdout)
    japanese = json.loads(run("doctor", "--json", env=JAPANESE).stdout)
    assert english.keys() == japanese.keys()
    assert "モデルがインストールされていません" in japanese["warnings"][0]
    shown = run("doctor", env=JAPANESE).stdout.decode().splitlines()
    assert all(KANA.search(line) or line.startswith(("sakura", "llama-cpp-python", "CPU")) for line in shown)


def test_a_finding_keeps_its_kind_and_its_place(run: Run) -> None:
    text = "お客様が申された。社長がおっしゃられました。\n".encode()
    found = {
        language: run("keigo", "--check", "--json", stdin=text, env={"SAKURA_LANG": language})
        for language in ("en", "ja")
    }
    assert found["en"].returncode == found["ja"].returncode == 1
    problems = {language: json.loads(result.stdout)["result"]["problems"] for language, result in found.items()}
    assert problems["en"] and len(problems["en"]) == len(problems["ja"])
    for english, japanese in zip(problems["en"], problems["ja"], strict=True):
        assert english["message"] != japanese["message"] and KANA.search(japanese["message"])
        assert [english[key] for key in ("start", "end", "line", "column", "rule", "severity", "suggestion")] == [
            japanese[key] for key in ("start", "end", "line", "column", "rule", "severity", "suggestion")
        ]


def test_a_locale_that_is_not_utf8_says_the_same(run: Run) -> None:
    utf8, other = (run("summarize", "ない.txt", env={"LC_ALL": name}) for name in ("ja_JP.UTF-8", "ja_JP.eucJP"))
    assert (other.returncode, other.stderr) == (utf8.returncode, utf8.stderr)


def test_the_words_of_a_completion_are_japanese_and_its_names_are_not(run: Run) -> None:
    english, japanese = (
        run("__complete", "models", env={"SAKURA_LANG": language}).stdout.decode().splitlines()
        for language in ("en", "ja")
    )
    assert [line.partition("\t")[0] for line in english] == [line.partition("\t")[0] for line in japanese]
    assert {line.partition("\t")[2] for line in japanese} == {"未インストール"}
