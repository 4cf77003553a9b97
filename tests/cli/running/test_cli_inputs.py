"""Inputs: every encoding under every locale, and what cannot be read."""

from __future__ import annotations

import base64
import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import SAKURA, TEXT, Result, Run, environment
from tests.fakes.engine import ScriptedWorker

MEMO = (Path(__file__).parents[3] / "examples" / "memo.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "words", "hint"),
    [
        (b"", "is empty", "give a file with text"),
        ("　\n \t\r\n".encode(), "is empty", "give a file with text"),
        (b"\xef\xbb\xbf", "is empty", "give a file with text"),
        (b"ab\0cd", "NUL bytes", "plain text"),
        (b"%PDF-1.7\n%\xe2\xe3", "is damaged", "open it in the program"),
        (b"PK\x03\x04rest", "is damaged", "save it again"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "is damaged", "save it again"),
        (b"GGUF\x03\0\0\0", "is a GGUF model", "-m FILE"),
        ("前置き".encode() + b"\xff\xff" + "本文です".encode(), "at byte 9", "--encoding NAME"),
    ],
    ids=["empty", "blank", "bom", "nul", "pdf", "office", "old office", "gguf", "undecodable"],
)
@pytest.mark.fault("C7")
@pytest.mark.contract("undecodable", "blank", "binary", "exit-65")
def test_input_without_text_is_65_before_a_model_is_asked_for(
    data: bytes, words: str, hint: str, sakura: Run, tmp_path: Path
) -> None:
    """Empty, blank, BOM, NUL, PDF, Office, GGUF, undecodable (with its offset): 65 before a model is looked for."""
    # No model is installed: had it been asked for first, the status were 69.
    (tmp_path / "in.txt").write_bytes(data)
    for result in (
        sakura("summarize", stdin=data),
        sakura("summarize", "in.txt"),
        sakura("summarize", "-", stdin=data),
    ):
        assert (result.returncode, result.stdout) == (65, b"")
        message, help_line = result.stderr.decode().splitlines()
        assert message.startswith("sakura: ") and words in message
        assert help_line.startswith("hint: ") and hint in help_line


@pytest.mark.fault("C7")
@pytest.mark.contract("exit-66")
def test_a_missing_file_a_folder_and_a_file_taken_for_a_folder_are_66(sakura: Run, tmp_path: Path) -> None:
    """A folder or no file for a file: 66."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    for name, words in (("無い.txt", "no file"), ("folder", "is a folder"), ("in.txt/more", "no file")):
        result = sakura("summarize", name)
        assert result.returncode == 66
        assert name in result.stderr.decode() and words in result.stderr.decode()
        assert "\nhint: " in result.stderr.decode()


def _obey_file_modes() -> None:
    """Give up root's right to read everything; does nothing for other users."""
    if sys.platform.startswith("linux") and os.geteuid() == 0:
        drop, override, read_search = 24, 1, 2  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        for capability in (override, read_search):
            ctypes.CDLL(None).prctl(drop, capability, 0, 0, 0)


@pytest.mark.contract("exit-77")
def test_a_file_that_may_not_be_read_is_77(home: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT, encoding="utf-8")
    secret.chmod(0)
    result = subprocess.run(
        [SAKURA, "summarize", secret],
        capture_output=True,
        env=environment(home),
        preexec_fn=_obey_file_modes,
        check=False,
    )
    assert (result.returncode, result.stdout) == (77, b"")
    assert "may not be read\nhint: ls -l" in result.stderr.decode()


def test_closed_standard_input_is_said(shell: Run) -> None:
    result = shell("sakura summarize <&-")
    assert result.returncode == 66 and "standard input is closed" in result.stderr.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.fault("C6")
def test_an_encoding_changes_nothing_but_the_bytes(encoding: str, summarize: Callable[..., Result]) -> None:
    """UTF-8, UTF-16, CP932, EUC-JP, ISO-2022-JP, any newline: the same prompt, to the character."""
    text = MEMO.replace("～", "から")  # the one character of the memo that encodings disagree on
    prompts = []
    for data in (text.encode("utf-8"), text.encode(encoding), text.replace("\n", "\r\n").encode(encoding)):
        engine = ScriptedWorker(lambda request: "要点の一覧")
        assert summarize(stdin=data, engine=engine).status == 0
        prompts.append(engine.prompts)
    assert prompts[0] == prompts[1] == prompts[2]


