"""Outputs: files written whole or not at all, never over the input; bytes exact in a pipe, escaped on a terminal."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sakura_cli.api.saving import write_file
from sakura_cli.errors import EngineError, StorageError
from tests.cli.conftest import TEXT, Result, Run, environment
from tests.fakes.engine import ScriptedWorker
from tests.fakes.scripted_command import AT_WORK, WAIT

ENVELOPE = ["version", "task", "source", "status", "result", "findings", "usage", "model", "sakura"]
USAGE = ["prompt_tokens", "cached_tokens", "completion_tokens", "chunks", "seconds"]
SCRIPTED = [sys.executable, "-m", "tests.fakes.scripted_command"]
# ESC, a clipboard write (OSC 52), C1, a carriage return and a mark that reverses the line.
HOSTILE = "要\x1b[31m点\x1b]52;c;aGk=\x07\x9b2J\r\u202e。"


def test_a_result_goes_to_the_file_and_nothing_to_stdout(summarize: Callable[..., Result], memo: Path) -> None:
    out = memo.with_name("out.txt")
    out.write_text("前の結果", encoding="utf-8")
    out.chmod(0o640)
    result = summarize("-o", out, memo)
    assert (result.status, result.stdout) == (0, b"")
    assert out.read_bytes() == "・要点の一覧\n".encode()
    assert out.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in memo.parent.iterdir()) == ["home", "memo.txt", "out.txt", "own.gguf"]


@pytest.mark.parametrize("kind", ["itself", "another spelling", "symbolic link", "hard link"])
@pytest.mark.fault("C4")
def test_the_input_is_never_replaced_by_accident(kind: str, summarize: Callable[..., Result], memo: Path) -> None:
    """`-o` is the input, by name, symbolic or hard link: 73, input intact; replaced only with --in-place."""
    out = memo.with_name("link.txt")
    if kind == "itself":
        out = memo
    elif kind == "another spelling":
        out = memo.parent / "home" / ".." / memo.name
    elif kind == "symbolic link":
        out.symlink_to(memo)
    else:
        out.hardlink_to(memo)
    result = summarize("-o", out, memo)
    assert (result.status, result.stdout) == (73, b"")
    assert "would be replaced" in result.stderr and "--in-place" in result.stderr
    assert memo.read_text(encoding="utf-8") == TEXT
    assert summarize("-o", out, "--in-place", memo).status == 0
    assert out.read_text(encoding="utf-8") == "・要点の一覧\n"
    assert out.is_symlink() == (kind == "symbolic link")


def test_an_output_that_cannot_be_made_is_73_before_the_engine_works(
    summarize: Callable[..., Result], memo: Path
) -> None:
    engine = ScriptedWorker([])
    assert summarize("-o", memo.parent / "none" / "out.txt", memo, engine=engine).status == 73
    assert summarize("-o", memo.parent / "home", memo, engine=engine).status == 73
    assert engine.requests == [] and engine.models == []


@pytest.mark.fault("C7")
def test_a_pipe_is_written_into_and_not_replaced(summarize: Callable[..., Result], memo: Path) -> None:
    """A FIFO for `-o`: written into, and still a FIFO."""
    fifo = memo.with_name("fifo")
    os.mkfifo(fifo)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(fifo.read_bytes()))
    reader.start()
    assert summarize("-o", fifo, memo).status == 0
    reader.join()
    assert read == ["・要点の一覧\n".encode()]
    assert fifo.is_fifo()


@pytest.mark.fault("C3")
def test_a_write_that_fails_leaves_the_old_file_and_no_other(memo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills while `-o` is written: 74, the old file stays, no other is left."""

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageError, match="No space left"):
        write_file(memo, b"new")
    assert memo.read_text(encoding="utf-8") == TEXT
    assert not list(memo.parent.glob(".sakura-*"))


def test_a_link_that_points_to_itself_is_replaced(memo: Path) -> None:
    loop = memo.with_name("loop")
    loop.symlink_to(loop)
    write_file(loop, b"new")
    assert loop.read_bytes() == b"new"


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "utf-8-sig", "utf-16"])
def test_the_same_encoding_mark_and_newlines_come_back(
    encoding: str, summarize: Callable[..., Result], memo: Path
) -> None:
    memo.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    out = memo.with_name("out.txt")
    assert summarize("-o", out, "--output-encoding", "same", memo).status == 0
    assert out.read_bytes() == "・要点の一覧\r\n".encode(encoding)


