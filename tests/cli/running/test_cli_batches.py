"""Many inputs: one file each in a folder, lists of files, resuming, and what one bad file may not stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sakura_cli.cli.running.batch import MANIFEST
from sakura_cli.inference.requests import GenerationRequest
from sakura_cli.tasks.framework.steps import MOST_REQUESTS
from tests.cli.conftest import TEXT, Result, Run, environment
from tests.cli.running.test_cli_outputs import SCRIPTED, on_terminal
from tests.fakes.engine import ScriptedWorker
from tests.fakes.scripted_command import AT_WORK, WAIT

Summarize = Callable[..., Result]


@pytest.fixture
def notes(tmp_path: Path) -> list[Path]:
    """Return three inputs in three encodings."""
    folder = tmp_path / "notes"
    folder.mkdir()
    files = [folder / name for name in ("一.txt", "b.md", "c d.txt")]
    for file, encoding in zip(files, ("utf-8", "cp932", "euc_jp"), strict=True):
        file.write_bytes(TEXT.encode(encoding))
    return files


def lines_of(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.text.splitlines()]


def counting_engine() -> ScriptedWorker:
    return ScriptedWorker(lambda request: "要点の一覧")


def test_each_input_gets_a_file_of_its_name(summarize: Summarize, notes: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    result = summarize("--out-dir", out, *notes)
    assert (result.status, result.stdout) == (0, b"")
    assert sorted(path.name for path in out.iterdir()) == sorted([MANIFEST, *(file.name for file in notes)])
    assert {(out / file.name).read_bytes() for file in notes} == {"・要点の一覧\n".encode()}


def test_json_files_hold_what_is_printed_and_mails_become_texts(
    summarize: Summarize, notes: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = summarize("--json", "--out-dir", out, *notes)
    printed = result.stdout.splitlines(keepends=True)
    assert [(out / file.name).with_suffix(".json").read_bytes() for file in notes] == printed
    notes[0].with_name("m.eml").write_bytes(b"From: a@example.jp\n\n" + TEXT.encode())
    assert summarize("--out-dir", out, notes[0].with_name("m.eml")).status == 0
    assert (out / "m.txt").is_file()


def test_with_json_a_file_of_o_holds_what_is_printed_too(
    summarize: Summarize, notes: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    result = summarize("--json", "-o", out, notes[1])
    assert result.status == 0 and out.read_bytes() == result.stdout
    [line] = lines_of(result)
    assert line["source"] == str(notes[1]) and line["result"]["text"] == "・要点の一覧"
    notes[1].write_bytes(b"\0")
    failed = summarize("--json", "-o", out, notes[1])
    assert failed.status == 65 and lines_of(failed)[0]["status"] == "error"
    # What was there stays.
    assert out.read_bytes() == result.stdout


def test_standard_input_has_a_name_of_its_own(summarize: Summarize, tmp_path: Path) -> None:
    assert summarize("--out-dir", tmp_path / "out").status == 0
    assert (tmp_path / "out" / "stdin.txt").read_bytes() == "・要点の一覧\n".encode()


@pytest.mark.parametrize("other", ["x/a.txt", "x/A.TXT", "a.txt"])
def test_two_inputs_of_one_name_are_73_before_any_work(other: str, summarize: Summarize, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    for name in ("a.txt", other):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    engine = counting_engine()
    result = summarize("--out-dir", tmp_path / "out", tmp_path / "a.txt", tmp_path / other, engine=engine)
    assert result.status == 73 and "would both be written" in result.stderr and "hint: " in result.stderr
    assert engine.models == [] and not (tmp_path / "out").exists()


def test_an_input_is_replaced_only_in_place(summarize: Summarize, notes: list[Path]) -> None:
    engine = counting_engine()
    result = summarize("--out-dir", notes[0].parent, *notes, engine=engine)
    assert result.status == 73 and "it would be replaced" in result.stderr and "--in-place" in result.stderr
    assert engine.models == [] and notes[0].read_text(encoding="utf-8") == TEXT
    # Also where it comes late: the second input would be written over the first.
    (notes[0].parent / "x").mkdir()
    late = notes[0].parent / "x" / notes[0].name
    late.write_text(TEXT, encoding="utf-8")
    assert summarize("--out-dir", notes[0].parent, late).status == 0
    assert summarize("--in-place", "--out-dir", notes[1].parent, notes[1]).status == 0
    assert notes[1].read_text(encoding="utf-8") == "・要点の一覧\n"


def test_a_folder_that_cannot_be_made_is_73(summarize: Summarize, notes: list[Path]) -> None:
    engine = counting_engine()
    result = summarize("--out-dir", notes[0], notes[1], engine=engine)
    assert result.status == 73 and engine.models == []


def test_one_bad_input_stops_no_other(summarize: Summarize, notes: list[Path], tmp_path: Path) -> None:
    notes[1].write_bytes(b"\0")
    missing = tmp_path / "missing.txt"
    out = tmp_path / "out"
    result = summarize("--json", "--out-dir", out, notes[0], missing, *notes[1:])
    assert result.status == 3
    assert [line["status"] for line in lines_of(result)] == ["ok", "error", "error", "ok"]
    assert [line["error"]["code"] for line in lines_of(result)[1:3]] == [66, 65]
    assert result.stderr.count(str(notes[1])) == result.stderr.count(f"sakura: there is no file {missing}\n") == 1
    assert (out / "一.json").is_file() and (out / "c d.json").is_file() and not (out / "b.json").exists()


def test_resume_skips_what_is_done(summarize: Summarize, notes: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert summarize("--out-dir", out, *notes[:2]).status == 0
    engine = counting_engine()
    result = summarize("--out-dir", out, "--resume", *notes, engine=engine)
    assert result.status == 0 and len(engine.requests) == 1
    assert "2 of 3 inputs were done already" in result.stderr
    # With nothing left to do the weights are not loaded.
    idle = counting_engine()
    assert summarize("--out-dir", out, "--resume", *notes, engine=idle).status == 0
    assert idle.models == []
    (out / notes[0].name).write_text("人の手で直した。", encoding="utf-8")
    (out / notes[1].name).unlink()
    notes[2].write_text(TEXT + TEXT, encoding="utf-8")
    again = counting_engine()
    assert summarize("--out-dir", out, "--resume", *notes, engine=again).status == 0
    assert len({request.prompt for request in again.requests}) == len(again.requests) >= 2
    assert (out / notes[0].name).read_text(encoding="utf-8") == "人の手で直した。"
    assert (out / notes[1].name).is_file()


@pytest.mark.parametrize(
    "change",
    [["--style", "headline"], ["--seed", "4"], ["--max-tokens", "9"], ["--output-encoding", "cp932"], ["--lang", "en"]],
)
def test_resume_does_again_what_other_settings_made(
    change: list[str], summarize: Summarize, notes: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert summarize("--out-dir", out, "--threads", "1", notes[0]).status == 0
    same, other = counting_engine(), counting_engine()
    assert summarize("--out-dir", out, "--resume", "--threads", "2", notes[0], engine=same).status == 0
    assert summarize("--out-dir", out, "--resume", *change, notes[0], engine=other).status == 0
    assert same.requests == [] and other.requests


def test_resume_does_again_what_another_prompt_or_model_made(
    summarize: Summarize, notes: list[Path], tmp_path: Path, home: Path, model: Path
) -> None:
    out = tmp_path / "out"
    assert summarize("--out-dir", out, notes[0]).status == 0
    os.utime(model, ns=(1, 1))
    engine = counting_engine()
    assert summarize("--out-dir", out, "--resume", notes[0], engine=engine).status == 0
    assert engine.requests
    shipped = (Path(__file__).parents[3] / "prompts" / "summarize-bullets.yaml").read_text(encoding="utf-8")
    (home / "sakura" / "prompts").mkdir(parents=True)
    own = home / "sakura" / "prompts" / "summarize-bullets.yaml"
    own.write_text(shipped.replace("編集者", "記者"), encoding="utf-8")
    engine = counting_engine()
    assert summarize("--out-dir", out, "--resume", notes[0], engine=engine).status == 0
    assert engine.requests and "記者" in engine.prompts[0]


def test_a_finding_of_a_skipped_file_still_fails_a_strict_run(
    summarize: Summarize, notes: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    engine = ScriptedWorker(lambda request: "売上高は987億ドル。")
    assert summarize("--strict", "--out-dir", out, notes[0], engine=engine).status == 1
    assert summarize("--strict", "--resume", "--out-dir", out, notes[0]).status == 1
    assert summarize("--resume", "--out-dir", out, notes[0]).status == 0


def test_a_resumed_json_report_is_whole(summarize: Summarize, notes: list[Path], tmp_path: Path) -> None:
    arguments = ("--json", "--out-dir", tmp_path / "out")
    first = summarize(*arguments, *notes[:2])
    second = summarize(*arguments, "--resume", *notes)
    assert second.stdout.startswith(first.stdout)
    assert [line["source"] for line in lines_of(second)] == [str(file) for file in notes]
    (tmp_path / "out" / "一.json").write_text("要点", encoding="utf-8")
    third = summarize(*arguments, "--resume", *notes)
    assert third.status == 3 and [line["status"] for line in lines_of(third)] == ["error", "ok", "ok"]


def test_the_manifest_holds_no_text_and_survives_being_cut(
    summarize: Summarize, notes: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert summarize("--focus", "秘密の計画", "--out-dir", out, *notes).status == 0
    manifest = out / MANIFEST
    text = manifest.read_text(encoding="ascii")
    for line in text.splitlines():
        assert set(json.loads(line)) == {"file", "input_sha256", "recipe_sha256", "findings", "fails_check"}
    assert json.dumps("秘密")[1:-1] not in text and json.dumps("要点")[1:-1] not in text
    manifest.write_text(text[:-30], encoding="ascii")
    engine = counting_engine()
    result = summarize("--focus", "秘密の計画", "--out-dir", out, "--resume", *notes, engine=engine)
    assert result.status == 0 and len(engine.requests) == 1


@pytest.mark.parametrize("separator", [b"\n", b"\r\n", b"\0"])
def test_the_names_of_a_list(separator: bytes, summarize: Summarize, notes: list[Path], tmp_path: Path) -> None:
    listing = tmp_path / "list"
    listing.write_bytes(separator.join(os.fsencode(file) for file in notes) + separator)
    result = summarize("--json", "--files-from", listing)
    assert [line["source"] for line in lines_of(result)] == [str(file) for file in notes]
    piped = summarize("--json", "--files-from", "-", notes[0], stdin=listing.read_bytes())
    assert [line["source"] for line in lines_of(piped)] == [str(file) for file in [notes[0], *notes]]


def test_a_name_with_a_newline_in_a_list_of_nuls(summarize: Summarize, tmp_path: Path) -> None:
    odd = tmp_path / "改\n行.txt"
    odd.write_text(TEXT, encoding="utf-8")
    result = summarize("--json", "-0", "--files-from", "-", stdin=os.fsencode(odd))
    assert result.status == 0 and lines_of(result)[0]["source"] == str(odd)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--files-from", "none.txt"], 66, "no file"),
        (["--files-from", "empty"], 65, "names no file"),
        (["--files-from", "-", "-"], 2, "standard input"),
        (["-0", "a.txt"], 2, "--files-from"),
        (["--resume", "a.txt"], 2, "--out-dir"),
        (["--out-dir", "out", "-o", "b.txt", "a.txt"], 2, "one of them"),
        (["--out-dir", "out", "--json", "--output-encoding", "cp932", "a.txt"], 2, "UTF-8"),
        (["-o", "out.json", "--json", "--output-encoding", "cp932", "a.txt"], 2, "UTF-8"),
    ],
)
def test_what_cannot_be_together_is_said_with_a_hint(
    arguments: list[str], status: int, words: str, sakura: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty").write_bytes(b"\n\n")
    result = sakura("summarize", *arguments)
    message, hint = result.stderr.decode().splitlines()
    assert (result.returncode, result.stdout) == (status, b"")
    assert message.startswith("sakura: ") and words in message and hint.startswith("hint: ")


def test_a_large_batch_is_read_as_it_is_worked_on(summarize: Summarize, tmp_path: Path) -> None:
    files = [tmp_path / f"{number:03}.txt" for number in range(4 * MOST_REQUESTS)]
    for file in files:
        file.write_text(TEXT, encoding="utf-8")

    def answer(request: GenerationRequest) -> str:
        if len(engine.requests) == 1:
            # Not read before its turn: what it says now counts.
            files[-1].write_text("後から書き直した本文である。", encoding="utf-8")
        return "要点の一覧"

    engine = ScriptedWorker(answer)
    assert summarize("--out-dir", tmp_path / "out", *files, engine=engine).status == 0
    assert "後から書き直した" in engine.prompts[-1]


def test_an_interrupted_batch_keeps_what_is_done_and_goes_on(home: Path, model: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"{number:03}.txt" for number in range(MOST_REQUESTS + 3)]
    for file in files:
        file.write_text(TEXT, encoding="utf-8")
    files[MOST_REQUESTS].write_text(f"{WAIT}{TEXT}", encoding="utf-8")
    arguments = ["summarize", "-m", model, "--out-dir", "out", "--files-from", "-"]
    names = b"".join(os.fsencode(file.name) + b"\0" for file in files)
    with subprocess.Popen(
        [*SCRIPTED, f"{WAIT} last", *arguments],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(home),
        cwd=tmp_path,
    ) as process:
        assert process.stdin and process.stderr
        process.stdin.write(names)
        process.stdin.close()
        said = b""
        while AT_WORK.encode() not in said:
            said = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert f"interrupted: {MOST_REQUESTS} of {len(files)} inputs are done" in process.stderr.read().decode()
    assert process.returncode == 130
    assert len(list((tmp_path / "out").glob("*.txt"))) == MOST_REQUESTS
    resumed = subprocess.run(
        [*SCRIPTED, "要点の一覧", *arguments, "--resume"],
        input=names,
        capture_output=True,
        env=environment(home),
        cwd=tmp_path,
        check=False,
    )
    assert resumed.returncode == 0 and f"{MOST_REQUESTS} of {len(files)} inputs were done" in resumed.stderr.decode()
    assert len(list((tmp_path / "out").glob("*.txt"))) == len(files)


def test_a_terminal_sees_files_done_and_lines_above_the_bar(
    home: Path, model: Path, notes: list[Path], tmp_path: Path
) -> None:
    command = [*SCRIPTED, "売上高は987億ドル。", "summarize", "-m", model, "--out-dir", "out", *notes]
    status, shown = on_terminal(command, home, tmp_path)
    assert status == 0 and "/3" in shown
    findings = [line for line in shown.splitlines() if "unsupported" in line]
    # Each begins its line: the bar was taken off before.
    assert len(findings) == 3 and all("━" not in line for line in findings)


def test_a_manifest_that_is_a_link_is_refused(summarize: Summarize, notes: list[Path], tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.write_text("他人のもの\n", encoding="utf-8")
    (out / ".sakura-manifest.jsonl").symlink_to(elsewhere)
    engine = counting_engine()
    for options in ((), ("--resume",)):
        result = summarize("--out-dir", out, *options, notes[0], engine=engine)
        assert result.status == 73 and "is a link" in result.stderr
    assert elsewhere.read_text(encoding="utf-8") == "他人のもの\n" and engine.models == []