@pytest.mark.parametrize(
    "locale",
    [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "ja_JP.eucJP"}],
    ids=["C", "plain C", "missing"],
)
@pytest.mark.fault("C6")
@pytest.mark.contract("locale")
def test_the_locale_changes_no_byte(locale: dict[str, str], shell: Run, model: Path, tmp_path: Path) -> None:
    """The C locale and one that does not exist: the same bytes come out."""
    (tmp_path / "メモ.txt").write_bytes(TEXT.encode("cp932"))
    line = f"scripted 要点：𠮟られた summarize -m {model} --json メモ.txt | sed 's/\"seconds\": [0-9.]*//'"
    result, reference = shell(line, env=locale), shell(line)
    assert result.returncode == reference.returncode == 0
    assert result.stdout == reference.stdout
    assert json.loads(result.stdout.replace(b", }", b"}"))["source"] == "メモ.txt"


def test_a_name_that_is_not_text_becomes_valid_json(sakura: Run) -> None:
    result = sakura("summarize", "--json", os.fsdecode(b"\xff\xfe.txt"))
    assert result.returncode == 66
    assert json.loads(result.stdout.decode("utf-8"))["source"].endswith(".txt")


def test_a_named_encoding_decides(summarize: Callable[..., Result]) -> None:
    engine = ScriptedWorker(lambda request: "要点の一覧")
    assert summarize("--encoding", "shift_jis", stdin="ﾃｽﾄ".encode("cp932"), engine=engine).status == 0
    assert "ﾃｽﾄ" in engine.prompts[0]
    result = summarize("--encoding", "euc_jp", stdin="桜です".encode())
    assert result.status == 65 and "as euc_jp at byte" in result.stderr


@pytest.mark.fault("C9")
def test_one_bad_file_of_several_is_3_and_the_others_are_done(summarize: Callable[..., Result], tmp_path: Path) -> None:
    """One binary file among others: 3, the others done, the failure in the JSON report."""
    files = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    files[0].write_text(TEXT, encoding="utf-8")
    files[1].write_bytes(b"\0\1\2")
    files[2].write_text(TEXT, encoding="utf-8")
    result = summarize("--json", *files)
    assert result.status == 3
    first, second, third = map(json.loads, result.text.splitlines())
    assert [each["status"] for each in (first, second, third)] == ["ok", "error", "ok"]
    assert second["error"]["code"] == 65 and second["error"]["kind"] == "binary"
    assert second["error"]["hint"] and second["error"]["message"]
    assert str(files[1]) in result.stderr
    assert summarize(*files).text == "・要点の一覧\n" * 2


def test_dry_run_of_several_files_with_a_bad_one_is_3(summarize: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    engine = ScriptedWorker([])
    result = summarize("--dry-run", tmp_path / "a.txt", tmp_path / "b.txt", engine=engine)
    assert result.status == 3 and TEXT in result.text
    assert engine.requests == []


def _mail(attachment: bool = False) -> bytes:
    head = "From: =?utf-8?B?55Sw5Lit?= <t@example.jp>\nMIME-Version: 1.0\n"
    body = base64.encodebytes(TEXT.encode("iso2022_jp")).decode("ascii")
    text = f"Content-Type: text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: base64\n\n{body}"
    if attachment:
        other = "Content-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\n%PDF-1.7\n"
        head += "Content-Type: multipart/mixed; boundary=x\n\n"
        text = f"--x\n{text}\n--x\n{other}--x--\n"
    return (head + text).encode("ascii")


def test_a_mail_is_decoded_by_its_name_and_on_standard_input_by_its_header(
    summarize: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "m.EML").write_bytes(_mail())
    (tmp_path / "m.txt").write_bytes(_mail())
    shown = []
    for arguments, stdin in (([tmp_path / "m.EML"], b""), ([], _mail())):
        engine = ScriptedWorker(lambda request: "要点の一覧")
        assert summarize("--keep-marks", *arguments, stdin=stdin, engine=engine).status == 0
        shown.append(engine.prompts[0])
    assert shown[0] == shown[1] and TEXT in shown[0]
    engine = ScriptedWorker(lambda request: "要点の一覧")
    assert summarize("--keep-marks", tmp_path / "m.txt", engine=engine).status == 0
    assert TEXT not in engine.prompts[0]


def test_attachments_that_are_not_read_are_told(summarize: Callable[..., Result]) -> None:
    result = summarize("--keep-marks", stdin=_mail(attachment=True))
    assert result.status == 0 and "<stdin>: attachments are not read: 1" in result.stderr


@pytest.mark.parametrize("locale", ["C", "ja_JP.eucJP"])
def test_a_mail_is_the_same_under_every_locale(locale: str, shell: Run, model: Path, tmp_path: Path) -> None:
    (tmp_path / "m.eml").write_bytes(_mail())
    line = f"scripted 要点 summarize -q --dry-run -m {model} m.eml"
    result = shell(line, env={"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert result.returncode == 0 and result.stdout == shell(line).stdout and TEXT.encode() in result.stdout