def test_a_character_the_encoding_lacks_is_an_error_and_not_a_question_mark(
    summarize: Callable[..., Result], memo: Path
) -> None:
    out = memo.with_name("out.txt")
    engine = ScriptedWorker(lambda request: "𠮟られた。")
    result = summarize("-o", out, "--output-encoding", "cp932", memo, engine=engine)
    assert result.status == 65 and "U+20B9F" in result.stderr
    assert not out.exists()


def test_json_is_one_object_a_line_with_the_keys_of_the_contract(summarize: Callable[..., Result], memo: Path) -> None:
    result = summarize("--json", memo, memo)
    assert result.status == 0
    for line in result.text.splitlines():
        envelope = json.loads(line)
        assert list(envelope) == ENVELOPE
        assert (envelope["version"], envelope["task"], envelope["status"]) == (1, "summarize", "ok")
        assert list(envelope["usage"]) == USAGE
        assert list(envelope["result"]) == ["text", "coverage"]
        assert list(envelope["model"]) == ["name", "sha256", "quantization"]
        assert envelope["source"] == str(memo)


def test_findings_are_a_line_each_and_fail_only_when_asked(summarize: Callable[..., Result], memo: Path) -> None:
    engine = ScriptedWorker(lambda request: "売上高は987億ドル。")
    result = summarize("--json", "-q", memo, engine=engine)
    assert result.status == 0
    [finding] = json.loads(result.text)["findings"]
    assert list(finding) == ["kind", "message", "start", "end", "excerpt"]
    assert json.loads(result.text)["result"]["text"][finding["start"] : finding["end"]] == finding["excerpt"]
    [line] = result.stderr.splitlines()
    assert line.startswith(f"sakura: {memo}: unsupported: ") and "987" not in line
    assert summarize("--strict", memo, engine=engine).status == 1


def test_an_engine_error_of_one_input_is_its_status_and_its_json(summarize: Callable[..., Result], memo: Path) -> None:
    engine = ScriptedWorker(lambda request: EngineError("the worker is gone", hint="try again"))
    result = summarize("--json", memo, engine=engine)
    assert result.status == 70
    envelope = json.loads(result.text)
    assert list(envelope) == ["version", "task", "source", "status", "error", "sakura"]
    assert envelope["error"] == {
        "code": 70,
        "kind": "engine",
        "message": "the worker is gone",
        "hint": "try again",
    }


@pytest.mark.fault("C11")
def test_quiet_leaves_errors_and_verbose_adds_the_model(summarize: Callable[..., Result], memo: Path) -> None:
    """--quiet: nothing on stderr but errors and findings."""
    assert "not in sakura's catalogue" in summarize(memo).stderr
    assert summarize("-q", memo).stderr == ""
    assert "model own" in summarize("-v", memo).stderr
    assert "no file" in summarize("-q", "missing.txt").stderr


def test_dry_run_prints_the_prompt_and_counts_and_runs_nothing(summarize: Callable[..., Result], memo: Path) -> None:
    engine = ScriptedWorker([])
    result = summarize("--dry-run", memo, engine=engine)
    assert result.status == 0 and TEXT.strip() in result.text
    assert "tokens" in result.stderr and "static prefix" in result.stderr
    assert engine.requests == []


@pytest.mark.fault("P8")
def test_control_characters_are_exact_in_a_pipe(summarize: Callable[..., Result], memo: Path) -> None:
    """ESC, OSC 52, C1 and direction controls in a result, in a pipe: exact bytes."""
    engine = ScriptedWorker(lambda request: HOSTILE)
    assert summarize(memo, engine=engine).stdout == f"・{HOSTILE}\n".encode()


