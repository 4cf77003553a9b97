"""The contract on results: streams, files, encodings, terminals."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import SAKURA, TEXT, Run, environment
from tests.cli.running.test_cli_outputs import HOSTILE, SCRIPTED, on_terminal
from tests.contract.conftest import ANSWER
from tests.fakes.office_archives import body_of, make_word, paragraph, run

BULLET = f"・{ANSWER}\n"


@pytest.mark.contract("progress")
def test_progress_is_drawn_on_a_terminal_only(shell: Run, model: Path, memo: Path, home: Path) -> None:
    files = ["memo.txt"] * 3
    piped = shell(f"scripted {ANSWER} summarize -m {model} {' '.join(files)} | cat")
    assert piped.stdout.decode() == BULLET * 3
    assert not {b"\r", b"\x1b"} & {bytes([byte]) for byte in piped.stdout + piped.stderr}
    status, shown = on_terminal([*SCRIPTED, ANSWER, "summarize", "-m", model, *files], home, memo.parent)
    assert status == 0 and "/3" in shown and "\x1b" in shown


@pytest.mark.contract("quiet")
def test_quiet_leaves_errors_and_findings(shell: Run, model: Path, memo: Path) -> None:
    assert shell(f"scripted {ANSWER} summarize -q -m {model} memo.txt").stderr == b""
    [finding] = shell(f"scripted 売上高は987億ドル。 summarize -q -m {model} memo.txt").stderr.decode().splitlines()
    assert finding.startswith("sakura: memo.txt: unsupported: ")
    assert shell("sakura summarize -q none.txt").stderr.decode().startswith("sakura: there is no file none.txt\n")


@pytest.mark.contract("streaming")
def test_a_terminal_sees_the_text_grow_and_a_pipe_gets_it_verified(
    shell: Run, model: Path, memo: Path, home: Path
) -> None:
    # The answer breaks the limit: the terminal sees it come, and then what is left of it.
    answer = "会議を開いた。来月の予定を確認した。次回の場所は未定である。"
    line = ["summarize", "--style", "paragraph", "--max-chars", "12", "-m", str(model), "memo.txt"]
    piped = shell(f"scripted {answer} {' '.join(line)}")
    assert piped.returncode == 0 and len(piped.stdout.decode().strip()) <= 12
    status, shown = on_terminal([*SCRIPTED, answer, *line], home, memo.parent)
    assert status == 0
    _, _, rest = shown.partition(answer[: len(answer) // 2])
    assert "\x1b[2K" in rest and answer in rest
    assert rest.replace("\r\n", "\n").rpartition("\x1b[2K")[2].startswith(piped.stdout.decode())


@pytest.mark.contract("output-file")
def test_an_output_is_replaced_whole_by_a_new_file(shell: Run, model: Path, memo: Path) -> None:
    out = memo.with_name("out.txt")
    out.write_text("前の結果", encoding="utf-8")
    before = out.stat().st_ino
    with out.open(encoding="utf-8") as reader:
        result = shell(f"scripted {ANSWER} summarize -q -m {model} -o out.txt memo.txt")
        # Whoever has the old file open reads it to its end.
        assert reader.read() == "前の結果"
    assert (result.returncode, result.stdout) == (0, b"")
    assert out.read_text(encoding="utf-8") == BULLET and out.stat().st_ino != before
    failed = shell(f"scripted {ANSWER} summarize -q -m {model} -o out.txt none.txt")
    assert failed.returncode == 66 and out.read_text(encoding="utf-8") == BULLET
    assert sorted(path.name for path in memo.parent.iterdir()) == ["home", "memo.txt", "out.txt", "own.gguf"]


@pytest.mark.contract("in-place", "exit-73")
def test_an_input_is_replaced_only_in_place(sakura: Run, memo: Path) -> None:
    memo.with_name("link.txt").symlink_to(memo)
    for out in ("memo.txt", "./home/../memo.txt", "link.txt"):
        refused = sakura("keigo", "--rules-only", "-o", out, "memo.txt")
        assert (refused.returncode, refused.stdout) == (73, b"") and b"--in-place" in refused.stderr
    refused = sakura("keigo", "--rules-only", "--out-dir", ".", "memo.txt")
    assert refused.returncode == 73 and memo.read_text(encoding="utf-8") == TEXT
    assert sakura("keigo", "--rules-only", "--in-place", "-o", "memo.txt", "memo.txt").returncode == 0
    assert "いたしました" in memo.read_text(encoding="utf-8")
    assert sakura("keigo", "--rules-only", "-o", "none/out.txt", "memo.txt").returncode == 73


@pytest.mark.contract("output-document", "exit-73")
def test_a_document_is_written_back_as_one_and_no_text_is_called_so(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / "in.docx").write_bytes(make_word(paragraph(run("資料を送る。", "<w:b/>"))))
    polite = [paragraph(run("資料を送ります。", "<w:b/>"))]
    rewrite = ("keigo", "--rules-only", "--level", "polite", "in.docx")
    assert sakura(*rewrite, "-o", "out.docx").returncode == 0
    assert sakura(*rewrite, "--out-dir", "out").returncode == 0
    assert [body_of((tmp_path / name).read_bytes()) for name in ("out.docx", "out/in.docx")] == polite * 2
    assert sakura(*rewrite, "-o", "out.txt").returncode == 0
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "資料を送ります。\n"
    assert sakura(*rewrite, "-o", "out.pdf").returncode == 73
    assert sakura("keigo", "--check", "in.docx", "-o", "check.docx").returncode == 73
    assert not (tmp_path / "out.pdf").exists() and not (tmp_path / "check.docx").exists()


@pytest.mark.contract("out-dir", "resume")
def test_a_folder_gets_a_file_for_each_input_and_resume_skips_them(shell: Run, model: Path, tmp_path: Path) -> None:
    for name in ("一.txt", "二.md"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    line = f"scripted {ANSWER} summarize -m {model} --out-dir out"
    first = shell(f"{line} 一.txt 二.md")
    assert (first.returncode, first.stdout) == (0, b"")
    out = tmp_path / "out"
    assert {path.name: path.read_text(encoding="utf-8") for path in out.glob("[!.]*")} == {
        "一.txt": BULLET,
        "二.md": BULLET,
    }
    (out / "一.txt").write_text("手で直した。\n", encoding="utf-8")
    (tmp_path / "三.txt").write_text(TEXT, encoding="utf-8")
    again = shell(f"{line} --resume 一.txt 二.md 三.txt")
    assert again.returncode == 0 and "2 of 3 inputs were done already" in again.stderr.decode()
    assert (out / "一.txt").read_text(encoding="utf-8") == "手で直した。\n"
    assert (out / "三.txt").read_text(encoding="utf-8") == BULLET
    # Other settings make other results.
    assert shell(f"{line} --resume --style headline 一.txt").returncode == 0
    assert (out / "一.txt").read_text(encoding="utf-8") == f"{ANSWER}\n"


@pytest.mark.contract("newlines", "output-encoding")
def test_files_keep_newlines_and_are_utf_8_unless_told(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_bytes("資料を送る。\r\n明日行く。\r\n".encode("cp932"))
    expected = "資料をお送りいたします。\r\n明日参ります。\r\n"
    for arguments, encoding in (([], "utf-8"), (["same"], "cp932"), (["iso-2022-jp"], "iso2022_jp")):
        option = ["--output-encoding", *arguments] if arguments else []
        assert sakura("keigo", "--rules-only", *option, "-o", "out.txt", "in.txt").returncode == 0
        assert (tmp_path / "out.txt").read_bytes() == expected.encode(encoding)


@pytest.mark.contract("unencodable")
def test_what_an_encoding_cannot_express_is_an_error(sakura: Run, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("𠮟られた😀。\n", encoding="utf-8")
    result = sakura("keigo", "--rules-only", "--output-encoding", "cp932", "-o", "out.txt", "in.txt")
    assert result.returncode == 65 and "U+" in result.stderr.decode()
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.contract("control-characters")
def test_control_characters_are_exact_in_a_pipe_and_escaped_on_a_terminal(
    shell: Run, model: Path, memo: Path, home: Path
) -> None:
    piped = shell(f"scripted '{HOSTILE}' summarize -q -m {model} memo.txt | cat")
    assert piped.stdout.decode() == f"・{HOSTILE}\n"
    status, shown = on_terminal([*SCRIPTED, HOSTILE, "summarize", "-q", "-m", model, "memo.txt"], home, memo.parent)
    assert status == 0 and r"\x1b[31m" in shown
    assert not set(re.sub("\r\n", "", shown)) & set("\x1b\x07\x9b\r\u202e")


@pytest.mark.contract("no-color")
def test_no_color_is_obeyed(home: Path, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("資料を送る。\n", encoding="utf-8")
    command = [SAKURA, "keigo", "--rules-only", "--diff", "in.txt"]
    assert "\x1b[3" in on_terminal(command, home, tmp_path)[1]
    assert "\x1b" not in on_terminal(["env", "NO_COLOR=1", *command], home, tmp_path)[1]


@pytest.mark.contract("streaming")
def test_what_nothing_verifies_is_in_the_pipe_as_it_is_written(home: Path, model: Path, memo: Path) -> None:
    own = memo.with_name("own.yaml")
    own.write_text("description: 返信。\nuser: '{{ document }}'\ncheck: false\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "tests.fakes.pausing_command",
        "run",
        "own.yaml",
        "-q",
        "-m",
        str(model),
        "memo.txt",
    ]
    go = memo.with_name("go")
    variables = environment(home, {"SAKURA_TEST_GO": str(go)})
    with subprocess.Popen(command, env=variables, cwd=memo.parent, stdout=subprocess.PIPE) as process:
        assert process.stdout
        # The engine has not come to its end, and waits for the file.
        assert os.read(process.stdout.fileno(), 4096).decode() == "承知しました。"
        go.touch()
        # The delimiter and the white space at both ends are no part of the result.
        assert process.stdout.read().decode() == "\n[では]、後ほど。\n"
    assert process.returncode == 0
