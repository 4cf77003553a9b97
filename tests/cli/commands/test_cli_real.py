"""The installed command on real weights: properties of what it does, never the wording of a result."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands.test_cli_models import CANARY, traces_of
from tests.cli.conftest import SAKURA, Run, environment, is_running, processes_of
from tests.cli.running.test_cli_outputs import ENVELOPE, USAGE, on_terminal

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("real_weights")]

SMALL = "qwen2.5-coder-0.5b"
MEMO = Path(__file__).parents[3] / "examples" / "memo.txt"
# One passage, and so one request; of the numbers only those that stand in it may come out.
NOTE = (
    "倉庫の棚卸しを10月9日に終えた。在庫は1,250個で、帳簿と一致した。棚の並べ替えは来月に行う。担当は総務課とする。\n"
)
NUMBER = re.compile(r"[0-9０-９][0-9０-９,，.]*")


def read_json(result: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    assert result.returncode == 0, result.stderr.decode()
    [line] = result.stdout.decode("utf-8").splitlines()
    envelope: dict[str, Any] = json.loads(line)
    return envelope


def test_the_second_run_finds_the_templates_prefix_in_the_cache(sakura: Run, home: Path) -> None:
    (home / "note.txt").write_text(NOTE, encoding="utf-8")
    first, second = (read_json(sakura("summarize", "-m", SMALL, "--json", home / "note.txt")) for _ in range(2))
    assert list(first) == ENVELOPE
    assert list(first["usage"]) == USAGE
    assert first["model"]["name"] == SMALL and first["model"]["quantization"] == "Q4_K_M"
    assert re.fullmatch("[0-9a-f]{64}", first["model"]["sha256"])
    assert first["usage"]["prompt_tokens"] == second["usage"]["prompt_tokens"] > 0
    assert second["usage"]["cached_tokens"] > first["usage"]["cached_tokens"]
    # The same input gives the same output, from the cache or not.
    assert first["result"] == second["result"] and first["result"]["text"]
    # The cache is the user's alone.
    for path in (home / "sakura" / "cache").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0


def test_dry_run_counts_with_the_real_tokenizer_and_decodes_nothing(sakura: Run) -> None:
    result = sakura("summarize", "-m", SMALL, "--dry-run", stdin=NOTE.encode())
    assert result.returncode == 0
    assert NOTE.strip() in result.stdout.decode() and "<|im_start|>" in result.stdout.decode()
    counts = [int(number) for number in re.findall(r"(\d+) (?:tokens|of them)", result.stderr.decode())]
    assert len(counts) == 2 and counts[0] > counts[1] > 0


def test_sampling_repeats_with_its_seed_whatever_the_threads(sakura: Run) -> None:
    arguments = ("summarize", "-m", SMALL, "--temperature", "1.2", "--style", "headline")
    runs = [
        sakura(*arguments, "--seed", seed, *threads, stdin=NOTE.encode())
        for seed, threads in (("7", ()), ("7", ()), ("7", ("--threads", "1")), ("7", ("--threads", "2")))
    ]
    assert runs[0].returncode == 0 and len({run.stdout for run in runs}) == 1


def test_a_terminal_sees_the_same_words_as_a_pipe(sakura: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes(NOTE.encode("cp932"))
    piped = sakura("summarize", "-m", SMALL, "note.txt", env={"LC_ALL": "C"})
    assert piped.returncode == 0
    # What is told of the result is all that stands on stderr.
    assert all(line.startswith(b"sakura: note.txt: ") for line in piped.stderr.splitlines())
    assert not {ord("\r"), ord("\x1b")} & {*piped.stdout, *piped.stderr}
    status, shown = on_terminal([SAKURA, "summarize", "-m", SMALL, "note.txt"], home, tmp_path)
    assert status == 0
    # The preview is drawn first and cleared; the result and what is told of it are what comes last.
    told = (f"{piped.stdout.decode()}{piped.stderr.decode()}", f"{piped.stderr.decode()}{piped.stdout.decode()}")
    assert shown.replace("\r\n", "\n").endswith(told)


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_a_run_that_is_ended_leaves_no_worker_no_output_and_no_text(
    number: int, status: int, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text(f"{CANARY}の会議。{NOTE}", encoding="utf-8")
    out = home / "out.txt"
    out.write_text("前の結果", encoding="utf-8")
    command = [SAKURA, "summarize", "-m", SMALL, "--context", "4096", "-o", out, "note.txt"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment(home), cwd=tmp_path) as process:
        # The prefix is saved once it is read: from then on the model is at the document.
        while not list((home / "sakura" / "cache").rglob("*.kv")):
            assert process.poll() is None, "ended before it was told to"
            time.sleep(0.02)
        workers = processes_of(process.pid)
        assert workers
        process.send_signal(number)
        assert process.stderr
        said = process.stderr.read().decode()
    assert process.returncode == status
    assert said == ""
    while any(map(is_running, workers)):
        time.sleep(0.02)  # the time limit of the test is the limit
    assert out.read_text(encoding="utf-8") == "前の結果"
    assert [path.name for path in home.iterdir() if path.name.startswith(".sakura-")] == []
    assert traces_of(CANARY, home) == []


def test_text_is_in_no_file_after_a_run(sakura: Run, home: Path) -> None:
    result = sakura("summarize", "-m", SMALL, "-v", stdin=f"{CANARY}の会議。{NOTE}".encode())
    assert result.returncode == 0 and CANARY not in result.stderr.decode()
    assert traces_of(CANARY, home) == []


def test_the_memo_in_japanese_with_its_own_numbers(sakura: Run) -> None:
    envelope = read_json(sakura("summarize", "-m", "qwen2.5-coder-1.5b", "--json", stdin=MEMO.read_bytes()))
    text, findings = envelope["result"]["text"], envelope["findings"]
    assert len(text.splitlines()) > 1 and len(text) < len(MEMO.read_text(encoding="utf-8"))
    in_memo = set(NUMBER.findall(MEMO.read_text(encoding="utf-8")))
    for number in NUMBER.finditer(text):
        is_told = any(finding["start"] <= number.start() < finding["end"] for finding in findings)
        assert number[0] in in_memo or is_told, f"{number[0]} is not in the memo"
    # Everyday Japanese is what CP932 can say, and four kanji: no simplified Chinese.
    assert re.sub("[𠮟剝塡頰]", "", text).encode("cp932")


def test_the_whole_of_a_pipeline(shell: Run) -> None:
    result = shell(f"cat '{MEMO}' | head -n 3 | sakura summarize -m {SMALL} --style headline | head -c 3", stdin=b"")
    assert result.returncode in (0, 128 + signal.SIGPIPE)
    assert len(result.stdout) == 3 and b"sakura:" not in result.stderr
    full = shell(f"sakura summarize -m {SMALL} --style headline >/dev/full", stdin=NOTE.encode())
    assert full.returncode == 74
    assert os.linesep.join(full.stderr.decode().splitlines()[-1:]).startswith("hint: ")