def on_terminal(command: Sequence[str | Path], home: Path, folder: Path) -> tuple[int, str]:
    """Run a command with a terminal for its output; return its status and what the terminal got."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env=environment(home, {"TERM": "xterm-256color"}),
        cwd=folder,
    )
    os.close(follower)
    received = b""
    while True:
        try:
            data = os.read(leader, 65536)
        except OSError:  # how a pseudo-terminal ends on Linux
            break
        if not data:
            break
        received += data
    os.close(leader)
    return process.wait(), received.decode("utf-8")


@pytest.mark.fault("P8")
def test_a_terminal_shows_a_preview_and_the_result_and_obeys_no_control_character(
    home: Path, model: Path, memo: Path
) -> None:
    """The same on a terminal, in the preview and in the result: shown escaped, never obeyed."""
    status, shown = on_terminal([*SCRIPTED, HOSTILE, "summarize", "-m", model, memo], home, memo.parent)
    assert status == 0
    assert r"要\x1b[31m点\x1b]52;c;aGk=\x07" in shown
    for sequence in ("\x1b[31m", "\x1b]52", "\x07", "\x9b", "\u202e"):
        assert sequence not in shown


@pytest.mark.fault("C11")
def test_quiet_on_a_terminal_is_the_bare_result(home: Path, model: Path, memo: Path) -> None:
    """--quiet on a terminal: the bare result."""
    command = [*SCRIPTED, "要点の一覧", "summarize", "-q", "-m", model, memo]
    assert on_terminal(command, home, memo.parent) == (0, "・要点の一覧\r\n")


@pytest.mark.parametrize("arguments", [["summarize"], ["summarize", "--json"], ["models", "list"], ["--help"]])
@pytest.mark.fault("C11")
@pytest.mark.contract("progress")
def test_a_pipe_gets_no_carriage_return_and_no_escape(
    arguments: list[str], shell: Run, model: Path, memo: Path
) -> None:
    """No terminal: no carriage return and no escape sequence on either stream."""
    task = f"-m {model} memo.txt" if "summarize" in arguments else ""
    result = shell(f"scripted 要点の一覧 {' '.join(arguments)} {task}")
    assert result.returncode == 0
    assert not {b"\r", b"\x1b"} & {bytes([byte]) for byte in result.stdout + result.stderr}


@pytest.mark.fault("C3")
@pytest.mark.contract("exit-74")
def test_a_full_disk_is_74_and_said_once(shell: Run, model: Path, memo: Path) -> None:
    """stdout full (/dev/full), also for --help and --version: 74 in one message."""
    commands = (f"scripted 要点の一覧 summarize -q -m {model} memo.txt", "sakura models list", "sakura --help")
    for command in (*commands, "sakura --version"):
        result = shell(f"{command} >/dev/full")
        assert result.returncode == 74, command
        assert "cannot be written: No space left on device" in result.stderr.decode()
        assert "Traceback" not in result.stderr.decode() and "Exception ignored" not in result.stderr.decode()


@pytest.mark.parametrize(
    "command", ["scripted 要点の一覧 summarize -q -m own.gguf memo.txt", "sakura models list", "sakura --help"]
)
@pytest.mark.fault("C1")
@pytest.mark.contract("exit-signals")
def test_a_reader_that_left_ends_the_command_silently(command: str, shell: Run, model: Path, memo: Path) -> None:
    """A reader that has gone before the first byte: a silent end by SIGPIPE (141)."""
    # The reader is gone before the first byte is written.
    result = shell(f"{{ while [ ! -e gone ]; do sleep 0.05; done; {command}; }} | {{ exec <&-; touch gone; }}")
    assert result.returncode == 128 + signal.SIGPIPE
    assert result.stderr == b""


@pytest.mark.fault("C1")
@pytest.mark.contract("exit-signals")
def test_head_takes_what_it_wants(shell: Run, model: Path, memo: Path) -> None:
    """`| head -n 1` behind four hundred results: the first one, then silence."""
    result = shell(f"scripted 要点の一覧 summarize -q -m {model} {'memo.txt ' * 400} | head -n 1")
    assert result.stdout == "・要点の一覧\n".encode()
    assert result.returncode in (0, 128 + signal.SIGPIPE) and result.stderr == b""


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.fault("C2")
@pytest.mark.contract("exit-signals", "output-file")
def test_a_signal_ends_the_command_with_its_status_and_no_output(
    number: int, status: int, home: Path, model: Path, memo: Path
) -> None:
    """SIGINT, SIGTERM while the engine works: 130, 143, silent, the old `-o` file untouched, no partial one."""
    out = memo.with_name("out.txt")
    out.write_text("前の結果", encoding="utf-8")
    command = [
        *SCRIPTED,
        WAIT,
        "summarize",
        "-q",
        "-m",
        model,
        "-o",
        out,
        memo,
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(home)) as process:
        assert process.stderr and process.stdout
        assert process.stderr.readline().decode().strip() == AT_WORK
        process.send_signal(number)
        assert process.stderr.read() == b"" and process.stdout.read() == b""
    assert process.returncode == status
    assert out.read_text(encoding="utf-8") == "前の結果"
    assert not list(memo.parent.glob(".sakura-*"))
